"""How large a poster is set: the largest of some steps for which one page has room, and what is left, as air."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from leaflets.model import Content, Spacing
from leaflets.typesetting.filling import Filling


class Step(NamedTuple):
    """Type sizes of the title, the messages and the words of signs in points, and the width of the drawing in mm."""

    title: float
    message: float
    type: float
    drawing: float


STEPS = (
    Step(80, 33, 25.6, 104), Step(76, 31, 23.6, 100), Step(76, 29, 21.8, 96), Step(66, 29, 21.8, 90),
    Step(64, 27, 20.6, 84), Step(60, 26, 19.6, 78), Step(54, 25, 19.6, 74), Step(54, 25, 18.2, 70),
    Step(50, 24, 17.6, 66), Step(48, 23, 17, 62), Step(44, 21, 17, 58), Step(40, 19, 17, 54), Step(36, 17, 17, 48),
)  # fmt: skip
"""From the largest to the smallest: messages for two steps away, signs for one (6.5 minutes of arc)."""
QUIET = (
    Step(88, 50, 25.6, 220), Step(80, 46, 25.6, 200), Step(72, 42, 21.8, 190), Step(64, 38, 21.8, 180),
    Step(54, 34, 19.6, 170), Step(46, 30, 17, 160), Step(40, 26, 17, 150),
)  # fmt: skip
"""The same for a topic without signs, whose messages have the page to themselves."""
SPARE = 2.0
"""Room that stays free in any case, in millimetres."""
GAP, WIDEST_GAP = 4.0, 12.0
"""How far blocks stand apart, at least and at most, in millimetres."""
GAPS, QUIET_GAPS = 10.0, 7.0
"""How many such gaps there are, those of a part of one counted as such: with signs, and without."""
MOST_AIR = 22.0
"""How much air a title has above and below at most, in millimetres."""
WIDER = 0.5
"""By how many millimetres a line may be wider than its block: rounding."""


def poster_spacing(measure: Callable[[Spacing], Filling], content: Content) -> Spacing:
    """Return the largest step that fits one page, with what is left as air; the smallest, if none does."""
    is_quiet = all(one.kind != "warning" for one in content.sections)
    steps = QUIET if is_quiet else STEPS
    step = steps[_largest(steps, lambda one: _fits(measure(_set_in(one))))]
    left = measure(_set_in(step)).left[0] - SPARE
    airy = _set_in(step, left, QUIET_GAPS if is_quiet else GAPS)
    return airy if left > 0 and _fits(measure(airy)) else _set_in(step)


def _largest(steps: Sequence[Step], fits: Callable[[Step], bool]) -> int:
    """Return the number of the first step that fits, or of the last."""
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(steps[middle]) else (middle + 1, high)
    return low


def _fits(filling: Filling) -> bool:
    return filling.pages == 1 and filling.wide <= WIDER


def _set_in(step: Step, left: float = 0, gaps: float = GAPS) -> Spacing:
    """Return a step as sizes of the style, with so many millimetres to spread over the page."""
    gap = min(WIDEST_GAP, GAP + max(0.0, left) / gaps)
    air = min(MOST_AIR, max(0.0, left - (gap - GAP) * gaps) / 2)
    sizes = {
        "title": f"{step.title:g}pt",
        "message": f"{step.message:g}pt",
        "type": f"{step.type:g}pt",
        "art": f"{step.drawing:g}mm",
        "gap": f"{gap:.1f}mm",
        "air": f"{air:.1f}mm",
    }
    return Spacing(sizes=tuple(sizes.items()))
