"""Whether a sheet is still offered, and whether it would still be released."""

import datetime as dt
from collections.abc import Iterator

from leaflets.composition.provenance import State, signoff_mark
from leaflets.model import Clinic, Leaflet
from leaflets.model.reworded import words_of
from leaflets.model.signoff import DESIGN
from leaflets.project import Project
from leaflets.reviewing.signoffs import approval_of_sheet


def not_offered(project: Project, leaflet: Leaflet) -> str | None:
    """Return why a leaflet of a clinic that is known is not offered; None if it is."""
    clinic = project.clinics[leaflet.clinic]
    if leaflet.topic and leaflet.topic not in project.topics:
        return f"The topic “{leaflet.topic}” is no longer offered."
    gone = next((code for code in leaflet.languages if code not in project.languages), None)
    if gone:
        return f"The language “{gone}” is no longer offered."
    if leaflet.edition not in project.editions:
        return f"The edition “{leaflet.edition}” is no longer offered."
    if leaflet.topic and words_of(leaflet.topic, leaflet.edition) not in project.topics:
        return f"The topic “{leaflet.topic}” has no words any more in the edition “{leaflet.edition}”."
    if leaflet.topic and leaflet.topic not in clinic.topics:
        return f"{clinic.name} no longer offers the topic “{leaflet.topic}”."
    gone = next((code for code in leaflet.languages if code not in _languages(clinic)), None)
    return f"{clinic.name} no longer offers the language “{gone}”." if gone else None


def _languages(clinic: Clinic) -> tuple[str, ...]:
    return (*clinic.languages, clinic.own_language)


def no_longer_holds(project: Project, leaflet: Leaflet, state: State, today: dt.date) -> Iterator[str]:
    """Yield why a sheet that was printed as final would not be released today."""
    yield from _lost_approval(project, leaflet, state, today)
    statements = [one for topic in project.topics_of(leaflet) for one in project.topics[topic].statements]
    for fact in project.evidence_of(fact for statement in statements for fact in statement.facts):
        if fact.due < today:
            yield f"It rests on the fact {fact.id}, which was due to be checked again on {fact.due}."


def _lost_approval(project: Project, leaflet: Leaflet, state: State, today: dt.date) -> Iterator[str]:
    """Yield what became of the sign-offs that a sheet rests on; others that were given since do not count for it."""
    approval = approval_of_sheet(project, leaflet, today)
    gone = set(state.signoffs) - {signoff_mark(one) for one in approval.holding}
    told = [
        f"The {one.role} sign-off of {one.name} from {one.date} no longer holds: {reason}."
        for one, reason in approval.void
        if signoff_mark(one) in gone
    ]
    yield from told
    if not told and (gone or set(approval.missing) - {DESIGN}):
        yield "A sign-off that it rests on is no longer on record."
    elif not told and (state.until is None or today > state.until):
        yield f"It says that its next review was due on {state.until}."
