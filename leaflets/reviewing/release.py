"""What may be released: leaflets whose words are signed off and whose evidence is not overdue."""

import datetime as dt
from collections.abc import Iterable, Iterator

from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import FACTS_PATH, SOURCE_LANGUAGE, Project
from leaflets.reviewing.difference import differences
from leaflets.reviewing.signoffs import CHANGED, approval_of


def refuse_unreleasable(
    project: Project, compositions: Iterable[Composition | Failed], today: dt.date
) -> Iterator[Composition | Failed]:
    """Turn what may not be released into a `Failed` that says what is missing; the rest passes."""
    for item in compositions:
        if project.faults_of(item.leaflet):
            yield item  # a failure that nobody can sign for
            continue
        already = item.problems if isinstance(item, Failed) else ()
        problems = [*already, *_unsigned(project, item.leaflet, today), *_overdue(project, item.leaflet, today)]
        yield Failed(item.leaflet, tuple(dict.fromkeys(problems))) if problems else item


def _unsigned(project: Project, leaflet: Leaflet, today: dt.date) -> Iterator[Problem]:
    """Yield, for each role that is missing, whose sign-off no longer holds and why, or that nobody has given it."""
    approval = approval_of(project, leaflet.topic, leaflet.language, today)
    place = f"{leaflet.language} · {leaflet.topic}"
    changed = _changed(project, leaflet) if any(reason == CHANGED for _, reason in approval.void) else ""
    for role in approval.missing:
        gone = [(one, reason) for one, reason in approval.void if one.role == role]
        for signoff, reason in gone:
            what = f"{reason}{changed}" if reason == CHANGED else reason
            told = f"The {role} sign-off of {signoff.name} from {signoff.date} no longer holds: {what}."
            yield Problem(place, told, _who(role, leaflet))
        if not gone:
            told = f"Nobody has given the {role} sign-off for these words, so they cannot be released."
            yield Problem(place, told, _who(role, leaflet))


def _changed(project: Project, leaflet: Leaflet) -> str:
    """Return which statements and facts are different from what was signed, where that was kept."""
    (difference,) = differences(project, leaflet.language, [leaflet.topic])
    places = list(dict.fromkeys(change.place for change in difference.changes))
    return f" ({', '.join(places)})" if places else ""


def _who(role: str, leaflet: Leaflet) -> str:
    """Return who could give a sign-off."""
    reader = (
        "somebody who did not write it" if leaflet.language == SOURCE_LANGUAGE else "a translator who did not write it"
    )
    asked = "a registered clinician" if role == "clinical" else f"{reader} ({leaflet.language})"
    return f"Ask {asked} to review it; without --release it prints as a draft."


def _overdue(project: Project, leaflet: Leaflet, today: dt.date) -> Iterator[Problem]:
    """Yield one problem that names every overdue fact of a topic."""
    statements = project.topics[leaflet.topic].statements
    facts = project.evidence_of(fact for statement in statements for fact in statement.facts)
    overdue = [fact for fact in facts if fact.due < today]
    if overdue:
        told = ", ".join(f"{fact.id} ({fact.due})" for fact in overdue)
        reason = f"Facts that it rests on were due to be checked again: {told}."
        yield Problem(FACTS_PATH, reason, "Look each up again in its sources, then set checked and due.")
