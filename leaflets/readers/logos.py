"""Reads a clinic's logo: a picture that stands alone, and draws the same on every machine."""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, Limits, bounded
from leaflets.readers.files import LOGO, read_bytes
from leaflets.readers.png import png_faults, png_size
from leaflets.readers.svg import read_svg
from leaflets.readers.svg_faults import Fault

LIMITS = Limits(cpu=10, wall=300, memory=512 * 1024**2)
"""What reading may use; a large logo takes a tenth of a second."""
LARGEST_UNPACKED = 8 * 1024 * 1024
"""The most that an `.svgz` may hold, in bytes."""
SUFFIXES = (".svg", ".svgz", ".png")


@dataclass(frozen=True)
class LogoFile:
    """A logo without fault. `data` is an SVG without what is not drawn, or the PNG; width ÷ height is its shape."""

    kind: Literal["svg", "png"]
    data: bytes
    width: float
    height: float


class _FaultyError(Exception):
    """Why a logo cannot be printed, and how to mend it."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults


def check_logo(path: Path, name: str, problems: list[Problem]) -> None:
    """Add a problem for each reason why this logo cannot be printed."""
    read_logo(path, name, problems)


def read_logo(path: Path, name: str, problems: list[Problem]) -> LogoFile | None:
    """Return a logo, or None after adding a problem for each reason why it cannot be printed."""
    try:
        with bounded("Reading this logo", LIMITS):
            return _read(path, name)
    except _FaultyError as faulty:
        problems.extend(Problem(name, reason, hint) for reason, hint in faulty.faults)
    except LimitExceeded as exceeded:
        problems.append(Problem(name, str(exceeded), "Simplify it, or export it as PNG."))
    return None


def _read(path: Path, name: str) -> LogoFile:
    data = _bytes_of(path, name)
    kind = path.suffix.lower()
    if kind == ".png":
        return _read_png(data)
    if kind in SUFFIXES:
        return _read_svg(_unpacked(data))
    raise _FaultyError(("The logo is neither SVG nor PNG.", "Ask your designer for an SVG file."))


def _bytes_of(path: Path, name: str) -> bytes:
    """Return what a logo's file holds; one that lies outside its clinic's folder is not opened."""
    try:
        if not path.resolve().is_relative_to(path.parent.resolve()):
            raise _FaultyError(
                ("The logo lies outside the clinic's folder.", "Put the file itself beside clinic.toml.")
            )
        return read_bytes(path, name, LOGO)
    except FileNotFoundError:
        hint = "Put the file beside clinic.toml, or name another one as brand.logo."
        raise _FaultyError(("The logo is missing.", hint)) from None
    except (OSError, RuntimeError) as error:  # a RuntimeError is a link that leads to itself, in Python 3.11 and 3.12
        reason = getattr(error, "strerror", None) or "it is a link to itself"
        hint = "Put an SVG or PNG of at most 2 MB there; a few hundred kB are enough for print."
        raise _FaultyError((f"The logo cannot be read: {reason}.", hint)) from error


def _unpacked(data: bytes) -> bytes:
    """Return what a gzip file (`.svgz`) holds; other data as it is."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        unpacked = stream.decompress(data, LARGEST_UNPACKED)
    except zlib.error:
        raise _FaultyError(("The compressed SVG is damaged.", "Save it again, as plain SVG.")) from None
    if stream.unconsumed_tail:
        reason = "The compressed SVG holds more than 8 MB."
        raise _FaultyError((reason, "Save it smaller; a few hundred kB are enough for print."))
    if not stream.eof:
        raise _FaultyError(("The compressed SVG is cut off.", "Save it again, as plain SVG."))
    return unpacked


def _read_png(data: bytes) -> LogoFile:
    faults = tuple(png_faults(data))
    if faults:
        raise _FaultyError(*faults)
    return LogoFile("png", data, *png_size(data))


def _read_svg(data: bytes) -> LogoFile:
    drawing, faults = read_svg(data)
    if drawing is None:
        raise _FaultyError(*faults)
    return LogoFile("svg", drawing.data, drawing.width, drawing.height)
