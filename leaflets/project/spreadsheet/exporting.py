"""Writes clinics as a table, of which an import changes nothing."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from leaflets.errors import Problem, ProjectError
from leaflets.folders import CLINICS
from leaflets.project.spreadsheet.columns import ALWAYS, FOLDER, LOGO, Column, columns
from leaflets.readers.archive import repacked
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.groups import inside
from leaflets.readers.separated import as_csv
from leaflets.readers.tables import read_toml
from leaflets.readers.workbook import put

WIDTHS = {FOLDER: 20, "name": 32, "contact.address": 36, "topics": 36, "languages": 24}
"""How wide some columns are in a workbook, in characters; others have `WIDTH`."""
WIDTH = 18


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


def as_workbook(written: Written) -> bytes:
    """Return a table as XLSX: all cells are texts, headings stay in sight; the same table gives the same bytes."""
    book = Workbook()
    sheet = book.active
    book.properties.creator, book.properties.title, sheet.title = "leaflets", "Clinics", "Clinics"
    for number, cells in enumerate(written.rows, 1):
        for place, text in enumerate(cells, 1):
            cell = put(sheet, number, place, text)
            cell.number_format, cell.alignment = "@", Alignment(vertical="top", wrap_text=True)
    for place, column in enumerate(written.columns, 1):
        head = sheet.cell(1, place)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="F2F2F2")
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column.key, WIDTH)
    sheet.freeze_panes = "B2"
    buffer = BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())


def as_file(written: Written, ending: str) -> bytes:
    """Return a table as CSV or XLSX, by the ending of its file's name."""
    return as_workbook(written) if ending == ".xlsx" else as_csv(written.rows)
