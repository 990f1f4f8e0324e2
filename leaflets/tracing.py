"""Traces facts to the statements that rest on them, and back."""

import datetime as dt
from dataclasses import dataclass

from leaflets.errors import MisuseError, Problem
from leaflets.model import Fact, Leaflet, StatementSource
from leaflets.project import EVIDENCE, Project, meant
from leaflets.selection import Selection, choose

FACTS = f"{EVIDENCE}/facts.toml"
NOTICE = 60
"""How many days before its due date a fact is announced."""


@dataclass(frozen=True)
class Impact:
    """What a change of one fact touches. `statements` pairs each statement with its topic's slug."""

    fact: Fact
    statements: tuple[tuple[str, StatementSource], ...]
    leaflets: tuple[Leaflet, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which those statements are printed."""
        return tuple(sorted({leaflet.language for leaflet in self.leaflets}))


def find_fact(project: Project, identifier: str) -> Fact:
    """Return a fact by its id; raise `MisuseError` with the one that was probably meant."""
    fact = project.facts.get(identifier) or project.facts.get(identifier.upper())
    if fact is None:
        reason = f"No fact has the id “{identifier}”."
        raise MisuseError([Problem("the evidence register", reason, meant(identifier.upper(), project.facts))])
    return fact


def impact_of(project: Project, fact: Fact) -> Impact:
    """Return every statement and every offered leaflet that rests on a fact, or on figures rounded from its own."""
    resting = {other.id for other in project.facts.values() if fact.id in (other.id, *other.rests_on)}
    statements = tuple(
        (topic.slug, statement)
        for topic in project.topics.values()
        for statement in topic.statements
        if resting.intersection(statement.facts)
    )
    topics = {slug for slug, _ in statements}
    offered = choose(project, Selection()) if topics else []
    return Impact(fact, statements, tuple(leaflet for leaflet in offered if leaflet.topic in topics))


def facts_due(project: Project, today: dt.date) -> list[tuple[Fact, int]]:
    """Return the facts that have to be checked again, soonest first, with the days that are left (or less than 0)."""
    left = [(fact, (fact.due - today).days) for fact in project.facts.values()]
    return sorted(((fact, days) for fact, days in left if days <= NOTICE), key=lambda pair: (pair[1], pair[0].id))


def due_problem(fact: Fact, today: dt.date) -> Problem:
    """Return what to tell about a fact that is due: a warning before the day, an error after it."""
    days = (fact.due - today).days
    hint = "Look it up again in its sources, then set checked and due."
    if days < 0:
        return Problem(FACTS, f"This fact was due to be checked again on {fact.due}.", hint, key=f"{fact.id}.due")
    reason = f"This fact is due to be checked again on {fact.due}, in {days} days."
    return Problem(FACTS, reason, hint, key=f"{fact.id}.due", severity="warning")
