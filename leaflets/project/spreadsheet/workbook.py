"""Clinics as a workbook."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from leaflets.project.spreadsheet.columns import FOLDER
from leaflets.readers.archive import repacked
from leaflets.readers.workbook import put

WIDTHS = {FOLDER: 20, "name": 32, "contact.address": 36, "topics": 36, "languages": 24}
"""How wide some columns are in a workbook, in characters; others have `WIDTH`."""
WIDTH = 18


def as_workbook(rows: Iterable[Sequence[str]], keys: Sequence[str]) -> bytes:
    """Return rows, headings first, as XLSX: all cells are texts; the same table gives the same bytes."""
    book = Workbook()
    sheet = book.active
    book.properties.creator, book.properties.title, sheet.title = "leaflets", "Clinics", "Clinics"
    for number, cells in enumerate(rows, 1):
        for place, text in enumerate(cells, 1):
            cell = put(sheet, number, place, text)
            cell.number_format, cell.alignment = "@", Alignment(vertical="top", wrap_text=True)
    for place, key in enumerate(keys, 1):
        head = sheet.cell(1, place)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="F2F2F2")
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(key, WIDTH)
    sheet.freeze_panes = "B2"
    buffer = BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())
