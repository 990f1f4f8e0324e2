"""Marks in a page's stream where the parts of a clinic begin and end, so that they can be cut out and put in.

A part is an element with `data-part`. The engine's drawing functions are wrapped once, and call through when nobody
marks; the version is pinned.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from leaflets.typesetting.engine import drawing_parts, writing_parts
from leaflets.typesetting.tagging import Tags

if TYPE_CHECKING:
    from leaflets.typesetting.areas import Sides

PART = "data-part"
BEGIN, END = b"%[", b"%]"
"""Comments in a page's stream, each on its own line; the name of the part follows the first."""
LAST = ".last"
"""Follows the name of a part where it is painted after all other parts of its page."""

_MARKING: ContextVar["Marks | None"] = ContextVar("marking", default=None)
_IS_INSIDE: ContextVar[bool] = ContextVar("is_inside", default=False)
"""Whether a part is painted just now."""


class Bookmark(NamedTuple):
    """A heading that readers can go to: how deep it is, its words, and where it stands, in CSS pixels from the top."""

    level: int
    label: str
    left: float
    top: float


class Marks:
    """Where the parts of a clinic are on the pages of a document.

    `areas` are their boxes by page, `tags` the numbers of their structure elements, `bookmarks` those of each page, and
    `ends` where the words of each page have to end.
    """

    def __init__(self) -> None:
        self.areas: list[dict[str, Sides]] = []
        self.ends: list[float] = []
        self.tags: list[dict[str, int]] = []
        self.bookmarks: list[tuple[Bookmark, ...]] = []
        self._parts: dict[Any, str] = {}
        self._backgrounds: dict[int, str] = {}

    def begin(self, page: Any) -> None:
        """Start a page."""
        root = page.children[0].element
        named = [one for one in root.iter() if one.get(PART)]
        self._parts = {inner: one.get(PART) for one in named for inner in one.iter()}
        self.areas.append({})
        self.ends.append(float(page.position_y + page.margin_top + page.height))
        self._note(page)

    def _note(self, box: Any) -> None:
        box = getattr(box, "_box", box)
        part = self.part_of(box)
        if part is not None:
            background = getattr(box, "background", None)
            if background is not None:
                self._backgrounds[id(background)] = part
            if box.element.get(PART) and box.element_tag == box.element.tag and hasattr(box, "border_width"):
                sides: Sides = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
                self.areas[-1].setdefault(part, sides)
        for child in getattr(box, "children", ()):
            self._note(child)

    def part_of(self, box: Any) -> str | None:
        """Return the name of the part that a box stands in."""
        return None if box.element is None else self._parts.get(box.element)

    def part_behind(self, background: Any) -> str | None:
        """Return the name of the part that a background belongs to."""
        return self._backgrounds.get(id(background))

    def finish(self, document: Any, tags: Tags) -> None:
        """Note what is known once an unwritten PDF is made."""
        self.tags = [tags.first_of(page, PART) for page in range(len(document.pages))]
        self.bookmarks = [
            tuple(Bookmark(int(level), label, *map(float, place)) for level, label, place, _ in page.bookmarks)
            for page in document.pages
        ]


@contextmanager
def marking() -> Iterator[Marks]:
    """Return what notes the parts of the PDF that is made meanwhile; its pages have marks."""
    _wrap_the_engine()
    marks = Marks()
    token = _MARKING.set(marks)
    try:
        yield marks
    finally:
        _MARKING.reset(token)


def part_painted(box: Any) -> str | None:
    """Return the name of the part that a box stands in; None while nobody marks."""
    marks = _MARKING.get()
    return None if marks is None else marks.part_of(box)


@contextmanager
def marked(stream: Any, part: str | None) -> Iterator[None]:
    """Mark what is painted meanwhile: it rests on nothing that was set before, and what follows not on it."""
    if part is None or _IS_INSIDE.get():
        yield
        return
    mark = BEGIN + part.encode()
    _forget(stream)
    stream.stream.append(mark)
    token = _IS_INSIDE.set(True)
    yield
    _IS_INSIDE.reset(token)
    if stream.stream[-1] is mark:
        stream.stream.pop()
    else:
        stream.stream.append(END)
    _forget(stream)


def _forget(stream: Any) -> None:
    """Let the engine set colour, opacity and font anew."""
    for name in ("color", "color_stroke", "alpha", "alpha_stroke", "font"):
        setattr(stream, f"_current_{name}", None)


@cache
def _wrap_the_engine() -> None:
    document, draw, border, _ = drawing_parts()

    def marking_parts(part_of: Callable[[Marks, Any], str | None]) -> Callable[[Any], Any]:
        """Return what wraps a drawing function whose second argument tells the part."""

        def wrap(function: Any) -> Any:
            @wraps(function)
            def drawing(stream: Any, subject: Any, *arguments: Any, **options: Any) -> Any:
                marks = _MARKING.get()
                part = None if marks is None or subject is None else part_of(marks, subject)
                with marked(stream, part):
                    return function(stream, subject, *arguments, **options)

            return drawing

        return wrap

    of_box, of_background = marking_parts(Marks.part_of), marking_parts(Marks.part_behind)
    draw.draw_text, draw.draw_border = of_box(draw.draw_text), of_box(draw.draw_border)
    draw.draw_replacedbox = of_box(draw.draw_replacedbox)
    draw.draw_stacking_context = marking_parts(lambda marks, context: marks.part_of(context.box))(
        draw.draw_stacking_context
    )
    border.draw_outline = draw.draw_outline = of_box(draw.draw_outline)
    draw.draw_background = of_background(draw.draw_background)
    stream_of = writing_parts().stream
    tag = stream_of.marked

    @contextmanager
    @wraps(tag)
    def tagged(stream: Any, box: Any, name: str) -> Iterator[None]:
        marks = _MARKING.get()
        with marked(stream, None if marks is None else marks.part_of(box)), tag(stream, box, name):
            yield

    stream_of.marked = tagged
    paint = document.draw_page

    @wraps(paint)
    def draw_page(page: Any, stream: Any) -> None:
        marks = _MARKING.get()
        if marks is not None:
            marks.begin(page)
        paint(page, stream)

    document.draw_page = draw_page
