"""Lets the space after a text's last word hang over the end of its line, as CSS asks.

WeasyPrint 70 breaks a text after its first word when all of it fits but for that space, and a number or a link comes
next. Its function is wrapped once; the version is pinned.
"""

from functools import cache, wraps
from math import inf
from typing import Any

from leaflets.typesetting.engine import writing_parts

_COLLAPSING = ("normal", "pre-line")
"""Values of `white-space` with which lines are broken and spaces at their ends take no room."""
_RESUME_AT = 2
"""Which of the engine's values says where the next line begins, in bytes; None where all words fit."""


@cache
def hang_trailing_spaces() -> None:
    """Let the engine fit texts by their words. It can be asked for again."""
    inline = writing_parts().inline
    split = inline.split_first_line

    @wraps(split)
    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *others: Any, **more: Any) -> Any:
        found = split(text, style, context, max_width, *others, **more)
        words = text.rstrip(" ")
        is_in_doubt = (
            found[_RESUME_AT] is not None
            and words not in ("", text)
            and style["white_space"] in _COLLAPSING
            and " " not in text.encode()[: found[_RESUME_AT]].decode(errors="ignore").rstrip(" ")
        )
        if is_in_doubt and split(words, style, context, max_width, *others, **more)[_RESUME_AT] is None:
            return split(text, style, context, inf, *others, **more)
        return found

    inline.split_first_line = split_first_line
