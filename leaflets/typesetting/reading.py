"""Reads a laid-out page in the order of its words: each run of text with the boxes it has to stay in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from leaflets.typesetting.areas import Rectangle

FIELD = "input"
"""The element of a box to tick."""


class Place(NamedTuple):
    """Where a run of text or a picture belongs.

    `column` is the box that holds its lines, `cards` are the boxes around it that have a ground or a frame, `slot` is
    the clinic's place that it fills, `directions` the elements around it that have one, each with it. `running` is true
    in the margins, where the same words stand on every page, `repeats` in the head of a table; `content` is what the
    stylesheet inserts there.
    """

    page: int
    paper: Rectangle
    column: Any = None
    line: Any = None
    cards: tuple[Any, ...] = ()
    slot: tuple[str, Any] | None = None
    running: bool = False
    repeats: bool = False
    masked: bool = False
    directions: tuple[tuple[Any, str], ...] = ()
    content: Any = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text, a picture or a box to tick, as it was laid out."""

    box: Any
    place: Place

    @property
    def is_text(self) -> bool:
        """Tell whether it is words."""
        return isinstance(getattr(self.box, "text", None), str)

    @property
    def is_field(self) -> bool:
        """Tell whether it is a box to tick."""
        return not self.is_text and not hasattr(self.box, "replacement")

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a picture."""
        return not self.is_text and not self.is_field

    @property
    def is_inserted(self) -> bool:
        """Tell whether the stylesheet put it there: before or after an element, as its marker, or in a margin."""
        element, tag = self.box.element, self.box.element_tag
        return element is None or (tag != element.tag and not tag.endswith(("::first-letter", "::first-line")))

    @property
    def is_band(self) -> bool:
        """Tell whether the stylesheet put it into the margin."""
        return self.place.running and self.box.element is None

    @property
    def is_marker(self) -> bool:
        """Tell whether it is the marker of a list. Boxes in the margin have no element."""
        return str(self.box.element_tag).endswith("::marker")


def read_page(number: int, page: Any) -> list[Run]:
    """Return every run of a page's layout tree, in the order of the document."""
    box = page._page_box  # noqa: SLF001 - WeasyPrint has no public way to ask where text landed
    root = box.children[0].element
    direction = root.get("dir", "ltr")
    place = Place(number, Rectangle(0, 0, page.width, page.height), directions=((root, direction),))
    return list(_runs(box, place))


def _runs(box: Any, place: Place) -> Iterator[Run]:
    kind = type(box).__name__
    if kind == "TextBox":
        if box.text.strip():
            yield Run(box, place)
        return
    if "Replaced" in kind:
        yield Run(box, _within(box, kind, place))
        return
    inner = _within(box, kind, place)
    if box.element_tag == FIELD:
        yield Run(box, inner)
    for child in box.children:
        yield from _runs(getattr(child, "_box", child), inner)


def _within(box: Any, kind: str, place: Place) -> Place:  # noqa: C901 - what each kind of box changes, one by one
    if kind == "LineBox":
        return place._replace(line=box)
    changes: dict[str, Any] = {}
    element = box.element
    if kind == "MarginBox":
        changes["running"] = True
    if kind == "TableRowGroupBox" and box.is_header:
        changes["repeats"] = True
    if box.style["content"] not in ("normal", "inhibit", "none"):
        changes["content"] = box.style["content"]
    if element is not None and box.element_tag == element.tag:
        slot, direction = element.get("data-slot"), element.get("dir")
        if slot:
            changes["slot"] = (slot, box)
        if direction:
            changes["directions"] = (*place.directions, (element, direction))
    if hasattr(box, "width") and kind not in ("InlineBox", "PageBox"):
        if kind not in ("TableBox", "TableRowBox", "TableRowGroupBox", "MarginBox"):
            changes["column"] = box
        if _is_card(box):
            changes["cards"] = (*place.cards, box)
    if box.style["mask_border_source"][0] != "none":
        changes["masked"] = True
    return place._replace(**changes) if changes else place


def _is_card(box: Any) -> bool:
    style = box.style
    if style["background_color"].alpha > 0 and type(box).__name__ != "MarginBox":
        return True
    return bool(box.border_top_width and box.border_bottom_width and box.border_left_width and box.border_right_width)


def border_area(box: Any) -> Rectangle:
    """Return a box with its border."""
    left, top = box.position_x + box.margin_left, box.position_y + box.margin_top
    return Rectangle(left, top, left + box.border_width(), top + box.border_height())


def content_area(box: Any) -> Rectangle:
    """Return the place for what a box holds."""
    left, top = box.content_box_x(), box.content_box_y()
    return Rectangle(left, top, left + box.width, top + box.height)
