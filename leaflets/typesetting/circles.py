"""Finds dotted circles: what is set in place of the letter that a vowel sign or mark lacks."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from leaflets.errors import Problem
from leaflets.typesetting.findings import shortened

CIRCLE = "\u25cc"
_CIRCLES: dict[tuple[str, int, int], int | None] = {}
"""By family, weight and size of the file."""


def find_circles(place: str, document: Any, printed: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem if a font had to paint a dotted circle that nobody wrote. `printed` are the lines of a page."""
    lines = list(printed)
    words = dict.fromkeys(word for line in lines for word in line.split() if _is_mark(word[0]))
    if not any(map(_is_mark, "".join(lines))) or any(CIRCLE in line for line in lines):
        return
    if any(_circle_of(font) in font.widths for font in document.fonts.values()):
        where = " ".join(f"“{shortened(CIRCLE + word, 24)}”" for word in words) or "a word of this page"
        reason = f"A vowel sign or mark has no letter to stand on, so a dotted circle is printed: {where}."
        yield Problem(
            place, reason, "Look for it in the catalogue: a letter is missing before it, or marks are doubled."
        )


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _circle_of(font: Any) -> int | None:
    """Return the number of the glyph that a font of the engine has for the dotted circle."""
    key = (font.family, font.weight, len(font.file_content))
    if key not in _CIRCLES:
        with TTFont(BytesIO(font.file_content), lazy=True, fontNumber=font.index) as file:
            file.setGlyphOrder([str(one) for one in range(file["maxp"].numGlyphs)])  # any names do
            name = file.getBestCmap().get(ord(CIRCLE))
        _CIRCLES[key] = None if name is None else int(name)
    return _CIRCLES[key]
