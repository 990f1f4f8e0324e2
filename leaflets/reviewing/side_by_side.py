"""Two texts side by side, with what is different in them marked word by word."""

import difflib
import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from leaflets.readers.sandbox import offered

_PIECE = re.compile(r"\s+|[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0dff]|[^\W\d_])*|.", re.DOTALL)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts that put no space between words; there every letter is compared."""
NOTHING = Markup('<span class="nothing">(nothing)</span>')


@offered
def comparison(old: str, new: str) -> tuple[Markup, Markup]:
    """Return two texts, with <del> around what only the old one has, and <ins> around what only the new one has."""
    if old == new:
        return escape(old), escape(new)
    before, after = _pieces(old), _pieces(new)
    gone, come = Markup(), Markup()
    for tag, start, end, other_start, other_end in difflib.SequenceMatcher(None, before, after, False).get_opcodes():  # noqa: FBT003 - no shortcut for frequent words
        gone += _marked(before[start:end], "del", same=tag == "equal")
        come += _marked(after[other_start:other_end], "ins", same=tag == "equal")
    return gone or NOTHING, come or NOTHING


def _pieces(text: str) -> list[str]:
    """Split a text into words, spaces and signs; into letters where the script puts no space between words."""
    found = _PIECE.findall(text)
    return [part for piece in found for part in (piece if _SPACELESS.search(piece) else (piece,))]


def _marked(pieces: Iterable[str], tag: str, *, same: bool) -> Markup:
    words = "".join(pieces)
    if same or not words:
        return escape(words)
    return Markup("<{0}>{1}</{0}>").format(tag, words)
