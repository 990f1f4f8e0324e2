"""Ends of headings that stay in one line: no last line holds one short word, or one character.

The engine knows neither `text-wrap: balance` nor `pretty`, so the words that may not part are put together.
"""

import re

from markupsafe import Markup, escape

from leaflets.composition.breaks import WIDE, without_breaks

SHORTEST = 4
"""Letters of a last word that may stand alone, its marks included."""
LONGEST = 18
"""Characters that stay together at most: they have to fit beside the text, in the narrow column of headings."""
_TOGETHER = '<span class="together">{}</span>'
_SPANS = re.compile(_TOGETHER.replace("{}", "([^<]*)"))
_LAST_WORDS = re.compile(r"[^ <>&;]+ (?P<last>[^ <>&;]+)$")
_LAST_CHARACTERS = re.compile(rf"[{WIDE}]{{2}}[^\w\s<>&;]*$")


def ending_together(text: str) -> Markup:
    """Return a heading whose last words stay in one line if the last is short; in Han and kana, its last two signs.

    What ends in markup or an entity stays as it is.
    """
    marked = escape(text)
    words, characters = _LAST_WORDS.search(marked), _LAST_CHARACTERS.search(marked)
    end = words if words and len(words["last"]) < SHORTEST and len(words[0]) <= LONGEST else characters
    if end is None:
        return marked
    return marked[: end.start()] + Markup(_TOGETHER).format(Markup(end[0]))  # noqa: S704 - its own


def without_endings(html: str) -> str:
    """Return a page as its words were given to it, without what keeps ends of headings together, or breaks lines."""
    return _SPANS.sub(r"\1", without_breaks(html))
