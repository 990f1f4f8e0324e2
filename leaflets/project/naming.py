"""What people call the things of a project, and which of them a typed name means."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from babel.localedata import locale_identifiers

from leaflets.errors import Problem
from leaflets.folders import LOCALES
from leaflets.model.reworded import are_reworded
from leaflets.model.work import (
    BILINGUAL,
    BOOKLET,
    CHOOSER,
    EASY_READ,
    LARGE_PRINT,
    MONO,
    POSTER,
    STAFF,
    STANDARD,
    TRIFOLD,
)
from leaflets.names import Named, found, hint, letters
from leaflets.names.languages import Languages
from leaflets.names.matching import MOST
from leaflets.names.offered import FAMILY, Asked, asked
from leaflets.names.places import hint_of_region
from leaflets.project.known import known_language, read_known
from leaflets.project.project import Project
from leaflets.readers.places import PLACES_FILE, read_places

EDITIONS = {
    STANDARD: ("for patients", "patient"),
    STAFF: ("for staff",),
    BILINGUAL: ("two languages",),
    CHOOSER: ("front desk",),
    LARGE_PRINT: ("large type",),
    MONO: ("black and white", "greyscale"),
    POSTER: ("for the wall",),
    TRIFOLD: ("folded", "six panels"),
    BOOKLET: ("book", "all topics"),
    EASY_READ: ("easy words", "with pictures"),
}
"""What people call the editions that come with the program."""
Sort: TypeAlias = Literal["clinic", "topic", "language", "edition"]


@dataclass(frozen=True)
class Meant:
    """The name of what is meant; `told` says so where something else was typed."""

    name: str
    told: str = ""


@lru_cache(maxsize=4)
def languages_of(project: Project) -> Languages:
    """Return what languages are called, those of the project first."""
    return Languages(project.languages, read_known(project))


def meant_language(
    project: Project, typed: str, option: str, offered: Collection[str] | None = None
) -> Meant | Problem:
    """Return the language of the project that is meant, or what to tell staff where it is none of these.

    They are told what is offered; `offered` are these languages, where they are fewer than the project has. A language
    that is not offered stands for the one that is, if that is the only wording of it: German for German (Switzerland).
    """
    languages, here = languages_of(project), sorted(project.known("language"))
    answer = asked(typed, languages, here)
    if offered and answer.code not in offered:
        nearest = asked(typed, languages, offered)
        answer = nearest if nearest.code or not answer.code else answer
    return _meant_or_problem(typed, option, answer, project)


def meant_for_translators(project: Project, typed: str, option: str) -> Meant | Problem:
    """Return the same for translators, who may add a language that is not here yet."""
    languages = languages_of(project)
    answer = asked(typed, languages, sorted(project.known("language")))
    if answer.absent is None or known_language(answer.absent, read_known(project)) is None:
        return _meant_or_problem(typed, option, answer, project)
    family = f" {answer.hint}" if answer.hint.startswith(FAMILY) else ""
    hint_ = f"To add it: leaflets catalogue add {answer.absent}.{family}"
    return Problem(option, f"{languages.name_of(answer.absent)} is not here yet.", hint_)


def offered_in(project: Project, clinics: Collection[str]) -> list[str]:
    """Return the languages that these clinics offer, or all clinics."""
    offers = [offer for slug, offer in project.offers.items() if not clinics or slug in clinics]
    here = project.known("language")
    return [one for one in dict.fromkeys(code for offer in offers for code in offer.languages) if one in here]


def named(project: Project, sort: Sort, name: str) -> str:
    """Return how people are told of a thing: `Punjabi (pa)`."""
    if sort == "language":
        return f"{project.languages[name].name} ({name})" if name in project.languages else name
    return next(str(one) for one in (*things_of(project, sort), Named(name)) if one.name == name)


def meant_thing(
    project: Project, sort: Literal["clinic", "topic", "edition"], typed: str, option: str
) -> Meant | Problem:
    """Return the clinic, topic or edition that is meant, or what to tell where it is none or more than one."""
    things = things_of(project, sort)
    same = found(typed, things)
    if sort == "topic" and (own := found(typed, _reworded(project), parts=False)):
        same = own
    if not same and sort == "topic":
        things = _with_all_titles(project, things)
        same = found(typed, things)
    return one_of(typed, same, option) or Problem(option, f"“{typed}” is not known here.", hint(typed, things))


def hint_of_reference(project: Project, key: str, name: str, known: Collection[str]) -> str:
    """Return the hint for a name in a clinic's file that stands nowhere: files say things by their own names."""
    if key == "region":
        problems: list[Problem] = []
        parts = read_places(project.path_of(LOCALES, PLACES_FILE), f"{LOCALES}/{PLACES_FILE}", problems)
        return hint_of_region(name, known, parts, _locales(project))
    if key in {"languages", "staff_language"}:
        answer = asked(name, languages_of(project), sorted(known))
        told = answer.hint if answer.absent is None else f"{answer.reason} {answer.hint}"
        return f"Did you mean “{answer.code}”?" if answer.code else told
    called = {one.name: one.called for one in things_of(project, "topic")} if key == "topics" else {}
    things = [Named(one, called.get(one, ())) for one in sorted(known)]
    same = found(name, things)
    return f"Did you mean “{same[0].name}”?" if len(same) == 1 else hint(name, things)


