"""What is wrong in people's files, by what it touches: a fault stops what rests on it, and nothing else."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from leaflets.errors import Problem, ProjectError
from leaflets.model import Clinic, Fact

Kind = Literal[
    "clinic", "group", "region", "language", "script", "typeface", "family", "sign-offs", "topic", "fact", "source",
    "term", "claim", "withdrawal", "therapy",
]  # fmt: skip
"""What a fault can touch. Sign-offs are named by their language.

A withdrawal of what is not here touches every leaflet: it may be meant for what any of them rests on.
"""
SAID: tuple[Kind, ...] = ("topic", "fact", "region", "term", "therapy")
"""What the words of a catalogue are about: whoever works with words needs all of it, or would lose some."""


class Thing(NamedTuple):
    """What a fault touches, by its name."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class Faults:
    """Everything that is wrong. `warnings` touch nothing."""

    by_thing: Mapping[Thing, tuple[Problem, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    def of(self, things: Iterable[Thing]) -> tuple[Problem, ...]:
        """Return what is wrong with these things, each fault once."""
        return tuple(dict.fromkeys(problem for thing in things for problem in self.by_thing.get(thing, ())))

    def names(self, kind: Kind) -> set[str]:
        """Return the names of a kind with which something is wrong."""
        return {thing.name for thing in self.by_thing if thing.kind == kind}

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every fault once, by place."""
        return in_order(problem for problems in self.by_thing.values() for problem in problems)


class FaultFinding:
    """Sorts what readers find by what it touches, while a project is opened. `shared` is what all of it rests on."""

    def __init__(self) -> None:
        self.shared: list[Problem] = []
        self._by_thing: dict[Thing, list[Problem]] = defaultdict(list)
        self._warnings: list[Problem] = []

    def add(self, kind: Kind, name: str, problems: Iterable[Problem]) -> None:
        """Note what is wrong with one thing."""
        for problem in problems:
            (self._warnings if problem.severity == "warning" else self._by_thing[Thing(kind, name)]).append(problem)

    def add_by_key(self, kind: Kind, problems: Iterable[Problem]) -> None:
        """Note what is wrong with the entries of a register; what has no key concerns the whole file."""
        for problem in problems:
            if problem.key:
                name = problem.key if kind == "source" else problem.key.partition(".")[0]  # ids may be DOIs
                self.add(kind, name, [problem])
            else:
                self.shared.append(problem)

    def pass_on(self, source: Thing, heir: Thing) -> None:
        """Note that what is wrong with one thing is wrong with another, which rests on it."""
        if source in self._by_thing:
            self._by_thing[heir] += self._by_thing[source]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong so far, but for warnings."""
        return not (self.shared or any(self._by_thing.values()))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The warnings so far."""
        return tuple(self._warnings)

    def warn(self, warnings: Iterable[Problem]) -> None:
        """Note warnings, which touch nothing."""
        self._warnings += warnings

    def has(self, kind: Kind, name: str) -> bool:
        """Tell whether something is wrong with a thing."""
        return Thing(kind, name) in self._by_thing

    def finish(self) -> Faults:
        """Return what touches only some; raise `ProjectError` with what touches all."""
        if self.shared:
            raise ProjectError(in_order(self.shared))
        found = {thing: in_order(problems) for thing, problems in self._by_thing.items() if problems}
        return Faults(found, in_order(self._warnings))


@dataclass(frozen=True)
class Offer:
    """What a clinic offers, read as far as it can be: a clinic whose file has faults still offers something."""

    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    own_language: str | None = None

    @classmethod
    def of(cls, clinic: Clinic) -> "Offer":
        """Return what a sound clinic offers."""
        return cls(clinic.languages, clinic.topics, clinic.own_language)


def resting_on(facts: Mapping[str, Fact], named: Collection[str]) -> Iterator[Thing]:
    """Yield facts, and those that their figures are rounded from, as things that may have faults."""
    for one in named:
        yield Thing("fact", one)
        if one in facts:
            yield from (Thing("fact", origin) for origin in facts[one].rests_on)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once."""
    return tuple(sorted(set(problems), key=lambda one: (one.path, one.line or 0, one.key or "", one.reason)))
