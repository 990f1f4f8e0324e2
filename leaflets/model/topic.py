"""A topic as written: what can be known about a template without rendering it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Lists = Literal["all", "absolute", "relative", "some"]
"""Which contraindications a topic names without leaving one out; `some` says that it picks."""


class MessageKey(NamedTuple):
    """What a catalogue files a message under: gettext's context, id and plural id."""

    context: str | None
    id: str
    plural: str | None = None


@dataclass(frozen=True)
class StatementSource:
    """A statement in a template: its place, its facts, whether no language may drop it, its messages.

    `fillings` says what fills each placeholder: a figure's reference or a value of the region. `when` are the
    conditions on the region under which it is printed.
    """

    id: str
    kind: str
    path: str
    line: int
    section: str
    critical: bool
    facts: tuple[str, ...]
    figures: tuple[str, ...]
    messages: tuple[MessageKey, ...]
    fillings: tuple[tuple[str, str], ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionSource:
    """A section in a template: `number` is the value of the region in a warning's head, `say` what is said there."""

    id: str
    kind: str
    title: MessageKey | None
    number: str | None
    say: str | None


@dataclass(frozen=True)
class TopicSource:
    """A topic template: its statements in reading order, shared blocks included, and every message it uses.

    `head` is what its topic(…) line sets besides words: version, date, pages, denominator. `lists` and `therapy` are
    none of what is printed: they say which contraindications the topic has to name, and of which treatment.
    """

    slug: str
    path: str
    title: MessageKey
    statements: tuple[StatementSource, ...]
    messages: frozenset[MessageKey]
    head: Mapping[str, str | int] = field(default_factory=dict)
    sections: tuple[SectionSource, ...] = ()
    lists: Lists | None = None
    therapy: str | None = None

    @property
    def facts(self) -> frozenset[str]:
        """Every fact that a statement of the topic rests on."""
        return frozenset(fact for statement in self.statements for fact in statement.facts)

    @property
    def paths(self) -> frozenset[str]:
        """Every template that holds words of the topic: its own, and the shared blocks'."""
        return frozenset((self.path, *(statement.path for statement in self.statements)))
