"""Which page of a booklet stands where on its sheets, so that they can be laid into each other, folded and stapled."""

from collections.abc import Iterator
from typing import NamedTuple

THICKNESS = 0.1
"""How thick office paper of 80 g/m² is, in millimetres."""
A_SHEET = 4
"""How many pages a sheet holds that is folded once."""


class Place(NamedTuple):
    """Half of a sheet's side: the number of the page on it from 0, None for a blank one, and how far it is moved.

    `towards_spine` is in millimetres. Sheets that lie further inside stand out further at the edge, where they are cut.
    """

    page: int | None
    towards_spine: float


class Side(NamedTuple):
    """One side of a sheet, as it lies with its long edge below."""

    left: Place
    right: Place


def sides_of(pages: int, *, is_mirrored: bool, thickness: float = THICKNESS) -> Iterator[Side]:
    """Yield the sides of a booklet's sheets, the outermost first, its front before its back, for so many pages.

    The back cover stays last: blank pages stand before it. A booklet that `is_mirrored` is bound at the right.
    """
    blank = -pages % A_SHEET
    order = [*range(pages - 1), *[None] * blank, pages - 1]
    for sheet in range(len(order) // A_SHEET):
        moved = sheet * thickness
        first, last = 2 * sheet, len(order) - 1 - 2 * sheet
        for left, right in ((last, first), (first + 1, last - 1)):
            one, other = (right, left) if is_mirrored else (left, right)
            yield Side(Place(order[one], moved), Place(order[other], moved))
