"""What may be released: leaflets whose words are signed off and whose evidence is not overdue."""

import datetime as dt
from collections.abc import Iterable, Iterator

from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import Project
from leaflets.signoffs import approval_of
from leaflets.tracing import due_problem
from leaflets.translation.difference import differences


def refuse_unreleasable(
    project: Project, compositions: Iterable[Composition | Failed], today: dt.date
) -> Iterator[Composition | Failed]:
    """Turn what may not be released into a `Failed` that says what is missing; the rest passes."""
    for item in compositions:
        already = item.problems if isinstance(item, Failed) else ()
        problems = [*already, *_unsigned(project, item.leaflet, today), *_overdue(project, item.leaflet, today)]
        yield Failed(item.leaflet, tuple(dict.fromkeys(problems))) if problems else item


def _unsigned(project: Project, leaflet: Leaflet, today: dt.date) -> Iterator[Problem]:
    approval = approval_of(project, leaflet.topic, leaflet.language, today)
    place = f"{leaflet.language} · {leaflet.topic}"
    changed = _changed(project, leaflet) if approval.void else ""
    for signoff, reason in approval.void:
        told = f"The {signoff.role} sign-off of {signoff.name} from {signoff.date} no longer holds: {reason}{changed}."
        yield Problem(place, told, "Ask for another review; without --release it prints as a draft.")
    for role in approval.missing:
        reason = f"Nobody has given the {role} sign-off for these words, so they cannot be released."
        yield Problem(place, reason, _who(role, leaflet))


def _changed(project: Project, leaflet: Leaflet) -> str:
    """Return which statements and facts are different from what was signed, where that was kept."""
    (difference,) = differences(project, leaflet.language, [leaflet.topic])
    places = list(dict.fromkeys(change.place for change in difference.changes))
    return f" ({', '.join(places)})" if places else ""


def _who(role: str, leaflet: Leaflet) -> str:
    other = f"a translator who did not write it ({leaflet.language})"
    asked = "a registered clinician" if role == "clinical" else other
    return f"Ask {asked} to review it; without --release it prints as a draft."


def _overdue(project: Project, leaflet: Leaflet, today: dt.date) -> Iterator[Problem]:
    statements = project.topics[leaflet.topic].statements
    for fact in project.evidence_of(fact for statement in statements for fact in statement.facts):
        if fact.due < today:
            yield due_problem(fact, today)
