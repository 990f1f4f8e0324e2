"""The text that readers copy out of a PDF, or hear: what is printed, letter by letter.

WeasyPrint says for each glyph what it meant where it was used first. So its text functions are wrapped once, and call
through when nobody copies; the version is pinned.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

from leaflets.typesetting.codes import Codes
from leaflets.typesetting.engine import writing_parts
from leaflets.typesetting.marks import marks_last

JOINER, ARABIC_MARK = "\u2060", "\u061c"
"""What a glyph says that says nothing of its own, in scripts that read to the right and to the left."""
_UNSAID = re.compile("[\u00ad\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c\u2060]")
"""Signs that only guide the engine."""
_TO_THE_LEFT = {"R", "AL"}
"""Classes of letters that read to the left. Readers turn their lines round themselves, words that are written, too."""

_COPIED: ContextVar["Copied | None"] = ContextVar("copied", default=None)


class Copied:
    """What a document says, as it is painted.

    `printed` are its lines as they are set, `read` those that are no part of a drawing; `language` is its own.
    """

    def __init__(self) -> None:
        self._codes = Codes()
        self._missing: dict[str, Sequence[int]] = {}
        self._said: list[str] = []
        self.printed: list[str] = []
        self.read: list[str] = []
        self.language: str | None = None

    def painted(self, stream: Any, glyphs: str, texts: Iterator[str]) -> str:
        """Return what paints glyphs with codes of their own."""
        font = stream._current_font[0]  # noqa: SLF001 - the engine tells nobody which font is on
        said: list[str] = []

        def noted() -> Iterator[str]:
            for text in texts:
                said.append(text)
                yield text

        written = self._codes.written(font, glyphs, noted())
        self._said += said
        return written

    def put_marks_last(self, stream: Any, start: int) -> None:
        """Paint the marks of a line that reads to the left after its letters."""
        if ARABIC_MARK not in self._said:
            return
        painting = [one if isinstance(one, bytes) else str(one).encode() for one in stream.stream[start:]]
        first = next(place for place, one in enumerate(painting) if one.endswith(b" Tm"))
        silent = [said == ARABIC_MARK for said in self._said]
        stream.stream[start:] = [*painting[:first], *marks_last(painting[first:], silent, self._width_in(stream))]
        stream._current_font = None  # noqa: SLF001 - another font may be on now

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

        words = _spoken(getattr(box, "whole_text", box.text))
        if self._said:
            self.read.append(box.text)
        said = _spoken("".join(self._said))
        reads_left = any(unicodedata.bidirectional(one) in _TO_THE_LEFT for one in said)
        found: dict[str, Any] = {}
        if said and not reads_left and said.strip() != words.strip():
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


def _spoken(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSAID.sub("", text))


@cache
def _wrap_the_engine() -> None:
    parts = writing_parts()
    _keep_whole_texts(parts)
    _write_codes(parts)
    _write_words(parts)


def _keep_whole_texts(parts: Any) -> None:
    """Let each piece of a text that is broken into lines keep what it was: with its space, without a hyphen."""
    split = parts.inline.split_text_box

    @wraps(split)
    def split_text_box(context: Any, box: Any, width: Any, skip: int, *more: Any, **options: Any) -> Any:
        piece, resume, is_preserved = split(context, box, width, skip, *more, **options)
        if piece is not None and _COPIED.get() is not None:
            piece.whole_text = box.text.encode()[skip:resume].decode()
        return piece, resume, is_preserved

    parts.inline.split_text_box = split_text_box


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
            return draw(stream, box, *arguments, **options)
        finally:
            box_drawn.reset(token)
            if copied is not None and len(stream.stream) > start:
                copied.printed.append(box.pango_layout.text)
                copied.put_marks_last(stream, start)

    @wraps(show)
    def show_text(stream: Any, glyphs: str) -> None:
        copied, current = _COPIED.get(), box_drawn.get()
        if copied is not None and current is not None:
            box, texts = current
            if texts is None:
                texts = current[1] = _texts(box, parts)
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


def _texts(box: Any, parts: Any) -> Iterator[str]:
    """Yield what each glyph of a line says: the widest of a cluster all of it, the others nothing that is seen."""
    line, _ = box.pango_layout.get_first_line()
    letters = box.pango_layout.text.encode()
    run = line.runs[0]
    while run != parts.null:
        item, run = run.data, run.next
        count, start = item.glyphs.num_glyphs, item.item.offset
        is_mirrored = bool(item.item.analysis.level % 2)
        clusters = list(item.glyphs.log_clusters[0:count])
        texts = _clusters(letters[start : start + item.item.length], clusters, is_mirrored=is_mirrored)
        firsts = list(texts)
        owners = [firsts[bisect_right(firsts, one) - 1] for one in clusters]
        painted = [(one.glyph, one.geometry.width) for one in item.glyphs.glyphs[0:count]]
        speakers = _speakers(painted, owners, parts.empty)
        for place, (glyph, _) in enumerate(painted):
            if glyph != parts.empty:
                text = texts[owners[place]] if speakers[owners[place]] == place else ""
                yield (text[::-1] or ARABIC_MARK) if is_mirrored else text or JOINER


def _clusters(letters: bytes, starts: Iterable[int], *, is_mirrored: bool) -> dict[int, str]:
    """Return the text of each cluster by its start. Vowel signs belong to the letter where they stand left of it."""
    found: dict[int, str] = {}
    bounds = sorted({*starts, 0})
    for first, end in zip(bounds, [*bounds[1:], len(letters)], strict=True):
        text = _spoken(letters[first:end].decode())
        if is_mirrored and found and all(unicodedata.category(one) == "Mn" for one in text):
            before = next(reversed(found))
            found[before] = _spoken(found[before] + text)
        else:
            found[first] = text
    return found


def _speakers(painted: Sequence[tuple[int, int]], owners: Sequence[int], empty: int) -> dict[int, int]:
    """Return the place of the glyph that speaks for each cluster: its widest."""
    widest: dict[int, tuple[int, int]] = {}
    for place, ((glyph, width), owner) in enumerate(zip(painted, owners, strict=True)):
        if glyph != empty and width > widest.get(owner, (-1, 0))[0]:
            widest[owner] = (width, place)
    return {owner: place for owner, (_, place) in widest.items()}
