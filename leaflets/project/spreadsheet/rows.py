"""Reads a table of clinics from CSV or XLSX: its headings, and the cells of each row; every fault by its cell."""

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from leaflets.errors import Problem
from leaflets.project.spreadsheet.columns import Column, column_of, columns, hint_for
from leaflets.readers.cells import NotText
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.separated import DELIMITERS, csv_rows, first_row

MOST_ROWS, MOST_COLUMNS, LONGEST = 2_000, 200, 4_000
"""Clinics of a table, its columns, and letters of a cell: many times what any needs."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""What an Excel workbook begins with that is no XLSX."""
AGAIN = "Save it as “CSV UTF-8” or XLSX."
NOTE = "#"
"""What the heading of a column begins with that is a note of somebody's own."""

Cell = str | NotText
Lines = Sequence[tuple[int, Sequence[Cell]]]
"""The rows of a sheet that hold something: their numbers, as spreadsheets count, and their cells."""


@dataclass(frozen=True)
class Row:
    """What a table says of one clinic: texts by their keys, without empty cells. `number` is that of spreadsheets."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table as it was read. `name` is how people know the file, `headings` what stands over each key."""

    name: str
    header: int
    headings: Mapping[str, str]
    rows: tuple[Row, ...] = ()
    problems: list[Problem] = field(default_factory=list, compare=False)

    def fault(self, number: int, key: str | None, reason: str, hint: str) -> Problem:
        """Return what is wrong in a row, in the column of a key."""
        heading = None if key is None else self.headings.get(key, columns()[key].heading if key in columns() else key)
        return Problem(f"{self.name}: row {number}", reason, hint, key=heading)

    def in_order(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems each once, by rows and columns; what is in no row comes first."""
        headings = list(self.headings.values())

        def place(problem: Problem) -> tuple[int, int]:
            row = problem.path.removeprefix(f"{self.name}: row ")
            column = headings.index(problem.key) if problem.key in headings else len(headings)
            return int(row) if row.isdecimal() else 0, column

        return sorted(dict.fromkeys(problems), key=place)


def read_table(data: bytes, name: str) -> Table:
    """Return a table of clinics and, in its problems, what is wrong with it."""
    problems: list[Problem] = []
    lines = _lines(data, name, problems)
    if not lines:
        if not problems:
            problems.append(Problem(name, "The table is empty.", "Write headings, and one row for each clinic."))
        return Table(name, 1, {}, problems=problems)
    (number, first), *others = lines
    found = list(_headings(number, [one if isinstance(one, str) else "" for one in first], others, name, problems))
    places = {place: column for place, column in enumerate(found) if column is not None}
    headings = {column.key: str(first[place]).strip() for place, column in places.items()}
    table = Table(name, number, headings, problems=problems)
    if not places:
        return table
    if len(others) > MOST_ROWS:
        problems.append(Problem(name, f"The table has more than {MOST_ROWS} clinics.", "Import it in several parts."))
        return table
    rows = tuple(Row(line, dict(_texts(table, line, cells, places, len(first)))) for line, cells in others)
    if not rows:
        problems.append(Problem(name, "The table has no clinics.", "Write one row for each clinic below the headings."))
    return Table(name, number, headings, rows, problems)


def _lines(data: bytes, name: str, problems: list[Problem]) -> Lines:
    if data.startswith(OLD_WORKBOOK):
        problems.append(Problem(name, "The file is an old Excel workbook (XLS).", AGAIN))
        return []
    return _of_workbook(data, name, problems) if data.startswith(b"PK") else _of_csv(data, name, problems)


def _of_csv(data: bytes, name: str, problems: list[Problem]) -> Lines:
    try:
        text = data.decode("utf-16") if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else as_text(data)
    except UnicodeDecodeError as error:
        is_utf_8 = error.encoding.startswith("utf-8")
        hint = f"{AGAIN} Letters that were already lost (????) have to be written again."
        problems.append(Problem(name, "The file is not UTF-8 text.", hint, line_of(error) if is_utf_8 else None))
        return []
    if "\0" in text:
        problems.append(Problem(name, "The file is no text.", AGAIN))
        return []
    stripped = text.lstrip("\r\n")
    delimiter = max(DELIMITERS, key=lambda one: sum(map(_is_known, first_row(stripped, one))))
    rows = csv_rows(text, delimiter, name, problems)
    return list(islice(((number, cells) for number, cells in rows if any(map(str.strip, cells))), MOST_ROWS + 2))


def _is_known(heading: str) -> bool:
    return column_of(heading) is not None


def _of_workbook(data: bytes, name: str, problems: list[Problem]) -> Lines:
    """Return the rows of the first sheet whose headings name a column; else those of the first."""
    from leaflets.readers.workbook import open_workbook

    book = open_workbook(data, name, problems)
    sheets = [list(_of_sheet(sheet)) for sheet in book.worksheets] if book else []
    known = (one for one in sheets if one and any(isinstance(text, str) and _is_known(text) for text in one[0][1]))
    return next(known, next((one for one in sheets if one), []))


def _of_sheet(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet that hold something, and one more than may be; formats alone are nothing."""
    from leaflets.readers.workbook import text_in

    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - else the library makes cells of each gap
        text = text_in(cell)
        if text:
            rows.setdefault(row, {})[column] = text
    for row, cells in list(rows.items())[: MOST_ROWS + 2]:
        yield row, [cells.get(column, "") for column in range(1, min(max(cells), MOST_COLUMNS + 1) + 1)]


def _headings(
    number: int, first: Sequence[str], others: Lines, name: str, problems: list[Problem]
) -> Iterator[Column | None]:
    """Yield the column of each heading, None for those that name none, after adding which these are."""
    if len(first) > MOST_COLUMNS:
        problems.append(Problem(name, f"The table has more than {MOST_COLUMNS} columns.", "Take out what is no key."))
        return
    found = [None if one.strip().startswith(NOTE) else column_of(one) for one in first]
    place = f"{name}: row {number}"
    if not any(found):
        hint = "The first row names the columns, such as Name, Phone, Monday; leaflets clinic export shows all."
        problems.append(Problem(place, "No heading is known.", hint))
        return
    taken = [one for one in found if one is not None]
    for position, (heading, column) in enumerate(zip(first, found, strict=True)):
        text = heading.strip()
        if column is None and not text.startswith(NOTE) and (text or _has_cells(others, position)):
            reason, hint = "This heading is not known.", hint_for(text, taken)
            if not text:
                reason, hint = "A column has no heading.", "Write one, or begin it with # to have it passed over."
            problems.append(Problem(place, reason, hint, key=_short(text) or f"column {position + 1}"))
    for column, times in Counter(taken).items():
        if times > 1:
            problems.append(Problem(place, "Two columns say the same key.", "Keep one of them.", key=column.heading))
    yield from found


def _has_cells(lines: Lines, position: int) -> bool:
    return any(len(cells) > position and cells[position] for _, cells in lines)


def _texts(
    table: Table, line: int, cells: Sequence[Cell], places: Mapping[int, Column], width: int
) -> Iterator[tuple[str, str]]:
    """Yield the texts of a row by their keys, after adding what is no text."""
    for place, column in places.items():
        cell = cells[place] if place < len(cells) else ""
        reason, hint = _trouble_of(cell)
        if reason:
            table.problems.append(table.fault(line, column.key, reason, hint))
        elif text := (cell.digits if isinstance(cell, NotText) else cell).strip("\ufeff \t"):
            yield column.key, text
    if any(isinstance(one, NotText) or one.strip() for one in cells[width:]):
        hint = "Put what holds a comma in quotes, or save the table from a spreadsheet program."
        table.problems.append(table.fault(line, None, "This row has more cells than there are headings.", hint))


def _trouble_of(cell: Cell) -> tuple[str, str]:
    """Return why a cell says nothing, and what to do; empty where it says something."""
    if isinstance(cell, NotText) and not cell.digits:
        return f"In this cell stands {cell.kind}, not a text.", "Format the cell as text, then write it again."
    if isinstance(cell, str) and len(cell) > LONGEST:
        return f"This is far too long: {len(cell)} letters.", "A quote may be missing in the file."
    return "", ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
