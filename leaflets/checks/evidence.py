"""What can be wrong with the evidence register besides its spelling: dates, sources, facts and claims."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from leaflets.composition.direction import plain
from leaflets.errors import Problem
from leaflets.evidence.tracing import due_problem, facts_due
from leaflets.model import Claim, Content, Statement
from leaflets.project import EVIDENCE, Project

FACTS, SOURCES, CLAIMS = f"{EVIDENCE}/facts.toml", f"{EVIDENCE}/sources.json", f"{EVIDENCE}/claims.toml"


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


def check_claims(project: Project, contents: Mapping[str, Content]) -> Iterator[Problem]:
    """Find claims in the source language that the evidence does not carry."""
    known = {f"{topic.slug}/{one.id}" for topic in project.topics.values() for one in topic.statements}
    for claim in project.claims.values():
        for place in claim.said_in:
            if place.partition("/")[0] in project.topics and place not in known:
                hint = "Correct it, or take it out of said_in."
                reason = f"No statement is called “{place}”."
                yield Problem(CLAIMS, reason, hint, key=f"{claim.id}.said_in", severity="warning")
    for topic, content in contents.items():
        lines = {one.id: (one.path, one.line) for one in project.topics[topic].statements}
        for statement in content.statements:
            path, line = lines[statement.id]
            for claim, words in _claims_in(project, topic, statement):
                reason = f"“{words}” makes a claim that the evidence does not carry: {_text(statement)}"
                yield Problem(path, reason, claim.instead, line, statement.id, severity="warning")


def _claims_in(project: Project, topic: str, statement: Statement) -> Iterator[tuple[Claim, str]]:
    text = _text(statement).casefold()
    for claim in project.claims.values():
        if f"{topic}/{statement.id}" in claim.said_in:
            continue
        found = next((words for words in claim.words if re.search(rf"\b{re.escape(words.casefold())}", text)), None)
        if found:
            yield claim, found


def _text(statement: Statement) -> str:
    return plain(" ".join(filter(None, (statement.heading, statement.text, statement.staff))))
