"""Tells whether the finished page says what was composed, all of it, and nothing else."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from leaflets.model import Passage
from leaflets.typesetting.findings import Finding, found, shortened
from leaflets.typesetting.reading import Run

_UNPRINTED = re.compile(r"[\s\u00ad\u200b\u200e\u200f\u2060\u2066-\u2069\u2010-]+")
"""Spaces, marks of direction, and hyphens, which come and go with the ends of lines."""
MISSING = "has to stand there, whole and in its order, and cannot be read"
TORN = "is torn: it begins on one page and ends on the next"
_TAKEN = "\ufdd0"
"""Stands where words were that are accounted for."""


@lru_cache(maxsize=8192)
def squeezed(words: str) -> str:
    """Return words without what a page may set otherwise: spaces, hyphens, marks of direction, capitals."""
    return _UNPRINTED.sub("", words).casefold()


def find_changes(body: Sequence[Any], runs: Sequence[Run]) -> Iterator[Finding]:
    """Yield the elements whose words are not painted as they were composed: they are missing, changed or mixed up.

    `body` are the elements that are there to be read, in the order of the document.
    """
    said: dict[Any, list[str]] = defaultdict(list)
    first: dict[Any, Run] = {}
    for run in runs:
        if run.is_text and not run.is_inserted:
            said[run.box.element].append(run.box.text)
            first.setdefault(run.box.element, run)
    known = set(body)
    for element, texts in said.items():
        composed, painted = squeezed(_own_words(element)), squeezed("".join(texts))
        times = max(1, round(len(painted) / len(composed))) if composed else 0
        if element not in known:
            yield found(first[element], "is painted, though the layout hides it")
        elif painted != composed * times or (times > 1 and not _may_return(first[element])):
            yield found(first[element], "does not stand there word for word as it was composed")
    for element in body:
        if element not in said and squeezed(_own_words(element)):
            yield Finding(f"“{shortened(_own_words(element))}”", "is on no page")


def readable(root: Any) -> list[Any]:
    """Return the elements of a document that are there to be read: its body, without what the layout hides."""
    found: list[Any] = []
    waiting = [one for one in root if one.tag == "body"]
    while waiting:
        element = waiting.pop()
        if element.get("hidden") is None and element.tag not in ("style", "script", "template"):
            found.append(element)
            waiting += reversed(element)
    return found


def _may_return(run: Run) -> bool:
    """Tell whether words may stand on several pages: in a margin, or in the head of a table."""
    return run.place.running or run.place.repeats


def _own_words(element: Any) -> str:
    """Return the words that stand directly in an element."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def find_missing(
    pages: Sequence[Sequence[Run]], passages: Sequence[Passage], hidden: Collection[int]
) -> Iterator[Finding]:
    """Yield what has to stand on the pages and cannot be read there; `hidden` are the boxes that cannot be seen.

    Each passage needs words of its own: a number that stands within a sentence is not yet the number to call.
    """
    margins = [_words([run for run in page if run.place.running], hidden) for page in pages]
    inside = [_words([run for run in page if not run.place.running], hidden) for page in pages]
    for passage in (one for one in passages if one.on_every_page):
        words = squeezed(passage.words)
        pairs = enumerate(zip(margins, inside, strict=True), 1)
        without = [str(number) for number, texts in pairs if not any(words in one for one in texts)]
        if without:
            yield Finding(passage.place, "has to be readable on every page", f"not on page {', '.join(without)}")
    for passage in sorted(passages, key=lambda one: len(squeezed(one.words)), reverse=True):
        words = squeezed(passage.words)
        page = next((number for number, texts in enumerate(inside) if words in texts), None)
        if page is not None:
            inside[page] = inside[page].replace(words, _TAKEN, 1)
        elif not passage.on_every_page:
            about = f"{passage.place}, “{shortened(passage.words)}”"
            yield Finding(about, TORN if words in "".join(inside) else MISSING)


def _words(runs: Sequence[Run], hidden: Collection[int]) -> str:
    texts = [run.box.text for run in runs if run.is_text and not run.is_inserted and id(run.box) not in hidden]
    return squeezed("".join(texts))
