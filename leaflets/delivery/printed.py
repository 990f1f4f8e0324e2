"""The printed leaflets of a run, for its report: on the disk until then, so that a run may print any number of them."""

import json
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from typing import Any

IN_MEMORY = 1024**2
"""So many bytes are not written to the disk."""


class PrintedEntries:
    """What a report says of each printed leaflet. Of many, only where it stands in a file is in memory."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - open for as long as the report is there
        weakref.finalize(self, self._file.close)
        self._starts = array("Q")
        self.drafts = 0

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, entry: dict[str, Any]) -> None:
        """Keep what is to be said of a leaflet; raise OSError when the disk refuses."""
        self._starts.append(self._file.tell())
        self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        self.drafts += entry["state"] == "draft"

    def in_order(self) -> Iterator[dict[str, Any]]:
        """Yield what was kept, by the leaflets' paths."""
        paths = [self._at(start)["path"] for start in self._starts]
        for number in sorted(range(len(paths)), key=paths.__getitem__):
            yield self._at(self._starts[number])
        self._file.seek(0, 2)

    def _at(self, start: int) -> dict[str, Any]:
        self._file.seek(start)
        entry: dict[str, Any] = json.loads(self._file.readline())
        return entry
