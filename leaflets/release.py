"""What may be released: leaflets whose words are signed off and whose evidence is not overdue."""

import datetime as dt
from collections.abc import Iterable, Iterator

from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import Project
from leaflets.signoffs import approval_of
from leaflets.tracing import due_problem


def refuse_unreleasable(
    project: Project, compositions: Iterable[Composition | Failed], today: dt.date
) -> Iterator[Composition | Failed]:
    """Turn what may not be released into a `Failed` that says what is missing; the rest passes."""
    for item in compositions:
        problems = (
            [] if isinstance(item, Failed) else [*_unsigned(project, item, today), *_overdue(project, item, today)]
        )
        yield Failed(item.leaflet, tuple(problems)) if problems else item


def _unsigned(project: Project, composition: Composition, today: dt.date) -> Iterator[Problem]:
    leaflet = composition.leaflet
    approval = approval_of(project, leaflet.topic, leaflet.language, today)
    place = f"{leaflet.language} · {leaflet.topic}"
    for signoff, reason in approval.void:
        told = f"The {signoff.role} sign-off of {signoff.name} from {signoff.date} no longer holds: {reason}."
        yield Problem(place, told, "Ask for another review; without --release it prints as a draft.")
    for role in approval.missing:
        reason = f"Nobody has given the {role} sign-off for these words, so they cannot be released."
        yield Problem(place, reason, _who(role, leaflet))


def _who(role: str, leaflet: Leaflet) -> str:
    asked = (
        "a registered clinician" if role == "clinical" else f"a translator who did not write it ({leaflet.language})"
    )
    return f"Ask {asked} to review it; without --release it prints as a draft."


def _overdue(project: Project, composition: Composition, today: dt.date) -> Iterator[Problem]:
    statements = project.topics[composition.leaflet.topic].statements
    for fact in project.evidence_of(fact for statement in statements for fact in statement.facts):
        if fact.due < today:
            yield due_problem(fact, today)
