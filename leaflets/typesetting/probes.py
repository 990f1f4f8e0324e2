"""How much room blocks of a page take, as they would be set in several ways beside each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from leaflets.typesetting.areas import MILLIMETRE
from leaflets.typesetting.filling import boxes_of, room_left_on, widest_in

ENDLESS = "@page { size: %s 9000mm !important }"
"""Paper so high that nothing goes on on the next page."""


@dataclass(frozen=True)
class Block:
    """A block by its name: its `height` with its margins, its height and `width` inside, and its `lines`.

    Lengths are in millimetres. `longest` is the length of the longest line, `wide` by how much one is wider than its
    block.
    """

    name: str
    height: float
    inside: float
    width: float
    lines: int
    longest: float
    wide: float


@dataclass(frozen=True)
class Measured:
    """The blocks that were asked for, in the order of the words, and the room that is left on each page.

    Of one that goes on on another page, it is what stands on its first.
    """

    blocks: tuple[Block, ...]
    left: tuple[float, ...]


def measured(page: str, stylesheet: str, named: Callable[[Any], str | None], width: str = "") -> Measured:
    """Lay a page out, on one without an end where a `width` is given, and measure its blocks that have a name.

    Raises `UnsettableError` for a page that cannot be set.
    """
    pages = boxes_of(page, f"{stylesheet}\n{ENDLESS % width}" if width else stylesheet)
    found: dict[Any, Block] = {}
    for name, box in (one for page in pages for one in _named_in(page, named)):
        found.setdefault(box.element, _block(name, box))
    return Measured(tuple(found.values()), tuple(map(room_left_on, pages)))


def _named_in(box: Any, named: Callable[[Any], str | None]) -> Iterator[tuple[str, Any]]:
    for child in getattr(box, "children", ()):
        shown = getattr(child, "_box", child)
        is_whole = shown.element is not None and shown.element_tag == shown.element.tag
        name = named(shown.element) if is_whole else None
        if name is not None:
            yield name, shown
        yield from _named_in(shown, named)


def _block(name: str, box: Any) -> Block:
    lines = [_length(one) / MILLIMETRE for one in _lines_in(box)]
    height, inside, width = (one / MILLIMETRE for one in (box.margin_height(), box.height, box.width))
    return Block(name, height, inside, width, len(lines), max(lines, default=0.0), widest_in(box) / MILLIMETRE)


def _lines_in(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _lines_in(getattr(child, "_box", child))


def _length(box: Any) -> float:
    """Return how long the words of a line are."""
    if isinstance(getattr(box, "text", None), str):
        return float(box.width)
    return sum(_length(getattr(child, "_box", child)) for child in getattr(box, "children", ()))
