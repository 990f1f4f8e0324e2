"""Folders as they are now, without reading what is in them: whether anything was changed since can be told by it."""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from leaflets.readers.files import RefusedError
from leaflets.store.digests import signature_of

SETTLED = 1_000_000_000
"""How long ago, in nanoseconds, a file has to have changed: two changes in one tick of its clock look alike."""


@dataclass(frozen=True)
class State:
    """All that lies below some folders: each path, and what changes whenever the file does; nothing for a folder.

    `taken` is when it was so, in nanoseconds since 1970.
    """

    paths: tuple[tuple[str, tuple[int, ...]], ...]
    taken: int = field(compare=False)

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing had changed just then, nor, by a clock that went back, in times to come."""
        times = (signature[-1] for _, signature in self.paths if signature)
        return max(times, default=0) < self.taken - SETTLED


def state_of(folders: Iterable[Path]) -> State | None:
    """Return the state of folders, of those that are there; None where one cannot be looked through."""
    taken = time.time_ns()
    try:
        return State(tuple(one for folder in sorted(set(folders)) for one in _below(folder)), taken)
    except OSError:
        return None


def installed_libraries() -> list[tuple[str, tuple[int, ...]]]:
    """Return the state of the folders into which libraries are installed: it changes with each that comes or goes."""
    places = [Path(one) for one in sys.path if one.endswith("-packages")]
    return [(str(one), signature_of(one)) for one in places if one.is_dir()]


def _below(folder: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what lies below a folder; raise OSError for a link to a folder, since what is in it is not seen."""
    for path in sorted(folder.rglob("*")):
        is_folder = path.is_dir()
        if is_folder and path.is_symlink():
            raise RefusedError("it is a link to a folder")
        yield str(path), () if is_folder else signature_of(path)
