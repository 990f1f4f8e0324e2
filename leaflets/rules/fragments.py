"""Rules L on what was not translated: copies of the source (L3), and words that are no part of the text (L5)."""

import re
from collections.abc import Iterator

from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import scripts_of
from leaflets.rules.wordlist import as_words, find, without

COPIED = 2
"""So many words of the source in a row are a copy; one word may be the same in both."""
SMALL_WORDS = 4
"""So many small English words in a row are no accident."""
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_LABEL = re.compile(r"^\W*([^:：!！.。]{1,30})[:：!！]")
_NOTE = re.compile(r"[(（\[]([^)）\]]*)[)）\]]")


def copies(entry: Entry) -> Iterator[Finding]:
    """Find a translation that is the source text itself (L3); a single word may be one that both languages have."""
    if entry.is_in_source:
        return
    sources = {as_words(text) for text in (entry.bare_source, entry.key.id)}
    for text in entry.bare_texts:
        words = as_words(text)
        count = len(words.replace("|", " ").split())
        if words not in sources or not count:
            continue
        if count >= COPIED:
            yield Finding("L3", "The translation is the English text itself.")


def check(entry: Entry) -> Iterator[Finding]:
    """Find single copied words (L3), English words, and what was said about the translation (L5)."""
    if entry.is_source:
        return
    for text in entry.bare_texts:
        if not entry.is_in_source:
            yield from _untranslated(entry, text)
        if leftover := _leftover(entry, text):
            hint = "Leave nothing there but the translation itself."
            yield Finding("L5", f"“{leftover}” seems to be a remark on the translation.", hint)


def _untranslated(entry: Entry, text: str) -> Iterator[Finding]:
    words = as_words(text)
    yield from _same_word(entry, words)
    if fragment := _fragment(entry, without(words, _names(entry))) or _latin(entry, text):
        yield Finding("L5", f"English words stand in the translation: “{fragment}”.")


def _same_word(entry: Entry, words: str) -> Iterator[Finding]:
    own = "Latn" in scripts_of(entry.language.script)
    word = words.strip(" |")
    copied = own and word and words == as_words(entry.bare_source)
    if copied and not find(words, entry.language.words.same_words):
        hint = "Translate it, or add it to same_words in the language's words.toml."
        yield Finding("L3", f"“{word}” is the English word.", hint, "warning")


def _names(entry: Entry) -> tuple[str, ...]:
    """Return English names that a language keeps: by the glossary, for terms of the source, or by its own list."""
    rows = (term.languages.get(entry.language.code) for term in entry.terms)
    kept = (form for form in entry.language.words.same_words if " " in form)
    return (*(form for row in rows if row for form in row.allowed), *kept)


def _fragment(entry: Entry, words: str) -> str | None:
    """Return words in a row that the source has too, or that only the source language has."""
    small = set(entry.source.words.small_words if entry.source else ())
    source = as_words(entry.bare_source)
    for part in words.split("|"):
        ones = part.split()
        for start in range(len(ones) - COPIED + 1):
            row, longer = ones[start : start + COPIED], ones[start : start + SMALL_WORDS]
            if f" {' '.join(row)} " in source and any(one.isascii() for one in row):
                return " ".join(row)
            if len(longer) == SMALL_WORDS and small.issuperset(longer):
                return " ".join(longer)
    return None


def _latin(entry: Entry, text: str) -> str | None:
    """Return a Latin word in a text of another script, unless the glossary keeps it."""
    if "Latn" in scripts_of(entry.language.script):
        return None
    code = entry.language.code
    forms = [form for term in entry.terms if code in term.languages for form in term.languages[code].taken]
    forms += [term.term for term in entry.terms if term.keep and code not in term.languages]
    kept = {word for form in forms for word in LATIN_WORD.findall(form)}
    return next((word for word in LATIN_WORD.findall(text) if word not in kept), None)


def _leftover(entry: Entry, text: str) -> str | None:
    """Return a remark before a colon, or in brackets, that the source does not have."""
    remarks = (*entry.language.words.leftovers, *(entry.source.words.leftovers if entry.source else ()))
    label = _LABEL.match(text)
    places = [label[1]] if label and not _LABEL.match(entry.bare_source) else []
    places += _NOTE.findall(text)
    said = entry.source_words
    found = (one for place in places for one in find(as_words(place), remarks))
    return next((one for one in found if f" {one} " not in said), None)
