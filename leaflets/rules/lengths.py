"""Rules L about words: whether the translation is in its language, whole, and about as long as its source."""

import re
from collections.abc import Iterator

from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import SPACELESS, scripts_of
from leaflets.rules.wordlist import as_words, find

COPIED = 2
"""From so many words on, a translation that equals its source is a copy; one word may be the same in both."""
FRAGMENT = 4
"""So many words of the source in a row, or small English words, are no accident."""
ENDS = {"stop": ".。．।॥۔։።។။", "question": "?？؟፧;՞", "exclamation": "!！¡", "colon": ":：፡"}
"""Signs at the end of a sentence, by what they say."""
_CLOSING = "\"'”’»)]）】」』›\u200f\u200e "
LENGTH, DENSE = (0.3, 2.2), (0.15, 0.9)
"""Characters for each character of the source: in most scripts, and in those that write a word in one or two."""
SHORT = 30
"""Sources below so many characters can be translated at any length."""


def check(entry: Entry) -> Iterator[Finding]:
    """Find English fragments (L5), other ends (L6), doublings (L7) and unlikely lengths (L9)."""
    if not entry.is_source:
        yield from _fragments(entry)
    yield from _ends(entry)
    yield from _doublings(entry)
    yield from _lengths(entry)


def copies(entry: Entry) -> Iterator[Finding]:
    """Find a translation that is the source text itself (L3)."""
    sources = {as_words(text) for text in (entry.bare_source, entry.key.id)}
    for text in entry.bare_texts:
        words = as_words(text)
        if not entry.is_source and words in sources and len(words.replace("|", " ").split()) >= COPIED:
            yield Finding("L3", "The translation is the English text itself.")


def _fragments(entry: Entry) -> Iterator[Finding]:
    for text in entry.bare_texts:
        if fragment := _fragment(entry, as_words(text)):
            yield Finding("L5", f"English words stand in the translation: “{fragment}”.")


def _fragment(entry: Entry, words: str) -> str | None:
    """Return words in a row that the source has too, or that only the source language has."""
    small = set(entry.source.words.small_words if entry.source else ())
    source = as_words(entry.bare_source)
    own_latin = "Latn" in scripts_of(entry.language.script)
    for part in words.split("|"):
        ones = part.split()
        length = FRAGMENT if own_latin else COPIED
        for start in range(len(ones) - length + 1):
            row = ones[start : start + length]
            copied = f" {' '.join(row)} " in source
            if (copied and any(one.isascii() for one in row)) or (len(row) >= FRAGMENT and small.issuperset(row)):
                return " ".join(row)
    return None


def _ends(entry: Entry) -> Iterator[Finding]:
    """Find a sentence that ends in another sign than its source, and spaces that do not fit the sign."""
    if not entry.language.words.ends_sentences:
        return
    wanted = _end(entry.original)
    for text in dict.fromkeys(entry.texts):
        if _end(text) != wanted:
            what = f"The source ends in a {wanted}" if wanted else "The source ends without a sign"
            yield Finding("L6", f"{what}, and the translation does not.")
    marks = entry.language.words.spaced_marks
    if marks is not None:
        for text in dict.fromkeys(entry.texts):
            yield from _spaces(text, marks)


def _spaces(text: str, marks: str) -> Iterator[Finding]:
    for space, mark in re.findall(r"([\s\u00a0\u202f]?)([:;!?])", text):
        if (space in {"\u00a0", "\u202f"}) != (mark in marks):
            need = "a space that does not break (U+00A0)" if mark in marks else "no space"
            yield Finding("L6", f"Before “{mark}” has to stand {need}.", "Mend the space before the sign.")


def _end(text: str) -> str:
    last = text.rstrip(_CLOSING)[-1:]
    return next((name for name, signs in ENDS.items() if last and last in signs), "")


def _doublings(entry: Entry) -> Iterator[Finding]:
    for text in entry.bare_texts:
        repeated = re.search(r" (\S*[^\s|]) \1 ", as_words(text))
        if repeated and not find(f" {repeated[1]} ", entry.language.words.may_repeat):
            yield Finding("L7", f"“{repeated[1]}” stands twice in a row.")
    if any(re.search(r"\S[ \u00a0]{2,}\S", text) for text in entry.texts):
        yield Finding("L7", "Two spaces stand in a row.")


def _lengths(entry: Entry) -> Iterator[Finding]:
    dense = scripts_of(entry.language.script) & (SPACELESS - {"Thai", "Laoo", "Khmr", "Mymr"})
    low, high = entry.language.words.length or (DENSE if dense or entry.language.script == "Kore" else LENGTH)
    if entry.is_source or len(entry.original) < SHORT:
        return
    for text in dict.fromkeys(entry.texts):
        ratio = len(text) / len(entry.original)
        if not low <= ratio <= high:
            length = "short" if ratio < low else "long"
            yield Finding("L9", f"The translation is very {length} for its source: {ratio:.2f} of its length.")