def _locales(project: Project) -> set[str]:
    """Return the locales whose names of countries people may write."""
    codes = {str(one.locale) for one in project.languages.values()} | set(read_known(project))
    return codes & set(locale_identifiers())


def one_of(typed: str, same: Collection[Named], option: str) -> Meant | Problem | None:
    """Return the one thing of those that a name can mean; a problem if there are several, and nothing if none."""
    if not same:
        return None
    if len(same) == 1:
        one = next(iter(same))
        return Meant(one.name, "" if letters(one.name) == letters(typed) else f"“{typed}” is taken as {one}.")
    names = sorted(str(one) for one in same)
    listed = f"{'; '.join(names[:MOST])}{' …' if len(names) > MOST else ''}"
    return Problem(option, f"“{typed}” can mean more than one thing.", f"Say which one: {listed}.")


def things_of(project: Project, sort: Literal["clinic", "topic", "edition"]) -> list[Named]:
    """Return the clinics, topics or editions of a project with everything that people call them."""
    if sort == "clinic":
        slugs = project.offers.keys() | project.faults.names("clinic")
        names = {slug: (one.name,) for slug, one in project.clinics.items()}
        return [Named(one, names.get(one, ()), by_any_word=True) for one in sorted(slugs)]
    if sort == "topic":
        slugs = project.known("topic")
        titles = {slug: (one.title.id,) for slug, one in project.topics.items()}
        return [Named(one, titles.get(one, ())) for one in sorted(slugs) if not are_reworded(one)]
    return [Named(one, EDITIONS.get(one, ())) for one in project.editions]


def _reworded(project: Project) -> list[Named]:
    """Return the words that editions have of their own; titles mean the topics."""
    return [Named(one) for one in sorted(project.known("topic")) if are_reworded(one)]


def _with_all_titles(project: Project, things: Iterable[Named]) -> list[Named]:
    """Return topics with the titles that translations give them, too."""
    return [Named(one.name, (*one.called, *_translated(project, one.name))) for one in things]


def _translated(project: Project, topic: str) -> list[str]:
    if topic not in project.topics:
        return []
    key = project.topics[topic].title
    found_ = (project.catalogue(code).translations.get(key) for code in project.languages)
    return [text for one in found_ if one for text in one.texts if text]


def _meant_or_problem(typed: str, option: str, answer: Asked, project: Project) -> Meant | Problem:
    if not answer.code:
        return Problem(option, answer.reason, answer.hint)
    if letters(answer.code) == letters(typed):
        return Meant(answer.code)
    name = project.languages[answer.code].name if answer.code in project.languages else answer.code
    return Meant(answer.code, f"“{typed}” is taken as {name} ({answer.code}).")
