"""Whether sheets say the same for every clinic: each is laid out once more, for a clinic of which all is different.

Reviewers read a sheet of no clinic. A layout or part of a folder's own could ask whose sheet it is, and say more on
that of a real one. Nothing of the kind can be said where both sheets say the same but for what is a clinic's own.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, zip_longest

from leaflets.composition.sheet import Sheet
from leaflets.model import Brand, Clinic, Contact, Day, Hours, Interval, Region, Regulator, Telephone
from leaflets.model.further import Further
from leaflets.model.hours import WEEKDAYS
from leaflets.project import Project
from leaflets.readers.markup import elements

DOUBLE = "double"
_OTHER_LETTERS = {"AL": "س", "R": "ש"}
"""What stands for a letter of a script that is read from right to left."""
_BRANDS = (("#1d3557", "#457b9d"), ("#3d3522", "#8a7a3d"))


def with_double(project: Project, slug: str) -> Project:
    """Return a project with the double of a clinic: all its texts, numbers, hours and colours are others, as wide."""
    clinic = project.clinics[slug]
    clinics, regions = {DOUBLE: _other_clinic(clinic)}, {DOUBLE: _other_region(project.region_of(clinic))}
    return replace(project, clinics=clinics, regions=regions)


def differences(page: str, sheet: Sheet, double: str, double_sheet: Sheet) -> list[tuple[str, str]]:
    """Return what a page says and that of its double says otherwise, in pairs; nothing stands for what one lacks."""
    own = {one: two for one, two in _pairs(sheet, double_sheet) if one != two}
    found = zip_longest(_texts(page), _texts(double), fillvalue="")
    return [(said, other) for said, other in found if not _is_own(said, other, own)]


def _is_own(said: str, other: str, own: Mapping[str, str]) -> bool:
    """Tell whether two texts differ only in what is a clinic's own."""
    if said == other:
        return True
    swapped = said
    for mine in sorted(own, key=len, reverse=True):
        if mine in said and said.replace(mine, own[mine]) == other:
            return True
        swapped = swapped.replace(mine, own[mine])
    return swapped == other


def _texts(page: str) -> Iterator[str]:
    """Yield every text of a page and every text in place of a picture, in reading order."""
    for element in elements(page):
        for text in (element.get("alt"), element.text, element.tail):
            if text and text.strip():
                yield " ".join(text.split())


def _pairs(sheet: Sheet, other: Sheet) -> Iterator[tuple[str, str]]:
    """Yield everything that is a clinic's own, beside what its double has in that place."""
    for one, two in zip(_matter(sheet), _matter(other), strict=True):
        yield from zip(_texts(f"<p>{one}</p>"), _texts(f"<p>{two}</p>"), strict=True)
    yield sheet.clinic.name, other.clinic.name
    yield sheet.code_leads_to or "", other.code_leads_to or ""
    yield from zip(sheet.region.numbers, other.region.numbers, strict=True)


def _matter(sheet: Sheet) -> Iterator[str]:
    own = (sheet.address, sheet.phone, sheet.email, sheet.website, sheet.booking, sheet.regulator, sheet.tagline)
    yield from filter(None, (*own, *sheet.further))
    yield from chain.from_iterable(sheet.numbers)
    for days, times in sheet.hours:
        yield from chain((days,), times)


def _other_clinic(clinic: Clinic) -> Clinic:
    contact, brand = clinic.contact, clinic.brand
    primary, accent = next(one for one in _BRANDS if brand.primary not in one and brand.accent not in one)
    return Clinic.model_construct(
        slug=DOUBLE,
        folder=clinic.folder,
        name=_other(clinic.name),
        region=DOUBLE,
        languages=(),
        topics=clinic.topics,
        contact=Contact.model_construct(
            address=tuple(map(_other, contact.address)),
            phone=_other_number(contact.phone),
            numbers={kind: _other_number(number) for kind, number in contact.numbers.items()},
            email=contact.email and _other(contact.email),
            website=contact.website and _other_address(contact.website),
            booking=contact.booking and _other_address(contact.booking),
        ),
        hours=clinic.hours and _other_hours(clinic.hours),
        regulator=Regulator.model_construct(
            name=_other(clinic.regulator.name),
            website=clinic.regulator.website and _other_address(clinic.regulator.website),
        ),
        further=clinic.further and _other_further(clinic.further),
        brand=Brand.model_construct(
            logo="",
            typeface=brand.typeface,
            family=brand.family,
            primary=primary,
            accent=accent,
            corners=brand.corners,
            ornament=brand.ornament,
            name_in_logo=brand.name_in_logo,
            tagline={code: _other(text) for code, text in brand.tagline.items()},
        ),
    )


def _other_region(region: Region) -> Region:
    numbers = {"emergency": region.emergency, "nurse_line": region.nurse_line}
    others = {name: "0" + "0123456789"[-len(number) :] for name, number in numbers.items() if number}
    return region.model_copy(update={**numbers, **others, "further": _other_further(region.further)})


def _other_further(further: tuple[Further, ...]) -> tuple[Further, ...]:
    return tuple(one.model_copy(update={"name": _other(one.name), "web": _other_address(one.web)}) for one in further)


def _other(text: str) -> str:
    """Return a text of other letters in the same places, as wide and in the same direction."""
    return "".join(_letter(one) if one.isalpha() else one for one in text)


def _letter(character: str) -> str:
    if unicodedata.east_asian_width(character) in "WF":
        return "文" if character != "文" else "字"
    return _OTHER_LETTERS.get(unicodedata.bidirectional(character)) or ("X" if character.isupper() else "x")


def _other_address(address: str) -> str:
    """Return a web address of other letters, with its scheme and its `www`."""
    scheme, _, rest = address.partition("://")
    www = "www." if rest.startswith("www.") else ""
    return f"{scheme}://{www}{_other(rest.removeprefix(www))}"


def _other_number(number: Telephone) -> Telephone:
    shifted = number.number[-4:].translate(str.maketrans("0123456789", "1234567890"))
    return number.model_copy(update={"number": number.number[:-4] + shifted})


def _other_hours(hours: Hours) -> Hours:
    days: dict[str, Day] = {name: _a_minute_off(day) for name, day in zip(WEEKDAYS, hours.days, strict=True)}
    return hours.model_copy(update=days)


def _a_minute_off(day: Day) -> Day:
    spans = [(one, one.opens, one.closes) for one in day.times]
    times = [
        one if one.is_all_day else Interval.model_construct(opens=_moved(opens), closes=_moved(closes))
        for one, opens, closes in spans
    ]
    return day.model_copy(update={"times": tuple(times)})


def _moved(time: dt.time) -> dt.time:
    return time.replace(minute=time.minute ^ 1)
