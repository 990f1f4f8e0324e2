"""Digests of values and files: the same for what is the same, on every machine, and for nothing else.

A value is written down with its type and its length, part by part, so that no two values read alike; what is none of
the types below is refused, since nobody could say when two of it are the same.
"""

import dataclasses
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import Any

from leaflets.readers.files import FONT, RefusedError, read_bytes
from leaflets.store.store import Store

PROGRAM = Path(__file__).parent.parent
Add = Callable[[bytes], object]
"""Takes one piece after the other of what a value is written down as."""


def key_of(*values: object) -> str:
    """Return the key of values, which is their SHA-256 in hexadecimal; raise TypeError for one of an unknown kind."""
    return hashlib.sha256(_whole(values)).hexdigest()


def digest_of_files(folders: Iterable[Path], pattern: str = "*") -> str:
    """Return the SHA-256 of all files below some folders, of their names and of what is in them.

    Raises OSError for one that cannot be read, is larger than any font, or is a link to a folder.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files_below(folder, pattern):
            name = path.relative_to(folder).as_posix()
            _parts((name, read_bytes(path, name, FONT)), digest.update)
    return digest.hexdigest()


def digest_of_fonts(folders: Iterable[Path], store: Store) -> str | None:
    """Return the digest of all files below some folders; what did not change since it was last read is not read.

    None where one of them cannot be read: then nobody can say what is the same.
    """
    try:
        paths = sorted(folder.resolve() for folder in folders)
        signature = key_of([(str(one), signature_of(one)) for folder in paths for one in _files_below(folder)])
        known = store.find("files", signature)
        if known is not None:
            return known.decode()
        digest = _digest_of_unchanged(tuple(paths), signature)
    except OSError:
        return None
    store.keep("files", signature, digest.encode())
    return digest


def _files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the files below a folder by name; raise OSError for a link to a folder: what is in it is not seen."""
    found = sorted(folder.rglob(pattern))
    if any(one.is_symlink() and one.is_dir() for one in found):
        raise RefusedError("it is a link to a folder")
    return [one for one in found if not one.is_dir()]


@lru_cache(maxsize=8)
def _digest_of_unchanged(folders: tuple[Path, ...], _signature: str) -> str:
    return digest_of_files(folders)


def signature_of(path: Path) -> tuple[int, ...]:
    """Return what changes whenever a file does: nobody sets the time at which the system noted its last change."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


@cache
def digest_of_program() -> str:
    """Return the SHA-256 of the program's own modules: what they make may differ with any of them."""
    return digest_of_files([PROGRAM], "*.py")


def _parts(value: Any, add: Add) -> None:
    """Add what a value is written down as. What most values are comes first: a leaflet's page holds thousands."""
    kind = type(value)
    if kind is str:
        _sized("text", value.encode("utf-8", "surrogatepass"), add)
    elif kind is tuple or kind is list:
        _many("list", value, add)
    elif value is None or isinstance(value, (bool, int, float)):
        _sized(kind.__name__, repr(value).encode(), add)
    elif isinstance(value, str):
        _sized("text", value.encode("utf-8", "surrogatepass"), add)
    elif isinstance(value, bytes):
        _sized("bytes", value, add)
    elif isinstance(value, dt.date):
        _sized(kind.__name__, value.isoformat().encode(), add)
    elif isinstance(value, PurePath):
        _sized("path", os.fsencode(value.as_posix()), add)
    else:
        _parts_of_many(value, add)


def _parts_of_many(value: Any, add: Add) -> None:
    """Add what a value is written down as that holds others; their order counts where they have one."""
    if isinstance(value, (tuple, list)):
        _many("list", value, add)
    elif isinstance(value, AbstractSet):
        _sized("set", b"".join(sorted(map(_whole, value))), add, len(value))
    elif isinstance(value, Mapping):
        _sized("map", b"".join(sorted(map(_whole, value.items()))), add, len(value))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        _sized(f"{type(value).__module__}.{type(value).__qualname__}", b"", add)
        _parts({field.name: getattr(value, field.name) for field in dataclasses.fields(value)}, add)
    else:
        raise TypeError(f"no digest of {type(value).__qualname__}: nobody can say when two of it are the same")


def _many(kind: str, values: Sequence[Any], add: Add) -> None:
    _sized(kind, b"", add, len(values))
    for one in values:
        _parts(one, add)


def _whole(value: object) -> bytes:
    parts: list[bytes] = []
    _parts(value, parts.append)
    return b"".join(parts)


def _sized(kind: str, data: bytes, add: Add, count: int = 0) -> None:
    add(f"{kind} {len(data)} {count}\n".encode())
    add(data)
