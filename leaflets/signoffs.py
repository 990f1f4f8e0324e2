"""What a reviewer reads, its digest, and which sign-offs still hold for it."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leaflets.errors import Problem
from leaflets.model import Leaflet, MessageKey, SignOff, TopicSource
from leaflets.model.signoff import ROLES
from leaflets.project import LOCALES, Project
from leaflets.readers.signoffs import SIGNOFFS_FILE

NOTICE = 60
"""How many days before it lapses a sign-off is announced."""
EVIDENCE = {"figures", "certainty", "sources", "contraindication"}
"""What a reviewer relies on in a fact. Its dates and who looked it up may change without another review."""


@dataclass(frozen=True)
class Approval:
    """Who approved a topic in a language. `void` pairs each sign-off that no longer holds with the reason."""

    holding: tuple[SignOff, ...] = ()
    void: tuple[tuple[SignOff, str], ...] = ()
    lapses: dt.date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that nobody has signed for. One person cannot sign for both."""
        names: dict[str, str] = {}
        for signoff in self.holding:
            if signoff.name.casefold() not in names.values():
                names.setdefault(signoff.role, signoff.name.casefold())
        return tuple(role for role in ROLES if role not in names)

    @property
    def is_final(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def reviewed(self) -> dt.date:
        """The day on which the last of the roles that are needed was signed for; only of what is final."""
        return max(signoff.date for signoff in self.holding)


def approval_of(project: Project, topic: str, language: str, today: dt.date) -> Approval:
    """Return the sign-offs of a topic in a language, those that hold and those that do not."""
    signoffs = [one for one in project.signoffs.get(language, ()) if one.topic == topic]
    if not signoffs:
        return Approval()
    digest = digest_of(project, topic, language)
    reasons = [(one, _void_reason(project, one, language, digest, today)) for one in signoffs]
    holding = tuple(one for one, reason in reasons if reason is None)
    void = tuple((one, reason) for one, reason in reasons if reason is not None)
    lapses = min((last_day(project, one, language) for one in holding), default=None)
    return Approval(holding, void, lapses)


def last_day(project: Project, signoff: SignOff, language: str) -> dt.date:
    """Return the last day on which a sign-off holds."""
    months = project.languages[language].review_months
    return signoff.date + dt.timedelta(days=round(months * 365 / 12))


def lapsing(project: Project, leaflets: Iterable[Leaflet], today: dt.date) -> Iterator[Problem]:
    """Yield a warning for each topic and language among leaflets whose approval lapses within `NOTICE` days."""
    for topic, language in dict.fromkeys((one.topic, one.language) for one in leaflets):
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


def _void_reason(project: Project, signoff: SignOff, language: str, digest: str, today: dt.date) -> str | None:
    if signoff.seal != seal_of(signoff, language):
        return "it was edited or copied by hand"
    if signoff.seal in {one.seal for one in project.revocations.get(language, ())}:
        return "it was revoked"
    if signoff.digest != digest:
        return "what was read has changed since"
    if signoff.date > today:
        return "its date lies in the future"
    if today > last_day(project, signoff, language):
        return f"it lapsed after {project.languages[language].review_months} months"
    return None


def sign(language: str, digest: str, entry: Mapping[str, Any]) -> SignOff:
    """Return a sealed sign-off of what has this digest. `entry` holds topic, role, name, credential and date."""
    unsealed = SignOff.model_validate({**entry, "digest": digest, "seal": digest})
    return unsealed.model_copy(update={"seal": seal_of(unsealed, language)})


def seal_of(signoff: SignOff, language: str) -> str:
    """Return the SHA-256 over a sign-off's own entry and its language."""
    return _sha256({"language": language, **signoff.model_dump(mode="json", exclude={"seal"})})


def digest_of(project: Project, topic: str, language: str) -> str:
    """Return the SHA-256 over everything that a reviewer of a topic in a language reads."""
    return digest_of_reading(reading_of(project, topic, language))


def digest_of_reading(reading: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what was read, also when it comes from a file."""
    return _sha256(reading)


def reading_of(project: Project, topic: str, language: str) -> dict[str, Any]:
    """Return what is read: structure, source and translation of every message, evidence, terms.

    It is the same for every place: both variants of a text that depends on the region are in it.
    """
    source = project.topics[topic]
    messages = sorted((*source.messages, *project.layout_messages), key=str)
    evidence = project.evidence_of(fact for statement in source.statements for fact in statement.facts)
    return {
        "topic": topic,
        "language": language,
        "head": source.head,
        "sections": [dataclasses.astuple(one) for one in source.sections],
        "drawings": project.drawings_of(topic),
        "statements": _statements(source),
        "messages": _words(project, language, messages),
        "evidence": {fact.id: fact.model_dump(mode="json", include=EVIDENCE) for fact in evidence},
        "terms": _terms(project, source, language),
    }


def _statements(source: TopicSource) -> list[list[Any]]:
    return [
        [one.id, one.kind, one.section, one.critical, one.facts, one.figures, one.messages, one.fillings, one.when]
        for one in source.statements
    ]


def _words(project: Project, language: str, messages: list[MessageKey]) -> list[list[Any]]:
    translations = project.catalogue(language).translations
    return [[key, translations[key].texts if key in translations else None] for key in messages]


def _terms(project: Project, source: TopicSource, language: str) -> Mapping[str, Any]:
    used = {term.id: term for key in source.messages for term in project.glossary.terms_in(key.id)}
    return {
        name: [term.term, term.forms, forms.allowed, forms.forbidden]
        for name, term in sorted(used.items())
        if (forms := term.languages.get(language)) is not None
    }


def _sha256(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
