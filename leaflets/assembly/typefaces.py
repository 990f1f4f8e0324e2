"""The fonts of a part: each by its name, with the glyphs that its codes stand for."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaflets.assembly.files import File, file_of
from leaflets.assembly.objects import compressed
from leaflets.assembly.programs import NoProgramError, program_of

Stream = tuple[int, bytes, bytes]
"""The number of a stream, its entries and its data."""


@dataclass(frozen=True)
class Typeface:
    """A font: its name with the mark of its subset, the glyphs of its codes, and its file.

    `place` and `map_place` stand for the numbers of its file and of the map from codes to glyphs. A file that is not as
    the engine writes TrueType fonts is `data`, and is left as it is.
    """

    name: str
    place: int
    map_place: int
    glyphs: tuple[int, ...]
    file: File | None
    data: bytes = b""

    def written(self, number: int, map_number: int) -> Iterator[Stream]:
        """Yield the font's streams, with the numbers that they get."""
        if self.file is None:
            yield number, _entries(len(self.data)), compressed(self.data)
            yield _map(map_number, self.glyphs, None)
        else:
            data, length = self.file.written()
            yield number, _entries(length), data
            yield _map(map_number, self.glyphs, self.file.rows.numbers)

    def joined(self, other: "Typeface", number: int, maps: tuple[int, int]) -> list[Stream] | None:
        """Return the streams of a font with another subset of it: a file, and both maps; None where they do not fit."""
        if self.file is None or other.file is None:
            return None
        joined = self.file.joined(other.file.program)
        if joined is None:
            return None
        data, length, numbers = joined
        mine, others = maps
        return [
            (number, _entries(length), data), _map(mine, self.glyphs, numbers), _map(others, other.glyphs, numbers)
        ]  # fmt: skip


def typeface_of(name: str, places: tuple[int, int], glyphs: Sequence[int], data: bytes) -> Typeface:
    """Return a font, without what a PDF does not need; `glyphs` are those that codes stand for."""
    try:
        return Typeface(name, *places, tuple(glyphs), file_of(program_of(data, glyphs)))
    except NoProgramError:
        return Typeface(name, *places, tuple(glyphs), None, data)


def _entries(length: int) -> bytes:
    return b" /Filter /FlateDecode /Length1 %d" % length


def _map(number: int, glyphs: Sequence[int], numbers: Mapping[int, int] | None) -> Stream:
    """Return the map from codes to glyphs, which have the numbers of a file."""
    shown = glyphs if numbers is None else [numbers.get(glyph, 0) for glyph in glyphs]
    return number, b" /Filter /FlateDecode", compressed(struct.pack(f">{len(shown)}H", *shown))
