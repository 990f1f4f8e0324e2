"""Rules L on punctuation: the end of a text, the signs inside it (L6), and what stands twice (L7)."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding
from leaflets.rules.sentences import sentences_of
from leaflets.rules.wordlist import as_words, find

ENDS = {"stop": ".。．।॥۔።។။", "question": "?？؟፧;՞", "exclamation": "!！¡", "colon": ":：፡"}
"""Signs at the end of a sentence, by what they say."""
PAIRS = (
    ("(", ")"), ("（", "）"), ("«", "»"), ("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("[", "]"),
    ("¿", "?"), ("¡", "!"),
)  # fmt: skip
"""Signs that open, each with the one that closes."""
CAPITALS = 8
"""A text of so many letters in capitals is no abbreviation."""
LOW = "„"
"""Opens a quotation that `“` closes (German, Czech) or `”` (Polish, Romanian)."""
_CLOSING = "\"'“”’»)]）】」』›\u200f\u200e "
_QUOTED = re.compile(r"^([\"'“„«‘「『]).*[\"'“”»’」』]$", re.DOTALL)
ABBREVIATION = re.compile(r"\S\.\S+\.")
_HAN_TWICE = re.compile(r"([\u4e00-\u9fff]{2,})\1")
_FIXED = "\u00a0\u202f"


def check(entry: Entry) -> Iterator[Finding]:
    """Find other ends and signs that do not fit (L6), and doublings (L7)."""
    if entry.language.words.ends_sentences:
        yield from _ends(entry)
    for text in dict.fromkeys(entry.texts):
        yield from _pairs(text, entry)
        yield from _spaces(text, entry.language.words.spaced_marks)
        yield from _own_stop(text, entry.language.words.full_stop)
        if _QUOTED.match(text) and not _QUOTED.match(entry.original):
            yield Finding("L6", "The whole translation stands in quotation marks.", "Take the quotation marks away.")
        yield from _capitals(text, entry.original)
    yield from _doublings(entry)


def _capitals(text: str, source: str) -> Iterator[Finding]:
    """Find a small letter where the source begins with a capital one, and a whole text in capitals."""
    if source[:1].isupper() and text[:1].islower():
        yield Finding(
            "L6",
            "The source begins with a capital letter, the translation with a small one.",
            "Begin with a capital letter.",
        )
    if text.isupper() and not source.isupper() and sum(map(str.isupper, text)) >= CAPITALS:
        yield Finding("L6", "The whole translation is in capital letters.", "Write capitals as in a sentence.")


def _ends(entry: Entry) -> Iterator[Finding]:
    wanted = _end(entry.original)
    for text in dict.fromkeys(entry.texts):
        if _end(text) != wanted:
            what = f"The source ends in a {wanted}" if wanted else "The source ends without a sign"
            yield Finding("L6", f"{what}, and the translation does not.")


def _end(text: str) -> str:
    last = text.rstrip(_CLOSING)[-1:]
    return next((name for name, signs in ENDS.items() if last and last in signs), "")


def _own_stop(text: str, stop: str | None) -> Iterator[Finding]:
    """Find a full stop at the end of a word, where the language has a sign of its own; abbreviations have several."""
    if stop not in {None, "."} and any(word.endswith(".") and word.count(".") == 1 for word in text.split()):
        yield Finding("L6", "A sentence ends in “.”, which is not the sign of this language.", f"Write {stop} instead.")


def _pairs(text: str, entry: Entry) -> Iterator[Finding]:
    """Find a sign that opens and never closes, or the other way round."""
    low = LOW in text
    if low and text.count(LOW) != text.count("“") + text.count("”"):
        yield Finding("L6", f"“{LOW}” is not closed.", "Write both signs.")
    for opening, closing in PAIRS:
        if low and opening == "“":
            continue
        inverted = opening in "¿¡"
        if inverted and opening not in (entry.language.words.signs or ""):
            continue
        if text.count(opening) != text.count(closing):
            what = (
                f"“{opening}” and “{closing}” do not stand in pairs."
                if inverted
                else f"“{opening}{closing}” is not closed."
            )
            yield Finding("L6", what, "Write both signs.")


def _spaces(text: str, marks: str | None) -> Iterator[Finding]:
    """Find spaces that do not fit the sign beside them; without marks only those that fit no language."""
    if found := re.search(r"\S[ \u00a0\u3000]+([,،，、.。।])", text):
        yield Finding("L6", f"A space stands before “{found[1]}”.", "Take the space away.")
    if re.search(r"\S[!?؟।][^\W\d_]|[^\W\d_]{2}\.[^\W\d_]{2}", text) and not ABBREVIATION.search(text):
        yield Finding("L6", "No space stands between two sentences.", "Put a space between them.")
    if marks is None:
        return
    for space, mark in re.findall(r"([\s\u00a0\u202f]?)([:;!?])", text):
        if (space in {*_FIXED}) != (mark in marks):
            need = "a space that does not break (U+00A0)" if mark in marks else "no space"
            yield Finding("L6", f"Before “{mark}” has to stand {need}.", "Mend the space before the sign.")
    if marks and re.search(rf"«(?![{_FIXED}])|(?<![{_FIXED}])»", text):
        yield Finding("L6", "Inside « » have to stand spaces that do not break (U+00A0).", "Mend the spaces.")


def _doublings(entry: Entry) -> Iterator[Finding]:
    for text in entry.bare_texts:
        for word in dict.fromkeys(re.findall(r" (\S*[^\s|])(?= \1 )", as_words(text))):
            if not find(f" {word} ", entry.language.words.may_repeat):
                yield Finding("L7", f"“{word}” stands twice in a row.")
        said = Counter(as_words(one) for one in sentences_of(text, entry.language))
        if any(count > 1 and len(one) > len(" no ") for one, count in said.items() if one not in _source(entry)):
            yield Finding("L7", "A sentence stands twice.")
        if doubled := _HAN_TWICE.search(text):
            yield Finding("L7", f"“{doubled[1]}” stands twice in a row.")
        if twice := re.search(r"([.,;:?!،؛؟，。；：？！।])\1", text):
            yield Finding("L7", f"“{twice[1]}” stands twice in a row.")
    if any(re.search(r"\S[ \u00a0]{2,}\S", text) for text in entry.texts):
        yield Finding("L7", "Two spaces stand in a row.")


def _source(entry: Entry) -> frozenset[str]:
    """Return the sentences that the source repeats too."""
    said = Counter(as_words(one) for one in sentences_of(entry.bare_source, entry.source or entry.language))
    return frozenset(one for one, count in said.items() if count > 1)
