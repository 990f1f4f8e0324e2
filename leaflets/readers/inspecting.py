"""Holds the messages of a catalogue against the rules, each when it is first asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from babel.messages.catalog import Message

from leaflets.errors import Problem
from leaflets.model import Language, MessageKey, Term, Waiver
from leaflets.readers.po_faults import shown
from leaflets.rules import RULES, Entry, Finding, Twins, check_entry
from leaflets.rules.numbers import may_name


@dataclass(frozen=True)
class Standards:
    """What translations are measured by, besides the rules: the source language, terms, clinics' names, exceptions."""

    source: Language | None = None
    terms_in: Callable[[str], Iterable[Term]] = lambda _: ()
    names: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Translation:
    """The words for one message: a text for each plural form. What is wrong with them is found when first asked for."""

    texts: tuple[str, ...]
    inspect: Callable[[], Iterable[Problem]] = field(default=tuple, compare=False, repr=False)
    waived: frozenset[str] = frozenset()

    @cached_property
    def findings(self) -> tuple[Problem, ...]:
        """Everything that the rules find, errors and warnings, also what an exception allows."""
        return tuple(self.inspect())

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What the rules find and no exception allows."""
        return tuple(one for one in self.findings if one.rule not in self.waived)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The errors, which stop every leaflet that needs the message."""
        return tuple(one for one in self.faults if one.severity == "error")


class Inspector:
    """Holds the messages of a catalogue against the rules, each when it is asked for.

    `beneath` are those of its parent, which stand where the catalogue has none: they have to do for its readers, too.
    """

    def __init__(
        self,
        name: str,
        language: Language,
        standards: Standards,
        messages: Iterable[Message],
        beneath: Iterable[Message] = (),
    ) -> None:
        self._name, self._language, self._standards = name, language, standards
        whole = {message_key(message): (message, message.lineno) for message in messages}
        whole = {**{message_key(message): (message, None) for message in beneath}, **whole}
        self.translations = {key: self._translation(key, *placed) for key, placed in whole.items()}

    def _translation(self, key: MessageKey, message: Message, line: int | None) -> Translation:
        texts, waivers = texts_of(message), self._standards.waivers
        waived = {one.rule for one in waivers if one.holds_for(key, texts) and not RULES[one.rule].stands}
        return Translation(texts, lambda: self._inspect(key, message, line), frozenset(waived))

    def _inspect(self, key: MessageKey, message: Message, line: int | None) -> list[Problem]:
        standards, texts = self._standards, texts_of(message)
        terms = tuple(standards.terms_in(key.plural or key.id))
        named = tuple(name for name in standards.names if may_name(name, texts))
        entry = Entry(key, texts, self._language, standards.source, terms, named, fuzzy=message.fuzzy)
        measured = (self._languages, *(one.model_dump_json() for one in terms))
        found = [*_checked(_Asked(entry, measured)), *(() if entry.is_source else self._twins.check(key))]
        return [_problem(one, self._name, line, key) for one in found]

    @cached_property
    def _languages(self) -> str:
        """What a text is measured by besides terms and names."""
        source = self._standards.source
        return f"{self._language.model_dump_json()} {source.model_dump_json() if source else ''}"

    @cached_property
    def _twins(self) -> Twins:
        texts = {key: translation.texts for key, translation in self.translations.items()}
        return Twins(texts, self._standards.source)


@dataclass(frozen=True)
class _Asked:
    """A translation by its texts, and by the text of all that it is measured by: equal ones have the same findings."""

    entry: Entry = field(compare=False)
    measured: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._whole == other._whole

    def __hash__(self) -> int:
        return hash(self._whole)

    @cached_property
    def _whole(self) -> tuple[object, ...]:
        one = self.entry
        return one.key, one.texts, one.names, one.fuzzy, self.measured


@lru_cache(maxsize=2**16)
def _checked(asked: _Asked) -> tuple[Finding, ...]:
    """Return what the rules find, from memory where the same words were measured by the same before."""
    return tuple(check_entry(asked.entry))


def _problem(finding: Finding, name: str, line: int | None, key: MessageKey) -> Problem:
    return Problem(name, finding.reason, finding.advice, line, shown(key), finding.weight, finding.rule)


def message_key(message: Message) -> MessageKey:
    """Return what a message in Babel's model is filed under."""
    if isinstance(message.id, str):
        return MessageKey(message.context, message.id)
    return MessageKey(message.context, *message.id[:2])


def texts_of(message: Message) -> tuple[str, ...]:
    """Return a message's translation, a text for each plural form, empty ones included."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
