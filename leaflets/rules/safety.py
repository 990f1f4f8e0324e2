"""Rule S1: which messages can harm when they are wrong."""

from leaflets.rules.entry import PLACEHOLDER, Entry
from leaflets.rules.registry import Severity
from leaflets.rules.wordlist import find


def is_critical(entry: Entry, *, marked: bool = False) -> bool:
    """Return whether a message is critical (S1): marked so, or by its words, or because a figure stands in it."""
    return marked or PLACEHOLDER.search(entry.original) is not None or says_critical_words(entry)


def says_critical_words(entry: Entry) -> bool:
    """Return whether a source text has one of the words that make a message critical, such as “not” or “only”."""
    return bool(find(entry.source_words, entry.source.words.critical if entry.source else ()))


def weight(entry: Entry) -> Severity:
    """Return how bad it is when the meaning of a message is lost."""
    return "error" if is_critical(entry) else "warning"
