"""Writes a file that people write too: never over what somebody saved in the meantime, one command at a time."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, or None if it is not there."""
    from leaflets.readers.files import CATALOGUE, read_bytes

    return read_bytes(path, str(path), CATALOGUE) if path.exists() else None


def save(path: Path, data: bytes, *, source: Path, before: bytes | None) -> None:
    """Write a file whole; raise `ProjectError` if the one that it was made from is not as it was before."""
    from leaflets.delivery import write_whole
    from leaflets.errors import Problem, ProjectError

    if content_of(source) != before:
        reason = "The file was saved by someone else while the command ran."
        hint = "It was left as it is. Run the command again: it begins with what stands there now."
        raise ProjectError([Problem(str(source), reason, hint)])
    write_whole(path, data)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other command changes this file, then keep others waiting."""
    from filelock import FileLock

    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
    with FileLock(Path(tempfile.gettempdir()) / f"leaflets-{name[:16]}.lock", mode=0o666):
        yield
