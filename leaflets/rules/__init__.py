"""What a translation has to keep to: the same rules stop a leaflet and speak in `catalogue check`."""

from collections.abc import Iterator

from leaflets.rules import (
    alphabet,
    catalogue,
    contrasts,
    fragments,
    glossary,
    lengths,
    letters,
    negation,
    numbers,
    placeholders,
    punctuation,
    sentences,
    signs,
)
from leaflets.rules.entry import CASED, PLACEHOLDER, Entry
from leaflets.rules.registry import RULES, Finding, Rule
from leaflets.rules.twins import Twins

__all__ = ["CASED", "PLACEHOLDER", "RULES", "Entry", "Finding", "Rule", "Twins", "check_entry"]

_CHECKS = (
    catalogue.characters,
    catalogue.unlike_source,
    placeholders.check,
    numbers.check,
    letters.check,
    alphabet.check,
    signs.check,
    fragments.check,
    punctuation.check,
    lengths.check,
    sentences.check,
    negation.check,
    contrasts.check,
    glossary.check,
)


def check_entry(entry: Entry) -> list[Finding]:
    """Return what is wrong with one translation.

    One that is endless, not there, doubtful or a copy is asked nothing else.
    """
    first = dict.fromkeys(lengths.endless(entry)) or dict.fromkeys((*catalogue.gaps(entry), *fragments.copies(entry)))
    return list(first or dict.fromkeys(_words(entry)))


def _words(entry: Entry) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from check(entry)
