"""Lines with letters that read to the left: painted run by run in the order in which they are read.

An engine paints a line from left to right. Readers of a PDF such as MuPDF and pdf.js take its words in the order in
which they are painted, and turn round only what they take for one run. Dots and vowel signs, which many fonts paint
beside the body of a letter, would end a word there: they are painted afterwards.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from leaflets.typesetting.sayings import Saying, is_bracket

_PART = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_RISE = re.compile(rb"(\S+) Ts")
_LEAST = 0.001
"""Thousandths of an em below which nothing moves."""
_UNSAID, _END = b"/Span <</ActualText <feff>>> BDC", b"EMC"
"""What stands around glyphs that say nothing."""
_SIGN = b"/Span <</ActualText <feff200f>>> BDC"
"""What stands before a glyph that says only that what is left of it reads to the left."""
_BEFORE = 0.08
"""How far before its run a sign stands, in ems: nearer than any letter."""
_AWAY = 3
"""How far from its line a break stands, in ems: further than letters reach."""


_KINDS = {"L": "letter", "EN": "digit", "AN": "digit"}
"""What pdfium tells apart within words that read to the right."""


class Glyph(NamedTuple):
    """A glyph where it is painted, in units of the page from the start of its line."""

    code: int
    place: float
    width: float
    font: bytes
    size: float
    rise: bytes

    @property
    def family(self) -> str:
        """The name of its font in the PDF."""
        return self.font[1:].split()[0].decode()


class Run(NamedTuple):
    """Glyphs of a line that are read in one direction, from left to right, and what they say."""

    glyphs: tuple[Glyph, ...]
    said: tuple[Saying, ...]

    @property
    def is_mirrored(self) -> bool:
        """Tell whether it reads to the left."""
        return self.said[0].is_mirrored

    @property
    def begins_with_bracket(self) -> bool:
        """Tell whether it reads to the left and has a bracket before all its words."""
        return self.is_mirrored and is_bracket(self.said[-1].text[-1])

    @property
    def is_apart(self) -> bool:
        """Tell whether it reads to the right and is more than a number: pdfium may part such words and turn them."""
        kinds = {_KINDS.get(unicodedata.bidirectional(one)) for saying in self.said for one in saying.text.strip()}
        return not self.is_mirrored and ("letter" in kinds or len(kinds) > 1)


def runs_of(glyphs: Sequence[Glyph], said: Sequence[Saying]) -> tuple[list[Run], list[Glyph]]:
    """Return the runs of a line in the order in which they are read, and its dots and vowel signs."""
    pairs = list(zip(glyphs, said, strict=True))
    letters = [one for one in pairs if not one[1].is_silent]
    runs = [Run(*zip(*group, strict=True)) for _, group in groupby(letters, key=lambda one: one[1].is_mirrored)]
    return sorted(runs, key=lambda run: min(one.start for one in run.said)), [
        one for one, say in pairs if say.is_silent
    ]


def glyphs_of(painting: Sequence[bytes], width: Callable[[str, int], float]) -> Iterator[Glyph]:
    """Yield the glyphs that a line paints; `width` is that of a code in a font, in thousandths of an em."""
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
                    yield Glyph(code, pen, wide, font, size, rise)
                    pen += wide


class Painter:
    """Paints the glyphs of a line, wherever they stand. `matrix` is that of the text at its start."""

    def __init__(self, matrix: bytes) -> None:
        self._matrix = matrix
        self.painted: list[bytes] = [matrix]
        self._pen, self._font = 0.0, b""

    def paint(self, glyphs: Sequence[Glyph]) -> None:
        """Paint glyphs."""
        self.painted += self._rows(glyphs)

    def paint_silently(self, glyphs: Sequence[Glyph]) -> None:
        """Paint glyphs of which others speak, one by one: pdfium passes over each that has no width."""
        rows = [row for glyph in glyphs for row in self._rows([glyph])]
        self.painted += [_UNSAID, *rows, _END]

    def paint_unseen(self, glyph: Glyph) -> None:
        """Paint a glyph that is not seen after all that was painted, for pdfium only, and come back."""
        place = glyph._replace(place=self._pen)
        self.painted += [_UNSAID, b"3 Tr", *self._rows([place]), b"0 Tr", _END, self._matrix]
        self._pen = 0.0

    def paint_sign(self, glyph: Glyph) -> None:
        """Say where a run begins that reads to the right, for Poppler and pdfium, by a glyph that is not seen.

        They take points and brackets beside such a run for a part of it, unless a sign that reads to the left parts
        them. It is narrow and stands a little before, for Poppler ends a line where words overlap; and it is painted
        twice, for pdfium asks whether a line has ended only where it sees how letters follow each other.
        """
        painted = f"[<{glyph.code:04x}{glyph.code:04x}>] TJ".encode()
        place = self._moved(across=glyph.place - _BEFORE * glyph.size)
        self.painted += [_SIGN, place, b"3 Tr", b"5 Tz", glyph.font, painted, b"100 Tz", b"0 Tr", _END, self._matrix]
        self._pen, self._font = 0.0, glyph.font

    def break_line(self, glyph: Glyph) -> None:
        """Let what follows be a line of its own for pdfium, by a glyph elsewhere that is neither seen nor said.

        Pdfium puts all that stands on one height into one line, from left to right, until something stands elsewhere.
        Readers that do not paint what is not said leave the pen where it was: so it is set anew.
        """
        top, away = float(self._matrix.split()[5]), _AWAY * glyph.size
        elsewhere = self._moved(down=away if top < 2 * away else -away)  # on the page
        painted = f"[<{glyph.code:04x}>] TJ".encode()
        self.painted += [_UNSAID, elsewhere, b"3 Tr", glyph.font, painted, b"0 Tr", _END, self._matrix]
        self._pen, self._font = 0.0, glyph.font

    def _moved(self, across: float = 0, down: float = 0) -> bytes:
        """Return the matrix of a text that starts elsewhere on the page."""
        *sides, left, top, operator = self._matrix.split()
        return b" ".join([*sides, f"{float(left) + across:.3f} {float(top) + down:.3f}".encode(), operator])

    def _rows(self, glyphs: Sequence[Glyph]) -> Iterator[bytes]:
        rise, row = b"0", ""
        for glyph in glyphs:
            if (glyph.font, glyph.rise) != (self._font, rise):
                if row:
                    yield f"[{row}] TJ".encode()
                    row = ""
                if glyph.font != self._font:
                    yield glyph.font
                if glyph.rise != rise:
                    yield glyph.rise + b" Ts"
                self._font, rise = glyph.font, glyph.rise
            back = (self._pen - glyph.place) / glyph.size * 1000
            row += f"{back:.4f}" if abs(back) > _LEAST else ""
            row += f"<{glyph.code:04x}>"
            self._pen = glyph.place + glyph.width
        if row:
            yield f"[{row}] TJ".encode()
        if rise != b"0":
            yield b"0 Ts"
