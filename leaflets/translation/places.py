"""The places of returned texts in a catalogue that holds only the wording of a region."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.translation.extraction import extract, update
from leaflets.translation.overriding import Over, over_of


@dataclass(frozen=True)
class Places:
    """Where the texts of these messages stand in a language's catalogue. A whole one has a place for each already."""

    project: Project
    code: str
    keys: frozenset[MessageKey]

    def made_in(self, data: bytes) -> bytes:
        """Return the catalogue's text with a place for each message."""
        over = over_of(self.project, self.code)
        return data if over is None or not self.keys else self._updated(data, replace(over, more=self.keys))

    def tidied(self, data: bytes) -> bytes:
        """Return the text without places that stayed empty, and with notes over which words the new ones are."""
        over = over_of(self.project, self.code)
        return data if over is None or not self.keys else self._updated(data, replace(over, renewed=self.keys))

    def _updated(self, data: bytes, over: Over) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "leaflets.po"
            path.write_bytes(data)
            return update(extract(self.project), path, self.project.languages[self.code], over)[0]
