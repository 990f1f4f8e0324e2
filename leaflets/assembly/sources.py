"""A finished PDF as a source of objects: their bytes, and what they name."""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from leaflets.assembly.objects import references_in

_LENGTH = re.compile(rb" /Length \d+\b")


class Source:
    """The objects of a PDF by number."""

    def __init__(self, data: bytes) -> None:
        import pikepdf

        self.pdf: pikepdf.Pdf = pikepdf.open(BytesIO(data))
        self.catalog: int = self.pdf.Root.objgen[0]
        self.pages: list[int] = [page.obj.objgen[0] for page in self.pdf.pages]
        self._known: dict[int, tuple[bytes, Any]] = {}

    def entries(self, number: int) -> bytes:
        """Return an object's bytes; of a stream and of a dictionary what stands between the brackets."""
        return self._read(number)[0]

    def is_stream(self, number: int) -> bool:
        """Tell whether an object is a stream."""
        return self._read(number)[1] is not None

    def raw(self, number: int) -> bytes:
        """Return a stream as it is, mostly compressed."""
        return bytes(self._read(number)[1].read_raw_bytes())

    def decoded(self, number: int) -> bytes:
        """Return what a stream says."""
        return bytes(self._read(number)[1].read_bytes())

    def page(self, number: int) -> bytes:
        """Return what the stream of a page says."""
        return bytes(self.get(number).Contents.read_bytes())

    def get(self, number: int) -> Any:
        """Return an object."""
        return self.pdf.get_object((number, 0))

    def font_files(self) -> Iterator[tuple[str, tuple[int, int], tuple[int, ...]]]:
        """Yield the names of TrueType fonts, the numbers of their files and maps, and the glyphs of codes."""
        numbers = range(1, len(self.pdf.objects) + 1)
        for one in [self.get(number) for number in numbers if b"/CIDToGIDMap " in self.entries(number)]:
            places = one.FontDescriptor.FontFile2.objgen[0], one.CIDToGIDMap.objgen[0]
            yield str(one.BaseFont), places, _glyphs_in(one.CIDToGIDMap.read_bytes())

    def information(self, left_out: Iterable[str]) -> bytes:
        """Return the entries of what the PDF says of itself, without some."""
        import pikepdf

        info = self.pdf.trailer.get("/Info") or pikepdf.Dictionary()
        return _inside(
            pikepdf.Dictionary({name: value for name, value in info.items() if name not in left_out}).unparse()
        )

    def _read(self, number: int) -> tuple[bytes, Any]:
        if number not in self._known:
            import pikepdf

            found = self.get(number)
            if isinstance(found, pikepdf.Stream):
                entries = pikepdf.Dictionary(dict(found.items())).unparse()
                self._known[number] = _LENGTH.sub(b"", _inside(entries), count=1), found
            else:
                self._known[number] = _inside(found.unparse(resolved=True)), None
        return self._known[number]


def _glyphs_in(numbers: bytes) -> tuple[int, ...]:
    """Return the glyphs of a map of codes, which has two bytes for each."""
    return struct.unpack(f">{len(numbers) // 2}H", numbers)


def _inside(data: bytes) -> bytes:
    return data[2:-2].rstrip() if data.startswith(b"<<") else data


def whole(entries: bytes) -> bytes:
    """Return a dictionary of its entries, or what is none as it is."""
    return b"<<%s >>" % entries if entries.startswith(b" /") else entries


def without(entries: bytes, *names: bytes) -> bytes:
    """Return the entries of a dictionary without some whose values are numbers, names, references or flat arrays."""
    for name in names:
        entries = re.sub(rb" /" + name + rb" (?:\[[^\[\]]*\]|\d+ 0 R|/?[^\s/<>\[\]()]+)(?=\s|$)", b"", entries, count=1)
    return entries


def pairs_of(numbers: Any) -> Iterator[tuple[int, Any]]:
    """Yield the keys and the values of a number tree."""
    items = list(numbers)
    yield from zip(map(int, items[::2]), items[1::2], strict=True)


def reached(start: Iterable[int], named: Callable[[int], Iterable[int]]) -> Iterator[int]:
    """Yield the numbers of objects and of all that they name, in a settled order; `named` tells what one names."""
    waiting, seen = list(start), set[int]()
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            yield number
            waiting += reversed(list(named(number)))


def named_by(source: Source, number: int, *left_out: bytes) -> list[int]:
    """Return the numbers of what an object names, but for what some of its entries name."""
    return references_in(without(source.entries(number), *left_out))
