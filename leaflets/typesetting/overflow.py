"""Finds text that does not fit: outside its slot, outside the page, or set too small to read.

WeasyPrint has no public way to ask where text landed; `Page._page_box` is its layout tree, so the version is pinned.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

TOLERANCE = 0.75
"""How far text may reach over an edge before it counts, in CSS pixels (1/96 inch): rounding, not ink."""
PIXELS_PER_POINT = 96 / 72
PIXELS_PER_MILLIMETRE = 96 / 25.4


@dataclass(frozen=True)
class Overflow:
    """Something that does not fit, in words for the person who can mend it.

    `slot` is the clinic's place it fills, `excess` by how many millimetres it is too much for it.
    """

    reason: str
    hint: str
    slot: str | None = None
    excess: float = 0


@dataclass(frozen=True)
class _Area:
    """A box that text has to stay in; lengths in CSS pixels from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float
    slot: str | None = None

    def holds(self, text: Any, line: Any) -> bool:
        """Tell whether a text is inside: sideways by its own width, up and down by its line, not its font's reach."""
        return self.excess(text, line) <= TOLERANCE

    def excess(self, text: Any, line: Any) -> float:
        """Return by how many CSS pixels a text is outside; nothing or less if it is inside."""
        sideways = max(self.left - text.position_x, text.position_x + text.width - self.right)
        upright = max(self.top - line.position_y, line.position_y + line.height - self.bottom)
        return float(max(sideways, upright))


@dataclass(frozen=True)
class _Visit:
    """Where a walk through a page's boxes is."""

    page: int
    paper: _Area
    smallest: float
    slot: _Area | None = None
    line: Any = None

    def inside(self, box: Any) -> "_Visit":
        """Return the visit for the box's children."""
        element: Any = getattr(box, "element", None)
        name = element.get("data-slot") if element is not None and hasattr(element, "get") else None
        kind = type(box).__name__
        is_whole = kind not in {"LineBox", "TextBox"}  # lines and texts name the element that they stand in
        slot = _slot_area(box, name) if name and is_whole and box.element_tag == element.tag else self.slot
        line = box if kind == "LineBox" else self.line
        return replace(self, slot=slot, line=line)


def find_overflows(pages: Iterable[Any], smallest: float) -> Iterator[Overflow]:
    """Yield what does not fit on the pages of a document. `smallest` is the least type size, in points."""
    seen: dict[Overflow | str, Overflow] = {}
    for number, page in enumerate(pages, 1):
        paper = _Area(0, 0, page.width, page.height)
        for overflow in _walk(page._page_box, _Visit(number, paper, smallest)):  # noqa: SLF001 - see above
            worst = seen.setdefault(overflow.slot or overflow, overflow)
            if overflow.excess > worst.excess:
                seen[overflow.slot or overflow] = overflow
    return iter(seen.values())


def _walk(box: Any, visit: _Visit) -> Iterator[Overflow]:
    visit = visit.inside(box)
    text = getattr(box, "text", None)
    if isinstance(text, str) and text.strip():
        yield from _text_overflows(box, visit)
    for child in getattr(box, "children", ()):
        yield from _walk(child, visit)


def _slot_area(box: Any, name: str) -> _Area:
    left, top = box.position_x + box.margin_left, box.position_y + box.margin_top
    return _Area(left, top, left + box.border_width(), top + box.border_height(), name)


def _text_overflows(box: Any, visit: _Visit) -> Iterator[Overflow]:
    shown = box.text.strip()[:40]
    size = box.style["font_size"] / PIXELS_PER_POINT
    if size < visit.smallest - 0.01:
        reason = f"“{shown}” is set in {size:.1f} pt, under {visit.smallest:g} pt."
        yield Overflow(reason, "Enlarge it in the stylesheet.")
    line = visit.line or box
    if visit.slot is not None and not visit.slot.holds(box, line):
        excess = visit.slot.excess(box, line) / PIXELS_PER_MILLIMETRE
        reason = f"There is more text than its place on the page holds: “{shown}” runs over by {excess:.1f} mm."
        hint = "Shorten it; the clinic's matter has places of a fixed size."
        yield Overflow(reason, hint, visit.slot.slot, excess)
    elif not visit.paper.holds(box, line):
        reason = f"“{shown}” runs off page {visit.page}."
        yield Overflow(reason, "Shorten it, or let long words break in the stylesheet.")
