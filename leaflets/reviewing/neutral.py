"""A sheet of no clinic: what stands on every sheet, with names in place of what is a clinic's own."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from leaflets.composition.direction import ISOLATES
from leaflets.composition.pages import Pages
from leaflets.errors import Problem
from leaflets.model import (
    Approval,
    Brand,
    Clinic,
    Contact,
    Day,
    Held,
    Hours,
    Interval,
    Language,
    Leaflet,
    MessageKey,
    Region,
    Regulator,
    Role,
    SignOff,
    Telephone,
)
from leaflets.model.contact import NUMBER_KINDS
from leaflets.model.further import Further
from leaflets.model.hours import HOLIDAYS
from leaflets.model.reworded import REWORDED, topic_and_edition
from leaflets.model.signoff import ROLES
from leaflets.model.work import BILINGUAL, RESHAPED
from leaflets.project import Project
from leaflets.readers.markup import elements

PLACES = ("with a nurse line", "without a nurse line")
"""The two kinds of places that topics distinguish."""
CLINIC = "(clinic)"
DAYS = {"linguistic": dt.date(2001, 1, 2), "clinical": dt.date(2001, 3, 4)}
BLOCKS = frozenset({"h1", "h2", "h3", "p", "li", "th", "td"})
"""The elements that hold running words."""
APART = ("entry", "kind")
"""Classes of what is read by itself, though it stands in a paragraph."""
SOURCES = frozenset({MessageKey(None, "Other sources"), MessageKey(None, "Where this comes from")})
"""Both ways to head sources that stand behind no numbers: what takes a part of a topic may need the other one."""
SKIPPED = ("basis", "laid-over")
"""Classes of what refers to facts by their ids, which are read as such, or tells of their dates, which nobody signs."""


def neutral_project(project: Project) -> Project:
    """Return the project with one clinic, which has no name, in either kind of place."""
    regions = {
        place: Region.model_construct(
            emergency="(emergency)",
            nurse_line=nurse_line,
            paper="a4",
            country="CA",
            languages=("en",),
            further=(Further.model_construct(name="(where to read more)", web="(its website)"),),
        )
        for place, nurse_line in zip(PLACES, ("(nurse line)", None), strict=True)
    }
    clinics = {place: _clinic(place) for place in PLACES}
    return replace(project, clinics=clinics, regions=regions)


def _clinic(place: str) -> Clinic:
    """Return a clinic of no name, which has everything that a clinic may have, so that all words are read."""
    morning = Day(times=(Interval(opens=dt.time(7, 30), closes=dt.time(12)),))
    appointment, always = Day(by_appointment=True), Day(times=(Interval(opens=dt.time(), closes=dt.time()),))
    hours = Hours(
        monday=morning, tuesday=morning, wednesday=morning, thursday=appointment, friday=always, holidays=HOLIDAYS
    )
    phone = Telephone(number="+17805550143", extension="12")
    contact = Contact.model_construct(
        address=("(address)",),
        phone=phone,
        numbers=dict.fromkeys(NUMBER_KINDS, phone),
        email="(e-mail)",
        website="(website)",
        booking="(booking)",
    )
    return Clinic.model_construct(
        slug=place,
        folder=Path(__file__).parent,
        name=CLINIC,
        region=place,
        languages=(),
        topics=(),
        contact=contact,
        hours=hours,
        regulator=Regulator.model_construct(name="(regulator)", website="(website of the regulator)"),
        brand=Brand.model_construct(logo="", primary="#000000", accent="#000000"),
    )


def approved(_topic: str, _language: str) -> Approval:
    """Return an approval by two people of no name: what is signed is what patients get, without a draft mark."""
    return Approval(tuple(Held(_signoff(role), DAYS[role]) for role in ROLES))


def _signoff(role: Role) -> SignOff:
    name, nothing = f"{role} reviewer", ""
    return SignOff.model_construct(
        topic="", role=role, name=name, credential="(credential)", date=DAYS[role], digest=nothing, seal=nothing
    )


Key = tuple[str, str, str, str, int]
"""By which a run of words is found again in another language: edition, tag, class, its statement, its number there."""


def page_words(pages: Pages, topic: str, language: Language) -> tuple[dict[Key, str], list[Problem]]:
    """Return the words of the pages of a topic in a language, in every edition, and what is wrong with the pages.

    Editions that only have another shape are read where they may say what the others do not. Words that one edition has
    of its own are read in that one.
    """
    words: dict[Key, str] = {}
    problems: list[Problem] = []
    read: set[MessageKey] = set()
    subject, own_edition = topic_and_edition(topic)
    for edition in [own_edition] if own_edition in REWORDED else _in_turn(pages):
        laid = pages.lay_out(Leaflet(PLACES[0], language.code, subject, edition))
        if edition in RESHAPED and laid.used <= read | SOURCES and not pages.look.lays_out(edition):
            continue
        read |= laid.used
        problems += laid.problems
        if laid.html and laid.content:
            words |= _runs(laid.html, laid.content.id, edition)
    return words, problems


def _in_turn(pages: Pages) -> Iterator[str]:
    """Yield the editions of which each may say something, those of another shape last.

    The words of two languages are those of two readings, and an edition with words of its own has a reading of its
    own. As they are packaged, the others say nothing of their own.
    """
    yield from (one for one in pages.editions if one not in {BILINGUAL, *RESHAPED, *REWORDED})
    if pages.look.has_own_words:
        yield from sorted(RESHAPED.intersection(pages.editions))


def _runs(page: str, content_id: str, edition: str) -> Iterator[tuple[Key, str]]:
    """Yield each run of words of a page, in reading order."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for element in elements(page):
        words = _words(element)
        if words:
            place = (element.tag, element.get("class", ""), _inside(element))
            counts[place] += 1
            yield (edition, *place, counts[place]), words.replace(content_id, "(content id)")


def _words(element: Any) -> str:
    """Return what an element says by itself: nothing if it stands inside of running words."""
    if element.tag == "img":
        return str(element.get("alt", ""))
    own = element.get("class") in APART
    around = list(element.iterancestors())
    if any(_is_skipped(one) for one in (element, *around)):
        return ""
    if not own and any(one.tag in BLOCKS or one.get("class") in APART for one in around):
        return ""
    texts = _texts(element) if own or element.tag in BLOCKS else _bare(element)
    return " ".join("".join(texts).split()).translate(ISOLATES).strip(" ·")


def _texts(element: Any) -> Iterator[str]:
    """Yield the texts inside an element, without those that are read apart."""
    yield element.text or ""
    for child in element:
        if child.get("class") not in APART and not _is_skipped(child):
            yield from _texts(child)
        yield child.tail or ""


def _is_skipped(element: Any) -> bool:
    """Tell whether nobody reads what an element says: it is not to be seen, or read elsewhere."""
    return element.get("class") in SKIPPED or element.get("hidden") is not None


def _bare(element: Any) -> Iterator[str]:
    """Yield the texts that stand directly in an element which should hold none."""
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _inside(element: Any) -> str:
    """Return the id of an element, or of the nearest one around it: that of a statement, if it has one."""
    return next((one.get("id") for one in (element, *element.iterancestors()) if one.get("id")), "")
