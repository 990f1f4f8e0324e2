"""A job as an XLSX workbook that a translator can work in: source locked, translation open, nothing computed."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from leaflets.errors import Problem
from leaflets.readers.archive import repacked
from leaflets.readers.cells import NotText
from leaflets.readers.workbook import open_workbook, put, text_in
from leaflets.translation.exchange.grid import COLUMNS, NAMES, Column, foreign, is_header, read_grid, rows_of
from leaflets.translation.exchange.job import ERASE, NEEDS_WORK, TRANSLATED, Job, Returned

_SOURCE_FILL = PatternFill("solid", fgColor="F2F2F2")
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2
"""Reading orders of cells, as the format counts them."""

_MOST_ROWS, _MOST_COLUMNS = 20_000, 40
"""What is read of a sheet: a format that somebody gave to a whole column reaches to row 1,048,576."""


def write_xlsx(job: Job) -> bytes:
    """Return the file; the same job gives the same bytes."""
    book = Workbook()
    sheet = book.active
    book.properties.creator, book.properties.title = "leaflets", f"{job.name}: words to translate"
    sheet.title = f"{job.language} translations"
    sheet.sheet_view.rightToLeft = job.rtl
    for number, column in enumerate(COLUMNS, 1):
        cell = put(sheet, 1, number, column.name)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _SOURCE_FILL, Alignment(vertical="top", wrap_text=True)
    looks = [_look(column, rtl=job.rtl) for column in COLUMNS]
    for row, cells in enumerate(rows_of(job), 2):
        for number, (look, text) in enumerate(zip(looks, cells, strict=True), 1):
            cell = put(sheet, row, number, text)
            for name, value in look.items():
                setattr(cell, name, value)
    _furnish(sheet, len(job.units) + 1)
    buffer = BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())


def _look(column: Column, *, rtl: bool) -> dict[str, Any]:
    """Return how the cells of a column are set."""
    is_rtl = rtl and column.name == "translation"
    order = _RIGHT_TO_LEFT if is_rtl else _LEFT_TO_RIGHT
    start = "right" if is_rtl else "left"
    look = {
        "alignment": Alignment(horizontal=start, vertical="top", wrap_text=True, readingOrder=order),
        "number_format": "@",
        "protection": Protection(locked=not column.is_translators),
    }
    return look if column.is_translators else {**look, "fill": _SOURCE_FILL}


def _furnish(sheet: Any, rows: int) -> None:
    """Set what holds for the whole sheet: header, widths, what is hidden and locked, choices, paper."""
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = column.width or 10, not column.width
    sheet.protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows"):
        setattr(sheet.protection, allowed, False)
    letter = get_column_letter([column.name for column in COLUMNS].index("state") + 1)
    choices = DataValidation(type="list", formula1=f'"{TRANSLATED},{NEEDS_WORK},{ERASE}"', allow_blank=True)
    choices.errorStyle = "warning"
    sheet.add_data_validation(choices)
    choices.add(f"{letter}2:{letter}{max(rows, 2)}")
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def read_xlsx(data: bytes, name: str, problems: list[Problem]) -> Returned | None:
    """Return what came back, or None after adding why it cannot be read."""
    book = open_workbook(data, name, problems)
    if book is None:
        return None
    for sheet in book.worksheets:
        header = [str(cell.value or "") for cell in next(sheet.iter_rows(max_row=1, max_col=_MOST_COLUMNS), ())]
        if is_header(header):
            return read_grid(header, _rows(sheet, header, name, problems), name, problems)
    problems.append(foreign(name))
    return None


def _rows(sheet: Any, header: Sequence[str], name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the texts of each row; what stands in a translator's own columns is not looked at."""
    last = min(sheet.max_row, _MOST_ROWS)
    for number, cells in enumerate(sheet.iter_rows(min_row=2, max_row=last, max_col=_MOST_COLUMNS), 2):
        pairs = zip(header, cells, strict=False)
        yield number, [_text(cell, name, problems) if column.strip() in NAMES else "" for column, cell in pairs]


def _text(cell: Any, name: str, problems: list[Problem]) -> str:
    """Return a cell's text; a formula, a number or a date is none."""
    text = text_in(cell)
    if not isinstance(text, NotText):
        return text
    hint = "Format the cell as text, then write the words again."
    problems.append(Problem(name, f"In cell {cell.coordinate} stands {text.kind}, not a text.", hint, cell.row))
    return ""
