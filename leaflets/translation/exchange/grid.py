"""A job as a table: the columns that CSV and XLSX share."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from leaflets.errors import Problem
from leaflets.translation.exchange.job import ERASE, STATES, Job, Returned, Row, Unit, settled

ALL = "all"
"""What stands in the column of topics when the job is about everything."""


class Column(NamedTuple):
    """A column: its name, what it holds, its width in a workbook in characters (0: hidden), whose it is."""

    name: str
    text: Callable[[Job, Unit], str]
    width: int
    is_translators: bool = False


COLUMNS = (
    Column("id", lambda _, unit: unit.id, 0),
    Column("notes", lambda _, unit: "\n".join(unit.notes), 36),
    Column("source", lambda _, unit: unit.key.id, 48),
    Column("source plural", lambda _, unit: unit.key.plural or "", 24),
    Column("plural form", lambda _, unit: unit.form_note, 14),
    Column("translation", lambda _, unit: unit.text, 48, is_translators=True),
    Column("state", lambda _, unit: unit.state, 15, is_translators=True),
    Column("exported", lambda _, unit: unit.exported, 0),
    Column("project", lambda job, _: job.project, 0),
    Column("language", lambda job, _: job.language, 0),
    Column("topics", lambda job, _: " ".join(job.topics) or ALL, 0),
    Column("catalogue", lambda job, _: job.digest, 0),
)
NAMES = tuple(column.name for column in COLUMNS)
ABOUT = ("project", "language", "topics", "catalogue")
"""The columns that say the same in each row."""

Cells = Sequence[str]


def rows_of(job: Job) -> Iterator[list[str]]:
    """Yield the cells of each text."""
    for unit in job.units:
        yield [column.text(job, unit) for column in COLUMNS]


def is_header(cells: Cells) -> bool:
    """Whether a first row has every column that an export writes, in any order."""
    return set(NAMES) <= {cell.strip() for cell in cells}


def foreign(name: str) -> Problem:
    """Return the problem of a file that an export did not make, or that lost what an export writes into it."""
    hint = "Import takes what leaflets catalogue export wrote: XLIFF, CSV or XLSX, with all its columns."
    return Problem(name, "This file was not made by leaflets catalogue export.", hint)


def read_grid(header: Cells, rows: Iterator[tuple[int, Cells]], name: str, problems: list[Problem]) -> Returned | None:
    """Return a table that came back, or None after adding what is wrong with it as a whole."""
    names = [cell.strip() for cell in header]
    twice = sorted({one for one in NAMES if names.count(one) > 1})
    if twice:
        hint = "Take the copy out; the program cannot know which one is right."
        problems.append(Problem(name, f"Columns stand there twice: {', '.join(twice)}.", hint, 1))
        return None
    table = [(line, dict(zip(names, cells, strict=False))) for line, cells in rows if any(map(str.strip, cells))]
    if not table:
        problems.append(Problem(name, "The table has no rows.", "Export again, and translate in that file."))
        return None
    about = [_about(table, column, name, problems) for column in ABOUT]
    if None in about:
        return None
    project, language, topics, digest = map(str, about)
    chosen = () if topics == ALL else tuple(topics.split())
    return Returned(project, language, chosen, digest, tuple(_row(*one, name, problems) for one in table))


def _about(table: list[tuple[int, dict[str, str]]], column: str, name: str, problems: list[Problem]) -> str | None:
    """Return what a column says in every row, or None after adding the rows that say something else."""
    first = table[0][1].get(column, "")
    others = [line for line, cells in table if cells.get(column, "") != first]
    if not others and first:
        return first
    hint = "Rows of several exports cannot be mixed; import each file alone."
    problems.append(Problem(name, f"The column “{column}” does not say the same in every row.", hint,
                            others[0] if others else table[0][0]))  # fmt: skip
    return None


def _row(line: int, cells: dict[str, str], name: str, problems: list[Problem]) -> Row:
    text, said = cells.get("translation", ""), " ".join(cells.get("state", "").lower().split())
    if said and said not in (*STATES, ERASE):
        hint = f"Write one of: {', '.join((*STATES, ERASE))}."
        problems.append(Problem(name, f"The state “{said}” is not known.", hint, line))
    state = settled(said or STATES[0], text)
    sources = (cells.get("source", ""), cells.get("source plural", ""))
    return Row(line, cells.get("id", "").strip(), sources, text, state, cells.get("exported", ""))
