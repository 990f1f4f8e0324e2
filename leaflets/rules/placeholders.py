"""Rules F: what the program fills in, and what it prints as it stands."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.rules.entry import PLACEHOLDER, Entry
from leaflets.rules.registry import Finding

MARKUP = re.compile(r"[<>]|&#?\w+;")


def check(entry: Entry) -> Iterator[Finding]:
    """Find placeholders that differ (F2), lone signs (F1), markup (F3), brackets (F4) and loose spaces (F5)."""
    for text in entry.texts:
        yield from _placeholders(entry.original, text)
        bare = PLACEHOLDER.sub("", text)
        if "%" in bare:
            yield Finding("F1", "A single % stands in the translation.", "Write the word for percent instead.")
        if MARKUP.search(bare):
            yield Finding("F3", "Markup stands in the translation, but not in the source.")
        if re.search(r"[{}]", bare):
            yield Finding("F4", "A curly bracket stands in the translation, but not in the source.")
        if _edges(text) != _edges(entry.original):
            yield Finding("F5", "Spaces or lines at the edges or inside are not those of the source.")


def _placeholders(source: str, text: str) -> Iterator[Finding]:
    wanted, given = (Counter(PLACEHOLDER.findall(one)) for one in (source, text))
    parts = [f"%({name})s is missing" for name in wanted - given]
    parts += [f"%({name})s is not in the source" for name in given - wanted if name not in wanted]
    parts += [f"%({name})s stands too often" for name in given - wanted if name in wanted]
    if parts:
        yield Finding("F2", f"Placeholders differ: {', '.join(parts)}.")


def _edges(text: str) -> tuple[str, str, int]:
    """Return the space before and after a text, and the number of its line ends."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")
