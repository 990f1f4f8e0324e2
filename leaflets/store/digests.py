"""Digests of values and files: the same for what is the same, on every machine, and for nothing else.

A value is written down with its type and its length, part by part, so that no two values read alike; what is none of
the types below is refused, since nobody could say when two of it are the same.
"""

import dataclasses
import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import Any

from leaflets.readers.files import FONT, RefusedError, read_bytes
from leaflets.store.store import Store

PROGRAM = Path(__file__).parent.parent


def key_of(*values: object) -> str:
    """Return the key of values, which is their SHA-256 in hexadecimal; raise TypeError for one of an unknown kind."""
    digest = hashlib.sha256()
    for part in _parts(values):
        digest.update(part)
    return digest.hexdigest()


def digest_of_files(folders: Iterable[Path], pattern: str = "*") -> str:
    """Return the SHA-256 of all files below some folders, of their names and of what is in them.

    Raises OSError for one that cannot be read, is larger than any font, or is a link to a folder.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files_below(folder, pattern):
            name = path.relative_to(folder).as_posix()
            for part in _parts((name, read_bytes(path, name, FONT))):
                digest.update(part)
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


def _parts(value: Any) -> Iterator[bytes]:
    """Yield what a value is written down as."""
    match value:
        case str():
            yield from _sized("text", value.encode("utf-8", "surrogatepass"))
        case bytes():
            yield from _sized("bytes", value)
        case bool() | int() | float() | None:
            yield from _sized(type(value).__name__, repr(value).encode())
        case dt.date():
            yield from _sized(type(value).__name__, value.isoformat().encode())
        case PurePath():
            yield from _sized("path", os.fsencode(value.as_posix()))
        case _:
            yield from _parts_of_many(value)


def _parts_of_many(value: Any) -> Iterator[bytes]:
    """Yield what a value is written down as that holds others; their order counts where they have one."""
    match value:
        case tuple() | list():
            yield from _sized("list", b"", len(value))
            for one in value:
                yield from _parts(one)
        case AbstractSet():
            yield from _sized("set", b"".join(sorted(map(_whole, value))), len(value))
        case Mapping():
            yield from _sized("map", b"".join(sorted(map(_whole, value.items()))), len(value))
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            yield from _sized(f"{type(value).__module__}.{type(value).__qualname__}", b"")
            yield from _parts({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
        case _:
            raise TypeError(f"no digest of {type(value).__qualname__}: nobody can say when two of it are the same")


def _whole(value: object) -> bytes:
    return b"".join(_parts(value))


def _sized(kind: str, data: bytes, count: int = 0) -> Iterator[bytes]:
    yield f"{kind} {len(data)} {count}\n".encode()
    yield data
