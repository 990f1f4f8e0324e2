"""Step 2, choose: which leaflets a command is about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from leaflets.errors import MisuseError, Problem
from leaflets.model import Clinic, Leaflet
from leaflets.model.work import STAFF, STANDARD
from leaflets.project import Project, meant


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
        Leaflet(clinic.slug, language, topic, edition)
        for clinic in project.clinics.values()
        if _wanted(clinic.slug, selection.clinics)
        for edition in dict.fromkeys(selection.editions)
        for language in _languages(clinic, edition, selection.languages)
        for topic in clinic.topics
        if _wanted(topic, selection.topics)
    ]
    if not leaflets:
        reason = "No clinic offers this combination."
        hint = "leaflets list clinics shows which languages and topics each clinic offers."
        raise MisuseError([Problem("the selection", reason, hint)])
    return leaflets


def _languages(clinic: Clinic, edition: str, chosen: Collection[str]) -> Sequence[str]:
    if edition == STAFF:
        offered = dict.fromkeys((clinic.own_language, *clinic.languages))
        return [one for one in offered if one in chosen] if chosen else [clinic.own_language]
    return [language for language in clinic.languages if _wanted(language, chosen)]


def _wanted(name: str, chosen: Collection[str]) -> bool:
    return not chosen or name in chosen


def _addable(project: Project, option: str, name: str) -> str | None:
    """Return how to get a language that the registry has and the project has not."""
    if option != "--language" or name not in project.addable:
        return None
    return f"leaflets catalogue add {name} adds it."


def check_selection(project: Project, selection: Selection) -> None:
    """Raise `MisuseError` with every name that does not exist, each with the one that was probably meant."""
    asked: list[tuple[str, Sequence[str], Collection[str]]] = [
        ("--clinic", selection.clinics, project.clinics),
        ("--topic", selection.topics, project.topics),
        ("--language", selection.languages, project.languages),
        ("--edition", selection.editions, project.editions),
    ]
    problems = [
        Problem(option, f"“{name}” is not known here.", _addable(project, option, name) or meant(name, known))
        for option, names, known in asked
        for name in names
        if name not in known
    ]
    if problems:
        raise MisuseError(problems)
