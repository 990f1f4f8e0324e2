"""What the pages of an edition keep to: how large their words are, how many there may be, and of which paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leaflets.model.work import LARGE_PRINT, MONO

SMALLEST = 9.0
"""The smallest type on the page of an edition that says nothing else, in points."""


@dataclass(frozen=True)
class Shape:
    """The gates of an edition. Sizes are in points, as the words are seen on the page.

    Nothing is smaller than `smallest`, and no words of the topic smaller than `body`. `times` is how many times the
    pages may be that the topic fills in the standard edition. One that `is_grey` has no colours. `folds` are where its
    paper is folded, from the left.
    """

    smallest: float = SMALLEST
    body: float = SMALLEST
    times: int = 1
    is_grey: bool = False
    folds: tuple[float, ...] = ()


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {LARGE_PRINT: Shape(smallest=16, body=18, times=5), MONO: Shape(is_grey=True)}
)
"""The editions that keep to more than the standard one (UKAAF: large print)."""


def shape_of(edition: str) -> Shape:
    """Return what the pages of an edition keep to; those of a folder's own edition, as those of the standard."""
    return SHAPES.get(edition, Shape())
