"""What the boxes around do to all that is painted within them: they move it, fade it and cut it."""

from dataclasses import dataclass
from typing import Any

from leaflets.typesetting.areas import Rectangle, moved, of_sides

SLANT = 0.02
"""Above this tangent something is turned."""


@dataclass(frozen=True)
class Frame:
    """What holds for all that is painted within a box."""

    matrix: Any = None
    opacity: float = 1.0
    clip: Rectangle | None = None

    @property
    def is_upright(self) -> bool:
        """Tell whether what is painted within is not turned, mirrored or skewed."""
        if self.matrix is None:
            return True
        across, skewed, slanted, down = map(float, self.matrix.values[:4])
        return max(abs(skewed), abs(slanted)) < SLANT and min(across, down) > 0

    @property
    def scale(self) -> float:
        """How many times its size something is painted in; the less of both directions."""
        return 1.0 if self.matrix is None else min(abs(self.matrix.values[0]), abs(self.matrix.values[3]))

    def cut(self, area: Rectangle) -> "Frame":
        """Return the frame with nothing to be seen outside of an area of it."""
        return Frame(self.matrix, self.opacity, _cut(self.clip, moved(area, self.matrix)))

    def entered(self, box: Any) -> "Frame":
        """Return the frame within a box of this frame."""
        style = box.style
        matrix, opacity, clip = self.matrix, self.opacity, self.clip
        if box.transformation_matrix:
            matrix = box.transformation_matrix if matrix is None else box.transformation_matrix @ matrix
        if style["opacity"] < 1:
            opacity *= style["opacity"]
        if style["overflow"] != "visible" and type(box).__name__ != "PageBox":
            clip = _cut(clip, moved(of_sides(box.rounded_padding_box()[:4]), matrix))
        if box.is_absolutely_positioned() and style["clip"]:
            clip = _cut(clip, moved(_clipped(box), matrix))
        return Frame(matrix, opacity, clip)


def _clipped(box: Any) -> Rectangle:
    """Return what CSS's old `clip: rect(…)` leaves of a box."""
    top, right, bottom, left = box.style["clip"]
    x, y = box.border_box_x(), box.border_box_y()
    return Rectangle(
        x + (0 if left == "auto" else left),
        y + (0 if top == "auto" else top),
        x + (box.border_width() if right == "auto" else right),
        y + (box.border_height() if bottom == "auto" else bottom),
    )


def _cut(clip: Rectangle | None, other: Rectangle) -> Rectangle:
    return other if clip is None else clip.common(other)
