"""What is translated and what is left, counted honestly: a message that stops its leaflet is not done."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from babel.messages.catalog import Catalog, Message

from leaflets.errors import Problem, ProjectError
from leaflets.model import Approval, Language, MessageKey, TopicSource
from leaflets.project import TEMPLATES, Project
from leaflets.project.watching import unwatched
from leaflets.readers.catalogues import load_po, message_id
from leaflets.readers.messages import PLACEHOLDER
from leaflets.readers.templates import BLOCKS, TOPICS
from leaflets.reviewing.signoffs import approval_of
from leaflets.translation.critical import critical_messages
from leaflets.translation.hints import words_of
from leaflets.translation.overriding import check_overriding

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")

State = Literal["translated", "untranslated", "fuzzy", "faulty"]
"""What a message is: one of these. `untranslated` has no words, or not all of its plural forms; `faulty` has words
that a check stops."""


@dataclass(frozen=True)
class Count:
    """Messages by state. `absent` are those of the untranslated that the catalogue does not even have.

    `gone` are in the catalogue and no longer in the templates. `words_left` counts English words without placeholders.
    """

    messages: int
    translated: int
    untranslated: int
    fuzzy: int
    faulty: int
    absent: int
    gone: int
    critical_left: int
    words_left: int

    @property
    def stale(self) -> int:
        """Messages that catalogue and templates do not share."""
        return self.absent + self.gone

    @property
    def percent(self) -> int:
        """How much is translated; 100 only if nothing is left."""
        return 100 * self.translated // self.messages if self.messages else 100

    def as_json(self) -> dict[str, int]:
        """Return the numbers by name, for machines."""
        return {**asdict(self), "stale": self.stale, "percent": self.percent}


@dataclass(frozen=True)
class LanguageStatus:
    """One language: `total` counts each message once, `topics` count shared words in each topic that has them.

    `unwatched` warns that rules on meaning do not know the language. Wording of a region has `own` messages over those
    of its parent, `overtaken` of them over words that the parent no longer has.
    """

    language: Language
    total: Count
    layout: Count
    topics: Mapping[str, Count]
    approvals: Mapping[str, Approval]
    problems: tuple[Problem, ...]
    unwatched: tuple[Problem, ...] = ()
    own: int = 0
    overtaken: int = 0

    @property
    def final(self) -> int:
        """How many topics are signed off in every role."""
        return sum(approval.is_final for approval in self.approvals.values())

    def as_json(self) -> dict[str, Any]:
        """Return everything, for machines."""
        topics = [
            {"topic": slug, **count.as_json(), "signed_off": _signed(self.approvals[slug])}
            for slug, count in self.topics.items()
        ]
        return {
            "language": self.language.code,
            "name": self.language.name,
            "provenance": self.language.provenance,
            "parent": self.language.parent,
            "own_messages": self.own,
            "overtaken": self.overtaken,
            **self.total.as_json(),
            "final_topics": self.final,
            "layout": self.layout.as_json(),
            "topics": topics,
            "unwatched": [problem.reason for problem in self.unwatched],
            "problems": [str(problem) for problem in self.problems],
        }


def _signed(approval: Approval) -> dict[str, Any]:
    given = [
        {"role": one.role, "name": one.name, "credential": one.credential, "date": one.date.isoformat()}
        for one in approval.signers
    ]
    void = [{"role": one.role, "name": one.name, "reason": reason} for one, reason in approval.void]
    return {"final": approval.is_final, "given": given, "missing": list(approval.missing), "void": void}


def status_of(
    project: Project,
    code: str,
    topics: Collection[str],
    today: dt.date,
    critical: frozenset[MessageKey] | None = None,
) -> LanguageStatus:
    """Return how far a language is, in these topics and the words of every sheet. `today` decides what has lapsed.

    `critical` spares finding the critical messages anew for each language.
    """
    catalogue, file = project.catalogue(code), _File(project, code)
    sources = [source for slug, source in project.topics.items() if slug in topics]
    critical = critical_messages(project) if critical is None else critical
    layout = _Row(project.layout_messages, critical, _layout_templates(project))
    rows = {source.slug: _row(source, critical) for source in sources}
    return LanguageStatus(
        language=catalogue.language,
        total=file.count(_Row.union([layout, *rows.values()])),
        layout=file.count(layout),
        topics={slug: file.count(row) for slug, row in rows.items()},
        approvals={slug: approval_of(project, slug, code, today) for slug in rows},
        problems=catalogue.problems,
        unwatched=unwatched(project, code),
        own=len(catalogue.own),
        overtaken=sum(one.rule == "X5" for one in check_overriding(catalogue)),
    )


@dataclass(frozen=True)
class _Row:
    """What is counted together: messages, which messages are critical, and the templates that they stand in.

    Without `templates`, everything that has gone from the templates counts.
    """

    messages: frozenset[MessageKey]
    critical: frozenset[MessageKey]
    templates: frozenset[str] | None

    @classmethod
    def union(cls, rows: Iterable["_Row"]) -> "_Row":
        """Return a row that has each message of some rows once."""
        messages, critical = zip(*((row.messages, row.critical) for row in rows), strict=True)
        return cls(frozenset().union(*messages), frozenset().union(*critical), None)


def _row(topic: TopicSource, critical: frozenset[MessageKey]) -> _Row:
    return _Row(topic.messages, critical, frozenset({topic.path, *(one.path for one in topic.statements)}))


def _layout_templates(project: Project) -> frozenset[str]:
    names = project.environment.list_templates()
    return frozenset(f"{TEMPLATES}/{name}" for name in names if not name.startswith((f"{TOPICS}/", f"{BLOCKS}/")))


class _File:
    """One language's catalogue, as it is on the disk and as leaflets find it."""

    def __init__(self, project: Project, code: str) -> None:
        self._sound = project.catalogue(code)
        self._written, *self._beneath = (_read(project, one) for one in project.languages[code].lineage)
        known = project.layout_messages.union(*(topic.messages for topic in project.topics.values()))
        ids = {(key.context, message_id(key)) for key in known}
        self._gone = [one for one in self._written if one.id and (one.context, one.id) not in ids]

    def count(self, row: _Row) -> Count:
        """Return the messages of a row by state."""
        states = {key: self._state(key) for key in row.messages}
        left = [key for key, state in states.items() if state != "translated"]
        counted = Counter(states.values())
        return Count(
            messages=len(states),
            translated=counted["translated"],
            untranslated=counted["untranslated"],
            fuzzy=counted["fuzzy"],
            faulty=counted["faulty"],
            absent=sum(self._message(key) is None for key in row.messages),
            gone=sum(row.templates is None or not row.templates.isdisjoint(_templates(one)) for one in self._gone),
            critical_left=len(row.critical.intersection(left)),
            words_left=sum(map(word_count, left)),
        )

    def _state(self, key: MessageKey) -> State:
        message = self._message(key)
        if message is None:
            return "untranslated"
        if message.fuzzy:
            return "fuzzy"
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        wanted = self._sound.language.plural_count if key.plural else 1
        if len(texts) != wanted or not all(text.strip() for text in texts):
            return "untranslated"
        return "faulty" if self._sound.problems or self._sound.faults(key) else "translated"

    def _message(self, key: MessageKey) -> Message | None:
        """Return a message as it is written; where a region has no words of its own, its parent's."""
        each = (one.get(message_id(key), context=key.context) for one in (self._written, *self._beneath))
        found = [one for one in each if one is not None and one.id == message_id(key)]
        return next((one for one in found[:-1] if words_of(one) or one.fuzzy), found[-1] if found else None)


def _read(project: Project, code: str) -> Catalog:
    """Return a catalogue in Babel's model; one that cannot be read has nothing, and the catalogue says why."""
    try:
        return load_po(project.catalogue_path(code))
    except ProjectError:
        return Catalog()


def _templates(message: Message) -> Iterable[str]:
    return (path for path, _ in message.locations)


def word_count(key: MessageKey) -> int:
    """Return the words of an English text, without its placeholders; the plural says the same words again."""
    return len(_WORD.findall(PLACEHOLDER.sub(" ", key.id)))
