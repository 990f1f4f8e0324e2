"""Step 2, choose: which leaflets a command is about."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from leaflets.errors import MisuseError, Problem
from leaflets.model import Leaflet
from leaflets.model.reworded import REWORDED, are_reworded, topic_and_edition, words_of
from leaflets.model.work import BILINGUAL, BOOKLET, CHOOSER, STAFF, STANDARD, TOPICLESS
from leaflets.project import Project
from leaflets.project.faults import Offer, Thing
from leaflets.project.naming import Meant, meant_for_translators, meant_language, meant_thing, named, offered_in


@dataclass(frozen=True)
class Selection:
    """What a person asked for; an empty choice means everything that clinics offer.

    `second` is the other language of sheets in two; without it, it is the clinic's own.
    """

    clinics: Sequence[str] = ()
    topics: Sequence[str] = ()
    languages: Sequence[str] = ()
    editions: Sequence[str] = (STANDARD,)
    second: str = ""


@dataclass(frozen=True)
class Understood(Selection):
    """The same by the names of the project; `told` says what was taken for what was typed."""

    told: tuple[str, ...] = ()


def offering_everything(project: Project) -> Project:
    """Return the project as if each clinic offered every topic in every language; its own choice comes first."""
    languages, topics = tuple(project.languages), project.subjects
    clinics = {
        slug: clinic.model_copy(
            update={
                "languages": tuple(dict.fromkeys((*clinic.languages, *languages))),
                "topics": tuple(dict.fromkeys((*clinic.topics, *topics))),
            }
        )
        for slug, clinic in project.clinics.items()
    }
    return replace(project, clinics=clinics)


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
    seconds = [meant_language(project, selection.second, "--with", offered)] if selection.second else []
    answers = (clinics, topics, languages, editions, seconds)
    problems = [one for answer in answers for one in answer if isinstance(one, Problem)]
    if problems:
        raise MisuseError(problems)
    names = [tuple(dict.fromkeys(one.name for one in answer if isinstance(one, Meant))) for answer in answers]
    told = (one.told for answer in answers for one in answer if isinstance(one, Meant) and one.told)
    second = "".join(names[4])
    understood = Understood(names[0], names[1], names[2], names[3], second, tuple(dict.fromkeys(told)))
    _refuse_misuse(project, understood)
    return understood


def _refuse_misuse(project: Project, selection: Selection) -> None:
    """Raise `MisuseError` for a choice that the editions do not have, or a language beside itself."""
    second, editions = selection.second, set(selection.editions)
    if second and BILINGUAL not in editions:
        hint = f"Add -e {BILINGUAL}, or leave --with out."
        raise MisuseError([Problem("--with", "Only sheets in two languages have a second language.", hint)])
    if second and tuple(selection.languages) == (second,):
        reason = f"{named(project, 'language', second)} cannot stand beside itself."
        raise MisuseError([Problem("--with", reason, "Name two different languages with -l and --with.")])
    if editions == {CHOOSER} and (selection.topics or selection.languages):
        reason = "The chooser has no topic, and shows every language that a clinic offers."
        raise MisuseError([Problem(f"-e {CHOOSER}", reason, "Leave -t and -l out.")])
    if selection.topics and editions <= TOPICLESS:
        reason = "A booklet holds every topic that a clinic offers."
        raise MisuseError(
            [Problem(f"-e {BOOKLET}", reason, "Leave -t out; which topics those are stands in clinic.toml.")]
        )


def _refuse_words(project: Project, selection: Selection) -> None:
    """Raise `MisuseError` for a topic that an edition has no words for, and for such words by their own name."""
    for topic, edition in map(topic_and_edition, filter(are_reworded, selection.topics)):
        reason = f"“{words_of(topic, edition)}” are the words of {topic} in the edition {edition}."
        raise MisuseError([Problem("--topic", reason, f"To print them: -t {topic} -e {edition}.")])
    for edition in (one for one in selection.editions if one in REWORDED):
        there = project.reworded_in(edition)
        lacking = [named(project, "topic", one) for one in selection.topics if one not in there]
        if lacking or (not there and set(selection.editions) <= REWORDED):
            reason = f"Nobody has written {edition} words yet for {', '.join(lacking) or 'any topic'}."
            hint = f"These topics have some: {', '.join(there)}." if there else "Leave this edition out."
            raise MisuseError([Problem(f"-e {edition}", reason, hint)])


def choose(project: Project, selection: Selection) -> list[Leaflet]:
    """Return the leaflets that clinics offer and the selection wants, in a stable order.

    An edition for staff is in the clinic's own language, unless the selection names languages. One in two languages
    has the clinic's own beside the others, unless the selection names another second language.
    """
    selection = selection if isinstance(selection, Understood) else understand(project, selection)
    _refuse_words(project, selection)
    leaflets = [
        Leaflet(clinic, language, topic, edition, others)
        for clinic, offer in project.offers.items()
        if _wanted(clinic, selection.clinics)
        for edition in dict.fromkeys(selection.editions)
        for language, others in _languages(offer, edition, selection)
        for topic in _topics(project, offer, edition)
        if not topic or _wanted(topic, selection.topics)
    ]
    if not leaflets and not unreadable(project, selection):
        hint = "leaflets list clinics shows which languages and topics each clinic offers."
        reasons = list(lacking(project, selection, leaflets)) or [_why_none(project, selection)]
        raise MisuseError([Problem("the selection", " ".join(reasons), hint)])
    return leaflets


def _why_none(project: Project, selection: Selection) -> str:
    """Return why no clinic has what was asked for, where none was named."""
    for clinic, offer in project.offers.items() if BILINGUAL in selection.editions else ():
        for reason in _lacking_beside(project, clinic, offer, selection):
            return reason
    if set(selection.editions) <= REWORDED:
        there = dict.fromkeys(topic for one in selection.editions for topic in project.reworded_in(one))
        return f"No clinic offers this. Words of this edition are there for: {', '.join(there)}."
    return "No clinic offers this combination."


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
    if BILINGUAL in selection.editions:
        yield from _lacking_beside(project, clinic, offer, selection)
    for topic in selection.topics:
        if topic not in {one.topic for one in there} and topic not in offer.topics:
            yield f"{named(project, 'clinic', clinic)} does not offer {named(project, 'topic', topic)}."


def _lacking_beside(project: Project, clinic: str, offer: Offer, selection: Selection) -> Iterator[str]:
    """Yield why a clinic has no sheet in two languages for one that was asked for by name."""
    second, name = _second_of(offer, selection), named(project, "clinic", clinic)
    what = named(project, "language", second)
    if second not in (offer.own_language, *offer.languages):
        yield f"{name} does not offer {what}, so it cannot stand beside another language."
    elif second in selection.languages:
        yield f"{name} has {what} beside other languages already; name another one for it with --with."


def unreadable(project: Project, selection: Selection) -> tuple[Problem, ...]:
    """Return what is wrong with chosen clinics of which not even what they offer can be read."""
    offers = project.offers
    clinics = sorted(project.faults.names("clinic"))
    return project.faults.of(
        Thing("clinic", one)
        for one in clinics
        if _wanted(one, selection.clinics) and not (one in offers and offers[one].languages and offers[one].topics)
    )


def _topics(project: Project, offer: Offer, edition: str) -> Sequence[str]:
    """Return the topics of a clinic's leaflets in an edition: those that it has words for, if it has its own."""
    if edition in TOPICLESS:
        return ("",)
    there = project.reworded_in(edition)
    return [one for one in offer.topics if one in there] if edition in REWORDED else offer.topics


def _languages(offer: Offer, edition: str, selection: Selection) -> list[tuple[str, tuple[str, ...]]]:
    """Return the languages of a clinic's leaflets in an edition, each with the others that stand on the same sheet."""
    chosen, offered = selection.languages, list(filter(None, dict.fromkeys((offer.own_language, *offer.languages))))
    if edition == CHOOSER:
        first = [one for one in offered[:1] if one in offer.languages] or list(offer.languages[:1])
        return [(one, tuple(other for other in offer.languages if other != one)) for one in first]
    if edition == STAFF:
        return [(one, ()) for one in offered if one in chosen] if chosen else [(one, ()) for one in offered[:1]]
    wanted = [one for one in offer.languages if _wanted(one, chosen)]
    if edition != BILINGUAL:
        return [(one, ()) for one in wanted]
    second = _second_of(offer, selection)
    return [(one, (second,)) for one in wanted if one != second] if second in offered else []


def _second_of(offer: Offer, selection: Selection) -> str:
    """Return the second language of a clinic's sheets in two."""
    return selection.second or offer.own_language or ""


def _wanted(name: str, chosen: Collection[str]) -> bool:
    return not chosen or name in chosen
