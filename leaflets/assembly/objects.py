"""Objects of a PDF as bytes: with references that can be numbered anew, and written one after the other."""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)
"""A reference, or a string, in which none is looked for."""

Template: TypeAlias = tuple[bytes | int, ...]
"""An object's bytes, with a number in the place of each reference."""


def template(data: bytes, named: Callable[[int], int] = lambda number: number) -> Template:
    """Return an object's bytes as a template; `named` tells what stands for the number of an object."""
    pieces: list[bytes | int] = []
    start = 0
    for found in _REFERENCE.finditer(data):
        if found[1]:
            pieces += [data[start : found.start()], named(int(found[1]))]
            start = found.end()
    return (*pieces, data[start:])


def references_in(data: bytes) -> list[int]:
    """Return the numbers of the objects that an object names."""
    return [int(found[1]) for found in _REFERENCE.finditer(data) if found[1]]


def filled(pieces: Template, number: Callable[[int], int]) -> bytes:
    """Return a template's bytes; `number` tells the number of an object by what stands for it."""
    return b"".join(one if isinstance(one, bytes) else b"%d 0 R" % number(one) for one in pieces)


def stream_object(number: int, entries: bytes, data: bytes) -> bytes:
    """Return a stream as an object of a file; `entries` are those of its dictionary without the length."""
    return b"%d 0 obj\n<<%s /Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(data), data)


def compressed(data: bytes, level: int = 6) -> bytes:
    """Return data as the filter FlateDecode takes it."""
    return zlib.compress(data, level)


def object_stream(number: int, objects: Sequence[tuple[int, bytes]], level: int = 6) -> bytes:
    """Return an object that holds others, each with its number."""
    places, place = [], 0
    for one, data in objects:
        places.append(b"%d %d" % (one, place))
        place += len(data) + 1
    head = b" ".join(places) + b"\n"
    data = compressed(head + b"\n".join(data for _, data in objects), level)
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(head))
    return stream_object(number, entries, data)


def number_of(value: float) -> bytes:
    """Return a number as PDFs write it."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


def array(items: Iterable[bytes]) -> bytes:
    """Return an array."""
    return b"[%s]" % b" ".join(items)


def text_string(text: str) -> bytes:
    """Return a text as PDFs write it: in ASCII where it is, else in UTF-16."""
    if text.isascii():
        return b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", text.encode())
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()
