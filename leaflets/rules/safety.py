"""Rules S: which messages can harm when they are wrong, and whether “not” came through."""

import re
from collections.abc import Iterable, Iterator

from leaflets.rules.entry import PLACEHOLDER, Entry
from leaflets.rules.registry import Finding
from leaflets.rules.wordlist import as_words, find, without


def is_critical(entry: Entry, *, marked: bool = False) -> bool:
    """Return whether a message is critical (S1): marked so, or by its words, or because a figure stands in it."""
    return marked or PLACEHOLDER.search(entry.original) is not None or says_critical_words(entry)


def says_critical_words(entry: Entry) -> bool:
    """Return whether a source text has one of the words that make a message critical, such as “not” or “only”."""
    return bool(find(entry.source_words, entry.source.words.critical if entry.source else ()))


def check(entry: Entry) -> Iterator[Finding]:
    """Find a negation that only one side has (S2), where the word lists of both languages know one."""
    if entry.source is None or entry.is_source:
        return
    ours, theirs = entry.source.words, entry.language.words
    if not ours.negation or not theirs.negation:
        return
    for text in entry.bare_texts:
        for before, after in _pairs(entry.bare_source, text):
            said = _found(before, ours.negation, ours.idioms)
            found = _found(after, theirs.negation, theirs.idioms)
            if said and not found:
                yield Finding("S2", f"The source says “{said[0]}”; no word for it stands in the translation.")
            elif found and not said and not _found(before, ours.half_negation, ours.idioms):
                yield Finding("S2", f"“{found[0]}” negates in the translation, and nothing in the source does.")


def _found(text: str, forms: Iterable[str], idioms: Iterable[str]) -> list[str]:
    return find(without(as_words(text), idioms), forms)


def _pairs(source: str, text: str) -> list[tuple[str, str]]:
    """Return the sentences of both, side by side; both as a whole where there are more of them on one side."""
    before, after = _sentences(source), _sentences(text)
    return list(zip(before, after, strict=True)) if len(before) == len(after) else [(source, text)]


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"[.．?？؟!！。।۔።]", text) if one.strip(" ”’»\"'|)）")]
