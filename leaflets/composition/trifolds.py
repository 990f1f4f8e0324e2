"""What stands on which panel of a folded sheet: as many sections inside as fit, the rest where there is room.

The back has the gravest warning, or where that is too long for one panel, its heading and its number; then all of the
warning stands inside. Heights are measured once, and arrangements are reckoned before one is tried.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from leaflets.model import Content, Spacing
from leaflets.model.shape import MARGIN, Fold
from leaflets.model.spacing import BACK, FLAP, INSIDE, Panels
from leaflets.typesetting.panels import Galley

TYPES = (13.0, 12.0)
"""Type sizes of the topic's words in points, from the largest; no reader gets smaller ones."""
FOOT = 10.0
"""What the foot of the inside takes, in millimetres."""
SPARE = 1.5
"""Room that stays free on a panel in any case, in millimetres."""
TORN = 14.0
"""How much of three columns stays empty at their ends, about, in millimetres."""
BRIEF, STRIP = 37.0, 22.0
"""How high a contact card without opening hours is, and the heading of a warning alone: in millimetres, about."""
NARROWER = 1.12
"""By how much a warning is higher in a column of the inside than on the back, which is wider."""
TRIES = 5
"""How many arrangements of one type size are tried that fit by reckoning."""
COLUMNS = 3
WISHES = (
    (BACK, BACK, BACK, FLAP), (BACK, FLAP, BACK, FLAP), (BACK, BACK, FLAP, FLAP), (BACK, INSIDE, BACK, FLAP),
    (BACK, FLAP, FLAP, FLAP), (BACK, INSIDE, FLAP, FLAP), (BACK, INSIDE, FLAP, BACK), (INSIDE, BACK, BACK, FLAP),
    (INSIDE, FLAP, BACK, FLAP), (INSIDE, INSIDE, BACK, FLAP), (INSIDE, INSIDE, BACK, BACK), (INSIDE, BACK, FLAP, BACK),
    (INSIDE, FLAP, BACK, BACK), (INSIDE, BACK, BACK, BACK),
)  # fmt: skip
"""Where the first warning, the others, the contact card and the imprint stand: the most wished for first."""
AIRED = {"flap-air": FLAP, "back-air": BACK}
"""What the style calls the air of a panel."""
Measure = Callable[[Spacing], Galley]


@dataclass(frozen=True)
class _Blocks:
    """The heights of what stands on a folded sheet, in millimetres."""

    told: tuple[float, ...]
    alarm: float
    signs: float
    contact: float
    imprint: float
    mark: float

    def filled(self, panels: Panels, torn: float) -> dict[str, float]:
        """Return how high each panel is filled, the three columns of the inside one below the other."""
        most = panels.inside or 0
        high = {INSIDE: sum(self.told[:most]) + torn, FLAP: sum(self.told[most:]), BACK: self.mark}
        high[panels.alarm] += self.alarm if panels.alarm == BACK else self.alarm * NARROWER
        high[BACK] += STRIP if self.alarm and panels.alarm != BACK else 0
        high[panels.signs] += self.signs
        high[panels.contact] += BRIEF if panels.is_brief else self.contact
        high[panels.imprint] += self.imprint
        return high


def trifold_spacing(measure: Measure, endless: Measure, content: Content, fold: Fold) -> Spacing:
    """Return where all stands on six panels, with the first warning on the back if it can, and the largest type for it.

    Where nothing fits, it is the closest to it. `measure` measures a sheet, and `endless` one on paper without an end.
    """
    known = set[Spacing]()
    for alarm, size in product((BACK, INSIDE), TYPES):
        blocks, torn = _blocks(endless, content, size), TORN
        for _ in range(TRIES):
            wished = next((one for one in _wishes(blocks, fold, alarm, size, torn) if one not in known), None)
            if wished is None:
                break
            much = measure(wished).too_much
            if not much:
                return _aired(measure, wished, fold)
            known.add(wished)
            torn += much.get(INSIDE, 0.0)
    return _closest(_blocks(endless, content, TYPES[-1]), fold)


def _rooms(fold: Fold) -> dict[str, float]:
    """Return how much each panel holds, in millimetres; the inside in three columns."""
    room = fold.height - 2 * MARGIN
    return {INSIDE: COLUMNS * (room - FOOT), FLAP: room - SPARE, BACK: room - SPARE}


def _wishes(blocks: _Blocks, fold: Fold, alarm: str, size: float, torn: float) -> Iterator[Spacing]:
    """Yield arrangements that fit by reckoning, with the first warning on a panel: the most wished for first.

    `torn` is how much of three columns stays empty, in millimetres.
    """
    return (one for much, one in _reckoned(blocks, fold, size, torn) if not much and one.panels.alarm == alarm)


def _closest(blocks: _Blocks, fold: Fold) -> Spacing:
    """Return the arrangement of the smallest type that is too much by the least."""
    return min(_reckoned(blocks, fold, TYPES[-1], TORN), key=lambda one: one[0])[1]


def _reckoned(blocks: _Blocks, fold: Fold, size: float, torn: float) -> Iterator[tuple[float, Spacing]]:
    """Yield every arrangement with how much of it would be too much, in millimetres."""
    rooms, count = _rooms(fold), len(blocks.told)
    for is_brief, places, fewer in product((False, True), WISHES, range(count + 1)):
        panels = Panels(count - fewer, *places, is_brief=is_brief)
        much = sum(max(0.0, high - rooms[panel]) for panel, high in blocks.filled(panels, torn).items())
        yield much, Spacing(sizes=_sizes(size), panels=panels)


def _blocks(endless: Measure, content: Content, size: float) -> _Blocks:
    """Return the heights of blocks in a type size."""
    galley = endless(Spacing(sizes=_sizes(size), panels=Panels(None, BACK, INSIDE, FLAP, FLAP)))
    high = {one.id: galley.blocks.get(one.id, 0.0) for one in content.sections}
    warnings = [high[one.id] for one in content.sections if one.kind == "warning"]
    told = tuple(high[one.id] for one in content.sections if one.kind != "warning")
    contact, imprint, mark = (galley.blocks.get(name, 0.0) for name in ("contact", "imprint", "mark"))
    return _Blocks(told, sum(warnings[:1]), sum(warnings[1:]), contact, imprint, mark)


def _aired(measure: Measure, spacing: Spacing, fold: Fold) -> Spacing:
    """Return the same with what is left on the outer panels as air, so that their last blocks stand at their foot."""
    room, filled = fold.height - 2 * MARGIN - SPARE, measure(spacing).panels
    left = {name: max(0.0, room - filled.get(panel, room)) for name, panel in AIRED.items()}
    return replace(spacing, sizes=(*spacing.sizes, *((name, f"{much:.1f}mm") for name, much in left.items())))


@cache
def _sizes(size: float) -> tuple[tuple[str, str], ...]:
    return (("type", f"{size:g}pt"), ("leading", "min(1.48, var(--line-height) * 0.94)"))
