"""What is wrong with the glyphs of a page: lines that touch, words in two typefaces, numbers that run backwards.

Each line is looked at while the engine writes it, since only then its glyphs are there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from fontTools.unicodedata import script

from leaflets.typesetting.areas import Rectangle
from leaflets.typesetting.engine import writing_parts
from leaflets.typesetting.findings import Finding, found
from leaflets.typesetting.reading import Run

UNITS = 1024
"""Pango's units in a CSS pixel."""
NEAR = 0.5
"""How far the ink of a line may reach into that of the next, in CSS pixels: rounding."""
TOUCHING = "touches the line below it"
CLOSE = "Leave vowel marks out there, choose other words, or give the script more line_height in fonts/fonts.toml."
TWO_TYPEFACES = "has a word that is set in two typefaces"
BACKWARDS = "has a number or address that runs backwards"
_TOKEN = re.compile(
    r"[+(]?\d[\d().\u00a0 /-]{5,}\d"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9_./?=&-]*)?"
)
"""Telephone numbers, e-mail and web addresses: they are read from left to right in every language."""


class Item(NamedTuple):
    """A piece of a line in one font and direction, as it is seen from left to right; `start` and `end` are in bytes."""

    start: int
    end: int
    is_mirrored: bool
    family: str


@dataclass(frozen=True)
class Shape:
    """How a line came out: where its ink is on the page, and what is wrong with its glyphs by themselves."""

    ink: Rectangle
    faults: tuple[str, ...] = ()


def shape_of(box: Any, parts: Any) -> Shape:
    """Return how a line comes out that is being written."""
    line, _ = box.pango_layout.get_first_line()
    ink = parts.ffi.new("PangoRectangle *")
    parts.pango.pango_layout_line_get_extents(line, ink, parts.null)
    return Shape(_placed(box, ink, 0), tuple(_faults(box.pango_layout.text, list(_items(line, parts)))))


def find_ill_set(runs: Sequence[Run]) -> Iterator[Finding]:
    """Yield the texts of a page whose glyphs are wrong by themselves, or reach into those of the next line."""
    for run in runs:
        for fault in run.box.shape.faults if getattr(run.box, "shape", None) else ():
            yield found(run, fault)
    yield from _find_touching(runs, writing_parts())


def _find_touching(runs: Sequence[Run], parts: Any) -> Iterator[Finding]:
    lines = sorted((run for run in runs if getattr(run.box, "shape", None)), key=lambda one: one.box.shape.ink.top)
    open_: list[Run] = []
    for run in lines:
        ink = run.box.shape.ink
        open_ = [one for one in open_ if one.box.shape.ink.bottom > ink.top + NEAR]
        for above in open_:
            if _are_neighbours(above, run) and _collide(above.box, run.box, parts):
                yield found(above, TOUCHING, hint=CLOSE)
                break
        open_.append(run)


def _are_neighbours(above: Run, below: Run) -> bool:
    """Tell whether two texts stand in different lines, of one block or two, and may touch."""
    one, other = above.box, below.box
    in_other_line = other.position_y + other.baseline > one.position_y + one.baseline + one.style["font_size"] / 2
    return bool(in_other_line and one.shape.ink.meets(other.shape.ink, NEAR))


def _collide(above: Any, below: Any, parts: Any) -> bool:
    """Tell whether a glyph of one line meets a glyph of the other."""
    lower = list(_glyphs(below, parts))
    return any(one.meets(other, NEAR) for one in _glyphs(above, parts) for other in lower)


def _glyphs(box: Any, parts: Any) -> Iterator[Rectangle]:
    """Yield where the ink of each glyph of a line is on the page."""
    box.pango_layout.reactivate(box.style)
    line, _ = box.pango_layout.get_first_line()
    ink, across = parts.ffi.new("PangoRectangle *"), 0
    run = line.runs[0]
    while run != parts.null:
        item, run = run.data, run.next
        for one in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]:
            if one.glyph != parts.empty:
                parts.pango.pango_font_get_glyph_extents(item.item.analysis.font, one.glyph, ink, parts.null)
                ink.y += one.geometry.y_offset
                yield _placed(box, ink, across + one.geometry.x_offset)
            across += one.geometry.width
    box.pango_layout.deactivate()


def _placed(box: Any, ink: Any, across: int) -> Rectangle:
    left, top = box.position_x + (across + ink.x) / UNITS, box.position_y + box.baseline + ink.y / UNITS
    return Rectangle(left, top, left + ink.width / UNITS, top + ink.height / UNITS)


def _items(line: Any, parts: Any) -> Iterator[Item]:
    """Yield the pieces of a line from left to right."""
    run = line.runs[0]
    while run != parts.null:
        item, run = run.data.item, run.next
        name = _family(item.analysis.font, parts)
        yield Item(item.offset, item.offset + item.length, bool(item.analysis.level % 2), name)


def _family(font: Any, parts: Any) -> str:
    description = parts.ffi.gc(
        parts.pango.pango_font_describe_with_absolute_size(font), parts.pango.pango_font_description_free
    )
    return str(parts.ffi.string(parts.pango.pango_font_description_get_family(description)).decode())


def _faults(text: str, items: Sequence[Item]) -> Iterator[str]:
    if len(items) == 1:
        return
    letters = text.encode()
    for one, other in pairwise(sorted(items)):
        if one.family != other.family and _is_within_a_word(letters, other.start):
            yield TWO_TYPEFACES
            break
    if any(one.is_mirrored for one in items) and any(_runs_backwards(letters, token, items) for token in _tokens(text)):
        yield BACKWARDS


def _is_within_a_word(letters: bytes, place: int) -> bool:
    """Tell whether letters of one script, or their marks, stand on both sides of a place."""
    before, after = letters[:place].decode()[-1:], letters[place:].decode()[:1]
    scripts = {script(before or " "), script(after or " ")} - {"Zinh"}
    return before.isalpha() and not after.isspace() and len(scripts) == 1 and not scripts & {"Zyyy", "Zzzz"}


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        start = len(text[: match.start()].encode())
        yield start, start + len(match[0].encode())


def _runs_backwards(letters: bytes, token: tuple[int, int], items: Sequence[Item]) -> bool:
    """Tell whether the pieces of a token, as they are seen, do not follow each other from left to right."""
    pieces = [one for one in items if one.start < token[1] and one.end > token[0]]
    mirrored = any(one.is_mirrored and _holds_more_than_signs(letters, token, one) for one in pieces)
    return mirrored or pieces != sorted(pieces)


def _holds_more_than_signs(letters: bytes, token: tuple[int, int], item: Item) -> bool:
    piece = letters[max(item.start, token[0]) : min(item.end, token[1])].decode()
    return any(one.isalnum() for one in piece)
