"""Writes a file that people write too: never over what somebody saved in the meantime, one at a time."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from leaflets.delivery import write_whole
from leaflets.errors import Problem, ProjectError
from leaflets.readers.files import CATALOGUE, read_bytes

PATIENCE = 20.0
"""Seconds for which a file may be held by another program of ours; writing one takes a tenth of a second."""


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, or None if it is not there."""
    return read_bytes(path, str(path), CATALOGUE) if path.exists() else None


def save(path: Path, data: bytes, *, source: Path, before: bytes | None) -> None:
    """Write a file whole; raise `ProjectError` if the one that it was made from is not as it was before."""
    if content_of(source) != before:
        reason = "The file was saved by someone else while the command ran."
        hint = "It was left as it is. Run the command again: it begins with what stands there now."
        raise ProjectError([Problem(str(source), reason, hint)])
    write_whole(path, data)


@contextmanager
def alone(path: Path, patience: float = -1) -> Iterator[None]:
    """Wait until no other program of ours changes this file, then keep others waiting.

    Raise `ProjectError` after so many seconds; a negative number waits for ever.
    """
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
    lock = FileLock(Path(tempfile.gettempdir()) / f"leaflets-{name[:16]}.lock", mode=0o666)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        hint = "Try again in a moment."
        raise ProjectError([Problem(str(path), "Another command is just changing this file.", hint)]) from None
    try:
        yield
    finally:
        lock.release()
