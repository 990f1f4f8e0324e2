"""Writes clinics as a table, of which an import changes nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from leaflets.errors import Problem, ProjectError
from leaflets.folders import CLINICS
from leaflets.project.spreadsheet.columns import ALWAYS, FOLDER, LOGO, Column, columns
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.groups import inside
from leaflets.readers.separated import as_csv
from leaflets.readers.tables import read_toml


class Written(NamedTuple):
    """A table as it is written, headings first; `left_out` are the keys that no cell can hold, with their files."""

    rows: list[list[str]]
    columns: list[Column]
    left_out: list[str]


def written_table(root: Path) -> Written:
    """Return all clinics of a project as rows; raise ProjectError with those whose files cannot be read."""
    problems: list[Problem] = []
    tables: dict[str, Mapping[str, Any]] = {}
    for path in sorted((root / CLINICS).glob(f"*/{CLINIC_FILE}")):
        read = read_toml(path, f"{CLINICS}/{path.parent.name}/{CLINIC_FILE}", problems)
        if read is not None:
            tables[path.parent.name] = read
    if problems:
        raise ProjectError(problems)
    cells = {
        slug: {key: _cell(slug, table, column) for key, column in columns().items()} for slug, table in tables.items()
    }
    used = [one for one in columns().values() if one.key in ALWAYS or any(row[one.key] for row in cells.values())]
    rows = [[one.heading for one in used], *([row[one.key] or "" for one in used] for row in cells.values())]
    left = [
        f"{CLINICS}/{slug}/{CLINIC_FILE}, {key}" for slug, table in tables.items() for key in _left(table, cells[slug])
    ]
    return Written(rows, used, left)


def _cell(slug: str, table: Mapping[str, Any], column: Column) -> str | None:
    if column.key == FOLDER:
        return slug
    value = inside(table, *column.path)
    if value is None:
        return None
    return column.cell_of(f"{CLINICS}/{slug}/{value}" if column.key == LOGO and isinstance(value, str) else value)


def _left(table: Mapping[str, Any], cells: Mapping[str, str | None], prefix: str = "") -> list[str]:
    """Return the keys of a table that no cell says."""
    found: list[str] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and name not in columns():
            found += _left(value, cells, f"{name}.")
        elif cells.get(name) is None:
            found.append(name)
    return found


def as_file(written: Written, ending: str) -> bytes:
    """Return a table as CSV or XLSX, by the ending of its file's name."""
    if ending != ".xlsx":
        return as_csv(written.rows)
    from leaflets.project.spreadsheet.workbook import as_workbook

    return as_workbook(written.rows, [one.key for one in written.columns])
