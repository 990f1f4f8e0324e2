"""Pieces of a stream that are compressed once, each by itself, and put together without compressing them again.

A compressed stream (RFC 1950, 1951) is a row of blocks. A piece ends with one that fills its last byte, and refers to
nothing before it; so pieces may stand in any order, and only the checksum at the end is of the whole.
"""

import zlib
from collections.abc import Iterable
from typing import NamedTuple

HEAD, END = b"\x78\xda", b"\x03\x00"
"""How a stream begins that is compressed as well as can be, and its last, empty block."""
_BASE = 65521
"""The modulus of Adler-32."""


class Deflated(NamedTuple):
    """A piece: its blocks, the checksum of what they hold, and how many bytes that is."""

    blocks: bytes
    checksum: int
    length: int


def deflated(content: bytes) -> Deflated:
    """Return a piece of a stream."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = squeezer.compress(content) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return Deflated(blocks, zlib.adler32(content), len(content))


def together(pieces: Iterable[Deflated]) -> bytes:
    """Return a stream of pieces."""
    checksum, blocks = 1, [HEAD]
    for one in pieces:
        blocks.append(one.blocks)
        checksum = _of_both(checksum, one)
    return b"".join([*blocks, END, checksum.to_bytes(4, "big")])


def _of_both(before: int, piece: Deflated) -> int:
    """Return the checksum of what has one, followed by a piece."""
    low, high = before & 0xFFFF, before >> 16
    own_low, own_high = piece.checksum & 0xFFFF, piece.checksum >> 16
    both_low = (low + own_low - 1) % _BASE
    both_high = (high + own_high + piece.length * (low - 1)) % _BASE
    return both_high << 16 | both_low
