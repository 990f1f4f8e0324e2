"""Rules L9 and L13: whether the translation is about as long as its source, and no longer than any statement is."""

from collections.abc import Iterator

from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import SPACELESS, scripts_of

LENGTH, DENSE = (0.3, 2.2), (0.15, 0.9)
"""Characters for each character of the source: in most scripts, and in those that write a word in one or two."""
SHORT = 30
"""Sources below so many characters can be translated at any length."""
ENDLESS = 5000
"""More characters than these no statement has: ten times the longest one of the package. No other rule reads them."""


def endless(entry: Entry) -> Iterator[Finding]:
    """Find a text that would keep the other rules busy for ever, such as a whole file pasted into one message."""
    longest = max(map(len, entry.texts), default=0)
    if longest > ENDLESS:
        yield Finding("L13", f"The text has {longest} characters; {ENDLESS} are the most.")


def check(entry: Entry) -> Iterator[Finding]:
    """Find unlikely lengths."""
    if entry.is_source or len(entry.original) < SHORT:
        return
    low, high = usual_range(entry)
    for text in dict.fromkeys(entry.texts):
        ratio = len(text) / len(entry.original)
        if not low <= ratio <= high:
            length = "short" if ratio < low else "long"
            yield Finding("L9", f"The translation is very {length} for its source: {ratio:.2f} of its length.")


def usual_range(entry: Entry) -> tuple[float, float]:
    """Return the lowest and highest ratio, the language's own where it is known."""
    dense = scripts_of(entry.language.script) & (SPACELESS - {"Thai", "Laoo", "Khmr", "Mymr"})
    return entry.language.words.length or (DENSE if dense or entry.language.script == "Kore" else LENGTH)
