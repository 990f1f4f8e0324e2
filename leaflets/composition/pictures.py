"""Pictures that are made from data: logos, codes to scan, and how often something happens."""

import base64
import io
from functools import lru_cache
from pathlib import Path

import segno
from markupsafe import Markup


@lru_cache(maxsize=256)
def data_uri(path: Path) -> str:
    """Return a logo as a data URI, so that a page needs no file beside it."""
    kind = "image/png" if path.suffix.lower() == ".png" else "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


@lru_cache(maxsize=256)
def qr_code(address: str) -> Markup:
    """Return a QR code as a data URI of an SVG, with the quiet zone of four modules that ISO 18004 asks for."""
    buffer = io.BytesIO()
    segno.make_qr(address, error="m").save(buffer, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None)
    return Markup(f"data:image/svg+xml;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}")  # noqa: S704 - base64


@lru_cache(maxsize=64)
def dots(low: int, high: int, total: int, rows: int) -> tuple[str, str, str]:
    """Return three SVG paths of dots on a grid with a pitch of 1, filled column by column.

    The first holds the dots that are certain (`low` of them), the second those up to `high`, the third the rest.
    """
    radius = 0.36

    def path(first: int, last: int) -> str:
        return "".join(
            f"M{index // rows + 0.5 - radius:.2f} {index % rows + 0.5:.1f}"
            f"a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0"
            for index in range(first, last)
        )

    return path(0, low), path(low, high), path(high, total)
