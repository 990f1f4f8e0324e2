"""Where something is on a page: upright rectangles, in CSS pixels (1/96 inch) from the top left."""

from collections.abc import Sequence
from typing import Any, NamedTuple

MILLIMETRE = 96 / 25.4

Sides = tuple[float, float, float, float]
"""Left, top, width and height, as the engine gives areas."""


class Rectangle(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Rectangle", tolerance: float = 0.75) -> bool:
        """Tell whether the other is inside."""
        return (
            self.left - tolerance <= other.left
            and other.right <= self.right + tolerance
            and self.top - tolerance <= other.top
            and other.bottom <= self.bottom + tolerance
        )

    def common(self, other: "Rectangle") -> "Rectangle":
        """Return what both cover; its sides are the wrong way round where they do not meet."""
        return Rectangle(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def meets(self, other: "Rectangle", least: float = 0.75) -> bool:
        """Tell whether both cover some place in common that is `least` wide and high."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > least
            and min(self.bottom, other.bottom) - max(self.top, other.top) > least
        )


def of_sides(sides: Sides) -> Rectangle:
    """Return an area of the engine."""
    left, top, width, height = sides
    return Rectangle(left, top, left + width, top + height)


def sides_of(area: Rectangle) -> Sides:
    """Return an area as the engine gives it."""
    return area.left, area.top, area.right - area.left, area.bottom - area.top


def around(areas: Sequence[Rectangle]) -> Rectangle:
    """Return the least rectangle that holds some areas."""
    return Rectangle(
        min(one.left for one in areas),
        min(one.top for one in areas),
        max(one.right for one in areas),
        max(one.bottom for one in areas),
    )


def moved(area: Rectangle, matrix: Any) -> Rectangle:
    """Return what an area becomes under a transformation; None is none."""
    if matrix is None:
        return area
    corners = [matrix.transform_point(x, y) for x in (area.left, area.right) for y in (area.top, area.bottom)]
    return around([Rectangle(x, y, x, y) for x, y in corners])
