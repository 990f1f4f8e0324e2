"""Files of fonts that grow: the glyphs of a body stand first and are compressed once, those of a clinic follow.

Codes say which glyph they mean by its place in the file, so glyphs are numbered in their order, without gaps.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from leaflets.assembly.deflating import Deflated, deflated, together
from leaflets.assembly.programs import FORMAT, SHORT, Component, Glyph, Program

_HEAD, _ENTRY = struct.Struct(">IHHHH"), struct.Struct(">4sIII")
KIND = 0x00010000
"""The kind of files with TrueType outlines."""
GROWING = (b"hmtx", b"loca", b"glyf")
"""The tables with something of each glyph, in their order in a file."""


class Column(NamedTuple):
    """What a table of a file has of some glyphs, compressed; how long it is when it is not, and its checksum."""

    piece: Deflated
    size: int
    total: int


@dataclass(frozen=True)
class Rows:
    """Glyphs in a row. `columns` are their widths, where each ends, and their outlines, up to a length of `end`.

    `numbers` are the numbers that they have here, by those in the font, and `shapes` those of components.
    """

    columns: tuple[Column, Column, Column]
    numbers: Mapping[int, int]
    shapes: Mapping[Component, int]
    end: int

    @property
    def count(self) -> int:
        """How many numbers are taken."""
        return len(self.numbers) + len(self.shapes)


@dataclass(frozen=True)
class File:
    """The file of a font's program, with its glyphs compressed."""

    program: Program
    rows: Rows

    def written(self) -> tuple[bytes, int]:
        """Return the compressed file, and how long it is when it is not."""
        return _written(self.program, [self.rows])

    def joined(self, other: Program) -> tuple[bytes, int, Mapping[int, int]] | None:
        """Return the same with the glyphs of another subset, and their numbers; None for one of another font."""
        if not self.program.fits(other):
            return None
        more = {number: glyph for number, glyph in other.glyphs.items() if number not in self.program.glyphs}
        rows = _rows(more, self.rows)
        written = _written(self.program.greatest(other), [self.rows, rows])
        return (*written, {**self.rows.numbers, **rows.numbers})


def file_of(program: Program) -> File:
    """Return the file of a program."""
    return File(program, _rows(program.glyphs, None))


def _rows(glyphs: Mapping[int, Glyph], before: Rows | None) -> Rows:
    """Return glyphs and their components in a row, numbered after those before."""
    first, end = (before.count, before.end) if before else (0, 0)
    numbers = {number: first + place for place, number in enumerate(sorted(glyphs))}
    known = dict(before.shapes) if before else {}
    needed = dict.fromkeys(one for number in numbers for _, one in glyphs[number].components)
    shapes = {one: first + len(numbers) + place for place, one in enumerate(one for one in needed if one not in known)}
    known |= shapes
    row = [*(glyphs[number] for number in numbers), *(Glyph(*one) for one in shapes)]
    outlines = [one.numbered(known) for one in row]
    ends = [*([] if before else [0]), *(end + size for size in accumulate(map(len, outlines)))]
    tables = (b"".join(one.metric for one in row), struct.pack(f">{len(ends)}I", *ends), b"".join(outlines))
    widths, places, drawn = (Column(deflated(data), len(data), _sum(data)) for data in tables)
    return Rows((widths, places, drawn), numbers, shapes, end + len(tables[2]))


def _written(program: Program, rows: Sequence[Rows]) -> tuple[bytes, int]:
    """Return a compressed file with the glyphs of some rows, and how long it is when it is not."""
    count = sum(one.count for one in rows)
    head, hhea, most = (program.tables[name] for name in (b"head", b"hhea", b"maxp"))
    small = {
        **program.tables,
        b"head": _with(head, FORMAT, 1),
        b"hhea": _with(hhea, len(hhea) - 2, count),
        b"maxp": _with(most, 4, count),
    }
    columns = dict(zip(GROWING, zip(*(one.columns for one in rows), strict=True), strict=True))
    start, length = _start(small, columns)
    pieces = [one.piece for name in GROWING for one in columns[name] if one.size]
    return together([deflated(start), *pieces]), length


def _start(small: Mapping[bytes, bytes], columns: Mapping[bytes, Sequence[Column]]) -> tuple[bytes, int]:
    """Return the directory and the small tables of a file, and how long it is; what grows stands behind them."""
    names = sorted([*small, *columns])
    power = 1 << (len(names).bit_length() - 1)
    head = _HEAD.pack(KIND, len(names), power * 16, power.bit_length() - 1, (len(names) - power) * 16)
    place = _HEAD.size + _ENTRY.size * len(names)
    entries: dict[bytes, bytes] = {}
    filled = {name: data + b"\0" * (-len(data) % 4) for name, data in small.items()}
    for name, data in filled.items():
        entries[name] = _ENTRY.pack(name, _sum(data), place, len(small[name]))
        place += len(data)
    for name in columns:
        size, total = sum(one.size for one in columns[name]), sum(one.total for one in columns[name])
        entries[name] = _ENTRY.pack(name, total & 0xFFFFFFFF, place, size)
        place += size
    return b"".join([head, *(entries[name] for name in names), *filled.values()]), place


def _with(table: bytes, place: int, value: int) -> bytes:
    return table[:place] + SHORT.pack(value) + table[place + 2 :]


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
