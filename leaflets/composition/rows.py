"""How large rows and signs are set: the largest of some steps with which a leaflet keeps to its pages."""

from collections.abc import Callable
from typing import NamedTuple

from leaflets.model import Spacing
from leaflets.typesetting.filling import Filling


class Row(NamedTuple):
    """The type size of the words of a row in points, and the width of its drawing in millimetres."""

    words: float
    drawing: float


ROWS = (
    Row(20, 48),
    Row(20, 45),
    Row(20, 42),
    Row(19, 39),
    Row(18, 39),
    Row(18, 36),
    Row(17, 36),
    Row(16, 36),
    Row(16, 32),
)
"""From the largest to the smallest: words to read have 16 points or more (Inclusion Europe)."""
SIGNS = (18, 17, 16)
"""Type sizes of the signs for which help is called, in points."""
WIDER = 0.5
"""By how many millimetres a line may be wider than its block: rounding."""


def rows_spacing(measure: Callable[[Spacing], Filling], most: int) -> Spacing:
    """Return the largest rows that fill no more than so many pages, and with them the largest signs.

    Where none do, the smallest are taken.
    """

    def fits(row: Row, sign: float) -> bool:
        filling = measure(_set_in(row, sign))
        return filling.pages <= most and filling.wide <= WIDER

    row = next((one for one in ROWS if fits(one, SIGNS[-1])), ROWS[-1])
    sign = next((one for one in SIGNS if fits(row, one)), SIGNS[-1])
    return _set_in(row, sign)


def _set_in(row: Row, sign: float) -> Spacing:
    """Return these sizes as those of the style."""
    sizes = {
        "row": f"{row.words:g}pt",
        "type": f"{sign:g}pt",
        "drawing": f"{row.drawing:g}mm",
        "high": f"{row.drawing * 2 / 3:g}mm",
    }
    return Spacing(sizes=tuple(sizes.items()))
