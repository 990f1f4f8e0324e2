"""Rules N: numbers, units and addresses stand in figures and in clinics' files, never in a translation."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from leaflets.model import Language
from leaflets.rules.entry import Entry, bare
from leaflets.rules.registry import Finding
from leaflets.rules.units import SYMBOLS, UNITS, added_in, allowed_in, named_in, reworded_in, single_in
from leaflets.rules.wordlist import as_words, find

RANGE = re.compile(r"(?:\d|%\(\w+\)s(?:\{\w+\})?)\s?[-\u2010-\u2015]\s?(?:\d|%\(\w+\)s)")
ROMAN = re.compile(r"\b(?:X{1,3}(?:I[XV]|V?I{0,3})|I[XV]|VI{0,3}|I{2,3})\b(?<!\bX)(?<!\bV)")
ADDRESS = re.compile(
    r"https?://\S*|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+|(?<![a-z0-9-])[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})+", re.ASCII
)
"""Each looked for where its first word begins: from every letter of a long one, it would take for ever."""


def has_digit(text: str) -> bool:
    """Return whether a number of any script stands in a text: `2`, `٢`, `２`, `½`."""
    return any(unicodedata.category(one)[0] == "N" for one in text)


def check(entry: Entry) -> Iterator[Finding]:
    """Find digits (N1), numbers that can be misread (N2), number words (N3), ranges (N5) and addresses (N6)."""
    for text in entry.bare_texts:
        if has_digit(text):
            yield Finding("N1", "A digit stands in the translation.")
            yield from _ambiguous(text, entry.language)
        if (roman := ROMAN.search(text)) and roman[0] not in entry.bare_source:
            yield Finding("N1", f"A Roman number stands in the translation: {roman[0]}")
        found = ADDRESS.search(text)
        if found and found[0].casefold() not in entry.bare_source.casefold():
            yield Finding("N6", f"An address stands in the translation: {found[0]}")
        for name in entry.names:
            if _names(name, text) and not _names(name, entry.bare_source):
                yield Finding("N6", f"The clinic “{name}” is named in the translation.")
    if entry.language.direction == "rtl" and any(RANGE.search(text) for text in entry.texts):
        yield Finding("N5", "A dash between two numbers turns them round in this script.")
    yield from _number_words(entry)
    yield from _single_units(entry)
    yield from _units(entry)


def may_name(name: str, texts: Iterable[str]) -> bool:
    """Return whether texts could name a clinic: the first word of its name stands in one of them, in any case."""
    first = as_words(name).split()[0]
    return any(first in as_words(bare(text)) for text in texts)


def _names(name: str, text: str) -> bool:
    """Return whether a text names a clinic: by its whole name or the first two words of it, in any case."""
    words = as_words(text)
    return as_words(name) in words or (name.count(" ") > 1 and as_words(" ".join(name.split()[:2])) in words)


def _ambiguous(text: str, language: Language) -> Iterator[Finding]:
    """Find a number with the other decimal sign, without its zero in front, or with one behind."""
    symbols = language.locale.number_symbols.get("latn", {})
    other = re.escape("," if symbols.get("decimal", ".") == "." else ".")
    if re.search(rf"(?<!\d)[.,٫]\d|\d{other}\d{{1,2}}(?!\d)|\d[.,٫]\d*0(?!\d)", text):
        yield Finding("N2", "A number in the translation can be read in two ways.")


def _number_words(entry: Entry) -> Iterator[Finding]:
    """Find number words that the source does not have; in “thirty-five”, “thirty” is none of its own."""
    if entry.is_source:
        return
    forms = entry.language.words.number_forms
    found = dict.fromkeys(one for words in entry.words for one in find(words, forms))
    said = _values(entry.source, entry.source_words) if found else set()
    for one in found:
        if not said & _values(entry.language, f" {one} "):
            yield Finding("N3", f"“{one}” names a number that the source does not name.")


def _single_units(entry: Entry) -> Iterator[Finding]:
    """Find “one day” where the source says “days”."""
    if entry.is_source or entry.source is None:
        return
    for unit in UNITS:
        plural, single = f" {unit}s ", f" {unit} "
        if plural not in entry.source_words or single in entry.source_words:
            continue
        for words in entry.words:
            if found := single_in(words, unit, entry.language):
                yield Finding("N3", f"“{found}” is one {unit}, and the source says “{unit}s”.")


def _values(language: Language | None, words: str) -> set[str]:
    """Return the numbers that a text names, as `words.toml` writes them."""
    numbers = language.words.numbers if language else {}
    return {value for value, forms in numbers.items() if find(words, forms)}


def _units(entry: Entry) -> Iterator[Finding]:
    """Find units of time that got lost or were put in (N4), and signs such as mg. Both at once are a swap: an error.

    One alone is a warning, because CLDR does not have every form that a unit takes in a sentence.
    """
    if entry.source is None or entry.is_source:
        return
    for words in entry.words:
        lost = [
            f"The source says “{one}”, and the translation names no such unit."
            for one in _lost(entry, entry.source, words)
        ]
        added = [f"“{one}” is a unit that the source does not name." for one in _added(entry, entry.source, words)]
        for reason in (*lost, *added):
            yield Finding("N4", reason, severity="error" if lost and added else "warning")
    signs = Counter(SYMBOLS.findall(entry.bare_source))
    if any(Counter(SYMBOLS.findall(text)) != signs for text in entry.bare_texts):
        yield Finding("N4", "Signs of measure such as mg are not those of the source.")


def _lost(entry: Entry, source: Language, words: str) -> Iterator[str]:
    for unit in UNITS:
        wanted = named_in(entry.source_words, unit, source)
        if wanted and not reworded_in(words, unit, entry.language):
            yield wanted


def _added(entry: Entry, source: Language, words: str) -> Iterator[str]:
    for unit in UNITS:
        added = added_in(words, unit, entry.language)
        if added and not allowed_in(as_words(entry.bare_source), unit, source):
            yield added
