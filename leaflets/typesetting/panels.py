"""How the panels of a folded sheet are filled: how high their blocks are, and what there is too much of.

A layout names its panels (`data-panel`) and what stands on them (`data-block`). Lengths are in millimetres.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leaflets.limits import LimitExceeded
from leaflets.typesetting.areas import MILLIMETRE
from leaflets.typesetting.engine import render, uncollected, warnings_kept
from leaflets.typesetting.filling import UnsettableError

PANEL, BLOCK = "data-panel", "data-block"
GALLEY = "@page { size: %smm 9000mm !important } [data-panel] { height: auto !important }"
"""A page so high that nothing goes on on the next, and panels as high as what stands on them."""
FILLED = "[data-panel] { column-fill: auto !important }"
"""Columns that are filled one after the other: balancing them takes time, and changes nothing of what fits."""
LEAST = 0.3
"""What is too much in any case is more than this: rounding."""


@dataclass(frozen=True)
class Galley:
    """The heights of blocks with their margins and how high each panel is filled; and what is `too_much` for one."""

    blocks: Mapping[str, float]
    panels: Mapping[str, float]
    too_much: Mapping[str, float]


def galley_of(page: str, stylesheet: str, endless: float | None = None) -> Galley:
    """Lay a page out and measure it, or on paper of a width without an end; raise `UnsettableError` if it cannot be."""
    style = FILLED if endless is None else f"{FILLED} {GALLEY % endless}"
    try:
        with warnings_kept(), uncollected():
            pages = render(page, f"{stylesheet}\n{style}").pages
    except (KeyboardInterrupt, SystemExit, MemoryError, LimitExceeded):
        raise
    except BaseException as error:  # FatalURLFetchingError is one
        raise UnsettableError(type(error).__name__) from error
    blocks: dict[str, float] = defaultdict(float)
    panels: dict[str, float] = {}
    for _, box in _named(pages, BLOCK):
        blocks[box.element.get(BLOCK)] += box.margin_height() / MILLIMETRE
    for _, box in _named(pages, PANEL):
        panels.setdefault(box.element.get(PANEL), (_lowest(box) - box.content_box_y()) / MILLIMETRE)
    return Galley(dict(blocks), panels, find_too_much(pages))


def find_too_much(pages: Sequence[Any]) -> dict[str, float]:
    """Return what is too much for the panels of finished pages, by their names: below its end, or on a later page."""
    found: dict[str, float] = defaultdict(float)
    own: dict[str, int] = {}
    for number, box in _named(pages, PANEL):
        name = box.element.get(PANEL)
        if own.setdefault(name, number) == number:
            room = box.content_box_y() + box.height
            found[name] += max(0.0, _lowest(box) - room) / MILLIMETRE
        else:
            found[name] += sum(_lowest(one) - one.position_y for one in _columns(box)) / MILLIMETRE
    return {name: much for name, much in found.items() if much > LEAST}


def _columns(box: Any) -> list[Any]:
    """Return the columns of a box, or the box where it has none."""
    return [one for one in box.children if getattr(one, "is_column", False)] or [box]


def _named(pages: Sequence[Any], attribute: str) -> Iterator[tuple[int, Any]]:
    """Yield the number of a page and each box on it whose element has an attribute, but no column of such a box."""
    for number, page in enumerate(pages):
        for box in _whole(page._page_box):  # noqa: SLF001 - nothing else tells it
            element = box.element
            if element is not None and element.get(attribute) and box.element_tag == element.tag:
                yield number, box


def _whole(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        shown = getattr(child, "_box", child)
        if not getattr(shown, "is_column", False):
            yield shown
        yield from _whole(shown)


def _lowest(box: Any) -> float:
    """Return where the lowest of the blocks in a box ends."""
    blocks = [getattr(one, "_box", one) for one in getattr(box, "children", ())]
    ends = [_lowest(one) if getattr(one, "is_column", False) else _end(one) for one in blocks]
    return max(ends, default=float(box.position_y))


def _end(box: Any) -> float:
    return float(box.position_y + box.margin_height() - box.margin_bottom)
