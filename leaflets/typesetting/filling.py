"""How the pages of a layout are filled: how many there are, what begins each, how much room is left."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from leaflets.limits import LimitExceeded
from leaflets.typesetting.areas import MILLIMETRE
from leaflets.typesetting.engine import render, uncollected, warnings_kept

FLOWS = ("html", "body", "main")
"""Elements that reach to the end of their pages, whatever stands in them."""


class UnsettableError(Exception):
    """The engine cannot set this page; the press will say why."""


@dataclass(frozen=True)
class Filling:
    """`begun` are the first of some ids that are on each page; `left` is the room below the last block, in mm.

    `wide` is by how many millimetres the widest line is wider than its block.
    """

    begun: tuple[tuple[str, ...], ...]
    left: tuple[float, ...]
    height: float
    wide: float = 0

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.left)


def filling_of(page: str, stylesheet: str, ids: Collection[str]) -> Filling:
    """Lay a page out, and return how it is filled. `begun` has the ids of each page, in the order of the words.

    Raises `UnsettableError` for a page that cannot be set.
    """
    pages = boxes_of(page, stylesheet)
    begun = tuple(tuple(dict.fromkeys(_ids_in(page, ids))) for page in pages)
    left = tuple(map(room_left_on, pages))
    wide = max(map(widest_in, pages)) / MILLIMETRE
    return Filling(begun, left, pages[0].height / MILLIMETRE, wide)


def boxes_of(page: str, stylesheet: str) -> list[Any]:
    """Lay a page out, and return the engine's box of each page of paper.

    Raises `UnsettableError` for a page that cannot be set.
    """
    try:
        with warnings_kept(), uncollected():
            return [one._page_box for one in render(page, stylesheet).pages]  # noqa: SLF001 - nothing else tells it
    except (KeyboardInterrupt, SystemExit, MemoryError, LimitExceeded):
        raise
    except BaseException as error:  # FatalURLFetchingError is one
        raise UnsettableError(type(error).__name__) from error


def beyond(pages: Sequence[Any], most: int) -> float:
    """Return how much room, in millimetres of height, is taken on the pages of a document beyond so many."""
    boxes = [one._page_box for one in pages[most:]]  # noqa: SLF001 - nothing else tells it
    return float(sum(_last_in(box) - box.position_y - box.margin_top for box in boxes)) / MILLIMETRE


def room_left_on(page: Any) -> float:
    """Return how much room, in millimetres, is left below the last block of a page."""
    return (_end_of(page) - _last_in(page)) / MILLIMETRE


def _end_of(page: Any) -> float:
    return float(page.position_y + page.margin_top + page.height)


def _ids_in(box: Any, ids: Collection[str]) -> Iterator[str]:
    for child in getattr(box, "children", ()):
        name = "" if child.element is None else str(child.element.get("id"))
        if name in ids:
            yield name
        yield from _ids_in(child, ids)


def _last_in(box: Any) -> float:
    """Return where the last block ends."""
    lowest = 0.0
    for child in getattr(box, "children", ()):
        if child.element_tag in FLOWS:
            lowest = max(lowest, _last_in(child))
        elif child.is_in_normal_flow() and type(child).__name__ != "MarginBox":
            lowest = max(lowest, child.position_y + child.margin_height())
    return lowest


def widest_in(box: Any, block: Any = None) -> float:
    """Return by how much the widest line in a box is wider than its block."""
    if isinstance(getattr(box, "text", None), str):
        return float(box.width - block.width) if block is not None and box.text.strip() else 0.0
    inner = box if type(box).__name__ in _BLOCKS else block
    return max((widest_in(getattr(child, "_box", child), inner) for child in getattr(box, "children", ())), default=0)


_BLOCKS = ("BlockBox", "FlexBox", "TableCellBox")
"""What holds lines of its own."""
