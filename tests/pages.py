"""Reads finished PDFs with a reader that is not the engine that made them."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Character:
    """One character on a page; lengths in PDF points from the bottom left, `size` is the type size in points.

    A glyph that the PDF gives no letter has the text U+FFFD. Signs that nobody sees are left out, and with them the
    dots of Arabic letters, which say such a sign.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    baseline: float


@dataclass(frozen=True)
class Page:
    """A page as a reader sees it."""

    width: float
    height: float
    text: str
    characters: tuple[Character, ...]


def read_pages(path: Path | BytesIO) -> list[Page]:
    """Return the pages of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return [_page(page) for page in document]


def read_texts(path: Path | BytesIO) -> list[Page]:
    """Return the pages of a PDF without their characters one by one, in a hundredth of the time."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [(page.get_width(), page.get_height(), page.get_textpage().get_text_range()) for page in document]
    return [Page(width, height, text, ()) for width, height, text in pages]


def _page(page: Any) -> Page:
    text = page.get_textpage()
    width, height = page.get_size()
    return Page(width, height, text.get_text_range(), tuple(_characters(text)))


def _characters(text: Any) -> Iterator[Character]:
    matrix, across, upright = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        shown = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if pdfium.FPDFText_IsGenerated(text.raw, index) or not shown.strip() or unicodedata.category(shown) == "Cf":
            continue
        pdfium.FPDFText_GetMatrix(text.raw, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text.raw, index) * abs(matrix.d)
        left, bottom, right, top = text.get_charbox(index)
        pdfium.FPDFText_GetCharOrigin(text.raw, index, across, upright)
        known = "\ufffd" if pdfium.FPDFText_HasUnicodeMapError(text.raw, index) == 1 else shown
        yield Character(known, left, bottom, right, top, size, upright.value)


def render(path: Path, page: int, dpi: int) -> Image.Image:
    """Return a page as a grey picture."""
    with pypdfium2.PdfDocument(path) as document:
        picture: Image.Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
        return picture.convert("L")


def font_families(path: Path) -> set[str]:
    """Return the PostScript names of the embedded fonts, without their subset tags."""
    with pikepdf.open(path) as document:
        names = [
            str(font["/BaseFont"])
            for page in document.pages
            for font in dict(page.Resources.get("/Font", pikepdf.Dictionary())).values()
        ]
    return {name.removeprefix("/").partition("+")[2] or name for name in names}


def in_reading_order(page: Page, token: str) -> bool:
    """Tell whether a token stands on the page with its characters from left to right, in one line."""
    wanted = token.replace(" ", "")
    shown = [one for one in page.characters if one.text in set(wanted)]
    by_line: dict[int, list[Character]] = {}
    for one in shown:
        by_line.setdefault(round((one.bottom + one.top) / 2 / 6), []).append(one)
    merged = [
        "".join(one.text for one in sorted(by_line[line] + by_line.get(line + 1, []), key=lambda one: one.left))
        for line in by_line
    ]
    return any(wanted in line for line in merged)
