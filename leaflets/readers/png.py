"""Checks a PNG before any of its pixels is decoded."""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 36_000_000
"""An A4 sheet at 600 dpi has 35 million; decoded they take 140 MB."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = slice(16, 24)
"""Where the first chunk, IHDR, holds width and height."""


def png_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as a PNG's head says."""
    width, height = struct.unpack(">II", data[_HEADER])
    return width, height


def png_faults(data: bytes) -> Iterator[tuple[str, str]]:
    """Find what keeps a PNG from being printed."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) < _HEADER.stop:
        yield "The file is not a PNG picture, whatever its name says.", "Export the logo again as PNG or SVG."
        return
    width, height = png_size(data)
    if width * height > MOST_PIXELS:
        reason = f"The picture has {width} × {height} pixels, far more than can be printed."
        yield reason, "Save it smaller; two thousand pixels across are plenty."
        return
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            moves = getattr(image, "is_animated", False)
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        yield "The PNG is damaged.", "Export the logo again as PNG or SVG."
        return
    if moves:
        yield "The PNG is a moving picture.", "Export one picture of it as PNG, or better as SVG."
