"""Reads and writes CSV: every text in quotes, and none that a spreadsheet would compute."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from leaflets.errors import Problem
from leaflets.readers.encoding import ENCODING

DELIMITERS = ",;\t"
"""Excel saves with a semicolon where the comma is the decimal sign."""
_FORMULA = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
_RISKY = re.compile(rf"'*{_FORMULA}")
_GUARDED = re.compile(rf"'+{_FORMULA}")


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a file: UTF-8 with the mark that Excel needs."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in cells] for cells in rows)
    return buffer.getvalue().encode(ENCODING)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one apostrophe before what could be one.

    A text that already has apostrophes there gets one more, so that `unguarded` gives every text back.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded, or written by a person without a guard."""
    return text[1:] if _GUARDED.match(text) else text


def first_row(text: str, delimiter: str) -> list[str]:
    """Return the cells of a text's first line, if a delimiter stands between them."""
    line = re.match(r"[^\r\n]*+", text)
    try:
        return next(csv.reader([line[0] if line else ""], delimiter=delimiter), [])
    except csv.Error:  # a cell of more letters than the library takes
        return []


def csv_rows(text: str, delimiter: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row, as spreadsheets count, and its cells; the first that is no CSV ends it."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unguarded(cell) for cell in cells]
    except csv.Error:
        hint = "A quote is missing or too many in this row; save the file from a spreadsheet program."
        problems.append(Problem(name, "The row is not valid CSV.", hint, number + 1))
