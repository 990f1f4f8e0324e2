"""How large an SVG says that it is."""

import math
import re
from typing import Any

from leaflets.readers.svg_faults import Fault

_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?|[0-9]+\.)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""CSS pixels in a unit."""
_ZERO = re.compile(r"\s*(?:-.*|[+]?0*\.?0*\s*(?:[a-z]+|%)?)\s*", re.IGNORECASE)
LONGEST_NUMBER = 60
"""A length of more characters is none."""
LONGEST = 100.0
"""How many times longer than high a logo may be, or higher than long."""
_MEND = (
    "Give it a size: in Inkscape with File → Document Properties → Resize to content, in Illustrator with "
    "Object → Artboards → Fit to Artwork Bounds, then export it again."
)


def size_of(root: Any) -> tuple[float, float] | Fault:
    """Return width and height, of which the proportion counts; or why they are not known."""
    box = root.get("viewBox")
    given = _lengths(root)
    if box is None and given is None:
        return "The SVG does not say how large it is.", f"Export it with a viewBox. {_MEND}"
    if any(_is_zero(root.get(name)) for name in ("width", "height")):
        return "The SVG says that it has no size: its width or height is 0.", _MEND
    if box is not None:
        numbers = _numbers(box)
        if numbers is None:
            return f"The SVG's viewBox “{box[:40]}” is not four numbers.", _MEND
        if numbers[2] <= 0 or numbers[3] <= 0:
            return f"The SVG's viewBox “{box[:40]}” has no width or no height.", _MEND
        given = given or (numbers[2], numbers[3])
    assert given is not None  # noqa: S101 - one of the two is there
    width, height = given
    if not 1 / LONGEST <= width / height <= LONGEST:
        return f"The SVG is more than {LONGEST:g} times as long as it is wide.", _MEND
    return width, height


def viewbox_for(root: Any) -> bool:
    """Give an SVG that has only a width and a height the viewBox that they mean; tell whether it needed one."""
    given = _lengths(root)
    if root.get("viewBox") is not None or given is None:
        return False
    root.set("viewBox", f"0 0 {given[0]:g} {given[1]:g}")
    return True


def _lengths(root: Any) -> tuple[float, float] | None:
    width, height = (_LENGTH.fullmatch(_short(root.get(name, ""))) for name in ("width", "height"))
    if width is None or height is None:
        return None
    across, down = (float(one[1]) * _PIXELS[(one[2] or "").lower()] for one in (width, height))
    return (across, down) if 0 < across < math.inf and 0 < down < math.inf else None


def _is_zero(text: str | None) -> bool:
    return text is not None and _ZERO.fullmatch(_short(text, "1")) is not None


def _short(text: str, otherwise: str = "") -> str:
    """Return a text that may be a length; something else for one that is far too long to be one."""
    return text if len(text) <= LONGEST_NUMBER else otherwise


def _numbers(text: str) -> tuple[float, ...] | None:
    parts = re.split(r"[\s,]+", text[: 9 * LONGEST_NUMBER].strip())
    if not all(map(_NUMBER.fullmatch, parts)):
        return None
    numbers = tuple(map(float, parts))
    return numbers if len(numbers) == 4 and all(map(math.isfinite, numbers)) else None
