"""A job as CSV: UTF-8 with the mark that Excel needs, every text in quotes, and no text that a sheet would compute."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from leaflets.errors import Problem
from leaflets.readers.encoding import ENCODING, as_text, line_of
from leaflets.translation.exchange.grid import NAMES, foreign, is_header, read_grid, rows_of
from leaflets.translation.exchange.job import Job, Returned

DELIMITERS = ",;\t"
"""Excel saves with a semicolon where the comma is the decimal sign."""
_FORMULA = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
_RISKY = re.compile(rf"'*{_FORMULA}")
_GUARDED = re.compile(rf"'+{_FORMULA}")


def write_csv(job: Job) -> bytes:
    """Return the file."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(NAMES)
    writer.writerows([guarded(cell) for cell in cells] for cells in rows_of(job))
    return buffer.getvalue().encode(ENCODING)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one apostrophe before what could be one.

    A text that already has apostrophes there gets one more, so that `unguarded` gives every text back.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded, or written by a translator without a guard."""
    return text[1:] if _GUARDED.match(text) else text


def read_csv(data: bytes, name: str, problems: list[Problem]) -> Returned | None:
    """Return what came back, or None after adding why it cannot be read."""
    try:
        text = as_text(data)
    except UnicodeDecodeError as error:
        hint = "Save it again as “CSV UTF-8”. Letters that were already lost (????) come back only from a new export."
        problems.append(Problem(name, "The file is not UTF-8 text.", hint, line_of(error)))
        return None
    for delimiter in DELIMITERS:
        if is_header(_first_row(text, delimiter)):
            rows = _rows(text, delimiter, name, problems)
            first = next(rows, None)
            return read_grid(first[1], rows, name, problems) if first else None
    problems.append(foreign(name))
    return None


def _first_row(text: str, delimiter: str) -> list[str]:
    line = re.match(r"[^\r\n]*+", text)
    try:
        return next(csv.reader([line[0] if line else ""], delimiter=delimiter), [])
    except csv.Error:  # a cell of more letters than the library takes
        return []


def _rows(text: str, delimiter: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row, as spreadsheets count, and its cells."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unguarded(cell) for cell in cells]
    except csv.Error:
        hint = "A quote is missing or too many in this row; save the file from a spreadsheet program."
        problems.append(Problem(name, "The row is not valid CSV.", hint, number + 1))
