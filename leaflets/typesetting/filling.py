"""How the pages of a layout are filled: how many there are, what begins each, how much room is left."""

from collections.abc import Collection, Iterator
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
    """`begun` are the first of some ids that are on each page; `left` is the room below the last block, in mm."""

    begun: tuple[tuple[str, ...], ...]
    left: tuple[float, ...]
    height: float

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.left)


def filling_of(page: str, stylesheet: str, ids: Collection[str]) -> Filling:
    """Lay a page out, and return how it is filled. `begun` has the ids of each page, in the order of the words.

    Raises `UnsettableError` for a page that cannot be set.
    """
    try:
        with warnings_kept(), uncollected():
            pages = [one._page_box for one in render(page, stylesheet).pages]  # noqa: SLF001 - nothing else tells it
    except (KeyboardInterrupt, SystemExit, MemoryError, LimitExceeded):
        raise
    except BaseException as error:  # FatalURLFetchingError is one
        raise UnsettableError(type(error).__name__) from error
    begun = tuple(tuple(dict.fromkeys(_ids_in(page, ids))) for page in pages)
    left = tuple((_end_of(page) - _last_in(page)) / MILLIMETRE for page in pages)
    return Filling(begun, left, pages[0].height / MILLIMETRE)


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
