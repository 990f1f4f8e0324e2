"""Other words for some messages of a catalogue: what the rules would say of them, and the text that has them."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from leaflets.errors import Problem, ProjectError
from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.readers.catalogues import Catalogue, Standards, read_catalogue
from leaflets.translation.places import Places
from leaflets.translation.splice import Wanted, splice


@dataclass(frozen=True)
class Rewriting:
    """A language's catalogue, as its text was `before`, of which the messages under some keys are to be others."""

    project: Project
    code: str
    before: bytes
    keys: frozenset[MessageKey]

    def tried(self, wanted: Mapping[MessageKey, Wanted]) -> Catalogue:
        """Return the catalogue with other words, as if nobody doubted them: a doubtful text has to be as sound."""
        unmarked = {key: replace(one, fuzzy=False) for key, one in wanted.items()}
        return self._read(splice(self._ground, unmarked), self.project.standards_of(self.code))

    def written(self, wanted: Mapping[MessageKey, Wanted]) -> bytes:
        """Return the catalogue's text with other words, and every other word as it was.

        Raise `ProjectError` where that cannot be, because a message is not written as the program writes it.
        """
        after = self._places.tidied(splice(self._ground, wanted))
        self._check(after, wanted)
        return after

    @property
    def _places(self) -> Places:
        return Places(self.project, self.code, self.keys)

    @cached_property
    def _ground(self) -> bytes:
        """The catalogue's text in which each message has a place."""
        return self._places.made_in(self.before)

    @property
    def _like(self) -> Catalogue:
        return self.project.catalogue(self.code)

    def _read(self, text: bytes, standards: Standards | None = None) -> Catalogue:
        """Return what the catalogue's reader makes of a text."""
        like = self._like
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "leaflets.po"
            path.write_bytes(text)
            return read_catalogue(path, like.path, like.language, standards, like.base)

    def _check(self, text: bytes, wanted: Mapping[MessageKey, Wanted]) -> None:
        """Make sure that the new text says what was asked and else what it said; raise `ProjectError` if not."""
        before, after = self._like, self._read(text)
        for key, translation in before.translations.items():
            expected = dict(enumerate(translation.texts))
            expected |= wanted[key].texts if key in wanted else {}
            if before.base is not None and not any(expected.values()) and key in before.base.translations:
                expected = dict(enumerate(before.base.translations[key].texts))
            if dict(enumerate(after.translations[key].texts if key in after.translations else ())) != expected:
                hint = f"Run first: leaflets catalogue update -l {self.code}"
                reason = "This message is not written as the program writes it, so its words cannot be changed alone."
                raise ProjectError([Problem(before.path, reason, hint, key=f"“{key.id}”")])
