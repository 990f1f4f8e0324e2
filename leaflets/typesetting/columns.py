"""Balances columns without laying the same words out again and again.

WeasyPrint tries one height after another until its columns are balanced, and lays all of them out each time. While it
tries, what stood whole in a column before is moved instead, and what is known to be too high is not begun. What is
printed is laid out by the engine itself, at the height that it found. Its functions are wrapped once; the version
is pinned.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, wraps
from math import inf
from typing import Any, NamedTuple

from leaflets.typesetting.engine import layout_part

_TRIED: ContextVar["_Tried | None"] = ContextVar("tried", default=None)


class _Whole(NamedTuple):
    """What the engine made of a box that stood whole in a column.

    `offset` is how far it is from where the box was, `depth` how far down its last line ends, in CSS pixels.
    """

    offset: tuple[float, float]
    depth: float
    box: Any
    resume_at: Any
    next_page: Any
    margins: tuple[float, ...]
    rest: tuple[Any, ...]


class _Tried:
    """What was laid out while the engine tried the heights of one box with columns.

    `printed` is the list that only the layout which is printed adds its absolute boxes to.
    """

    def __init__(self, printed: list[Any]) -> None:
        self._printed = printed
        self._known: dict[tuple[Any, ...], _Whole] = {}

    def is_trial(self, column: Any, absolute_boxes: Any) -> bool:
        """Tell whether a layout is of what stands directly in a column, and will be thrown away."""
        return getattr(column, "is_column", False) and absolute_boxes is not self._printed

    def lay_out(self, function: Callable[..., Any], context: Any, box: Any, space: float, *others: Any) -> Any:
        """Return what the engine makes of a box above a space at the foot of the page."""
        skipped, column, page_is_empty, _, _, margins, *_ = others
        at_top = page_is_empty and context.current_page > 1  # there margins are cut off
        key = (id(box), repr(skipped), at_top, tuple(margins or ()), column.width, space == inf)
        left, top, known = box.position_x, box.position_y, self._known.get(key)
        if known is not None and not context.excluded_shapes:
            known.box.translate(
                left + known.offset[0] - known.box.position_x, top + known.offset[1] - known.box.position_y
            )
            last_line = known.box.position_y + known.depth
            end = max(known.box.position_y + known.box.margin_height(), last_line)
            if space == inf or not context.overflows_page(space, end):
                return known.box, known.resume_at, known.next_page, list(known.margins), *known.rest
            has_to_be_whole = box.style["break_inside"] == "avoid" and not page_is_empty
            if has_to_be_whole and context.overflows_page(space, last_line):
                return None, None, {"break": "any", "page": None}, [], False, known.rest[-1]
        was_free = not context.excluded_shapes
        made = function(context, box, space, *others)
        if made[0] is not None and (made[1] is None or space == inf) and was_free and not context.excluded_shapes:
            offset = made[0].position_x - left, made[0].position_y - top
            self._known[key] = _Whole(offset, _depth(made[0]), made[0], made[1], made[2], tuple(made[3]), made[4:])
        return made


def balance_quickly() -> None:
    """Teach the engine to balance columns quickly."""
    _wrap_the_engine()


@cache
def _wrap_the_engine() -> None:
    block = layout_part()
    columns, block_level = block.columns_layout, block.block_level_layout

    @wraps(columns)
    def columns_layout(context: Any, box: Any, space: Any, skipped: Any, container: Any, *others: Any) -> Any:
        absolute_boxes = others[1]
        # a box that holds its own absolute boxes lists them where nobody sees it
        tried = None if box.style["position"] == "relative" else _Tried(absolute_boxes)
        token = _TRIED.set(tried)
        try:
            return columns(context, box, space, skipped, container, *others)
        finally:
            _TRIED.reset(token)

    @wraps(block_level)
    def block_level_layout(context: Any, box: Any, space: Any, skipped: Any, container: Any, *others: Any) -> Any:
        tried = _TRIED.get()
        if tried is None or len(others) != _ALL or any(others[_STYLED]) or not tried.is_trial(container, others[1]):
            return block_level(context, box, space, skipped, container, *others)
        return tried.lay_out(block_level, context, box, space, skipped, container, *others)

    block.columns_layout, block.block_level_layout = columns_layout, block_level_layout


_ALL, _STYLED = 8, slice(4, None)
"""How many more values the engine gives for what stands in a column, and those of them that few styles ask for."""


def _depth(box: Any) -> float:
    """Return how far below the top of a box its last line ends; 0 where a height of its own may cut lines off."""
    boxes = list(box.descendants())
    if any(one.style["height"] != "auto" for one in (box, *boxes)):
        return 0.0
    ends = [float(one.position_y + one.height) for one in boxes if hasattr(one, "text")]
    return max(ends, default=0.0) - float(box.position_y)
