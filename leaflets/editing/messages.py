"""The messages of a leaflet as a translator edits them: words, state, what the rules say, and what to go by."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from babel.messages.catalog import Message as BabelMessage

from leaflets.editing.signed import Since, since_signed
from leaflets.errors import Problem
from leaflets.model import BackTranslation, Fact, MessageKey, StatementSource, Term, TermForms
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import message_key
from leaflets.readers.inspecting import texts_of
from leaflets.rules import PLACEHOLDER
from leaflets.translation.critical import critical_messages
from leaflets.translation.exchange.job import NEEDS_WORK, Unit
from leaflets.translation.exchange.making import make_job

State = Literal["done", "doubtful", "untranslated", "stopped", "inherited"]
"""What a message is. `stopped` has words that nobody doubts, and that a rule refuses; `inherited` has those of the
language that it is a wording of."""
Filter = Literal["all", "left", "doubtful", "changed"]
FILTERS: tuple[Filter, ...] = ("all", "left", "doubtful", "changed")
_GAP = re.compile(r"%\((?P<name>\w+)\)s(?P<case>\{\w+\})? will (?:be|look like) ?(?P<how>[^“]*)(?P<what>.*)", re.DOTALL)
_PLACE = re.compile(r"[\w-]+(?: › [^·]+| · )")
"""A note that says where a message stands: `aftercare › soreness › sore · critical`, `aftercare · title`."""
GLOSSARY = "glossary: "


class Gap(NamedTuple):
    """What the program writes in place of a placeholder: how a translation writes that, and what will stand there.

    `how` says in English of what kind it is, where `what` is an example only.
    """

    written: str
    how: str
    what: str


class Row(NamedTuple):
    """A term of the glossary that stands in a message, and how the language says it, if it has a word for it."""

    term: Term
    forms: TermForms | None


@dataclass(frozen=True)
class Form:
    """One text of a message: of a plural, the text of one form. `note` says for which numbers it is."""

    number: int
    source: str
    text: str
    note: str

    @property
    def parts(self) -> list[tuple[bool, str]]:
        """The English text in parts: words, and names of placeholders, which say so."""
        return [(place % 2 == 1, part) for place, part in enumerate(PLACEHOLDER.split(self.source)) if part]


@dataclass(frozen=True)
class Message:
    """One message of a leaflet in a language. `line` is where it stands in `file`, if it stands there.

    `is_of_topic` tells the topic's own words from those of every sheet. `changed` says that these words are others
    than somebody signed.
    """

    id: str
    key: MessageKey
    forms: tuple[Form, ...]
    state: State
    is_fuzzy: bool
    critical: bool
    is_of_topic: bool
    file: str
    line: int | None
    places: tuple[str, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]
    terms: tuple[Row, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Problem, ...]
    said_back: BackTranslation | None
    changed: bool

    @property
    def is_left(self) -> bool:
        """Whether a leaflet cannot be printed with it."""
        return self.state not in {"done", "inherited"}

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(one.text for one in self.forms)

    @property
    def mark(self) -> str:
        """What changes whenever the words do, or their state: a save says by it what it was made from."""
        return mark_of(self.texts, doubtful=self.is_fuzzy)

    def is_in(self, chosen: Filter) -> bool:
        """Tell whether a filter shows it."""
        doubtful = self.state == "doubtful"
        return {"all": True, "left": self.is_left, "doubtful": doubtful, "changed": self.changed}[chosen]


@dataclass(frozen=True)
class Messages:
    """The messages of a topic in a language, in the order of the page, and then those of every sheet."""

    topic: str
    language: str
    each: tuple[Message, ...]
    since: Since = field(default_factory=Since)

    @cached_property
    def by_id(self) -> dict[str, Message]:
        """Each by its id."""
        return {one.id: one for one in self.each}

    def chosen(self, name: Filter) -> list[Message]:
        """Return those that a filter shows."""
        return [one for one in self.each if one.is_in(name)]

    def beside(self, message: Message, name: Filter) -> tuple[Message | None, Message | None]:
        """Return the one before and the one behind a message, among those that a filter shows."""
        place = self.each.index(message)
        before = [one for one in self.each[:place] if one.is_in(name)]
        behind = [one for one in self.each[place + 1 :] if one.is_in(name)]
        return (before[-1] if before else None), (behind[0] if behind else None)


def mark_of(texts: Sequence[str], *, doubtful: bool) -> str:
    """Return the digest of a message's words and of whether they are doubtful."""
    return hashlib.sha256(json.dumps([list(texts), doubtful]).encode()).hexdigest()[:20]


def standing(message: BabelMessage | None, forms: int) -> tuple[tuple[str, ...], bool]:
    """Return the words of a message as they stand in a file, a text for each form, and whether they are doubtful."""
    texts = texts_of(message) if message else ()
    return tuple(texts[form] if form < len(texts) else "" for form in range(forms)), bool(message and message.fuzzy)


