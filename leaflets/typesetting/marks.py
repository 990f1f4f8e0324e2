"""Dots and vowel signs of letters that read to the left: painted where they were, after the letters of their line.

Many Arabic letters are painted as a body and its dots. Readers of a PDF that meet dots between two bodies take them for
the end of a word, and turn what follows round.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_PART = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_RISE = re.compile(rb"(\S+) Ts")
_LEAST = 0.001
"""Thousandths of an em below which nothing moves."""


class _Glyph(NamedTuple):
    """A glyph where it is painted, in units of the page from the start of its line."""

    code: int
    place: float
    width: float
    font: bytes
    size: float
    rise: bytes


def marks_last(painting: Sequence[bytes], silent: Sequence[bool], width: Callable[[str, int], float]) -> list[bytes]:
    """Return what paints a line with its silent glyphs last, each where it was; `width` is that of a code in a font."""
    glyphs = list(zip(_glyphs(painting[1:], width), silent, strict=True))
    letters = [glyph for glyph, is_silent in glyphs if not is_silent]
    marks = [glyph for glyph, is_silent in glyphs if is_silent]
    place, font = (letters[-1].place + letters[-1].width, letters[-1].font) if letters else (0.0, b"")
    return [painting[0], *_painted(letters), b"/Span <</ActualText <feff>>> BDC", *_painted(marks, place, font), b"EMC"]


def _glyphs(painting: Sequence[bytes], width: Callable[[str, int], float]) -> Iterator[_Glyph]:
    font, name, size, rise, pen = b"", "", 1.0, b"0", 0.0
    for one in painting:
        if found := _FONT.fullmatch(one):
            font, name, size = one, found[1].decode(), float(found[2])
        elif found := _RISE.fullmatch(one):
            rise = found[1]
        else:
            for part in _PART.finditer(one):
                if part[2]:
                    pen -= float(part[2]) / 1000 * size
                for place in range(0, len(part[1] or b""), 4):
                    code = int(part[1][place : place + 4], 16)
                    wide = width(name, code) / 1000 * size
                    yield _Glyph(code, pen, wide, font, size, rise)
                    pen += wide


def _painted(glyphs: Sequence[_Glyph], pen: float = 0.0, font: bytes = b"") -> Iterator[bytes]:
    rise, row = b"0", ""
    for glyph in glyphs:
        if (glyph.font, glyph.rise) != (font, rise):
            if row:
                yield f"[{row}] TJ".encode()
                row = ""
            if glyph.font != font:
                yield glyph.font
            if glyph.rise != rise:
                yield glyph.rise + b" Ts"
            font, rise = glyph.font, glyph.rise
        back = (pen - glyph.place) / glyph.size * 1000
        row += f"{back:.4f}" if abs(back) > _LEAST else ""
        row += f"<{glyph.code:04x}>"
        pen = glyph.place + glyph.width
    if row:
        yield f"[{row}] TJ".encode()
    if rise != b"0":
        yield b"0 Ts"
