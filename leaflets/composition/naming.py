"""Tones by their names: a page is filled with names first, so that whose page it is can be told from what it says.

The names stand between signs that no text of people has: two of Unicode's noncharacters.
"""

import base64
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

_NAME = re.compile("\ufdd0([a-z-]+)\ufdd1")
_DRAWING = re.compile("\ufdd2([^\ufdd3]*)\ufdd3")


def tone(name: str) -> str:
    """Return what stands for a tone until the page is painted."""
    return f"\ufdd0{name}\ufdd1"


def data_uri(drawing: str) -> str:
    """Return a drawing as a data URI; one with names of tones gets its letters once they are known."""
    text = f"\ufdd2{quote(drawing)}\ufdd3" if _NAME.search(drawing) else _encoded(drawing)
    return f"data:image/svg+xml;base64,{text}"


def painted(page: str, tones: Mapping[str, str]) -> str:
    """Return a page with tones in the place of their names."""

    def named(found: re.Match[str]) -> str:
        return tones[found[1]]

    def drawn(found: re.Match[str]) -> str:
        return _encoded(_NAME.sub(named, unquote(found[1])))

    return _NAME.sub(named, _DRAWING.sub(drawn, page))


def _encoded(drawing: str) -> str:
    return base64.b64encode(drawing.encode()).decode("ascii")
