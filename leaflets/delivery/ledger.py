"""The ledger of an output folder: each file that was ever delivered there, by which a copy or a change can be told."""

import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from leaflets.model.work import LEDGER
from leaflets.readers.files import LEDGER as LEDGER_SIZE
from leaflets.readers.files import RefusedError, read_bytes


@dataclass(frozen=True)
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

    @cached_property
    def entries(self) -> dict[Entry, None]:
        """What was recorded when the ledger was opened, in that order; none where there is no ledger."""
        try:
            lines = read_bytes(self.path, LEDGER, LEDGER_SIZE).decode("utf-8", "replace").splitlines()
        except OSError:
            return {}
        return {Entry(*parts): None for line in lines if len(parts := line.split(" ", 2)) == 3}

    def record(self, entry: Entry) -> None:
        """Add a line, unless it is there already; raise OSError when the disk refuses."""
        if entry not in self.entries:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_symlink():
                raise RefusedError("its ledger is a link; put the file itself there")
            with self.path.open("ab+") as file:
                file.write(f"{self._break(file)}{entry}\n".encode())
            self.entries[entry] = None

    @staticmethod
    def _break(file: BinaryIO) -> str:
        """Return the line break that a killed run did not come to write."""
        if file.tell() == 0:
            return ""
        file.seek(-1, io.SEEK_END)
        return "" if file.read(1) == b"\n" else "\n"
