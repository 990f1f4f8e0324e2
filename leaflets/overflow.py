"""Finds text that does not fit: outside its slot, outside the page, or set too small to read.

WeasyPrint has no public way to ask where text landed; `Page._page_box` is its layout tree, so the version is pinned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

TOLERANCE = 0.75
"""How far text may reach over an edge before it counts, in CSS pixels (1/96 inch): rounding, not ink."""
PIXELS_PER_POINT = 96 / 72


@dataclass(frozen=True)
class Overflow:
    """Something that does not fit, in words for the person who can mend it."""

    reason: str
    hint: str
    key: str | None = None


@dataclass(frozen=True)
class _Area:
    """A box that text has to stay in; lengths in CSS pixels from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float
    slot: str | None = None

    def holds(self, box: Any) -> bool:
        return (
            box.position_x >= self.left - TOLERANCE
            and box.position_x + box.width <= self.right + TOLERANCE
            and box.position_y >= self.top - TOLERANCE
            and box.position_y + box.height <= self.bottom + TOLERANCE
        )


def find_overflows(document: "Document", smallest: float) -> Iterator[Overflow]:
    """Yield what does not fit on the pages. `smallest` is the least type size, in points."""
    seen: set[Overflow] = set()
    for page_number, page in enumerate(document.pages, 1):
        paper = _Area(0, 0, page.width, page.height)
        for overflow in _inside(page._page_box, paper, None, page_number, smallest):  # noqa: SLF001 - see above
            if overflow not in seen:
                seen.add(overflow)
                yield overflow


def _inside(box: Any, paper: _Area, slot: _Area | None, page: int, smallest: float) -> Iterator[Overflow]:
    element = getattr(box, "element", None)
    name = element.get("data-slot") if element is not None and not isinstance(element, str) else None
    if name and getattr(box, "element_tag", "") == element.tag:
        slot = _slot_area(box, name)
    text = getattr(box, "text", None)
    if isinstance(text, str) and text.strip():
        yield from _text_overflows(box, text, paper, slot, page, smallest)
    for child in getattr(box, "children", ()):
        yield from _inside(child, paper, slot, page, smallest)


def _slot_area(box: Any, name: str) -> _Area:
    left, top = box.content_box_x(), box.content_box_y()
    width = box.width
    return _Area(left, top - box.padding_top, left + width, top + box.height + box.padding_bottom, name)


def _text_overflows(  # noqa: PLR0913 - one visit of the walk above
    box: Any, text: str, paper: _Area, slot: _Area | None, page: int, smallest: float
) -> Iterator[Overflow]:
    shown = text.strip()[:40]
    size = box.style["font_size"] / PIXELS_PER_POINT
    if size < smallest - 0.01:
        yield Overflow(f"“{shown}” is set in {size:.1f} pt, under {smallest:g} pt.", "Enlarge it in the stylesheet.")
    if slot is not None and not slot.holds(box):
        reason = f"“{shown}” does not fit into its place on the page."
        yield Overflow(reason, "Shorten it in clinic.toml; its place has a fixed size.", slot.slot)
    elif not paper.holds(box):
        yield Overflow(f"“{shown}” runs off page {page}.", "Shorten it, or let long words break in the stylesheet.")
