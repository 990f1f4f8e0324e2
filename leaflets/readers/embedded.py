"""Looks into a picture that stands in a style sheet: it can be drawn, and asks for nothing outside itself."""

import base64
import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote_to_bytes

from PIL import Image

from leaflets.readers.png import strictly
from leaflets.readers.svg import read_svg

_DATA = re.compile(r"data:image/([\w.+-]+)((?:;[^;,]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_HIDING = re.compile(rb"@font-face|\\", re.IGNORECASE)
"""What a drawing in a style sheet does without: fonts of its own, and signs that hide what it asks for."""
_UNREADABLE = "A picture in the style sheet cannot be read."


def picture_faults(address: str) -> Iterator[str]:
    """Yield why a picture cannot stand in a style sheet; the address begins with `data:image/`."""
    found = _DATA.fullmatch(address.strip())
    if found is None:
        yield _UNREADABLE
        return
    try:
        data = unquote_to_bytes(found[3])
        if ";base64" in found[2].lower():
            data = base64.b64decode(b"".join(data.split()), validate=True)
        if "svg" in found[1].lower():
            yield from _drawing_faults(data)
        else:
            with strictly(), Image.open(BytesIO(data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
                image.verify()
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield _UNREADABLE


def _drawing_faults(data: bytes) -> Iterator[str]:
    _, faults = read_svg(data)
    for reason, _ in faults:
        yield f"A drawing in the style sheet cannot be printed. {reason}"
    if _HIDING.search(data):
        yield "A drawing in the style sheet names a font, or hides what it asks for."
