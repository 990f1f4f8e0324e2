"""What a leaflet rests on: publications by author and year for patients, facts and numbered references for staff."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from leaflets.composition.citations import Citations
from leaflets.model import Content, Fact, Statement
from leaflets.project import Project
from leaflets.project.overrides import overrides_of
from leaflets.project.withdrawals import fallen_of
from leaflets.readers.sandbox import offered

NOT_READ = "not read by us"


class Named(NamedTuple):
    """A publication as patients are told of it, such as “Boyce 2020”, and whether it says when it was written."""

    name: Markup
    is_dated: bool


class References:
    """The facts and publications behind one topic's content."""

    def __init__(self, project: Project, content: Content, citations: Citations) -> None:
        self._project = project
        self.content = content
        self._citations = citations

    @cached_property
    def looked_at(self) -> dt.date:
        """The day by which every fact behind this topic had been looked at: the earliest of their days.

        Words that rest on none are as old as their text.
        """
        facts = self._project.evidence_of(fact for one in self.content.statements for fact in one.facts)
        return min((fact.checked for fact in facts), default=self.content.dated)

    @cached_property
    def behind_numbers(self) -> list[Named]:
        """The publications behind every number that is printed."""
        return self._named(self._number_sources)

    @cached_property
    def others(self) -> list[Named]:
        """The main publication behind every other fact; those of the shared warnings are not repeated."""
        told = (section for section in self.content.sections if section.kind != "warning")
        facts = (fact for section in told for statement in section.statements for fact in statement.facts)
        main = {fact.sources[0] for fact in self._facts(facts)}
        return self._named(main - self._number_sources - self._unverified_sources)

    @cached_property
    def unverified(self) -> list[Named]:
        """The main publication behind every fact that nobody has looked up yet, shared warnings included."""
        return self._named(self._unverified_sources)

    @offered
    def facts_of(self, statement: Statement) -> list[Fact]:
        """Return the facts that a statement rests on, in the order in which it names them."""
        return [self._project.facts[fact] for fact in statement.facts]

    @offered
    def numbers_of(self, statement: Statement) -> list[int]:
        """Return the numbers of a statement's publications in the list of references."""
        sources = dict.fromkeys(source for fact in self.facts_of(statement) for source in fact.sources)
        return sorted(self._numbers[source] for source in sources)

    @cached_property
    def listed(self) -> list[Markup]:
        """The whole list of references, in the order of first use."""
        return [self._citations.full(source) for source in self._numbers]

    @cached_property
    def notes(self) -> list[str]:
        """What staff are told of each entry of the list: that nobody read it for a fact of this topic, or nothing.

        It is in English, as the list of references is.
        """
        facts = self._project.evidence_of(fact for one in self.content.statements for fact in one.facts)
        quoted = {source for fact in facts for source in fact.read}
        unread = set(self._numbers).difference(*(set(fact.sources).difference(fact.unread) for fact in facts))
        notes = {source: "known by quotation, not read by us" if source in quoted else NOT_READ for source in unread}
        return [notes.get(source, "") for source in self._numbers]

    @cached_property
    def laid_over(self) -> str:
        """What staff are told of the evidence behind this topic: what a folder changed in it, and what was withdrawn.

        It is in English, as the list of references is.
        """
        facts = self._project.evidence_of(fact for one in self.content.statements for fact in one.facts)
        used = {fact.id for fact in facts}.union(*(fact.sources for fact in facts))
        own = {name for one in overrides_of(self._project) if one.kind == "evidence" for name in one.entries}
        gone = {one.withdrawal.id: one.withdrawal for one in fallen_of(self._project, facts)}
        parts = {
            "This project’s own entries, not those of the program": sorted(own & used - gone.keys()),
            "Not to be relied on": sorted(f"{one.id} ({one.status} {one.date})" for one in gone.values()),
        }
        return " ".join(f"{head}: {', '.join(names)}." for head, names in parts.items() if names)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        facts = (fact for statement in self.content.statements for fact in self.facts_of(statement))
        sources = dict.fromkeys(source for fact in facts for source in fact.sources)
        return {source: number for number, source in enumerate(sources, 1)}

    @cached_property
    def _number_sources(self) -> set[str]:
        printed = {figure.partition(".")[0] for one in self.content.statements for figure in one.figures}
        return {source for fact in self._project.evidence_of(printed) for source in fact.sources if fact.verified}

    @cached_property
    def _unverified_sources(self) -> set[str]:
        facts = (fact for statement in self.content.statements for fact in statement.facts)
        return {fact.sources[0] for fact in self._facts(facts) if not fact.verified}

    def _facts(self, identifiers: Iterable[str]) -> list[Fact]:
        return [self._project.facts[one] for one in dict.fromkeys(identifiers)]

    def _named(self, sources: Iterable[str]) -> list[Named]:
        return sorted({Named(self._citations.short(one), self._project.sources[one].is_dated) for one in sources})
