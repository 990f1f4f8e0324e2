"""What was painted on a page: texts, surfaces and pictures, one above the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from leaflets.typesetting import parts
from leaflets.typesetting.areas import Rectangle, Sides, moved, of_sides
from leaflets.typesetting.contrast import Colour, colour
from leaflets.typesetting.frames import Frame

ASCENT, DESCENT = 0.72, 0.16
"""How far letters reach above and below the line they stand on, as parts of the type size."""
WIDE = 3.0
"""Below this many pixels a surface is a line."""

_NO_FRAME = Frame()


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text as it was painted; `size` is in points, `shortened` true if the engine set a mark for its end."""

    order: int
    box: Any
    area: Rectangle
    size: float
    colour: Colour
    frame: Frame
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Surface:
    """Something painted that is no text. `colours` are all that it may have; none are known of a picture.

    `box` is the box whose picture or border it is, `address` where the style took a picture from.
    """

    order: int
    area: Rectangle
    colours: tuple[Colour, ...]
    picture: Any = None
    frame: Frame = _NO_FRAME
    box: Any = None
    address: str = ""

    @property
    def shown(self) -> Rectangle:
        """What is to be seen of it."""
        return self.area if self.frame.clip is None else self.area.common(self.frame.clip)

    @property
    def is_line(self) -> bool:
        """Tell whether it is too narrow to hide anything."""
        return min(self.area.right - self.area.left, self.area.bottom - self.area.top) < WIDE


@dataclass
class Drawn:
    """What was painted on one page."""

    page: Any
    texts: list[Text] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    count: int = 0


class Listener:
    """Collects what is painted, page by page."""

    def __init__(self) -> None:
        self.pages: list[Drawn] = []
        self._frame = Frame()

    @contextmanager
    def within(self, box: Any) -> Iterator[None]:
        """Remember what a box does to all that is painted in it."""
        before = self._frame
        self._frame = before.entered(box)
        try:
            yield
        finally:
            self._frame = before

    def begin(self, page: Any) -> None:
        """Start a page."""
        self.pages.append(Drawn(page))
        self._frame = Frame()

    def text(self, box: Any, *, shortened: bool) -> None:
        """Note a text."""
        style, frame = box.style, self._frame
        if style["visibility"] != "visible" or not box.text.strip():
            return
        size, foot = style["font_size"], box.position_y + box.baseline
        area = Rectangle(box.position_x, foot - ASCENT * size, box.position_x + box.width, foot + DESCENT * size)
        page = self._next()
        place, tone = moved(area, frame.matrix), colour(style["color"], frame.opacity)
        page.texts.append(Text(page.count, box, place, size * frame.scale * 0.75, tone, frame, shortened))

    def background(self, background: Any) -> None:
        """Note the shadow, the colour and the pictures of a background."""
        if background is None or not background.layers:
            return
        for area, tone in parts.shadows(background):
            self._surface(area, (tone,))
        if background.color.alpha > 0:
            self._surface(background.layers[-1].painting_area, (background.color,))
        sources = background.style["background_image"]
        for layer, source in zip(reversed(background.layers), reversed(sources), strict=True):
            if layer.image is not None and 0 not in layer.size:
                self._image(parts.painted(layer), layer.image, source)
        for area, tone in parts.inner_shadows(background):
            self._surface(area, (tone,))

    def border(self, box: Any) -> None:
        """Note the sides of a border, or the picture in their place, and the rules between columns."""
        if box.style["visibility"] != "visible":
            return
        for area in parts.column_rules(box):
            self._surface(area, (parts.colour_of(box.style, "column_rule_color"),))
        if box.style["border_image_source"][0] != "none" and box.border_image is not None:
            for area in parts.image_sides(box):
                self._image(area, box.border_image, box.style["border_image_source"])
            return
        for area, tone in parts.sides(box):
            self._surface(area, (tone,), box=box)

    def outline(self, box: Any) -> None:
        """Note an outline, which may stand within its box."""
        for area in parts.outline(box):
            self._surface(area, (parts.colour_of(box.style, "outline_color"),))

    def picture(self, box: Any, shown: Sides) -> None:
        """Note a picture that stands in the text, where it is shown."""
        place = (box.content_box_x(), box.content_box_y(), box.width, box.height)
        if box.style["visibility"] == "visible" and box.width and box.height:
            frame = self._frame
            if not of_sides(place).holds(of_sides(shown)):
                self._frame = frame.cut(of_sides(place))
            self._surface(shown, (), box.replacement, box=box)
            self._frame = frame

    def _image(self, area: Sides, image: Any, source: tuple[str, Any]) -> None:
        """Note a picture that is no part of the text: a gradient, or a drawing with its address."""
        colours = tuple(getattr(image, "colors", ()))
        self._surface(area, colours, None if colours else image, address=str(source[1]))

    def _surface(self, area: Sides, colours: tuple[Any, ...], picture: Any = None, **more: Any) -> None:
        page, frame = self._next(), self._frame
        seen = tuple(colour(one, frame.opacity) for one in colours)
        place = moved(of_sides(area), frame.matrix)
        page.surfaces.append(Surface(page.count, place, seen, picture, frame, **more))

    def _next(self) -> Drawn:
        page = self.pages[-1]
        page.count += 1
        return page
