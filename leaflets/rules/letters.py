"""Rules L about letters: scripts, letters that look alike, and signs that nobody sees."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from leaflets.model import Language
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding, Severity
from leaflets.rules.scripts import JOINING, letters_of, script_of, scripts_of
from leaflets.rules.wordlist import as_words

LEAST_SHARE, LEAST_LETTERS = 0.6, 8
"""A text of so many letters is in the language's script if this share of them is."""
ALIKE = {"Latn", "Cyrl", "Grek", "Armn"}
"""Scripts with letters that look the same."""
OTHERS = 2
"""So many characters of the other Chinese are no accident."""
JOINERS = "\u200c\u200d"
INVISIBLE = {
    "\u00ad": "a soft hyphen", "\u200b": "a space without width", "\u200c": "a non-joiner", "\u200d": "a joiner",
    "\u2060": "a word joiner", "\ufeff": "a byte order mark",
}  # fmt: skip
_FARSI = {"ي": "ی", "ك": "ک"}
RELATED: dict[str, tuple[dict[str, str], Severity]] = {
    "fa": (_FARSI, "error"),
    "ur": (_FARSI, "error"),
    "ckb": (_FARSI, "error"),
    "ar": ({right: wrong for wrong, right in _FARSI.items()}, "warning"),
}
"""Letters of a related language that look alike and are other characters: what is wrong, and what is right."""


def check(entry: Entry) -> Iterator[Finding]:
    """Find other scripts (L1, L2), letters of a related language (L4) and invisible signs (L8)."""
    own = scripts_of(entry.language.script)
    for text in entry.bare_texts:
        letters = letters_of(_without_names(text, entry))
        share = sum(script_of(one) in own for one in letters) / len(letters) if letters else 1
        if len(letters) >= LEAST_LETTERS and share < LEAST_SHARE:
            yield Finding("L1", f"Only {share:.0%} of the letters are in the script of {entry.language.name}.")
        for word in filter(None, as_words(text).split()):
            yield from _mixed(word, own)
        yield from _related(text, entry.language)
    for text in dict.fromkeys(entry.texts):
        yield from _invisible(text, entry.language)
        yield from _loose_marks(text)


def _without_names(text: str, entry: Entry) -> str:
    """Return a text without what the glossary lets stand in another script."""
    own = scripts_of(entry.language.script)
    forms = (one for term in entry.terms if (found := term.languages.get(entry.language.code)) for one in found.allowed)
    for form in forms:
        if not any(script_of(one) in own for one in form):
            text = text.replace(form, " ")
    return text


def _mixed(word: str, own: set[str]) -> Iterator[Finding]:
    scripts = {script_of(one) for one in letters_of(word)}
    if len(scripts & ALIKE) > 1:
        yield Finding("L2", f"“{word}” mixes {_names(scripts & ALIKE)} letters, which look alike.")
    elif strange := scripts - own - {"Latn"} if len(letters_of(word)) > 1 else set():
        yield Finding("L2", f"“{word}” is in {_names(strange)} letters.", "Write it in the catalogue's script.")


def _names(scripts: Iterable[str]) -> str:
    from babel import Locale

    return " and ".join(sorted(Locale("en").scripts.get(one, one) for one in scripts))


def _related(text: str, language: Language) -> Iterator[Finding]:
    if language.script in {"Hans", "Hant"}:
        found = sorted(set(text) & _only_in("Hant" if language.script == "Hans" else "Hans"))
        if len(found) >= OTHERS:
            other = "traditional" if language.script == "Hans" else "simplified"
            yield Finding("L4", f"Characters that only {other} Chinese has: {' '.join(found)}")
    wrong, severity = RELATED.get(language.locale.language, ({}, "error"))
    for letter in sorted(set(text) & wrong.keys()):
        hint = f"Write {wrong[letter]} (U+{ord(wrong[letter]):04X})."
        reason = f"{letter} (U+{ord(letter):04X}) is not a letter of {language.name}."
        yield Finding("L4", reason, hint, severity)


@lru_cache(maxsize=2)
def _only_in(script: str) -> frozenset[str]:
    """Return the characters that only one way of writing Chinese has, as the dictionary CC-CEDICT knows them."""
    from zhon import cedict

    ours, theirs = cedict.traditional, cedict.simplified
    return frozenset(ours) - frozenset(theirs) if script == "Hant" else frozenset(theirs) - frozenset(ours)


def _invisible(text: str, language: Language) -> Iterator[Finding]:
    joiners = language.words.joiners
    if joiners is None:
        joiners = language.script in JOINING
    for one in sorted(set(text)):
        steers = unicodedata.bidirectional(one) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        if (one in INVISIBLE and not (joiners and one in JOINERS)) or steers or one in "\u200e\u200f\u061c":
            what = INVISIBLE.get(one, "a sign for the direction of text")
            hint = "Take it out; the program sets directions and breaks."
            yield Finding("L8", f"U+{ord(one):04X} stands in the translation: {what}.", hint)


def _loose_marks(text: str) -> Iterator[Finding]:
    before = " "
    for one in text:
        if unicodedata.category(one) in {"Mn", "Mc"} and unicodedata.category(before)[0] not in "LMN":
            joined = unicodedata.category(before) == "Cf" or before in "\u25cc\u0640"
            if not joined:
                yield Finding("L8", f"The mark U+{ord(one):04X} stands without a letter.")
                return
        before = one
