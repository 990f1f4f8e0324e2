"""Saves the words of one message: into the file of the commands, and never over what somebody else saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflets.editing.messages import Message, mark_of, standing
from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.project import LOCALES, SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import message_key, po_path
from leaflets.readers.files import CATALOGUE, read_bytes
from leaflets.rules import RULES
from leaflets.translation.exchange.job import UNWRITABLE
from leaflets.translation.rewriting import Rewriting
from leaflets.translation.saving import PATIENCE, alone, save
from leaflets.translation.splice import Wanted

LONGEST = 8000
"""Characters that one text may have; the longest of ours has 600."""
REFUSED = frozenset({"C7", "F1", "F2", "L13", "N1", "N2"})
"""Rules whose faults are not even kept as a draft: a typed number in the place of a figure, and what is no text."""
ENGLISH = "The English words are the templates’ own."


@dataclass(frozen=True)
class Asked:
    """Words that somebody wants a message to have; `known` is its mark as they saw it last."""

    texts: tuple[str, ...]
    doubtful: bool
    known: str


@dataclass(frozen=True)
class Saved:
    """What became of it. `refused` says why nothing was written, `doubted` why it was written as doubtful only.

    `theirs` is the message as somebody else saved it meanwhile; then nothing was written either.
    """

    is_written: bool
    refused: tuple[Problem, ...] = ()
    doubted: tuple[Problem, ...] = ()
    theirs: tuple[str, ...] | None = None


def save_words(project: Project, language: str, key: MessageKey, asked: Asked) -> Saved:
    """Write the words of one message; every other byte of the catalogue stays. Two at once: the second one is told.

    What the rules call an error is written as doubtful, so that no leaflet prints it; see `REFUSED` for what is not.
    Raises `LeafletsError` where the file cannot be read or written.
    """
    path = po_path(project.root / LOCALES, language)
    with alone(path, PATIENCE):
        return _Save(project.with_words_unread(), language, key, asked).done(path)


def findings_of(project: Project, language: str, message: Message) -> tuple[Problem, ...]:
    """Return what the rules say of a message's words, also of doubtful ones; the gravest first."""
    if message.state != "doubtful" or language == SOURCE_LANGUAGE:
        return message.findings
    return _Save(project, language, message.key, Asked(message.texts, doubtful=False, known="")).findings()


class _Save:
    def __init__(self, project: Project, language: str, key: MessageKey, asked: Asked) -> None:
        self._project, self._language, self._key, self._asked = project, language, key, asked
        self._source = project.catalogue_path(language)
        self._before = read_bytes(self._source, project.catalogue(language).path, CATALOGUE)
        self._rewriting = Rewriting(project, language, self._before, frozenset({key}))

    def done(self, path: Path) -> Saved:
        """Write what is asked for, unless something speaks against it."""
        texts, is_doubtful = self._now()
        if self._asked.known != mark_of(texts, doubtful=is_doubtful):
            return Saved(is_written=False, theirs=texts)
        unwritable = self._unwritable(texts)
        if unwritable:
            return Saved(is_written=False, refused=unwritable)
        errors = tuple(one for one in self.findings() if one.severity == "error")
        refused = tuple(one for one in errors if one.rule in REFUSED)
        if refused:
            return Saved(is_written=False, refused=refused)
        fuzzy = any(self._asked.texts) and (self._asked.doubtful or bool(errors))
        self._write(path, Wanted(self._changed(texts), fuzzy=fuzzy))
        return Saved(is_written=True, doubted=() if self._asked.doubtful else errors)

    def findings(self) -> tuple[Problem, ...]:
        """Return what the rules say of the words that are asked for."""
        if not any(self._asked.texts):
            return ()
        wanted = {self._key: Wanted(dict(enumerate(self._asked.texts)), fuzzy=False)}
        tried = self._rewriting.tried(wanted).translations[self._key]
        return tuple(sorted(tried.faults, key=lambda one: one.severity))

    def _now(self) -> tuple[tuple[str, ...], bool]:
        """Return the words as they stand in the file, a text for each form, and whether they are doubtful."""
        own = (one for one in self._project.catalogue(self._language).messages if message_key(one) == self._key)
        return standing(next(own, None), len(self._asked.texts))

    def _changed(self, texts: Sequence[str]) -> dict[int, str]:
        pairs = enumerate(zip(texts, self._asked.texts, strict=True))
        return {form: new for form, (old, new) in pairs if old != new}

    def _write(self, path: Path, wanted: Wanted) -> None:
        after = self._rewriting.written({self._key: wanted})
        if after != self._before:
            save(path, after, source=self._source, before=self._before)

    def _unwritable(self, texts: Sequence[str]) -> tuple[Problem, ...]:
        file, key = self._project.catalogue(self._language).path, f"“{self._key.id}”"
        if self._language == SOURCE_LANGUAGE:
            return (Problem(file, ENGLISH, RULES["C12"].hint, key=key),)
        forms = self._project.languages[self._language].plural_count if self._key.plural else 1
        if len(self._asked.texts) != forms or len(texts) != forms:
            return (Problem(file, f"This message has {forms} texts.", RULES["C3"].hint, key=key),)
        if any(len(one) > LONGEST for one in self._asked.texts):
            return (Problem(file, "The text is endless.", RULES["L13"].hint, key=key),)
        if any(UNWRITABLE.search(one) for one in self._asked.texts):
            reason = "An invisible control character stands in the text."
            return (Problem(file, reason, "Type the words around it again.", key=key),)
        return ()
