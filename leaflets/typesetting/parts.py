"""Where the parts of a box are painted, besides its text: borders, rules, outlines, shadows and background pictures."""

from collections.abc import Iterator
from typing import Any

from leaflets.typesetting.areas import Rectangle, Sides, of_sides, sides_of

Painted = tuple[Sides, Any]
"""An area and its colour."""


def colour_of(style: Any, name: str) -> Any:
    """Return a colour of a style."""
    return style["color"] if style[name] == "currentcolor" else style[name]


def sides(box: Any) -> Iterator[Painted]:
    """Yield the sides of a border."""
    if not (box.border_top_width or box.border_bottom_width or box.border_left_width or box.border_right_width):
        return
    left, top = box.border_box_x(), box.border_box_y()
    width, height = box.border_width(), box.border_height()
    areas = {
        "top": (left, top, width, box.border_top_width),
        "bottom": (left, top + height - box.border_bottom_width, width, box.border_bottom_width),
        "left": (left, top, box.border_left_width, height),
        "right": (left + width - box.border_right_width, top, box.border_right_width, height),
    }
    for side, area in areas.items():
        if min(area[2:]) > 0 and box.style[f"border_{side}_style"] not in ("none", "hidden"):
            yield area, colour_of(box.style, f"border_{side}_color")


def image_sides(box: Any) -> Iterator[Sides]:
    """Yield where the picture of a border is painted: on its sides, or all over the box if it fills it."""
    area = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
    if box.style["border_image_slice"][4] or any(one.value for one in box.style["border_image_outset"]):
        yield area
    else:
        widths = (box.border_top_width, box.border_right_width, box.border_bottom_width, box.border_left_width)
        yield from _ring(area, max(widths))


def column_rules(box: Any) -> Iterator[Sides]:
    """Yield the rules before the second and each further column of a box."""
    style = box.style
    if style["column_width"] == "auto" and style["column_count"] == "auto":
        return
    width = style["column_rule_width"]
    if not width:
        return
    gap = style["column_gap"]
    between = style["font_size"] if gap == "normal" else gap.value
    for child in box.children[1:]:
        yield child.position_x - (width + between) / 2, child.position_y, width, child.height


def outline(box: Any) -> Iterator[Sides]:
    """Yield the sides of an outline."""
    width = box.style["outline_width"]
    if width and box.style["outline_style"] != "none":
        reach = width + box.style["outline_offset"]
        left, top = box.border_box_x() - reach, box.border_box_y() - reach
        yield from _ring((left, top, box.border_width() + 2 * reach, box.border_height() + 2 * reach), width)


def shadows(background: Any) -> Iterator[Painted]:
    """Yield what a box's shadows paint around it."""
    box = of_sides(background.layers[-1].painting_area)
    for x, y, blur, spread, colour, inset in background.style["box_shadow"]:
        reach = blur.value + spread.value
        outer = Rectangle(
            box.left + x.value - reach,
            box.top + y.value - reach,
            box.right + x.value + reach,
            box.bottom + y.value + reach,
        )
        if not inset:
            for part in _around(box, outer):
                yield sides_of(part), background.style["color"] if colour == "currentcolor" else colour


def inner_shadows(background: Any) -> Iterator[Painted]:
    """Yield what a box's shadows paint within it."""
    for *_, colour, inset in background.style["box_shadow"]:
        if inset:
            area = background.layers[-1].painting_area
            yield area, background.style["color"] if colour == "currentcolor" else colour


def painted(layer: Any) -> Sides:
    """Return where a background's picture is painted."""
    x, y, width, height = layer.painting_area
    if layer.repeat != ("no-repeat", "no-repeat"):
        return x, y, width, height
    origin_x, origin_y, *_ = layer.positioning_area
    left, top = layer.position[0] + origin_x, layer.position[1] + origin_y
    area = of_sides((left, top, *layer.size))
    return sides_of(area if layer.unbounded else area.common(of_sides(layer.painting_area)))


def _around(box: Rectangle, outer: Rectangle) -> Iterator[Rectangle]:
    """Yield the parts of an area that are not in a box: above, below, and beside it."""
    parts = (
        Rectangle(outer.left, outer.top, outer.right, min(box.top, outer.bottom)),
        Rectangle(outer.left, max(box.bottom, outer.top), outer.right, outer.bottom),
        Rectangle(outer.left, max(box.top, outer.top), min(box.left, outer.right), min(box.bottom, outer.bottom)),
        Rectangle(max(box.right, outer.left), max(box.top, outer.top), outer.right, min(box.bottom, outer.bottom)),
    )
    return (one for one in parts if one.right > one.left and one.bottom > one.top)


def _ring(area: Sides, width: float) -> Iterator[Sides]:
    left, top, across, down = area
    yield left, top, across, width
    yield left, top + down - width, across, width
    yield left, top, width, down
    yield left + across - width, top, width, down
