"""Makes names alike that people would call the same: case, accents, spaces, hyphens and signs do not count."""

import re
import unicodedata
from functools import lru_cache

OF_SYLLABLES = frozenset({0, 7, 8, 9})
"""Combining classes of marks that are letters to their readers: vowel signs, nukta, virama. Others are accents."""
APOSTROPHES = re.compile("['’‘ʼ`´]")


@lru_cache(maxsize=100_000)
def fold(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents, such as (francais, canada)."""
    plain = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold()).replace("&", " and ")
    kept = (one for one in unicodedata.normalize("NFD", plain) if unicodedata.combining(one) in OF_SYLLABLES)
    return tuple("".join(one if _is_kept(one) else _between(one) for one in kept).split())


@lru_cache(maxsize=100_000)
def letters(text: str) -> str:
    """Return a name as one word: `Aspen Row` and `aspen-row` are both `aspenrow`."""
    return "".join(fold(text))


def _is_kept(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _between(character: str) -> str:
    """Return nothing for what is not even seen, such as a mark of direction, and a space for other signs."""
    return "" if unicodedata.category(character) == "Cf" else " "
