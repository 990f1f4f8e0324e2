"""PNGs of every kind, written chunk by chunk: two colours side by side, as a logo of 400 × 200 pixels."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
WIDTH, HEIGHT = 400, 200
GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6
"""The types of pixels in a PNG's head."""
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: where each pass begins across and down, and its steps."""
BLUE, GREEN = (29, 111, 165), (46, 158, 91)
Shown = tuple[int, ...] | None
"""A colour, or nothing where it is clear."""


class Kind(NamedTuple):
    """A PNG and the colours that its halves have to show."""

    data: bytes
    left: Shown
    right: Shown


def chunk(name: bytes, body: bytes = b"") -> bytes:
    """Return a chunk with its length and checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(kind: int, depth: int, left: bytes, right: bytes, *extra: bytes, interlaced: bool = False) -> bytes:
    """Return a PNG whose halves have these pixels; of less than 8 bits, a pixel is a byte with its number."""
    rows = b"".join(
        _interlaced(depth, left, right) if interlaced else _rows((WIDTH // 2, WIDTH // 2, HEIGHT), depth, left, right)
    )
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, int(interlaced))
    body = [chunk(b"IHDR", head), *extra, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND")]
    return SIGNATURE + b"".join(body)


def _rows(size: tuple[int, int, int], depth: int, left: bytes, right: bytes) -> Iterator[bytes]:
    lefts, rights, count = size
    line = left * lefts + right * rights
    if depth < 8:
        bits = "".join(f"{number:0{depth}b}" for number in line)
        bits += "0" * (-len(bits) % 8)
        line = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    yield from [b"\0" + line] * count


def _interlaced(depth: int, left: bytes, right: bytes) -> Iterator[bytes]:
    for across, down, step, leap in PASSES:
        columns = range(across, WIDTH, step)
        lefts = sum(1 for column in columns if column < WIDTH // 2)
        yield from _rows((lefts, len(columns) - lefts, len(range(down, HEIGHT, leap))), depth, left, right)


def wide(colour: tuple[int, ...]) -> bytes:
    """Return a pixel of 16 bits a channel."""
    return b"".join(bytes([one, one]) for one in colour)


def profile(space: bytes, *channels: tuple[float, float, float]) -> bytes:
    """Return a colour profile (ICC.1:2001) of a matrix: where each channel lies in XYZ, and a gamma of 2.2."""
    tags = {b"desc": _text(b"desc"), b"cprt": _text(b"text"), b"wtpt": _xyz(0.9642, 1.0, 0.8249)}
    for name, place in zip((b"r", b"g", b"b"), channels, strict=False):
        tags |= {name + b"XYZ": _xyz(*place), name + b"TRC": b"curv" + bytes(4) + struct.pack(">IHH", 1, 0x0233, 0)}
    table, bodies, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, body in tags.items():
        table += struct.pack(">4sII", name, at + len(bodies), len(body))
        bodies += body
    size = at + len(bodies)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", space, b"XYZ ") + bytes(12) + b"acsp"
    white = struct.pack(">iii", 63190, 65536, 54061)
    return (head + bytes(28) + white).ljust(128, b"\0") + table + bodies


def _text(kind: bytes) -> bytes:
    text = b"Made\0"
    body = kind + bytes(4) + (struct.pack(">I", len(text)) + text + bytes(78) if kind == b"desc" else text)
    return body + bytes(-len(body) % 4)


def _xyz(*numbers: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(number * 65536) for number in numbers))


def profiled(icc: bytes) -> bytes:
    """Return a chunk with a colour profile."""
    return chunk(b"iCCP", b"Made\0\0" + zlib.compress(icc))


RED, LEAF, SEA = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
"""The primaries of sRGB in XYZ, adapted to D50."""
TABLE = chunk(b"PLTE", bytes((*BLUE, *GREEN)))
CLEAR_SECOND = chunk(b"tRNS", b"\xff\0")
B, G = bytes(BLUE), bytes(GREEN)
KINDS = {
    "colours": Kind(png(COLOUR, 8, B, G), BLUE, GREEN),
    "colours-and-clear": Kind(png(COLOUR_ALPHA, 8, B + b"\xff", G + b"\0"), BLUE, None),
    "colours-of-16-bits": Kind(png(COLOUR, 16, wide(BLUE), wide(GREEN)), BLUE, GREEN),
    "colours-of-16-bits-and-clear": Kind(png(COLOUR_ALPHA, 16, wide((*BLUE, 255)), wide((*GREEN, 0))), BLUE, None),
    "one-colour-is-clear": Kind(
        png(COLOUR, 8, B, G, chunk(b"tRNS", b"".join(b"\0" + bytes([one]) for one in G))), BLUE, None
    ),
    "grey": Kind(png(GREY, 8, b"\x40", b"\x80"), (64,) * 3, (128,) * 3),
    "grey-of-16-bits": Kind(png(GREY, 16, b"\x40\x40", b"\x80\x80"), (64,) * 3, (128,) * 3),
    "grey-of-4-bits": Kind(png(GREY, 4, b"\x03", b"\x08"), (51,) * 3, (136,) * 3),
    "grey-of-2-bits": Kind(png(GREY, 2, b"\0", b"\1"), (0,) * 3, (85,) * 3),
    "black-and-white": Kind(png(GREY, 1, b"\0", b"\1"), (0,) * 3, (255,) * 3),
    "grey-and-clear": Kind(png(GREY_ALPHA, 8, b"\x40\xff", b"\x80\0"), (64,) * 3, None),
    "grey-of-16-bits-and-clear": Kind(png(GREY_ALPHA, 16, b"\x40\x40\xff\xff", b"\x80\x80\0\0"), (64,) * 3, None),
    "one-grey-is-clear": Kind(png(GREY, 8, b"\x40", b"\x80", chunk(b"tRNS", b"\0\x80")), (64,) * 3, None),
    "one-grey-of-16-bits-is-clear": Kind(
        png(GREY, 16, b"\x40\x40", b"\x80\x80", chunk(b"tRNS", b"\x80\x80")), (64,) * 3, None
    ),
    "palette": Kind(png(PALETTE, 8, b"\0", b"\1", TABLE), BLUE, GREEN),
    "palette-of-4-bits": Kind(png(PALETTE, 4, b"\0", b"\1", TABLE), BLUE, GREEN),
    "palette-of-1-bit": Kind(png(PALETTE, 1, b"\0", b"\1", TABLE), BLUE, GREEN),
    "palette-and-clear": Kind(png(PALETTE, 8, b"\0", b"\1", TABLE, CLEAR_SECOND), BLUE, None),
    "interlaced": Kind(png(COLOUR, 8, B, G, interlaced=True), BLUE, GREEN),
    "interlaced-of-16-bits": Kind(png(COLOUR, 16, wide(BLUE), wide(GREEN), interlaced=True), BLUE, GREEN),
    "interlaced-palette": Kind(png(PALETTE, 2, b"\0", b"\1", TABLE, interlaced=True), BLUE, GREEN),
    "profile-of-the-web": Kind(png(COLOUR, 8, B, G, profiled(profile(b"RGB ", RED, LEAF, SEA))), BLUE, GREEN),
    "profile-of-other-colours": Kind(
        png(COLOUR, 8, b"\xff\0\0", b"\0\xff\0", profiled(profile(b"RGB ", LEAF, RED, SEA))), (0, 255, 0), (255, 0, 0)
    ),
    "profile-and-clear": Kind(
        png(COLOUR_ALPHA, 8, b"\xff\0\0\xff", b"\0\xff\0\0", profiled(profile(b"RGB ", LEAF, RED, SEA))),
        (0, 255, 0),
        None,
    ),
    "profile-and-palette": Kind(
        png(PALETTE, 8, b"\0", b"\1", profiled(profile(b"RGB ", LEAF, RED, SEA)), chunk(b"PLTE", b"\xff\0\0\0\xff\0")),
        (0, 255, 0),
        (255, 0, 0),
    ),
    "profile-of-printing-inks": Kind(png(COLOUR, 8, B, G, profiled(profile(b"CMYK"))), BLUE, GREEN),
    "profile-of-greys": Kind(png(COLOUR, 8, B, G, profiled(profile(b"GRAY"))), BLUE, GREEN),
    "profile-that-is-none": Kind(png(COLOUR, 8, B, G, profiled(b"no profile")), BLUE, GREEN),
    "gamma": Kind(png(COLOUR, 8, B, G, chunk(b"gAMA", struct.pack(">I", 45455))), BLUE, GREEN),
    "words": Kind(png(COLOUR, 8, B, G, chunk(b"tEXt", b"Software\0Canva")), BLUE, GREEN),
    "no-resolution": Kind(png(COLOUR, 8, B, G, chunk(b"pHYs", bytes(9))), BLUE, GREEN),
    "unknown-chunk": Kind(png(COLOUR, 8, B, G, chunk(b"faNc", b"layers")), BLUE, GREEN),
    "something-behind-its-end": Kind(png(COLOUR, 8, B, G) + b"<layers/>" * 99, BLUE, GREEN),
}
"""What prints, in its colours."""


def large(width: int, height: int, mode: str = "1") -> bytes:
    """Return a PNG of one dark colour, of so many pixels."""
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def headed(width: int, height: int) -> bytes:
    """Return a PNG whose head promises so many pixels."""
    return (
        SIGNATURE
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT")
        + chunk(b"IEND")
    )


def other(kind: str) -> bytes:
    """Return a picture of another kind."""
    buffer = io.BytesIO()
    Image.new("RGB", (400, 200), BLUE).save(buffer, kind)
    return buffer.getvalue()


SOUND = KINDS["colours"].data
REFUSED_PNGS = {
    "9400-pixels": (large(9400, 9400), "9400 × 9400 pixels"),
    "9400-grey-pixels": (large(9400, 9400, "L"), "9400 × 9400 pixels"),
    "6001-pixels": (large(6001, 6000), "6001 × 6000 pixels"),
    "a-wide-bomb": (large(60_000, 700), "60000 × 700 pixels"),
    "a-high-bomb": (large(700, 60_000), "700 × 60000 pixels"),
    "a-promise-of-colours": (headed(20_000, 20_000), "20000 × 20000 pixels"),
    "a-promise-of-a-terabyte": (headed(500_000, 500_000), "500000 × 500000 pixels"),
    "the-largest-promise": (headed(2**31 - 1, 2**31 - 1), "pixels"),
    "more-than-the-largest": (headed(2**32 - 1, 2**32 - 1), "pixels"),
    "a-line-without-end": (headed(2**31 - 1, 1), "2147483647 × 1 pixels"),
    "a-poster": (headed(14_043, 19_866), "14043 × 19866 pixels"),
    "no-pixels": (headed(0, 0), "damaged"),
    "no-height": (headed(400, 0), "damaged"),
    "no-data": (headed(400, 200), "damaged"),
    "cut": (SOUND[:-30], "damaged"),
    "cut-in-its-data": (SOUND[:120], "damaged"),
    "false-checksum": (SOUND[:60] + b"\0\1" + SOUND[62:], "damaged"),
    "false-checksum-of-its-head": (SOUND[:29] + b"\0\0\0\0" + SOUND[33:], "damaged"),
    "words-without-end": (png(COLOUR, 8, B, G, chunk(b"zTXt", b"A\0\0" + zlib.compress(bytes(90_000_000)))), "damaged"),
    "palette-that-is-gone": (png(PALETTE, 8, b"\0", b"\1"), "damaged"),
    "only-a-signature": (SIGNATURE, "not a PNG"),
    "nothing": (b"", "not a PNG"),
    "gif": (other("GIF"), "not a PNG"),
    "jpeg": (other("JPEG"), "not a PNG"),
    "webp": (other("WEBP"), "not a PNG"),
    "tiff": (other("TIFF"), "not a PNG"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a PNG"),
    "pdf": (b"%PDF-1.7", "not a PNG"),
}
"""What cannot be printed, and a word of the reason."""
