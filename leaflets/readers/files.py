"""The one place that opens a person's file: a regular file, inside its project, of sensible size; then its bytes."""

import errno
import os
import stat
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 1024 * 1024
TOML, JSON, CATALOGUE = 2 * MEGABYTE, 16 * MEGABYTE, 8 * MEGABYTE
TEMPLATE, STYLE_SHEET, CITATION_STYLE = MEGABYTE // 4, MEGABYTE, MEGABYTE
FONT, LOGO, COLOUR_PROFILE = 64 * MEGABYTE, 2 * MEGABYTE, 16 * MEGABYTE
IMPORT, CLINICS_TABLE, PDF, LEDGER = 32 * MEGABYTE, 4 * MEGABYTE, 64 * MEGABYTE, 512 * MEGABYTE
BRAND_FILE = MEGABYTE // 16
"""The largest file of each kind, in bytes: many times what any is today."""

_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_last: ContextVar[str | None] = ContextVar("last", default=None)


class RefusedError(OSError):
    """A file that is not opened, or not read. As of others, `strerror` ends the sentence “It cannot be read: …”."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EINVAL, why)


def read_bytes(path: Path, name: str, most: int, *, first: int | None = None) -> bytes:
    """Return what is in a file; raise OSError if it is not there, no regular file, not at home, or larger than `most`.

    `name` is how people know the file. Where it is the end of `path`, such as `clinics/regions.toml`, the folder before
    it is the file's home, and a link may not lead out of it. `first` is how many bytes are wanted, if not all.
    """
    with _opened(path, name) as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(most + 1 if first is None else first) if size <= most else b""
    if max(size, len(data)) > most:
        raise RefusedError(f"it is larger than {_shown(most)}")
    return data


def read_lines(path: Path, name: str, most: int) -> Iterator[bytes]:
    """Yield a file line by line, so that a large one is never in memory as a whole; raise OSError as `read_bytes`."""
    with _opened(path, name) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise RefusedError(f"it is larger than {_shown(most)}")
        yield from file


def _opened(path: Path, name: str) -> BinaryIO:
    """Return a file that may be read."""
    _last.set(name)
    try:
        _check(path.stat())
        _check_home(path, name)
        descriptor = os.open(path, _WITHOUT_WAITING)
    except ValueError as error:
        raise RefusedError("its name holds signs that no file name can hold") from error
    file = open(descriptor, "rb")  # noqa: PTH123, SIM115 - a Path cannot be opened without waiting; callers close it
    try:
        _check(os.fstat(descriptor))
    except OSError:
        file.close()
        raise
    return file


def last_read() -> str | None:
    """Return the file that was opened last, by the name that people know: where to look after an unforeseen fault."""
    return _last.get()


def home_of(path: Path, name: str) -> Path | None:
    """Return the folder in which a file has its name; None for one that goes by its whole path."""
    parts = Path(name).parts
    if Path(name).is_absolute() or path.parts[-len(parts) :] != parts or len(parts) >= len(path.parts):
        return None
    return path.parents[len(parts) - 1]


def _check(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise RefusedError("it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("it is no regular file, but a pipe or a device")


def _check_home(path: Path, name: str) -> None:
    home = home_of(path, name)
    if home is not None and not path.resolve().is_relative_to(home.resolve()):
        raise RefusedError("it is a link to a place outside its folder")


def _shown(size: int) -> str:
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size // 1024} kB"
