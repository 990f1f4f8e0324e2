"""Makes a page grey: each colour becomes the grey that is as light, so that contrasts stay what they were."""

import re
from typing import Any

_PAINT = re.compile(rb"(?<!\S)(-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) (rg|RG)(?!\S)")
_LINEAR = 0.04045
"""Below this part of full light a channel of sRGB is linear (IEC 61966-2-1)."""
COLOURED = {"/DeviceRGB": "/DeviceGray"}


def make_grey(pdf: Any) -> None:
    """Take the colours out of an unwritten PDF: of what is painted, of shadings and of groups."""
    for one in pdf.objects:
        if hasattr(one, "stream"):
            one.stream = [_painted_grey(piece) for piece in one.stream]
            _ground(one.extra)
        elif isinstance(one, dict):
            _ground(one)


def _painted_grey(piece: Any) -> Any:
    if not isinstance(piece, bytes):
        return piece
    return _PAINT.sub(lambda found: b"%.4f %s" % (grey_of(*map(float, found.groups()[:3])), _OPERATOR[found[4]]), piece)


_OPERATOR = {b"rg": b"g", b"RG": b"G"}


def grey_of(red: float, green: float, blue: float) -> float:
    """Return the grey with the relative luminance of a colour (WCAG 2.2), both as parts of full light in sRGB."""
    light = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return light * 12.92 if light <= _LINEAR / 12.92 else 1.055 * light ** (1 / 2.4) - 0.055


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR else ((channel + 0.055) / 1.055) ** 2.4


def _ground(entries: Any) -> None:
    """Make what a dictionary says of colours grey, and what the dictionaries in it say."""
    for key, value in list(entries.items()):
        if isinstance(value, dict):
            _ground(value)
        elif key in {"ColorSpace", "CS"} and value in COLOURED and entries.get("Subtype") != "/Image":
            entries[key] = COLOURED[value]
        elif key in {"C0", "C1", "BC", "BG"} and isinstance(value, list) and len(value) == len("rgb"):
            value[:] = [grey_of(*map(float, value))]
        elif key == "Functions":
            for one in value:
                if isinstance(one, dict):
                    _ground(one)
        elif key == "DA" and hasattr(value, "string"):
            value.string = _PAINT.sub(
                lambda found: b"%.4f %s" % (grey_of(*map(float, found.groups()[:3])), _OPERATOR[found[4]]),
                value.string.encode(),
            ).decode()
