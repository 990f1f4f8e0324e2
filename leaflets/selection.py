"""Step 2, choose: which leaflets a command is about."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from leaflets.errors import MisuseError, Problem
from leaflets.model import Leaflet
from leaflets.model.work import STAFF, STANDARD
from leaflets.project import Project
from leaflets.project.faults import Offer, Thing
from leaflets.project.naming import Meant, meant_for_translators, meant_language, meant_thing, named, offered_in


@dataclass(frozen=True)
class Selection:
    """What a person asked for; an empty choice means everything that clinics offer."""

    clinics: Sequence[str] = ()
    topics: Sequence[str] = ()
    languages: Sequence[str] = ()
    editions: Sequence[str] = (STANDARD,)


@dataclass(frozen=True)
class Understood(Selection):
    """The same by the names of the project; `told` says what was taken for what was typed."""

    told: tuple[str, ...] = ()


def understand(project: Project, selection: Selection, *, translators: bool = False) -> Understood:
    """Return what a person means by what they typed; raise `MisuseError` with every name that is not clear.

    Translators are told how to add a language that is not here.
    """
    clinics = [meant_thing(project, "clinic", one, "--clinic") for one in selection.clinics]
    topics = [meant_thing(project, "topic", one, "--topic") for one in selection.topics]
    editions = [meant_thing(project, "edition", one, "--edition") for one in selection.editions]
    chosen = [one.name for one in clinics if isinstance(one, Meant)]
    offered = offered_in(project, chosen)
    languages = [
        meant_for_translators(project, one, "--language")
        if translators
        else meant_language(project, one, "--language", offered)
        for one in selection.languages
    ]
    answers = (clinics, topics, languages, editions)
    problems = [one for answer in answers for one in answer if isinstance(one, Problem)]
    if problems:
        raise MisuseError(problems)
    names = [tuple(dict.fromkeys(one.name for one in answer if isinstance(one, Meant))) for answer in answers]
    told = (one.told for answer in answers for one in answer if isinstance(one, Meant) and one.told)
    return Understood(names[0], names[1], names[2], names[3], tuple(dict.fromkeys(told)))


def choose(project: Project, selection: Selection) -> list[Leaflet]:
    """Return the leaflets that clinics offer and the selection wants, in a stable order.

    An edition for staff is in the clinic's own language, unless the selection names languages.
    """
    selection = selection if isinstance(selection, Understood) else understand(project, selection)
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
        hint = "leaflets list clinics shows which languages and topics each clinic offers."
        reasons = list(lacking(project, selection, leaflets)) or ["No clinic offers this combination."]
        raise MisuseError([Problem("the selection", " ".join(reasons), hint)])
    return leaflets


def lacking(project: Project, selection: Selection, leaflets: Collection[Leaflet]) -> Iterator[str]:
    """Yield a sentence for each clinic, language and topic that was asked for by name and that no leaflet has."""
    for clinic in selection.clinics:
        mine = [one for one in leaflets if one.clinic == clinic]
        offer = project.offers.get(clinic, Offer())
        if clinic not in project.faults.names("clinic"):
            yield from _lacking_in(project, clinic, offer, selection, mine)


def _lacking_in(
    project: Project, clinic: str, offer: Offer, selection: Selection, leaflets: Iterable[Leaflet]
) -> Iterator[str]:
    there = list(leaflets)
    for language in selection.languages:
        if language not in {one.language for one in there} and language not in offer.languages:
            others = [slug for slug, one in project.offers.items() if language in one.languages]
            elsewhere = f" These do: {', '.join(others)}." if others else ""
            offers = ", ".join(named(project, "language", one) for one in offer.languages)
            what = named(project, "language", language)
            yield f"{named(project, 'clinic', clinic)} does not offer {what}, but {offers}.{elsewhere}"
    for topic in selection.topics:
        if topic not in {one.topic for one in there} and topic not in offer.topics:
            yield f"{named(project, 'clinic', clinic)} does not offer {named(project, 'topic', topic)}."


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
