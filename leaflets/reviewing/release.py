"""What may be released: leaflets whose words are signed off and watched by the rules, and whose evidence holds."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Leaflet
from leaflets.model.signoff import DESIGN
from leaflets.project import FACTS_PATH, SOURCE_LANGUAGE, Project
from leaflets.project.emergency import line_problem, unsourced_lines
from leaflets.project.watching import unwatched
from leaflets.project.withdrawals import fallen_beneath
from leaflets.reviewing.design import HINT, standing_of
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
        leaflet, already = item.leaflet, item.problems if isinstance(item, Failed) else ()
        problems = [
            *already,
            *(problem for one in _each(project, leaflet) for problem in _unsigned(project, one, today)),
            *_unseen(project, today),
            *(problem for code in leaflet.languages for problem in _unwatched(project, code)),
            *_unsourced(project, leaflet),
            *_overdue(project, leaflet, today),
            *(one.problem for topic in project.topics_of(leaflet) for one in fallen_beneath(project, topic)),
        ]
        yield Failed(item.leaflet, tuple(dict.fromkeys(problems))) if problems else item


def _each(project: Project, leaflet: Leaflet) -> Iterator[Leaflet]:
    """Yield what is signed of a leaflet: each of its topics in each of its languages alone."""
    for language, topic in product(leaflet.languages, project.topics_of(leaflet) or ("",)):
        yield replace(leaflet, language=language, topic=topic, others=())


def _unsigned(project: Project, leaflet: Leaflet, today: dt.date) -> Iterator[Problem]:
    """Yield, for each role that is missing, whose sign-off no longer holds and why, or that nobody has given it."""
    approval = approval_of(project, leaflet.topic, leaflet.language, today)
    if not leaflet.topic:
        if not approval.is_final:
            told = "Nobody has approved a leaflet in this language yet, so it cannot be shown to patients."
            yield Problem(f"{leaflet.language} · {leaflet.edition}", told, _who(approval.missing[0], leaflet))
        return
    place = f"{leaflet.language} · {leaflet.topic}"
    changed = _changed(project, leaflet) if any(reason == CHANGED for _, reason in approval.void) else ""
    for role in (one for one in approval.missing if one != DESIGN):
        gone = [(one, reason) for one, reason in approval.void if one.role == role]
        for signoff, reason in gone:
            what = f"{reason}{changed}" if reason == CHANGED else reason
            told = f"The {role} sign-off of {signoff.name} from {signoff.date} no longer holds: {what}."
            yield Problem(place, told, _who(role, leaflet))
        if not gone:
            told = f"Nobody has given the {role} sign-off for these words, so they cannot be released."
            yield Problem(place, told, _who(role, leaflet))


def _unseen(project: Project, today: dt.date) -> Iterator[Problem]:
    """Yield why the look of a project cannot be released: it is the folder's own, and nobody has signed it."""
    standing = standing_of(project, today)
    if not standing.is_covered:
        yield Problem(standing.look.own[0], standing.why_not, HINT)


def _unwatched(project: Project, language: str) -> Iterator[Problem]:
    """Yield that rules on meaning do not watch a language: a lost “not” would reach patients unseen."""
    yield from (replace(one, severity="error") for one in unwatched(project, language))


def _unsourced(project: Project, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield a health line of the place that is not the package's and that nobody has looked up."""
    code = project.clinics[leaflet.clinic].region
    if code in unsourced_lines(project):
        yield line_problem(project, code)


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
    statements = (one for topic in project.topics_of(leaflet) for one in project.topics[topic].statements)
    facts = project.evidence_of(fact for statement in statements for fact in statement.facts)
    overdue = [fact for fact in facts if fact.due < today]
    if overdue:
        told = ", ".join(f"{fact.id} ({fact.due})" for fact in overdue)
        reason = f"Facts that it rests on were due to be checked again: {told}."
        yield Problem(FACTS_PATH, reason, "Look each up again in its sources, then set checked and due.")
