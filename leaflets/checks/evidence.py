"""What can be wrong with the evidence register besides its spelling: dates, sources and facts."""

import datetime as dt
from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.evidence.tracing import due_problem, facts_due
from leaflets.project import EVIDENCE, Project

FACTS, SOURCES = f"{EVIDENCE}/facts.toml", f"{EVIDENCE}/sources.json"


def check_evidence(project: Project, today: dt.date) -> Iterator[Problem]:
    """Find facts that are due or unused, and sources that are unused or cannot be looked up."""
    for fact, _ in facts_due(project, today):
        yield due_problem(fact, today)
    used = {fact for topic in project.topics.values() for fact in topic.facts}
    used |= {fact for claim in project.claims.values() for fact in claim.facts}
    used |= {origin for fact in project.facts.values() for origin in fact.rests_on}
    used |= project.withdrawals.keys()  # what was withdrawn stays as a record
    for unused in (one for one in project.facts if one not in used and not project.faults.names("topic")):
        hint = "Name it in a statement that rests on it, or take it out of the register."
        yield Problem(FACTS, "No statement rests on this fact.", hint, key=unused, severity="warning")
    cited = {source for fact in project.facts.values() for source in fact.sources} | project.withdrawals.keys()
    for source in project.sources.values():
        if source.id not in cited and not project.faults.names("fact"):
            hint = "Name it in a fact that rests on it, or take it out of the list."
            yield Problem(SOURCES, "No fact rests on this publication.", hint, key=source.id, severity="warning")
        elif source.identifier is None:
            hint = "Add its DOI, PMID, ISBN, URL or document number in the reference manager."
            reason = "This publication has no identifier, so nobody can look it up."
            yield Problem(SOURCES, reason, hint, key=source.id, severity="warning")
