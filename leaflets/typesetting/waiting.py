"""Dots and vowel signs of a page that wait until all its letters are painted."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from leaflets.typesetting.marking import LAST, marked, part_painted
from leaflets.typesetting.repainting import Glyph, Painter


class _Marks(NamedTuple):
    """The dots and vowel signs of a text: their colour, where their text starts, and the part that it stands in."""

    colour: Any
    matrix: bytes
    glyphs: Sequence[Glyph]
    part: str | None


class Waiting:
    """What waits for the end of a page. `page` is its stream, with what transforms it; None is no page."""

    def __init__(self, page: tuple[Any, Any] | None = None) -> None:
        self._page = page
        self._marks: list[_Marks] = []

    def is_for(self, stream: Any) -> bool:
        """Tell whether what is painted in a stream now would look the same at the end of the page."""
        return self._page == (stream, stream.ctm)

    def add(self, box: Any, matrix: bytes, glyphs: Sequence[Glyph]) -> None:
        """Let the dots and vowel signs of a text wait."""
        self._marks.append(_Marks(box.style["color"], matrix, glyphs, part_painted(box)))

    def keep_place(self, box: Any) -> None:
        """Remember that a part is painted here, whether it has dots and vowel signs or not."""
        part = part_painted(box)
        if part is not None:
            self._marks.append(_Marks(None, b"", (), part))

    def paint(self, stream: Any) -> None:
        """Paint what waits."""
        if not any(one.glyphs for one in self._marks):
            return
        for part, marks in groupby(self._marks, key=lambda one: one.part):
            with marked(stream, part and part + LAST), stream.artifact():
                for one in (one for one in marks if one.glyphs):
                    stream.set_color(one.colour)
                    painter = Painter(one.matrix)
                    painter.paint_silently(one.glyphs)
                    stream.stream += [b"BT", *painter.painted, b"ET"]
