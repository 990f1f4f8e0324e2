"""What screen readers are told beyond the words: languages, headings that are not printed, how lists are numbered.

WeasyPrint makes the tags of a PDF and forgets which box each of them is for. So the function that makes them is wrapped
once, and calls through when nobody listens; the version is pinned.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

from leaflets.typesetting.engine import tagging_parts

TURN = "data-turn"
"""Which turn an element of the page takes among its neighbours when it is read, as a number."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ol", "ul"})
MARKS = frozenset({"li::before", "li::marker"})
"""What stands before the items of a list: what a stylesheet sets there, or the engine."""
_TAGGED: ContextVar["Tags | None"] = ContextVar("tagged", default=None)


class Tags:
    """The tags of a document as they are made, each with the box that it is for."""

    def __init__(self) -> None:
        self._tagged: list[tuple[Any, Any]] = []

    def add(self, tag: Any, box: Any) -> None:
        """Note a tag, which is a structure element of an unwritten PDF."""
        self._tagged.append((tag, box))

    def first_of(self, page: int, attribute: str) -> dict[str, int]:
        """Return the number of the first tag on a page for each element with an attribute, by the attribute's value."""
        pages = list(dict.fromkeys(tag["Pg"] for tag, _ in sorted(self._tagged, key=lambda one: one[0].number)))
        found: dict[str, int] = {}
        for tag, box in self._tagged:
            name = box.element.get(attribute)
            if name and tag["Pg"] == pages[page]:
                found[name] = min(tag.number, found.get(name, tag.number))
        return found

    def finish(self, pdf: Any) -> None:
        """Complete the tags in an unwritten PDF."""
        by_reference = {one.reference: one for one in pdf.objects}
        for tag, box in self._tagged:
            _speak(tag, box.element)
            if tag["S"] == "/L" and box.element.tag in LISTS:
                _number(tag, _mark_of(box))
            elif box.element_tag == "li::before" and _texts(box):
                _set_apart(tag, by_reference)
        self._say_hidden_headings(pdf, by_reference)
        self._take_turns(pdf, by_reference)

    def _take_turns(self, pdf: Any, by_reference: dict[Any, Any]) -> None:
        """Let what has a turn be read in that order, whatever stands first on the sheet."""
        turns = {tag.reference: int(turn) for tag, box in self._tagged if (turn := box.element.get(TURN))}
        if not turns:  # as in nearly all editions; a preview has no tags at all
            return
        (document,) = by_reference[pdf.catalog["StructTreeRoot"]]["K"]
        kids = by_reference[document]["K"]
        places = [place for place, one in enumerate(kids) if one in turns]
        for place, one in zip(places, sorted((kids[one] for one in places), key=turns.__getitem__), strict=True):
            kids[place] = one

    def _say_hidden_headings(self, pdf: Any, by_reference: dict[Any, Any]) -> None:
        """Give the first tag of an element the heading in it that the layout hides, for those who listen."""
        done: set[Any] = set()
        for tag, box in sorted(self._tagged, key=lambda one: one[0].number):
            if box.element is None or box.element in done or box.element_tag != box.element.tag:
                continue
            done.add(box.element)
            hidden = [one for one in box.element if one.tag in HEADINGS and one.get("hidden") is not None]
            for heading in reversed(hidden):
                _say(heading, tag, pdf, by_reference)


@contextmanager
def tagging() -> Iterator[Tags]:
    """Return what notes the tags of the PDF that is made meanwhile."""
    _wrap_the_engine()
    tags = Tags()
    token = _TAGGED.set(tags)
    try:
        yield tags
    finally:
        _TAGGED.reset(token)


@cache
def _wrap_the_engine() -> None:
    parts = tagging_parts()
    build = parts._build_box_tree  # noqa: SLF001 - the engine tells nobody which box a tag is for

    @wraps(build)
    def build_box_tree(box: Any, *arguments: Any) -> Iterator[Any]:
        tags = _TAGGED.get()
        shown = getattr(box, "_box", box)  # what is placed absolutely stands in a box of its own
        for tag in build(box, *arguments):
            if tags is not None and shown.element is not None:
                tags.add(tag, shown)
            yield tag

    parts._build_box_tree = build_box_tree  # noqa: SLF001 - same


def _speak(tag: Any, element: Any) -> None:
    """Say which language an element is in, where it says so: readers of a mixed page change their voice there."""
    import pydyf

    language = element.get("lang")
    if language:
        tag["Lang"] = pydyf.String(language)


def _number(tag: Any, mark: str) -> None:
    """Say how a list is numbered, by what stands before its items."""
    import pydyf

    tag["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{mark}"})


def _mark_of(box: Any) -> str:
    """Return what is printed before the items of a list, by PDF's name for it: None is also any other sign."""
    marks = [one for one in _below(box) if one.element_tag in MARKS]
    texts = [_texts(one) for one in marks]
    if any(texts):
        return "Decimal" if any(one.isdecimal() for text in texts for one in text) else "None"
    if not marks:
        return "None"
    radius = marks[0].style["border_top_left_radius"][0]
    return "Square" if getattr(radius, "value", radius) == 0 else "Disc"


def _below(box: Any) -> Iterator[Any]:
    """Yield the boxes of a list, without those of lists within it."""
    for child in getattr(box, "children", ()):
        shown = getattr(child, "_box", child)
        yield shown
        if shown.element_tag not in LISTS or shown.element is box.element:
            yield from _below(shown)


def _texts(box: Any) -> str:
    own = str(getattr(box, "text", "")).strip()
    return own + "".join(_texts(getattr(one, "_box", one)) for one in getattr(box, "children", ()))


def _set_apart(tag: Any, by_reference: dict[Any, Any]) -> None:
    """Make the number of an item its label, which stands before the item's words and is no part of them."""
    body = by_reference[tag["P"]]
    item = by_reference[body["P"]]
    if (body["S"], item["S"]) == ("/LBody", "/LI") and tag.reference in body["K"]:
        body["K"].remove(tag.reference)
        tag["S"], tag["P"] = "/Lbl", item.reference
        item["K"].insert(0, tag.reference)


def _say(heading: Any, around: Any, pdf: Any, by_reference: dict[Any, Any]) -> None:
    """Add a heading to the tags, with its words and without anything that is painted."""
    import pydyf

    words = pydyf.String(" ".join("".join(heading.itertext()).split()))
    page = by_reference[around["Pg"]]
    places = by_reference[by_reference[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"]
    owners = places[places.index(page["StructParents"]) + 1]
    number = len(owners)
    tag = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": f"/{heading.tag.upper()}",
            "K": pydyf.Array([number]),
            "Pg": around["Pg"],
            "P": around.reference,
            "Alt": words,
            "ActualText": words,
        }
    )
    pdf.add_object(tag)
    owners.append(tag.reference)
    around["K"].insert(0, tag.reference)
    by_reference[page["Contents"]].stream += [f"/{heading.tag.upper()} <</MCID {number}>> BDC".encode(), b"EMC"]
