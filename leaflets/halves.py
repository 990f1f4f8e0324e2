"""Files that are not whole yet: each is written aside, under the number of its process, and renamed in one step.

So a file is either whole or the old one, whatever stops the writing. What a run that was killed outright (SIGKILL, a
power cut) could not remove is known by the number of a process that is no more.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
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


def remove_halves(paths: Iterator[Path]) -> None:
    """Remove those of some files that are not whole, and whose process is no more."""
    for path in paths:
        number = path.name.removesuffix(SUFFIX).rpartition(".")[2]
        if path.name.endswith(SUFFIX) and number.isdecimal() and path.is_file() and not psutil.pid_exists(int(number)):
            with suppress(FileNotFoundError):  # another run was faster
                path.unlink()
