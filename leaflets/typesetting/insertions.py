"""Finds what the stylesheet says by itself: nobody has reviewed it. Counters and ornaments may come from it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from leaflets.typesetting.drawings import find_fault
from leaflets.typesetting.drawn import Drawn
from leaflets.typesetting.findings import Finding, found
from leaflets.typesetting.reading import Run

BULLETS = frozenset("·•‣⁃∙◦●○■□▪▫◆◇▲△▶▷►▸▹◀◁◂◃✦–—-|/,;:()[]«»‹›“”„‘’\"' \u00a0\u2002\u2003\u2009\u200b\u202f")
"""Signs that a stylesheet may set before, between or after words; no others, for a sign may deny them."""
NUMBERED = ("li", "h1", "h2", "h3")
"""Elements that may be counted: a number stands before their words."""
COUNTERS = frozenset({"counter()", "counters()", "target-counter()"})
LEADS_TO = "data-to"
"""Says where an element leads that shows the number of another page, whatever the stylesheet counts there."""
NOBODY = "is put there by the stylesheet, and nobody has reviewed it"


class Numbering(NamedTuple):
    """The number of a page, how many there are, and on which page each place is that something leads to."""

    page: int
    pages: int
    places: Mapping[str, int]


def places_of(pages: Sequence[Any]) -> dict[str, int]:
    """Return the number of the page on which each place of a document begins that something leads to."""
    return {name: number for number, page in reversed(list(enumerate(pages, 1))) for name in page.anchors}


def find_insertions(runs: Sequence[Run], numbering: Numbering) -> Iterator[Finding]:
    """Yield words, figures, signs and pictures that the stylesheet puts among the words of a page."""
    for number, run in enumerate(runs):
        if not run.is_inserted:
            continue
        if not run.is_text:
            yield found(run, NOBODY)
            continue
        digits = "".join(one for one in run.box.text if unicodedata.category(one)[0] == "N")
        signs = {one for one in run.box.text if unicodedata.category(one)[0] != "N"}
        if signs - BULLETS - set(_own_signs(run)) or (digits and not _counts(run)):
            yield found(run, NOBODY)
        elif digits and digits != _page_number(run, numbering, digits):
            yield found(run, "is not the number of the page")
        elif digits and not _has_its_place(run):
            yield found(run, "is counted into the words by the stylesheet, and may change them")
        elif _touches_a_number(run, runs[max(0, number - 1) : number + 2]):
            yield found(run, "is put before or after a number by the stylesheet, and may change it")


def _own_signs(run: Run) -> str:
    """Return the signs that stand after a counter."""
    return "." if run.is_marker or _counts(run) else ""


def _touches_a_number(run: Run, near: Sequence[Run]) -> bool:
    """Tell whether a sign stands right before or after a digit."""
    texts = [one.box.text if one.is_text else " " for one in near]
    place = next((at for at, one in enumerate(near) if one is run), 0)
    before = texts[place - 1][-1:] if place else ""
    after = texts[place + 1][:1] if place + 1 < len(texts) else ""
    text = run.box.text
    same = [one.is_text and one.place.line is run.place.line for one in near]
    return bool(
        (after.isdigit() and not text[-1].isspace() and same[place + 1])
        or (before.isdigit() and not text[0].isspace() and same[place - 1])
    )


def _counts(run: Run) -> bool:
    """Tell whether what the stylesheet inserts is a counter with signs around it."""
    content = run.place.content
    if not isinstance(content, (tuple, list)):
        return run.is_marker and bool(re.fullmatch(r"\W*\d+\W*", run.box.text))
    strings = "".join(value for kind, value in content if kind == "string")
    kinds = {kind for kind, _ in content} - {"string"}
    is_bare = not any(unicodedata.category(one)[0] in "LN" for one in strings)
    return is_bare and kinds <= COUNTERS


def _has_its_place(run: Run) -> bool:
    """Tell whether a counter stands apart from words: in a margin, in an empty element, or before an item."""
    element = run.box.element
    if element is None or run.is_marker or not "".join(element.itertext()).strip():
        return True
    return element.tag in NUMBERED and str(run.box.element_tag).endswith("::before")


def _page_number(run: Run, numbering: Numbering, digits: str) -> str:
    """Return what a counter has to show: the number of the page, of all pages, or of the page that it leads to."""
    leads_to = None if run.box.element is None else run.box.element.get(LEADS_TO)
    if leads_to is not None:
        return str(numbering.places.get(leads_to.removeprefix("#"), ""))
    content = run.place.content if isinstance(run.place.content, tuple) else ()
    names = tuple(value[0] for kind, value in content if kind == "counter()")
    return {("page",): str(numbering.page), ("pages",): str(numbering.pages)}.get(names, digits)


def find_foreign_pictures(drawn: Drawn, root: Any) -> Iterator[Finding]:
    """Yield pictures behind boxes and in their borders that the layout did not name, or that hold more than shapes."""
    known: set[str] | None = None
    for surface in drawn.surfaces:
        if surface.picture is None or surface.box is not None:
            continue
        if known is None:
            known = {style for one in root.iter() if (style := one.get("style"))}
        if not any(surface.address in style for style in known) or find_fault(surface.picture):
            yield Finding("a picture behind the words", NOBODY)
