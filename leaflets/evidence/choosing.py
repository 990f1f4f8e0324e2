"""Which facts of the register somebody asks for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from leaflets.evidence.tracing import NOTICE, facts_due
from leaflets.model import Fact, Source
from leaflets.project import Project


@dataclass(frozen=True)
class Wanted:
    """What a fact has to be, all of it: not looked up, due soon or overdue on a day, resting on a source.

    A fact is looked up once it is verified and each of its sources was read; a quotation is none.
    """

    unverified: bool = False
    due: dt.date | None = None
    source: Source | None = None

    def facts_of(self, project: Project) -> list[Fact]:
        """Return the facts that are all of this, in the order of the register; each of them if nothing is asked."""
        return [fact for fact in project.facts.values() if all(is_met(fact) for is_met in self._tests(project))]

    def _tests(self, project: Project) -> list[Callable[[Fact], bool]]:
        tests: list[Callable[[Fact], bool]] = []
        if self.unverified:
            tests.append(lambda fact: not fact.verified or bool(fact.unread))
        if self.due:
            due = {fact.id for fact, _ in facts_due(project, self.due)}
            tests.append(lambda fact: fact.id in due)
        if self.source:
            source = self.source.id
            tests.append(lambda fact: source in fact.sources)
        return tests

    @property
    def nothing(self) -> str:
        """What to say where no fact is all of this."""
        parts = [
            "has anything left to read" if self.unverified else "",
            f"is due in the {NOTICE} days from {self.due}" if self.due else "",
            f"rests on {self.source.id}" if self.source else "",
        ]
        return f"No fact {' and '.join(filter(None, parts)) or 'is in the register'}."
