"""What is a clinic's own fits its places on the page, or is refused by `check` before anything is printed."""

import datetime as dt
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from made_clinics import made_clinic
from pages import MILLIMETRE, Character, Page, read_pages

from leaflets.checks.fit import misfits
from leaflets.composition import Composer, Probes
from leaflets.model import Approval, Clinic, Composition, Held, Leaflet, Printed, SignOff
from leaflets.model.signoff import ROLES
from leaflets.project import Project
from leaflets.readers.tables import read_value
from leaflets.typesetting import seal, typeset

LANGUAGES = ("en", "ar")
FOOT = 25 * MILLIMETRE
"""How high the foot of a page reaches."""
EDGE = 10 * MILLIMETRE - 0.6
"""What office printers cannot print, but for a descender's curve."""
FUZZ = int(os.environ.get("LEAFLETS_FUZZ", "0")) or 12
"""How many made clinics are printed."""

BELOW_TITLE = 650
"""Where headings of sections begin on the first page, in points from its lower edge."""

Print = Callable[..., list[Page]]


def sample(**changes: Any) -> Clinic:
    """Return a sample clinic with other values in some of its tables, which have to be right."""
    folder = ROOT / "clinics" / "aspen-row"
    table = tomllib.loads((folder / "clinic.toml").read_text("utf-8"))
    for name, value in changes.items():
        table[name] = {**table[name], **value} if isinstance(value, dict) and name != "hours" else value
    problems: list[Any] = []
    clinic = read_value(Clinic, {**table, "slug": "aspen-row", "folder": folder}, "clinic.toml", problems)
    assert clinic is not None, problems
    return clinic


@pytest.fixture(scope="module")
def printed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Print a leaflet of a clinic, or a sheet with nothing but its matter, and return its pages as readers see them."""
    seal(project.fonts.all_folders)
    place = tmp_path_factory.mktemp("fit")

    def of(clinic: Clinic, language: str, topic: str = "", change: Callable[[str], str] = str) -> list[Page]:
        own = replace(project, clinics={clinic.slug: clinic})
        leaflet = Leaflet(clinic.slug, language, topic)
        composition = Composer(own).compose(leaflet) if topic else Probes(own).probe(clinic, language)
        assert isinstance(composition, Composition), composition
        outcome = typeset(replace(composition, html=change(composition.html)))
        assert isinstance(outcome, Printed), outcome
        path = place / "leaflet.pdf"
        path.write_bytes(outcome.pdf)
        return read_pages(path)

    return of


def all_inside(pages: list[Page]) -> bool:
    """Tell whether no character is nearer to the paper's edge than 10 mm."""
    return all(
        EDGE <= one.left and one.right <= page.width - EDGE and EDGE <= one.bottom and one.top <= page.height
        for page in pages
        for one in page.characters
    )


def copied(pages: list[Page]) -> str:
    """Return what a reader copies of a leaflet, without line breaks."""
    return "".join(page.text for page in pages).replace("\r\n", "")


def foot(page: Page) -> str:
    """Return the letters at the foot of a page, without spaces, in the order in which they are stored."""
    return letters(one for one in page.characters if one.top < FOOT)


def letters(characters: Iterable[Character]) -> str:
    """Return letters as text; a hyphen at the end of a line is kept, which this reader marks with a sign of its own."""
    return "".join(one.text for one in characters).replace("\x02", "-")


