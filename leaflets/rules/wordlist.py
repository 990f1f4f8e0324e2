"""Looks for words in texts of any script: what a word is, and where lists of words are found."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from leaflets.model.characters import script_of
from leaflets.rules.scripts import has_spaces

_ELIDED = "'’"
PLACE = "ⁿ"
"""What stands among words for a placeholder, where lists ask for one: `under %s`."""
_GAP = f"[^|{PLACE}]*?"
_IN_FRONT = "[وف]?(?:[بلك]?(?:ال)?|لل)"
"""What Arabic writes together with the next word: and, so, by, for, as, the."""
_OVER = re.compile("[\u0640\u064b-\u0652\u0670]")
"""Arabic vowel signs and the stretching sign: writers set them or leave them out."""


def listed(forms: Iterable[str]) -> str:
    """Return words as a sentence names them."""
    return ", ".join(f"“{form}”" for form in forms)


def lowered(text: str) -> str:
    """Return a text in lower case, with one kind of apostrophe; a Turkish `İ` is `i`."""
    return text.casefold().replace("i\u0307", "i").replace("'", "’")


@lru_cache(maxsize=2**16)
def as_words(text: str) -> str:
    """Return a text's words, composed and in lower case, one space around each, and a bar for any other sign.

    A word is letters, marks and numbers; an apostrophe ends one (`l’`, `eau`).
    """
    plain = lowered(_OVER.sub("", unicodedata.normalize("NFC", text)))
    parts: list[str] = []
    for one in plain:
        if unicodedata.category(one)[0] in "LMN" or one in "\u200c\u200d":
            parts.append(one)
        elif one in _ELIDED:
            parts.append("’ ")
        else:
            parts.append(" " if one.isspace() else " | ")
    return f" {' '.join(''.join(parts).split())} "


def without(words: str, phrases: Iterable[str]) -> str:
    """Return words with every one of these phrases taken out."""
    found = _pattern(tuple(phrases))
    return found.sub(" | ", words) if found else words


def find(words: str, forms: Iterable[str]) -> list[str]:
    """Return the forms of a list that stand in a text, as they stand there.

    A star behind a word of a form stands for any ending; one in front for any beginning, and in Arabic script for the
    short words that are written in front.
    """
    return list(_found(words, tuple(forms)))


@lru_cache(maxsize=65536)
def _found(words: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    found = _pattern(forms)
    return tuple(one[0].strip() for one in found.finditer(words)) if found else ()


@lru_cache(maxsize=2**14)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds any of these forms: as whole words, but anywhere in scripts without spaces."""
    if not forms:
        return None
    return re.compile("|".join(_form(one) for one in sorted(forms, key=len, reverse=True)))


def _form(form: str) -> str:
    """Return the pattern of a form, whose parts may stand apart in a sentence: `ne … pas`."""
    return _GAP.join(_part(one.strip()) for one in form.split("…"))


def _part(form: str) -> str:
    text = form.replace("%s", f" {PLACE} ")
    if not has_spaces(form):
        return re.escape(as_words(text.strip("*")).strip())
    return rf"(?<= ){' '.join(map(_word, text.split()))}(?= )"


def _word(form: str) -> str:
    """Return the pattern of one word of a form, which may have a star in front or at its end: `arrêt* de prendre`."""
    words = re.escape(as_words(form.strip("*")).strip())
    front = _front(words) if form.startswith("*") else ""
    return f"{front}{words}[^ |]*" if form.endswith("*") else f"{front}{words}"


def _front(words: str) -> str:
    """Return the pattern of what a star in front stands for; Turkish says “not” in the middle of its verbs."""
    return _IN_FRONT if words and script_of(words[0]) == "Arab" else "[^ |]*"
