"""Files that are not whole yet: each is written aside, under the number of its process, and renamed in one step.

So a file is either whole or the old one, whatever stops the writing. What a run that was killed outright (SIGKILL, a
power cut) could not remove is known by the number of a process that is no more.
"""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

SUFFIX = ".part"


def write_aside(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace a file in one step, and make its folder; raise OSError when the disk refuses. Nothing half is left.

    Data in parts is written part by part.
    """
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}.{os.getpid()}{SUFFIX}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with half.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def folder_aside(parent: Path) -> Iterator[Path]:
    """Make a hidden folder in which others are made before they are renamed, and remove what is left of it.

    Those that runs which were killed left behind are removed, too.
    """
    for left in parent.glob(f".*{SUFFIX}"):
        if _is_left(left) and left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
    folder = parent / f".{secrets.token_hex(4)}.{os.getpid()}{SUFFIX}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_halves(paths: Iterator[Path]) -> None:
    """Remove those of some files that are not whole, and whose process is no more."""
    for path in paths:
        if _is_left(path) and path.is_file():
            with suppress(FileNotFoundError):  # another run was faster
                path.unlink()


def _is_left(path: Path) -> bool:
    """Tell whether something is not whole, and its process is no more."""
    number = path.name.removesuffix(SUFFIX).rpartition(".")[2]
    return path.name.endswith(SUFFIX) and number.isdecimal() and not psutil.pid_exists(int(number))
