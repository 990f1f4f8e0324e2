"""Rule L11: punctuation and other signs that a language does not write."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from leaflets.rules.entry import PLACEHOLDER, Entry
from leaflets.rules.placeholders import SHARES
from leaflets.rules.registry import Finding

SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
ALIKE = {
    "'": "‘’", '"': "“”«»", ",": "，،、", ";": "；؛", "?": "？؟", "!": "！", ":": "：", ".": "。।", "|": "।",
    "(": "（", ")": "）", "،": ",", "؛": ";", "؟": "?", "，": ",", "、": ",", "；": ";", "？": "?", "！": "!",
    "：": ":", "。": ".", "（": "(", "）": ")", "…": ".",
}  # fmt: skip
"""Signs that another keyboard has for the language's own."""
NEVER = set("*_`[]\\#@^~|=+&$")
"""Signs of programs, never of a leaflet; all others are judged where a language lists its own."""
MARKUP = set("<>{}")
"""Signs that F3 and F4 look for."""
PRINTED = {"P", "S", "Z"}
"""First letters of Unicode's categories of punctuation, symbols and spaces."""


def check(entry: Entry) -> Iterator[Finding]:
    """Find signs that neither the language nor the source has; one of another keyboard is a warning."""
    own = entry.language.words.signs
    for one in sorted(_signs(entry.texts)):
        is_of_source = one in entry.original and one not in ALIKE
        if not is_of_source and (one not in own if own is not None else one in NEVER or _is_picture(one)):
            yield _finding(one, own or "")


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) == "So"


@lru_cache(maxsize=2**15)
def _signs(texts: tuple[str, ...]) -> frozenset[str]:
    found = {one for text in texts for one in PLACEHOLDER.sub("", text) if unicodedata.category(one)[0] in PRINTED}
    return frozenset(found - {" "} - SHARES - MARKUP)


def _finding(sign: str, own: str) -> Finding:
    shown = f"U+{ord(sign):04X}" if sign.isspace() else f"{sign} (U+{ord(sign):04X})"
    if sign in SPACES:
        hint = "Write an ordinary space."
        return Finding("L11", f"A special space, {shown}, stands in the translation.", hint, "warning")
    right = "".join(one for one in ALIKE.get(sign, "") if one in own)
    if right:
        hint = f"Write {' or '.join(right)} instead."
        return Finding("L11", f"{shown} is not a sign of this language.", hint, "warning")
    return Finding("L11", f"{shown} is not a sign of this language, and the source does not have it.")