NAMES = (
    "O’Brien & Sons “Physio” – Côte-des-Neiges",
    "The Birch Row and Willow Bend Community Centre for Physiotherapy, Sport and Pelvic Health",
    "Centre de physiothérapie et de réadaptation de Saint-Jean-sur-Richelieu et des environs",
    "Gemeinschaftspraxis für Physiotherapie, Krankengymnastik und Osteopathie am Großmünster",
    "Aspen",
    "ASPEN ROW PHYSIOTHERAPY, SPORT MEDICINE, MASSAGE AND WELLNESS OF WESTERN WINNIPEG LTD",
    "Клиника физиотерапии и реабилитации имени профессора Преображенского на Садовой улице",
    "Physio-Zentrum-Rhein-Main-Neckar-Donau-Elbe-Oder-Weser-Ems-Spree-Havel-Saale-Unstrut",
    "N. O. P. Q. R. S. T. U. V. W. X. Y. Z. & Associates, Physiotherapists, est. in Leeds",
    "Fisioterapia y Rehabilitación Deportiva Núñez de Balboa, sucursal del Paseo de la Reforma",
    "Kinésithérapeutes associés du Château-d’Eau – l’Île-Perrot – Notre-Dame-de-l’Assomption",
)
OTHER_NAMES = (
    "عيادة النخيل للعلاج الطبيعي والتأهيل الرياضي وعلاج العمود الفقري والمفاصل في شمال المدينة",
    "ਪੰਜਾਬ ਫਿਜ਼ੀਓਥੈਰੇਪੀ ਅਤੇ ਖੇਡ ਸਿਹਤ ਕੇਂਦਰ, ਰੀੜ੍ਹ ਦੀ ਹੱਡੀ ਦੇ ਇਲਾਜ ਲਈ ਕਲੀਨਿਕ",
    "北京运动康复与脊柱健康物理治疗中心附属第一人民医院分院骨科与运动医学联合门诊部",
    "Aspen Row 物理治疗 عيادة ਪੰਜਾਬ Physiotherapy",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_whole_in_masthead_and_foot(name: str, language: str, printed: Print) -> None:
    """A name of up to 90 characters is printed from its first letter to its last, on sheets of either direction."""
    assert len(name) <= 90
    pages = printed(sample(name=name), language)
    whole = name.replace(" ", "")
    for page in pages:
        assert whole in foot(page)
    assert whole in letters(one for one in pages[0].characters if one.top >= FOOT)
    assert all_inside(pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_name_in_another_script_fits(name: str, language: str, printed: Print) -> None:
    """Arabic, Gurmukhi, Chinese and mixed names are passed and printed, on sheets of either direction."""
    assert all_inside(printed(sample(name=name), language))


@pytest.mark.parametrize(
    "email",
    [
        "reception.and.bookings@northside-riverbend-integrated-physiotherapy.example",
        "a@b.example",
        "hello-and-welcome@aspen--row.example",
        "firstname.lastname.department.section@mail.clinic.hospital.health.region.example",
        "averylonglocalpartwithoutanysigninitatallwhichgoesonandon@clinic.example",
        "under_scores_are_signs_too@under-scores-are-signs-too.example",
        "physiotherapie-und-krankengymnastik@gemeinschaftspraxis-am-grossmuenster.example",
        "x@averylongdomainpartwithoutanysigninitatall.example",
        "info+newpatients+2026@clinic.example",
        "o'brien.and.sons@cote-des-neiges.example",
        "r@n-s-r-b-i-p-h-y-s-i-o.example",
    ],
)
def test_a_long_address_breaks_and_copies_whole(email: str, printed: Print) -> None:
    """An e-mail address stands in its column, is copied without a letter more or less, and the code stays in place."""
    booking = f"{email.partition('@')[2]}/book-a-visit_now"
    clinic = sample(contact={"email": email, "booking": f"https://{booking}"})
    left_to_right, right_to_left = printed(clinic, "en"), printed(clinic, "ar")
    assert booking in copied(left_to_right)
    for pages in (left_to_right, right_to_left):
        assert email in copied(pages)
        assert all_inside(pages)


def spans(*texts: str) -> dict[str, list[str]]:
    """Return opening hours from texts, a day each, Monday first."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {day: text.split() for day, text in zip(days, texts, strict=False) if text}


@pytest.mark.parametrize(
    "hours",
    [
        spans(
            "08:00-12:00 13:00-17:30",
            "09:00-12:30 14:00-20:00",
            "07:00-11:00 12:00-16:00",
            "10:00-13:00 15:00-21:00",
            "08:30-12:00 12:45-15:30",
            "09:00-13:30",
            "10:00-12:00",
        ),
        spans("06:15-12:45"),
        spans(*[f"{hour:02d}:05-{hour + 9}:55" for hour in range(5, 12)]),
        spans(*[f"{hour:02d}:30-11:00 11:30-{hour + 11}:30" for hour in range(4, 11)]),
        spans(*["08:00-12:00 13:00-17:00", ""] * 3, "09:00-10:00"),
        spans("", "", "", "", "", "", "09:00-17:00"),
        spans(*["10:10-12:20 12:50-22:10"] * 7),
        spans("07:00-12:00", "07:30-12:00", "08:00-12:00", "08:30-12:00", "09:00-12:00"),
        spans("00:00-23:59", "01:00-12:59 13:00-23:59", "00:30-11:30 12:30-23:30"),
        spans("08:00-09:00 10:00-11:00", "10:00-11:00 08:00-09:00", "08:00-09:00"),
        spans("", "08:00-12:00 13:00-18:00", "08:00-12:00 14:00-18:00", "", "08:00-12:00", "", "10:00-11:00"),
    ],
)
def test_hours_of_every_kind_are_printed(hours: dict[str, list[str]], printed: Print) -> None:
    """Seven different days with midday breaks stand whole on the sheet: each span, on the clock of the place."""
    clinic = sample(hours=hours, region="GB")
    text = copied(printed(clinic, "en"))
    for times in hours.values():
        for span in times:
            opens, closes = span.split("-")
            assert f"{opens}–{closes}" in text
    for language in ("es_US", "ar"):
        assert all_inside(printed(sample(hours=hours), language))


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Muskelkaterempfindlichkeit ist normal"),
        ("de", "Kontraindikationsüberprüfung"),
        ("de", "Sicherheitsvorsichtsmaßnahmen nach der Behandlung"),
        ("ru", "Противопоказания и предосторожности"),
        ("ru", "Сопротивляемость переутомлению"),
        ("nl", "Voorzorgsmaatregelenoverzicht"),
        ("sv", "Överkänslighetsreaktioner är sällsynta"),
        ("hu", "Mellékhatásjegyzékeinkről röviden"),
        ("fr", "Électroencéphalographiquement"),
        ("es", "Otorrinolaringológicamente hablando"),
        ("pl", "Przeciwwskazaniowość i konstantynopolitańczykowianeczka"),
        ("en", "Soreness"),
    ],
)
def test_a_long_heading_breaks_where_its_language_allows(language: str, heading: str, printed: Print) -> None:
    """A heading stays in its column of 36 mm; only a word that is longer than a line is hyphenated."""

    def with_heading(html: str) -> str:
        changed = html.replace('<html lang="en"', f'<html lang="{language}"')
        return changed.replace(">Soreness and bruises</span></h2>", f">{heading}</span></h2>")

    pages = printed(sample(), "en", "aftercare", with_heading)
    column = [one for one in pages[0].characters if round(one.size, 1) == 12.5 and one.bottom < BELOW_TITLE]
    shown = "".join(one.text for one in column).replace("‐", "").replace("\ufffe", "")
    assert heading.replace(" ", "") in shown
    assert max(one.right for one in column) <= (12 + 36) * MILLIMETRE + 1


def signed(_topic: str, _language: str) -> Approval:
    """Return an approval by two people with long names."""
    day = dt.date(2026, 11, 20)
    name, credential = "Dr Aurélie Beauchemin-Lafontaine", "physiothérapeute"
    people = (
        SignOff.model_construct(topic="", role=role, name=name, credential=credential, date=day, digest="", seal="")
        for role in ROLES
    )
    return Approval(tuple(Held(one, day) for one in people))


@pytest.mark.parametrize("topic", ["aftercare", "side-effects"])
@pytest.mark.parametrize("clinic", ["aspen-row", "cottonwood-lane"])
def test_signed_sheets_fit_as_well(clinic: str, topic: str, project: Project) -> None:
    """French on Letter paper has the least room; with its reviewers in the imprint a sheet still has two pages."""
    seal(project.fonts.all_folders)
    composition = Composer(project, signed).compose(Leaflet(clinic, "fr_CA", topic))
    assert isinstance(composition, Composition), composition
    outcome = typeset(composition)
    assert isinstance(outcome, Printed), outcome
    assert 2 == outcome.pages


def made(folder: Path) -> Iterator[tuple[int, Clinic]]:
    """Return made clinics whose files are right, with their seeds."""
    for seed in range(FUZZ):
        place = folder / str(seed)
        place.mkdir()
        clinic = made_clinic(seed, place)
        if isinstance(clinic, Clinic):
            yield seed, clinic


def test_what_check_passes_prints(project: Project, tmp_path: Path, printed: Print) -> None:
    """Of clinics made by a seed, each is refused with its file and key, or every leaflet tried of it prints whole."""
    passed = 0
    for seed, clinic in made(tmp_path):
        own = replace(project, clinics={clinic.slug: clinic})
        found = list(misfits(own, Probes(own), clinic))
        for problem in found:
            assert f"clinics/{clinic.slug}/clinic.toml" == problem.path
            assert problem.key in {"name", "contact", "regulator"}, problem
        if not found:
            passed += 1
            topic = clinic.topics[seed % 2]
            assert all_inside(printed(clinic, clinic.languages[-1], topic)), seed
    assert passed >= FUZZ // 8
