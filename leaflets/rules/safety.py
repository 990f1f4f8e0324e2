"""Rule S1: which messages can harm when they are wrong."""

from leaflets.rules.entry import PLACEHOLDER, Entry
from leaflets.rules.registry import Severity
from leaflets.rules.wordlist import find


def is_critical(entry: Entry, *, marked: bool = False) -> bool:
    """Return whether a message is critical (S1): marked so, or by its words, or because a figure stands in it."""
    words = entry.source.words.critical if entry.source else ()
    return marked or PLACEHOLDER.search(entry.original) is not None or bool(find(entry.source_words, words))


def weight(entry: Entry) -> Severity:
    """Return how bad it is when the meaning of a message is lost."""
    return "error" if is_critical(entry) else "warning"
