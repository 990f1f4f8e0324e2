"""Which sign-offs still hold for what is read now, and how long."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from leaflets.composition.identity import digest_of
from leaflets.errors import Problem
from leaflets.model import Approval, Held, Leaflet, Revocation, SignOff
from leaflets.model.approval import joint
from leaflets.project import LOCALES, Project
from leaflets.project.withdrawals import fallen_beneath
from leaflets.readers.signoffs import SIGNOFFS_FILE
from leaflets.reviewing.design import given_for_look, standing_of
from leaflets.reviewing.design import last_day as last_day_of_look
from leaflets.reviewing.readings import read

NOTICE = 60
"""How many days before it lapses a sign-off is announced."""
CHANGED = "what was read has changed since"
"""Why a sign-off of other words does not hold."""


def approvals(project: Project, today: dt.date) -> Callable[[str, str], Approval]:
    """Return what tells who approved a topic in a language, as of a day."""
    return lambda topic, language: approval_of(project, topic, language, today)


def approval_of(project: Project, topic: str, language: str, today: dt.date) -> Approval:
    """Return the sign-offs of a topic in a language, those that hold and those that do not.

    None holds for what has faults: nobody can tell what was signed. Words that belong to no topic are read with each,
    so that they are approved with any.
    """
    if not topic:
        return _approval_of_a_language(project, language, today)
    if project.faults_of_reading(topic, language, shown=False):
        return Approval()
    given = [one for one in project.signoffs.get(language, ()) if one.topic == topic]
    taken_back = [one for one in project.revocations.get(language, ()) if one.topic == topic]
    if not given and not taken_back:
        return Approval()
    reading = read(project, topic, language)
    digest = None if reading.problems else reading.digest
    withdrawn = next((one.why for one in fallen_beneath(project, topic)), None)

    def why_void(signoff: SignOff) -> str | None:
        reason = _void_reason(project, signoff, language, digest, today)
        return withdrawn or reason if reason in {None, CHANGED} else reason

    reasons = [(one, why_void(one)) for one in given]
    held = tuple(Held(one, last_day(project, one, language)) for one, reason in reasons if reason is None)
    void = [(one, reason) for one, reason in reasons if reason is not None]
    known = {one.seal for one in given}
    void += [(one, _revoked(one)) for one in taken_back if one.seal not in known]
    design = standing_of(project, today)
    return Approval(held, tuple(void), design.is_covered, design.until)


def _approval_of_a_language(project: Project, language: str, today: dt.date) -> Approval:
    """Return the first approval of a topic in a language that is final; without any, one that lacks all."""
    each = (approval_of(project, topic, language, today) for topic in project.topics)
    return next((one for one in each if one.is_final), Approval())


def approval_of_sheet(project: Project, leaflet: Leaflet, today: dt.date) -> Approval:
    """Return the sign-offs of a leaflet's topics in its languages together."""
    topics = project.topics_of(leaflet) or ("",)
    return joint([approval_of(project, topic, code, today) for topic in topics for code in leaflet.languages])


def last_day(project: Project, signoff: SignOff, language: str) -> dt.date:
    """Return the last day on which a sign-off holds."""
    days = round(project.languages[language].review_months * 365 / 12)
    return dt.date.fromordinal(min(signoff.date.toordinal() + days, dt.date.max.toordinal()))


def turning_days(project: Project, topic: str, language: str) -> list[dt.date]:
    """Return the days from which what is said of a topic's approval and evidence may be otherwise than before."""
    topics = [topic] if topic else list(project.topics)
    given = [one for one in project.signoffs.get(language, ()) if one.topic in topics]
    lasting = [(one.date, last_day(project, one, language)) for one in given]
    lasting += [(one.date, last_day_of_look(one)) for one in given_for_look(project)]
    due = [fact.due for one in topics for fact in project.evidence_of(project.topics[one].facts)]
    ends = [*(end for _, end in lasting), *due]
    return sorted({*(start for start, _ in lasting), *map(_next_day, ends)})


def _next_day(day: dt.date) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + 1, dt.date.max.toordinal()))


def lapsing(project: Project, leaflets: Iterable[Leaflet], today: dt.date) -> Iterator[Problem]:
    """Yield a warning for each topic and language among leaflets whose approval lapses within `NOTICE` days."""
    pairs = ((topic, code) for one in leaflets for topic in project.topics_of(one) for code in one.languages)
    for topic, language in dict.fromkeys(pairs):
        soon = lapse_problem(project, topic, language, today)
        if soon:
            yield soon


def lapse_problem(project: Project, topic: str, language: str, today: dt.date) -> Problem | None:
    """Return a warning that an approval lapses within `NOTICE` days."""
    approval = approval_of(project, topic, language, today)
    if not approval.is_final or approval.lapses is None or (approval.lapses - today).days > NOTICE:
        return None
    reason = f"This approval holds until {approval.lapses}; after that day the leaflet is a draft again."
    place = f"{LOCALES}/{language}/{SIGNOFFS_FILE}"
    return Problem(place, reason, renewal(topic, language), key=topic, severity="warning")


def renewal(topic: str, language: str) -> str:
    """Return what to do for another approval."""
    return f"Ask both reviewers to read it again: leaflets review sign {language} {topic}"


def _void_reason(project: Project, signoff: SignOff, language: str, digest: str | None, today: dt.date) -> str | None:
    if signoff.seal != seal_of(signoff, language):
        return "it was edited or copied by hand"
    revocation = next((one for one in project.revocations.get(language, ()) if one.seal == signoff.seal), None)
    if revocation:
        return _revoked(revocation)
    if signoff.digest != digest:
        return CHANGED
    if signoff.date > today:
        return "its date lies in the future"
    if today > last_day(project, signoff, language):
        return f"it lapsed after {project.languages[language].review_months} months"
    return None


def _revoked(revocation: Revocation) -> str:
    return f"it was revoked on {revocation.revoked}: {revocation.reason.rstrip('.')}"


def sign(language: str, digest: str, entry: Mapping[str, Any]) -> SignOff:
    """Return a sealed sign-off of what has this digest. `entry` holds topic, role, name, credential and date."""
    unsealed = SignOff.model_validate({**entry, "digest": digest, "seal": digest})
    return unsealed.model_copy(update={"seal": seal_of(unsealed, language)})


def seal_of(signoff: SignOff, language: str) -> str:
    """Return the SHA-256 over a sign-off's own entry and its language."""
    return digest_of({"language": language, **signoff.model_dump(mode="json", exclude={"seal"})})
