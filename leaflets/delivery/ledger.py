"""The ledger of an output folder: each file that was ever delivered there, by which a copy or a change can be told."""

import hashlib
import io
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from leaflets.model.work import LEDGER
from leaflets.readers.files import LEDGER as LEDGER_SIZE
from leaflets.readers.files import RefusedError, read_lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivered file: the SHA-256 of its bytes, its content id, and its path below the output folder."""

    sha256: str
    content_id: str
    path: str

    def __str__(self) -> str:
        return f"{self.sha256} {self.content_id} {self.path}"


class Ledger:
    """The ledger of one folder. Lines are only ever added, each before its file is written; it may be no link.

    So every file in the folder has its line, also when a run was killed; a line more than there are files does no harm.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LEDGER
        self._new: set[int] = set()

    @cached_property
    def entries(self) -> dict[Entry, None]:
        """What was recorded when the ledger was opened, in that order; none where there is no ledger."""
        lines = (line.decode("utf-8", "replace").rstrip("\r\n") for line in self._lines())
        return {Entry(*parts): None for line in lines if len(parts := line.split(" ", 2)) == 3}

    @cached_property
    def _known(self) -> "array[int]":
        """A digest of each line, in order: a large folder's lines themselves would fill the memory of a run."""
        return array("Q", sorted(map(_digest, self._lines())))

    def _lines(self) -> Iterator[bytes]:
        """Yield what the ledger holds, nothing where it cannot be read."""
        with suppress(OSError):
            yield from read_lines(self.path, LEDGER, LEDGER_SIZE)

    def _is_known(self, digest: int) -> bool:
        place = bisect_left(self._known, digest)
        return digest in self._new or self._known[place : place + 1] == array("Q", [digest])

    def record(self, entry: Entry) -> None:
        """Add a line, unless it is there already; raise OSError when the disk refuses."""
        line = f"{entry}\n".encode()
        if not self._is_known(_digest(line)):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_symlink():
                raise RefusedError("its ledger is a link; put the file itself there")
            with self.path.open("ab+") as file:
                file.write(self._break(file) + line)
            self._new.add(_digest(line))

    @staticmethod
    def _break(file: BinaryIO) -> bytes:
        """Return the line break that a killed run did not come to write."""
        if file.tell() == 0:
            return b""
        file.seek(-1, io.SEEK_END)
        return b"" if file.read(1) == b"\n" else b"\n"


def _digest(line: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(line.strip(), digest_size=8).digest())
