"""Step 2, choose: which leaflets a command is about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from leaflets.errors import MisuseError, Problem
from leaflets.model import Leaflet
from leaflets.model.work import STAFF, STANDARD
from leaflets.project import Project, meant
from leaflets.project.faults import Offer, Thing
from leaflets.project.known import meant_language


@dataclass(frozen=True)
class Selection:
    """What a person asked for; an empty choice means everything that clinics offer."""

    clinics: Sequence[str] = ()
    topics: Sequence[str] = ()
    languages: Sequence[str] = ()
    editions: Sequence[str] = (STANDARD,)


def choose(project: Project, selection: Selection) -> list[Leaflet]:
    """Return the leaflets that clinics offer and the selection wants, in a stable order.

    An edition for staff is in the clinic's own language, unless the selection names languages.
    """
    check_selection(project, selection)
    leaflets = [
        Leaflet(clinic, language, topic, edition)
        for clinic, offer in project.offers.items()
        if _wanted(clinic, selection.clinics)
        for edition in dict.fromkeys(selection.editions)
        for language in _languages(offer, edition, selection.languages)
        for topic in offer.topics
        if _wanted(topic, selection.topics)
    ]
    if not leaflets and not unreadable(project, selection):
        reason = "No clinic offers this combination."
        hint = "leaflets list clinics shows which languages and topics each clinic offers."
        raise MisuseError([Problem("the selection", reason, hint)])
    return leaflets


def unreadable(project: Project, selection: Selection) -> tuple[Problem, ...]:
    """Return what is wrong with chosen clinics of which not even what they offer can be read."""
    offers = project.offers
    clinics = sorted(project.faults.names("clinic"))
    return project.faults.of(
        Thing("clinic", one)
        for one in clinics
        if _wanted(one, selection.clinics) and not (one in offers and offers[one].languages and offers[one].topics)
    )


def _languages(offer: Offer, edition: str, chosen: Collection[str]) -> Sequence[str]:
    if edition == STAFF:
        offered = [one for one in dict.fromkeys((offer.own_language, *offer.languages)) if one]
        return [one for one in offered if one in chosen] if chosen else offered[:1]
    return [language for language in offer.languages if _wanted(language, chosen)]


def _wanted(name: str, chosen: Collection[str]) -> bool:
    return not chosen or name in chosen


def check_selection(project: Project, selection: Selection) -> None:
    """Raise `MisuseError` with every name that does not exist, each with the one that was probably meant."""
    asked: list[tuple[str, Sequence[str], Collection[str]]] = [
        ("--clinic", selection.clinics, project.offers.keys() | project.faults.names("clinic")),
        ("--topic", selection.topics, project.known("topic")),
        ("--language", selection.languages, project.known("language")),
        ("--edition", selection.editions, project.editions),
    ]
    problems = [
        Problem(option, f"“{name}” is not known here.", _meant(project, option, name, known))
        for option, names, known in asked
        for name in names
        if name not in known
    ]
    if problems:
        raise MisuseError(problems)


def _meant(project: Project, option: str, name: str, known: Collection[str]) -> str:
    return meant_language(name, project) if option == "--language" else meant(name, known)
