"""Traces facts to the statements that rest on them, and back."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.errors import MisuseError, Problem
from leaflets.model import Fact, Leaflet, SignOff, Source, StatementSource
from leaflets.names import Named, found, meant
from leaflets.project import FACTS_PATH, Project
from leaflets.project.withdrawals import fallen_beneath
from leaflets.reviewing.signoffs import approval_of
from leaflets.selection import Selection, choose

NOTICE = 60
"""How many days before its due date a fact is announced."""


Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Touched:
    """A statement that a change touches. `words` are its rendered texts by language."""

    topic: str
    source: StatementSource
    words: dict[str, str]


@dataclass(frozen=True)
class Impact:
    """What a change of a fact or a source touches. `facts` are those that rest on it, itself included.

    `signoffs` pairs each sign-off that would no longer hold with its language; `lost`, those that do not already.
    """

    facts: tuple[Fact, ...]
    statements: tuple[Touched, ...]
    leaflets: tuple[Leaflet, ...]
    signoffs: tuple[tuple[str, SignOff], ...]
    lost: tuple[tuple[str, SignOff], ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which those statements are printed."""
        return tuple(sorted({leaflet.language for leaflet in self.leaflets}))


def find_fact(project: Project, identifier: str) -> Fact:
    """Return a fact by its id; raise `MisuseError` with the one that was probably meant."""
    return _find(identifier, project.facts, "fact")


def find_source(project: Project, identifier: str) -> Source:
    """Return a source by its id; raise `MisuseError` with the one that was probably meant."""
    return _find(identifier, project.sources, "source")


def find_cited(project: Project, identifier: str) -> Fact | Source:
    """Return a fact or a source by its id; raise `MisuseError` with the one that was probably meant."""
    things: dict[str, Fact | Source] = {**project.sources, **project.facts}
    return _find(identifier, things, "fact or source")


def _find(identifier: str, things: Mapping[str, Thing], kind: str) -> Thing:
    same = found(identifier, [Named(one) for one in things], parts=False)
    if not same:
        raise MisuseError(
            [Problem("the evidence register", f"No {kind} has the id “{identifier}”.", meant(identifier, things))]
        )
    return things[same[0].name]


def impact_of(project: Project, thing: Fact | Source, today: dt.date) -> Impact:
    """Return all that rests on a fact or a source, or on figures rounded from its own: facts, leaflets, sign-offs."""
    named = {thing.id} if isinstance(thing, Fact) else _citing(project, thing)
    resting = {other.id for other in project.facts.values() if named.intersection((other.id, *other.rests_on))}
    statements = [
        (topic.slug, statement)
        for topic in project.topics.values()
        for statement in topic.statements
        if resting.intersection(statement.facts)
    ]
    topics = {slug for slug, _ in statements}
    offered = choose(project, Selection()) if topics else []
    leaflets = tuple(leaflet for leaflet in offered if leaflet.topic in topics)
    words = _words(project, leaflets)
    touched = tuple(Touched(topic, one, words.get((topic, one.id), {})) for topic, one in statements)
    pairs = sorted({(leaflet.language, leaflet.topic) for leaflet in leaflets})
    approvals = [(code, topic, approval_of(project, topic, code, today)) for code, topic in pairs]
    signoffs = tuple((code, one) for code, _, approval in approvals for one in approval.holding)
    lost = tuple(
        (code, one)
        for code, topic, approval in approvals
        for one, why in approval.void
        if why in {fallen.why for fallen in fallen_beneath(project, topic)}
    )
    return Impact(tuple(project.facts[one] for one in sorted(resting)), touched, leaflets, signoffs, lost)


def _citing(project: Project, source: Source) -> set[str]:
    """Return the facts that name a source."""
    return {fact.id for fact in project.facts.values() if source.id in fact.sources}


def _words(project: Project, leaflets: Iterable[Leaflet]) -> dict[tuple[str, str], dict[str, str]]:
    """Return what each statement says in each language, in the region of the first clinic that offers it."""
    composer = Composer(project)
    words: dict[tuple[str, str], dict[str, str]] = {}
    for leaflet in leaflets:
        if project.faults_of(leaflet):
            continue
        region = project.region_of(project.clinics[leaflet.clinic])
        content = composer.content(leaflet.topic, project.languages[leaflet.language], region)
        for statement in content.statements if content else ():
            said = plain(" ".join(filter(None, (statement.heading, statement.text))))
            words.setdefault((leaflet.topic, statement.id), {}).setdefault(leaflet.language, said)
    return words


def facts_due(project: Project, today: dt.date) -> list[tuple[Fact, int]]:
    """Return the facts that have to be checked again, soonest first, with the days that are left (or less than 0).

    Nobody has to look up again what was withdrawn.
    """
    left = [(fact, (fact.due - today).days) for fact in project.facts.values() if fact.id not in project.withdrawals]
    return sorted(((fact, days) for fact, days in left if days <= NOTICE), key=lambda pair: (pair[1], pair[0].id))


def due_problem(fact: Fact, today: dt.date) -> Problem:
    """Return what to tell about a fact that is due: a warning before the day, an error after it."""
    days = (fact.due - today).days
    hint = "Look it up again in its sources, then set checked and due."
    if days < 0:
        return Problem(FACTS_PATH, f"This fact was due to be checked again on {fact.due}.", hint, key=f"{fact.id}.due")
    reason = f"This fact is due to be checked again on {fact.due}, in {days} days."
    return Problem(FACTS_PATH, reason, hint, key=f"{fact.id}.due", severity="warning")
