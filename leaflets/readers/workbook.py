"""Reads and writes the cells of XLSX workbooks as texts: nothing in them is computed."""

import re
import warnings
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from leaflets.errors import Problem
from leaflets.readers.archive import is_sound
from leaflets.readers.cells import NotText

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile(r"\r|_(?=x[0-9A-Fa-f]{4}_)")


def open_workbook(data: bytes, name: str, problems: list[Problem]) -> Any:
    """Return a workbook as the library knows it, or None after adding why it cannot be read."""
    if not is_sound(data, name, problems):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # about what other programs save and nobody here needs
            return load_workbook(BytesIO(data), keep_links=False)
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over
        hint = "Open it in a spreadsheet program and save it again as XLSX."
        problems.append(Problem(name, "The workbook is damaged.", hint))
        return None


def put(sheet: Any, row: int, number: int, text: str) -> Any:
    """Write a text as a text, whatever it looks like: a leading = makes no formula, digits make no number."""
    cell = sheet.cell(row, number)
    cell.value = _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    cell.data_type = "s"
    return cell


def text_in(cell: Any) -> str | NotText:
    """Return a cell's text; a formula, a number or a date is none."""
    if cell.value is None:
        return ""
    if cell.data_type == "s":
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell.value)
    kinds = {"f": "a formula", "e": "an error", "b": "true or false", "d": "a date"}
    if cell.data_type in kinds:
        return NotText(kinds[cell.data_type])
    return NotText("a number", str(cell.value) if isinstance(cell.value, int) else "")
