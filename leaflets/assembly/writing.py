"""Writes objects of a PDF one after the other, and notes where each is."""

import struct
from collections.abc import Iterable, Sequence

from leaflets.assembly.objects import object_stream, stream_object

ROW = struct.Struct(">BIH")
"""An entry of the cross-reference stream: its kind, a place or number, and a number within."""
FREE, AT, WITHIN = 0, 1, 2
"""The kinds: an object that no file has, one at a place of the file, and one within a stream of objects."""


class Writer:
    """A file from its begin on. `rows` tell where the objects are that it has already."""

    def __init__(self, start: bytes, rows: bytes, count: int) -> None:
        self._pieces, self.size = [start], len(start)
        self.rows = bytearray(rows + ROW.pack(FREE, 0, 0) * (count - len(rows) // ROW.size))

    @property
    def written(self) -> bytes:
        """What is written by now."""
        return b"".join(self._pieces)

    def add_streams(self, streams: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Write streams, each with its number, its entries and its data."""
        for number, entries, data in streams:
            self._add(number, stream_object(number, entries, data))

    def add_objects(self, holder: int, objects: Sequence[tuple[int, bytes]], level: int) -> None:
        """Write objects, each with its number, within a stream that has one, too."""
        for place, (number, _) in enumerate(objects):
            ROW.pack_into(self.rows, number * ROW.size, WITHIN, holder, place)
        self._add(holder, object_stream(holder, objects, level))

    def note(self, number: int) -> None:
        """Note that an object comes next."""
        ROW.pack_into(self.rows, number * ROW.size, AT, self.size, 0)

    def _add(self, number: int, data: bytes) -> None:
        self.note(number)
        self._pieces.append(data)
        self.size += len(data)
