"""Pictures that are made from data: codes to scan, and how often something happens."""

import base64
import io
from base64 import b64decode, b64encode
from functools import lru_cache
from io import BytesIO

import segno
from markupsafe import Markup
from PIL import Image


@lru_cache(maxsize=256)
def qr_code(address: str) -> Markup:
    """Return a QR code as a data URI of an SVG, with the quiet zone of four modules that ISO 18004 asks for."""
    buffer = io.BytesIO()
    segno.make_qr(address, error="m").save(buffer, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None)
    return Markup(f"data:image/svg+xml;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}")  # noqa: S704 - base64


@lru_cache(maxsize=64)
def dots(low: int, high: int, total: int, rows: int) -> tuple[str, str, str]:
    """Return three SVG paths for dots on a grid with a pitch of 1, filled column by column.

    The first holds the dots that are certain (`low` of them), the second those up to `high`, the third the rest. Each
    subpath runs from the first to the last dot of a row; a stroke with round caps and dashes of almost no length draws
    them, which costs a hundredth of as many circles. (Viewers do not agree on dashes of no length.)
    """
    return _rows(0, low, rows), _rows(low, high, rows), _rows(high, total, rows)


def _rows(first: int, last: int, rows: int) -> str:
    """Return a subpath for each row's dots among those numbered `first` to `last` - 1."""
    columns = [[index // rows for index in range(first, last) if index % rows == row] for row in range(rows)]
    return "".join(
        f"M{row_columns[0] + 0.5} {row + 0.5}H{row_columns[-1] + 0.51}"
        for row, row_columns in enumerate(columns)
        if row_columns
    )


PNG = "data:image/png;base64,"


def in_greys(uri: str) -> str:
    """Return a picture's data URI without its colours; those of a drawing are taken out when the page is written."""
    if not uri.startswith(PNG):
        return uri
    buffer = BytesIO()
    with Image.open(BytesIO(b64decode(uri.removeprefix(PNG)))) as picture:
        picture.convert("RGBA").convert("LA").save(buffer, "PNG")
    return f"{PNG}{b64encode(buffer.getvalue()).decode('ascii')}"
