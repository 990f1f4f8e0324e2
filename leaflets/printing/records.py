"""What became of each leaflet when it was made last: what it rested on, what was said of it, and how its file lies."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from leaflets.model import Leaflet, Printed, Standing
from leaflets.printing.grounds import Ground
from leaflets.printing.notes import Notes
from leaflets.readers.files import PDF, read_bytes
from leaflets.store import Store, signature_of

KIND = "records"
NOWHERE: Sequence[int] = ()
WAITING = 1000
"""How many new records wait in memory until they are written."""


@dataclass(frozen=True)
class Record:
    """A leaflet as it was delivered. `whole`, `beside_words` and `words` are what it was composed from, `page` what.

    `lies` changes whenever its file does. Without a ground it is known by its page alone.
    """

    page: str
    sha256: str
    size: int
    content_id: str
    state: str
    pages: int
    fonts: Sequence[str]
    seconds: float
    lies: Sequence[int] = NOWHERE
    whole: str = ""
    beside_words: str = ""
    words: str = ""

    @classmethod
    def of(cls, printed: Printed, page: str) -> "Record":
        """Return the record of what is printed now."""
        return cls(
            page=page,
            sha256=printed.sha256,
            size=printed.size,
            content_id=printed.content_id,
            state=printed.state,
            pages=printed.pages,
            fonts=printed.fonts,
            seconds=printed.seconds,
        )

    def on(self, ground: Ground | None, words: str) -> "Record":
        """Return the same as composed from something."""
        if ground is None:
            return replace(self, whole="", beside_words="", words="")
        return replace(self, whole=ground.whole, beside_words=ground.beside_words, words=words)

    def standing(self, leaflet: Leaflet) -> Standing:
        """Return the leaflet as one whose file lies where it belongs."""
        return Standing(
            leaflet, self.sha256, self.size, self.content_id, self.state, self.pages, tuple(self.fonts), self.seconds
        )


class Records:
    """The records of the leaflets of one project in one output folder."""

    def __init__(self, store: Store, project: Path, out: Path, stands: Callable[[], bool]) -> None:
        """Open the records; `stands` tells whether the files that leaflets were composed from are still the same."""
        self._out, self._stands = out, stands
        self._notes = Notes(store, KIND, (project, out.resolve()))

    def find(self, leaflet: Leaflet) -> Record | None:
        """Return what became of a leaflet when it was made last; None if that is not known."""
        note = self._notes.find(leaflet)
        return None if note is None else Record(**note)

    def note(self, leaflet: Leaflet, record: Record) -> None:
        """Remember what became of a leaflet whose file lies there now."""
        self._notes.note(leaflet, asdict(replace(record, lies=self._signature(leaflet))))
        if self._notes.waiting >= WAITING:
            self.write()

    def write(self) -> None:
        """Write what is remembered: where files have changed meanwhile, nobody knows what it was composed from."""
        if self._notes.waiting and not self._stands():
            self._notes.change_new(lambda note: asdict(Record(**note).on(None, "")))
        self._notes.write()

    def lies(self, leaflet: Leaflet, record: Record) -> bool:
        """Tell whether a leaflet's file is the one of its record. It is read only where it may have changed."""
        signature = self._signature(leaflet)
        if not signature or signature[2] != record.size:
            return False
        if signature == list(record.lies):
            return True
        if not self._holds(leaflet, record.sha256):
            return False
        self.note(leaflet, record)
        return True

    def _holds(self, leaflet: Leaflet, sha256: str) -> bool:
        path = self._out / leaflet.path
        try:
            return not path.is_symlink() and hashlib.sha256(read_bytes(path, path.name, PDF)).hexdigest() == sha256
        except OSError:
            return False

    def _signature(self, leaflet: Leaflet) -> list[int]:
        """Return what changes whenever a leaflet's file does; nothing where there is none, or a link."""
        path = self._out / leaflet.path
        try:
            return [] if path.is_symlink() else list(signature_of(path))
        except OSError:
            return []
