"""The text that readers copy out of a PDF, or hear: what is printed, letter by letter.

WeasyPrint says for each glyph what it meant where it was used first. So its text functions are wrapped once, and call
through when nobody copies; the version is pinned.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

from leaflets.typesetting.breaks import Breaks
from leaflets.typesetting.codes import Codes
from leaflets.typesetting.engine import writing_parts
from leaflets.typesetting.glyphs import shape_of
from leaflets.typesetting.repainting import Glyph, Painter, Run, glyphs_of, runs_of
from leaflets.typesetting.sayings import JOINER, RIGHTWARD, Saying, reads_left, sayings_of, spoken
from leaflets.typesetting.waiting import Waiting

_COPIED: ContextVar["Copied | None"] = ContextVar("copied", default=None)


class Copied:
    """What a document says, as it is painted.

    `printed` are its lines as they are set, `read` those that are no part of a drawing; `language` is its own,
    `reads_left` whether its lines are read to the left.
    """

    def __init__(self) -> None:
        self._codes = Codes()
        self._said: list[Saying] = []
        self._waiting = Waiting()
        self._breaks = Breaks()
        self.printed: list[str] = []
        self.read: list[str] = []
        self.language: str | None = None
        self.reads_left = False

    def painted(self, stream: Any, glyphs: str, sayings: Iterator[Saying]) -> str:
        """Return what paints glyphs with codes of their own."""
        font = stream._current_font[0]  # noqa: SLF001 - the engine tells nobody which font is on

        def noted() -> Iterator[str]:
            for one in sayings:
                self._said.append(one)
                yield one.text

        return self._codes.written(font, glyphs, noted())

    @contextmanager
    def page(self, stream: Any) -> Iterator[None]:
        """Paint the dots and vowel signs of a page after all its letters."""
        self._waiting = Waiting((stream, stream.ctm))
        yield
        self._waiting.paint(stream)

    def begin_line(self) -> None:
        """Start a line."""
        self._breaks.begin_line()

    def repaint(self, stream: Any, start: int, box: Any) -> None:
        """Paint a text in the order in which it is read, and its dots and vowel signs later."""
        if not (self.reads_left or any(one.is_mirrored or one.is_silent for one in self._said)):
            return
        painting = [one if isinstance(one, bytes) else str(one).encode() for one in stream.stream[start:]]
        first = next(place for place, one in enumerate(painting) if one.endswith(b" Tm"))
        matrix = painting[first]
        runs, marks = runs_of(list(glyphs_of(painting[first + 1 :], self._width_in(stream))), self._said)
        painter = Painter(matrix)
        is_inserted = str(box.element_tag).endswith(
            ("::before", "::after", "::marker")
        )  # a counter needs no sign beside it
        for run in runs:
            if self.reads_left and not is_inserted and self._breaks.has_a_sign(run, is_alone=len(runs) == 1):
                painter.paint_sign(self._saying(run, JOINER)._replace(place=run.glyphs[0].place))
            if self.reads_left and self._breaks.has_to_be_before(run, float(matrix.split()[5])):
                painter.break_line(self._saying(run, JOINER))
            painter.paint(run.glyphs)
            if run.begins_with_bracket:
                painter.paint_unseen(self._saying(run, RIGHTWARD))
        if marks and self._waiting.is_for(stream):
            self._waiting.add(box, matrix, marks)
        elif marks:
            painter.paint_silently(marks)
        stream.stream[start:] = [*painting[:first], *painter.painted]
        stream._current_font = None  # noqa: SLF001 - another font may be on now

    def end_text(self, box: Any) -> None:
        """End a text."""
        self._waiting.keep_place(box)

    def _saying(self, run: Run, text: str) -> Glyph:
        """Return the widest glyph of a run, with a code that says a text."""
        widest = max(run.glyphs, key=lambda one: one.width)
        return widest._replace(code=self._codes.saying(widest.family, widest.code, text))

    def _width_in(self, stream: Any) -> Callable[[str, int], float]:
        fonts = list(stream._fonts.values())  # noqa: SLF001 - same

        def width(name: str, code: int) -> float:
            glyph = self._codes.glyph(name, code)
            return float(next(one.widths[glyph] for one in fonts if one.hash == name and glyph in one.widths))

        return width

    def begin(self) -> None:
        """Start a run of text."""
        self._said = []

    def properties(self, box: Any) -> dict[str, Any]:
        """Return what a run of text has to carry: its words, if its glyphs do not say them, and a foreign language."""
        import pydyf

        if self._said:
            self.read.append(box.text)
        words, said = spoken(getattr(box, "whole_text", box.text)), spoken("".join(one.text for one in self._said))
        found: dict[str, Any] = {}
        if said and not reads_left(said) and said.strip() != words.strip():
            found["ActualText"] = f"<feff{words.encode('utf-16-be').hex()}>"
        if box.style["lang"] not in (None, self.language):
            found["Lang"] = pydyf.String(box.style["lang"])
        return found

    def finish(self, document: Any, pdf: Any) -> None:
        """Write into a PDF what its codes mean."""
        missing: dict[str, Sequence[int]] = {font.hash: list(font.missing.values()) for font in document.fonts.values()}
        self._codes.define(pdf, missing)


@contextmanager
def copying() -> Iterator[Copied]:
    """Return what notes the text of the PDF that is made meanwhile."""
    _wrap_the_engine()
    copied = Copied()
    token = _COPIED.set(copied)
    try:
        yield copied
    finally:
        _COPIED.reset(token)


@cache
def _wrap_the_engine() -> None:
    parts = writing_parts()
    _keep_whole_texts(parts)
    _tell_lines(parts)
    _write_codes(parts)
    _write_words(parts)


def _keep_whole_texts(parts: Any) -> None:
    """Let each piece of a text that is broken into lines keep what it was: with its space, without a hyphen."""
    split = parts.inline.split_text_box

    @wraps(split)
    def split_text_box(context: Any, box: Any, width: Any, skip: int, *more: Any, **options: Any) -> Any:
        piece, resume, is_preserved = split(context, box, width, skip, *more, **options)
        if piece is not None and _COPIED.get() is not None:
            piece.whole_text, piece.goes_on = box.text.encode()[skip:resume].decode(), resume is not None
        return piece, resume, is_preserved

    parts.inline.split_text_box = split_text_box


def _tell_lines(parts: Any) -> None:
    """Tell where lines begin and end."""
    draw = parts.draw.draw_inline_level

    @wraps(draw)
    def draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **options: Any) -> None:
        copied, is_line = _COPIED.get(), isinstance(box, parts.line_box)
        if copied is not None and is_line:
            copied.begin_line()
        draw(stream, page, box, *arguments, **options)
        if copied is not None and is_line:
            copied.begin_line()

    parts.draw.draw_inline_level = draw_inline_level
    paint = parts.document.draw_page

    @wraps(paint)
    def draw_page(page: Any, stream: Any) -> None:
        copied = _COPIED.get()
        if copied is None:
            paint(page, stream)
            return
        with copied.page(stream):
            paint(page, stream)

    parts.document.draw_page = draw_page


def _write_codes(parts: Any) -> None:
    """Let each glyph be painted by a code that says what it says here."""
    draw, show = parts.text.draw_first_line, parts.stream.show_text
    box_drawn: ContextVar[Any] = ContextVar("box_drawn", default=None)

    @wraps(draw)
    def draw_first_line(stream: Any, box: Any, *arguments: Any, **options: Any) -> Any:
        token = box_drawn.set([box, None])
        copied, start = _COPIED.get(), len(stream.stream)
        if copied is not None:
            copied.begin()
            stream._current_font = None  # noqa: SLF001 - so that each line names its own
        try:
            emojis = draw(stream, box, *arguments, **options)
        finally:
            box_drawn.reset(token)
        if copied is not None and len(stream.stream) > start:
            copied.printed.append(box.pango_layout.text)
            box.shape = shape_of(box, parts)
            copied.repaint(stream, start, box)
            copied.end_text(box)
        return emojis

    @wraps(show)
    def show_text(stream: Any, glyphs: str) -> None:
        copied, current = _COPIED.get(), box_drawn.get()
        if copied is not None and current is not None:
            box, texts = current
            if texts is None:
                texts = current[1] = sayings_of(box, parts)
            glyphs = copied.painted(stream, glyphs, texts)
        show(stream, glyphs)

    parts.text.draw_first_line = draw_first_line
    parts.stream.show_text = show_text


def _write_words(parts: Any) -> None:
    """Let a run of text whose glyphs do not read as its words carry them."""
    mark = parts.stream.marked

    @contextmanager
    @wraps(mark)
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        copied = _COPIED.get()
        with mark(stream, box, tag):
            properties = stream.stream[-2] if stream.stream[-1] == b"BDC" else None
            if copied is not None:
                copied.begin()
            yield
            if copied is not None and properties is not None and isinstance(getattr(box, "text", None), str):
                properties.update(copied.properties(box))

    parts.stream.marked = marked
