"""Checks a PNG before any of its pixels is decoded."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageFile, UnidentifiedImageError

MOST_PIXELS = 36_000_000
"""An A4 sheet at 600 dpi has 35 million; decoded they take 140 MB."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = slice(16, 24)
"""Where the first chunk, IHDR, holds width and height."""
_TYPE, _PALETTE = 25, 3
"""Where it says what kind of pixels follow, and the kind that needs a table of colours."""
_DAMAGED = ("The PNG is damaged.", "Export the logo again as PNG or SVG.")


def png_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as a PNG's head says."""
    width, height = struct.unpack(">II", data[_HEADER])
    return width, height


@contextmanager
def strictly() -> Iterator[None]:
    """Have Pillow refuse pictures that are cut off, and raise where it would warn of very many pixels.

    WeasyPrint tells it to accept the former, from the moment at which it is imported.
    """
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def png_faults(data: bytes) -> Iterator[tuple[str, str]]:
    """Find what keeps a PNG from being printed."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) <= _TYPE:
        yield "The file is not a PNG picture, whatever its name says.", "Export the logo again as PNG or SVG."
        return
    width, height = png_size(data)
    if width * height > MOST_PIXELS:
        reason = f"The picture has {width} × {height} pixels, far more than can be printed."
        yield reason, "Save it smaller; two thousand pixels across are plenty."
        return
    if data[_TYPE] == _PALETTE and b"PLTE" not in data:
        yield _DAMAGED
        return
    try:
        with strictly(), Image.open(BytesIO(data), formats=["PNG"]) as image:
            moves = getattr(image, "is_animated", False)
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        yield _DAMAGED
        return
    if moves:
        yield "The PNG is a moving picture.", "Export one picture of it as PNG, or better as SVG."
