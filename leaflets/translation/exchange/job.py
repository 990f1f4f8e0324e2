"""A translation job: what goes to a translator, and what comes back."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from leaflets.model import MessageKey

TRANSLATED, NEEDS_WORK, NOT_TRANSLATED, ERASE = "translated", "needs work", "not translated", "erase"
STATES = (TRANSLATED, NEEDS_WORK, NOT_TRANSLATED)
"""What an export says of a translation.

A file that comes back may say `erase` too: only then does an empty text count.
"""

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that a catalogue cannot hold: controls, and those that end a line there unasked."""
UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so XLIFF and XLSX, cannot hold."""


@dataclass(frozen=True)
class Unit:
    """One text to translate: a message, or one plural form of it. `form` counts from 0, of `forms`."""

    key: MessageKey
    form: int
    forms: int
    text: str
    state: str
    notes: tuple[str, ...] = ()
    form_note: str = ""
    singular: bool = True

    @cached_property
    def id(self) -> str:
        """A name that stays while context and source stay, and changes with them; never readable as a number."""
        digest = "m" + _digest(*self.key)
        return digest if self.key.plural is None else f"{digest}-{self.form}"

    @property
    def source(self) -> str:
        """The one source text that belongs to this form."""
        return self.key.id if self.singular or self.key.plural is None else self.key.plural

    @property
    def sources(self) -> tuple[tuple[str, ...], ...]:
        """The ways in which files show the source: the one text, or singular and plural side by side."""
        return ((self.source,), (self.key.id, self.key.plural or ""))

    @property
    def exported(self) -> str:
        """A digest of translation and state, by which an import tells an edited text from one that was left alone."""
        return exported(self.text, self.state)


@dataclass(frozen=True)
class Job:
    """The texts of one language, of the named topics or (when none is named) of everything.

    `project` is the name in the catalogue's header; `language` a BCP 47 tag.
    """

    project: str
    language: str
    topics: tuple[str, ...]
    units: tuple[Unit, ...]
    name: str
    rtl: bool = False

    @cached_property
    def digest(self) -> str:
        """A digest of all source texts of the job: another one means that the file is stale."""
        return digest_of(unit.id for unit in self.units)


@dataclass(frozen=True)
class Row:
    """One text as it came back. `line` is the row of a sheet, or the line of an XLIFF file."""

    line: int
    id: str
    sources: tuple[str, ...]
    text: str
    state: str
    exported: str

    @property
    def edited(self) -> bool:
        """Whether translation or state differ from what was exported."""
        return exported(self.text, self.state) != self.exported

    @property
    def asks(self) -> bool:
        """Whether a change is asked for. An empty text asks for none, unless it is marked to be erased."""
        return self.edited and (bool(self.text) or self.erases)

    @property
    def asked(self) -> tuple[str, str]:
        """The translation and the state that the row asks for."""
        return ("", NOT_TRANSLATED) if self.erases else (self.text, self.state)

    @property
    def erases(self) -> bool:
        """Whether the translation shall go."""
        return self.state == ERASE


@dataclass(frozen=True)
class Returned:
    """A file that came back, as far as one can read it without knowing the catalogue."""

    project: str
    language: str
    topics: tuple[str, ...]
    digest: str
    rows: tuple[Row, ...]


def digest_of(ids: Iterable[str]) -> str:
    """Return the digest of a set of texts, whatever their order."""
    return "s" + _digest(*sorted(ids))


def exported(text: str, state: str) -> str:
    """Return the digest of a translation with its state."""
    return "b" + _digest(text, state)


def settled(state: str, text: str) -> str:
    """Return the state of a text that a translator filled in, or emptied, without touching the state."""
    if state == ERASE:
        return ERASE
    if not text:
        return NOT_TRANSLATED
    return TRANSLATED if state == NOT_TRANSLATED else state


def _digest(*parts: str | None) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:16]
