"""Writes a library into a folder, file by file and each whole, and packs it. What an earlier one had too many goes."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from leaflets.delivery import write_whole
from leaflets.errors import MisuseError, Problem
from leaflets.library.items import Holdings
from leaflets.model.work import LEDGER
from leaflets.readers.files import RefusedError

FIRST = "index.html"
LIST = "assets/files.txt"
"""Every file of the library, a line each."""
STORED = frozenset({".pdf", ".webp", ".woff2"})
"""Endings of files that packing makes no smaller."""


def refuse_another_site(folder: Path) -> None:
    """Raise `MisuseError` where a folder holds a first page that is none of a library's: it would be written over."""
    if (folder / FIRST).exists() and not (folder / LIST).exists():
        reason = f"Another {FIRST} lies there, which is none of a library's and would be written over."
        raise MisuseError([Problem(str(folder), reason, "Name an empty folder, or one that does not exist yet.")])


def publish(holdings: Holdings, files: Iterable[tuple[str, bytes]], folder: Path) -> list[str]:
    """Write a library around its PDFs and return the paths of its files; one that stands as it is, is not touched."""
    before, names = set(_listed(folder)), {one.path for one in holdings.copies}
    for name, data in files:
        path = folder / name
        if not (path.is_file() and not path.is_symlink() and path.read_bytes() == data):
            write_whole(path, data)
        names.add(name)
    for name in before - names:
        _remove(folder, name)
    write_whole(folder / LIST, "".join(f"{name}\n" for name in sorted(names)).encode())
    return sorted({*names, LIST})


def pack(folder: Path, names: Iterable[str], day: tuple[int, int, int]) -> Path:
    """Pack a library into one file beside its folder, the same for the same library, and return where it is.

    It holds the ledger too, by which a copy of a PDF can be told from a changed one.
    """
    target = folder.with_name(f"{folder.name}.zip")
    ledger = [LEDGER] if (folder / LEDGER).is_file() else []
    half = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted({*names, *ledger}):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", (*day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes())
    half.replace(target)
    return target


def _listed(folder: Path) -> Iterator[str]:
    """Yield what an earlier library in this folder had; nothing that leads out of it."""
    with suppress(OSError, UnicodeDecodeError, RefusedError):
        for name in (folder / LIST).read_text("utf-8").splitlines():
            parts = PurePosixPath(name).parts
            if parts and ".." not in parts and not PurePosixPath(name).is_absolute():
                yield name


def _remove(folder: Path, name: str) -> None:
    """Delete a file that the library had, and its folders, if nothing else is in them; links lead elsewhere."""
    path = folder / name
    if not path.is_file() or path.resolve() != folder.resolve() / name:
        return
    with suppress(OSError):
        path.unlink()
        for parent in path.relative_to(folder).parents[:-1]:
            (folder / parent).rmdir()