def id_of(key: MessageKey) -> str:
    """Return what a message is called in addresses; it changes with its English text."""
    return Unit(key, 0, 1, "", "").id.partition("-")[0]


def messages_of(project: Project, language: str, topic: str, today: dt.date, order: Iterable[str] = ()) -> Messages:
    """Return the messages of a topic in a language, those first that `order` names by their ids, in its order.

    Raise `ProjectError` where the catalogue cannot be read, or is behind its templates.
    """
    reader = _Reader(project, language, topic, today)
    place = {name: number for number, name in enumerate(order)}
    found = sorted(reader.messages(), key=lambda one: (not one.is_of_topic, place.get(one.id, len(place))))
    return Messages(topic, language, tuple(found), reader.since)


class _Reader:
    def __init__(self, project: Project, language: str, topic: str, today: dt.date) -> None:
        self._project, self._language, self._topic = project, language, project.topics[topic]
        self._catalogue = project.catalogue(language)
        self._critical = project.memory.recall("critical messages", lambda: critical_messages(project))
        self._own = {message_key(one): one for one in self._catalogue.messages}
        self.since = since_signed(project, language, topic, today)

    def messages(self) -> Iterator[Message]:
        """Yield each message as it stands in the catalogue."""
        units = make_job(self._project, self._language, [self._topic.slug]).units
        for key, group in groupby(units, key=lambda one: one.key):
            yield self._message(key, list(group))

    def _message(self, key: MessageKey, units: Sequence[Unit]) -> Message:
        language, translation = self._project.languages[self._language], self._catalogue.translations.get(key)
        findings, own = self._findings(key), self._own.get(key)
        statements = [one for one in self._topic.statements if key in one.messages]
        texts = tuple(one.text for one in units)
        gaps, notes = _sorted_notes(units[0].notes)
        source = " ".join(filter(None, (key.id, key.plural)))
        terms = (Row(one, one.languages.get(language.code)) for one in self._project.glossary.terms_in(source))
        return Message(
            id=id_of(key),
            key=key,
            forms=tuple(Form(one.form, one.source, one.text, one.form_note) for one in units),
            state=self._state(units, findings),
            is_fuzzy=own is not None and own.fuzzy,
            critical=key in self._critical,
            is_of_topic=key in self._topic.messages,
            file=self._catalogue.path,
            line=own.lineno if own else None,
            places=self._places(key, statements),
            gaps=tuple(gaps),
            notes=tuple(notes),
            terms=tuple(terms),
            facts=tuple(self._project.evidence_of(dict.fromkeys(fact for one in statements for fact in one.facts))),
            findings=findings,
            said_back=self._project.back_translation(self._language, key) if translation else None,
            changed=self.since.concerns(key, texts),
        )

    def _state(self, units: Sequence[Unit], findings: Iterable[Problem]) -> State:
        if self._catalogue.base is not None and not any(one.text.strip() for one in units):
            return "inherited"
        if not all(one.text.strip() for one in units):
            return "untranslated"
        if any(one.state == NEEDS_WORK for one in units):
            return "doubtful"
        return "stopped" if any(one.severity == "error" for one in findings) else "done"

    def _places(self, key: MessageKey, statements: Sequence[StatementSource]) -> tuple[str, ...]:
        """Return the headings below which a message stands in its topic."""
        titles = {one.id: one.title.id for one in self._topic.sections if one.title}
        found = [titles.get(one.section, "") for one in statements] or [
            one.title.id for one in self._topic.sections if one.title == key
        ]
        return tuple(dict.fromkeys(filter(None, found)))

    def _findings(self, key: MessageKey) -> tuple[Problem, ...]:
        """Return what the rules say of the words, the gravest first; that there are none or doubtful ones is known."""
        translation = self._catalogue.translations.get(key)
        found = translation.faults if translation and self._language != SOURCE_LANGUAGE else ()
        return tuple(sorted((one for one in found if one.rule not in {"C1", "C2"}), key=lambda one: one.severity))


def _sorted_notes(notes: Iterable[str]) -> tuple[list[Gap], list[str]]:
    """Return what will fill the placeholders, and what people noted; places and terms are told in other ways."""
    gaps, others = list[Gap](), list[str]()
    for note in notes:
        if found := _GAP.fullmatch(note):
            gaps.append(Gap(f"%({found['name']})s{found['case'] or ''}", found["how"], found["what"]))
        elif not (note.startswith(GLOSSARY) or _PLACE.match(note)):
            others.append(note)
    return gaps, list(dict.fromkeys(filter(None, [*map(_role, notes), *others])))


def _role(note: str) -> str:
    """Return what a message is in its place: “heading”, “read aloud in place of a drawing”."""
    is_told = _PLACE.match(note) and " · " in note and not note.endswith(" · critical")
    return note.rpartition(" · ")[2] if is_told else ""
