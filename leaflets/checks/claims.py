"""What the English words say that the evidence does not carry, and what is wrong with the list of claims."""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.rules.claims import claims_in
from leaflets.translation.claims import FILE, claims_made


def check_claims(project: Project) -> Iterator[Problem]:
    """Warn of claims that the evidence does not carry; a list of claims that contradicts itself is wrong."""
    for problem in claims_made(project):
        yield replace(problem, severity="warning")
    yield from _unknown_places(project)
    yield from _wrong_examples(project)


def _unknown_places(project: Project) -> Iterator[Problem]:
    """Find places that `said_in` names and that are not there."""
    known = {f"{topic.slug}/{one.id}" for topic in project.topics.values() for one in topic.statements}
    for claim in project.claims.values():
        for place in claim.said_in:
            if place.partition("/")[0] in project.topics and place not in known:
                hint = "Correct it, or take it out of said_in."
                reason = f"No statement is called “{place}”."
                yield Problem(FILE, reason, hint, key=f"{claim.id}.said_in", severity="warning")


def _wrong_examples(project: Project) -> Iterator[Problem]:
    """Find examples of the list that its words do not find, or find though they should not."""
    for claim in project.claims.values() if (project.root / FILE).exists() else ():
        for example in (one for one in claim.finds if not any(claims_in(one, [claim]))):
            hint = "Add the words that make the claim, or correct the sentence."
            yield Problem(FILE, f"The words do not find “{example}”.", hint, key=f"{claim.id}.finds")
        for example in claim.passes:
            for _, words in claims_in(example, [claim]):
                hint = "Narrow the words, or say with unless when they make no claim."
                yield Problem(FILE, f"The words find “{words}” in “{example}”.", hint, key=f"{claim.id}.passes")
