"""The programs of TrueType fonts, as the engine writes them: their glyphs, and what a PDF needs of the rest.

Of a TrueType font a PDF needs the outlines, their widths and what says how to draw them only (ISO 32000-1, 9.9).
"""

import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

KEPT = (b"cvt ", b"fpgm", b"head", b"hhea", b"maxp", b"prep")
"""The tables that readers of a PDF need, beside outlines and widths."""
VERBATIM = (b"cvt ", b"fpgm", b"prep")
SHORT, LONG = struct.Struct(">H"), struct.Struct(">I")
_HEAD, _ENTRY = struct.Struct(">IHHHH"), struct.Struct(">4sIII")
METRIC = 4
"""Bytes of a glyph's width and bearing."""
FORMAT = 50
"""Where the header says whether places are short or long."""
COMPOSITE, COMPONENTS = b"\xff\xff", 10
"""How a glyph begins that is made of components, and where they are named in it."""
WORDS, MORE, SCALES = 0x1, 0x20, {0x8: 2, 0x40: 4, 0x80: 8}
"""Marks of a component: its place has two bytes a side, another follows, and how many bytes its size takes."""


class NoProgramError(Exception):
    """This is no TrueType font as the engine writes it."""


class Component(NamedTuple):
    """A shape of which glyphs are made, and what stands for its width."""

    outline: bytes
    metric: bytes


class Glyph(NamedTuple):
    """A glyph: its outline, its width, and where in the outline the number of each of its components stands."""

    outline: bytes
    metric: bytes
    components: tuple[tuple[int, Component], ...] = ()

    def numbered(self, numbers: Mapping[Component, int]) -> bytes:
        """Return the outline, filled up to four bytes, with its components' numbers."""
        outline = bytearray(self.outline)
        for place, component in self.components:
            SHORT.pack_into(outline, place, numbers[component])
        return bytes(outline) + b"\0" * (-len(outline) % 4)


@dataclass(frozen=True)
class Program:
    """The glyphs of a font that codes stand for, by their numbers; `tables` are the others that a PDF needs."""

    glyphs: Mapping[int, Glyph]
    tables: Mapping[bytes, bytes]

    def fits(self, other: "Program") -> bool:
        """Tell whether another has glyphs of the same font."""
        return (
            all(self.tables.get(name) == other.tables.get(name) for name in VERBATIM)
            and self.tables[b"head"][12:36] == other.tables[b"head"][12:36]
            and all(self.glyphs[one] == other.glyphs[one] for one in self.glyphs.keys() & other.glyphs.keys())
        )

    def greatest(self, other: "Program") -> "Program":
        """Return the program with the largest numbers of both."""
        first, second = (struct.unpack(f">4s{len(one) // 2 - 2}H", one) for one in (self.most, other.most))
        most = struct.pack(f">4s{len(first) - 1}H", first[0], *map(max, first[1:], second[1:]))
        return replace(self, tables={**self.tables, b"maxp": most})

    @property
    def most(self) -> bytes:
        """The table of the largest numbers."""
        return self.tables[b"maxp"]


def program_of(data: bytes, painted: Collection[int]) -> Program:
    """Read a font program; raise NoProgramError for one that is not as the engine writes it.

    `painted` are the numbers of the glyphs that codes stand for; others are components of them.
    """
    try:
        tables = _tables(data)
        outlines, metrics = _outlines(tables), _metrics(tables)
        glyphs = {number: _glyph(number, outlines, metrics) for number in {0, *painted} if number < len(outlines)}
        rest = {name: tables[name] for name in KEPT if name in tables}
    except (KeyError, IndexError, struct.error) as error:
        raise NoProgramError from error
    return Program(glyphs, rest)


def _outlines(tables: Mapping[bytes, bytes]) -> list[bytes]:
    kind, unit = (LONG, 1) if SHORT.unpack_from(tables[b"head"], FORMAT)[0] else (SHORT, 2)
    places = [one[0] * unit for one in kind.iter_unpack(tables[b"loca"])]
    return [tables[b"glyf"][start:end] for start, end in pairwise(places)]


def _metrics(tables: Mapping[bytes, bytes]) -> list[bytes]:
    """Return width and bearing of each glyph; the last ones may share a width, and have only bearings of their own."""
    count, hhea, widths = SHORT.unpack_from(tables[b"maxp"], 4)[0], tables[b"hhea"], tables[b"hmtx"]
    whole = SHORT.unpack_from(hhea, len(hhea) - 2)[0]
    metrics = [widths[METRIC * number : METRIC * (number + 1)] for number in range(whole)]
    bearings = widths[METRIC * whole :]
    shared = [metrics[-1][:2] + bearings[place : place + 2] for place in range(0, len(bearings), 2)]
    if len(metrics) + len(shared) != count:
        raise NoProgramError
    return metrics + shared


def _glyph(number: int, outlines: Sequence[bytes], metrics: Sequence[bytes]) -> Glyph:
    outline, components = bytearray(outlines[number]), tuple(_components(outlines[number], outlines, metrics))
    for place, _ in components:
        SHORT.pack_into(outline, place, 0)
    return Glyph(bytes(outline), metrics[number], components)


def _components(outline: bytes, outlines: Sequence[bytes], metrics: Sequence[bytes]) -> Iterator[tuple[int, Component]]:
    """Yield where the components of a glyph are named, and what they are; a component is a shape of its own."""
    place, has_more = COMPONENTS, outline.startswith(COMPOSITE)
    while has_more:
        flags, number = struct.unpack_from(">HH", outline, place)
        if outlines[number].startswith(COMPOSITE):
            raise NoProgramError
        yield place + 2, Component(outlines[number], metrics[number])
        place += 4 + (4 if flags & WORDS else 2) + next((size for flag, size in SCALES.items() if flags & flag), 0)
        has_more = bool(flags & MORE)


def _tables(data: bytes) -> dict[bytes, bytes]:
    kind, count, *_ = _HEAD.unpack_from(data)
    if kind not in (0x00010000, 0x74727565):
        raise NoProgramError
    entries = (_ENTRY.unpack_from(data, _HEAD.size + _ENTRY.size * place) for place in range(count))
    return {name: data[start : start + length] for name, _, start, length in entries}
