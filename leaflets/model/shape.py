"""What the pages of an edition keep to: how large their words are, how many there may be, and of which paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leaflets.model.work import BOOKLET, EASY_READ, LARGE_PRINT, MONO, POSTER, TRIFOLD

POINTS = 72 / 25.4
"""Points, the unit of PDF (ISO 32000-1, 8.3.2.3), in a millimetre."""
MARGIN = 10.0
"""What an office printer leaves blank at each edge, in millimetres."""
SMALLEST = 9.0
"""The smallest type on the page of an edition that says nothing else, in points."""


@dataclass(frozen=True)
class Papers:
    """The size of a page as CSS has it, by what a region calls its paper; and the largest that printers take as it is.

    `widest` and `highest` are in millimetres.
    """

    letter: str
    a4: str
    widest: float
    highest: float

    def of(self, paper: str) -> str:
        """Return the size of a page where a region's paper is `letter` or `a4`."""
        return self.letter if paper == "letter" else self.a4


OFFICE = Papers("8.5in 11in", "210mm 297mm", 220, 300)
"""ANSI A and ISO 216 A4, which every office printer takes."""
WALL = Papers("11in 17in", "297mm 420mm", 300, 435)
"""Twice as much: ANSI B, which is called Tabloid, and A3."""
LYING = Papers("11in 8.5in", "297mm 210mm", 300, 220)
"""Letter and A4 with their long edge below."""


BOOK = Papers("5.5in 8.5in", "148mm 210mm", 150, 220)
"""Half of Letter and A5: two pages lie beside each other on a lying sheet."""


@dataclass(frozen=True)
class Fold:
    """How a lying sheet is folded twice: the width of its panels and their height, in millimetres.

    The narrow one folds in. On the outside stand narrow, back and front, on the inside two wide ones and the narrow.
    """

    narrow: float
    wide: float
    height: float

    @property
    def width(self) -> float:
        """The width of the sheet."""
        return self.narrow + 2 * self.wide


FOLDS = {"letter": Fold(92.0, 93.7, 215.9), "a4": Fold(97.0, 100.0, 210.0)}
"""Panels of which the one that folds in is 1.7 and 3 mm narrower, as folding machines take them."""


@dataclass(frozen=True)
class Shape:
    """The gates of an edition. Sizes of type are in points, as the words are seen on the page.

    Nothing is smaller than `smallest`, and no words of the topic smaller than `body`. `times` is how many times the
    pages may be that the topic fills in the standard edition; where `pages` is given, they are so many. One that
    `is_grey` has no colours. `papers` are the sizes of a page. With `takes`, sections of these kinds are all it says.
    One that `is_folded` has panels, by its paper. The pages of one that `is_bound` are also set out on sheets.
    """

    smallest: float = SMALLEST
    body: float = SMALLEST
    times: int = 1
    pages: int | None = None
    is_grey: bool = False
    papers: Papers = OFFICE
    takes: tuple[str, ...] = ()
    is_folded: bool = False
    is_bound: bool = False

    def most_pages(self, usual: int) -> int:
        """Return how many pages it may have, of a topic that usually fills so many."""
        return self.pages or usual * self.times


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        LARGE_PRINT: Shape(smallest=16, body=18, times=5),
        MONO: Shape(is_grey=True),
        POSTER: Shape(smallest=12, body=17, pages=1, papers=WALL, takes=("key", "warning")),
        TRIFOLD: Shape(body=12, pages=2, papers=LYING, is_folded=True),
        BOOKLET: Shape(body=12, times=4, papers=BOOK, is_bound=True),
        EASY_READ: Shape(smallest=10, body=16, pages=4),
    }
)
"""The editions that keep to more than the standard one (UKAAF: large print; Inclusion Europe: 16 points to read)."""


def shape_of(edition: str) -> Shape:
    """Return what the pages of an edition keep to; those of a folder's own edition, as those of the standard."""
    return SHAPES.get(edition, Shape())
