"""What is a clinic's own fits its places on the page, or is refused by `check` before anything is printed."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from jinja2 import ChoiceLoader, DictLoader, Environment
from long_clinics import ADDRESSES, EMAILS, HOURS, NAMES, OTHER_NAMES, clinic_of, sample
from made_clinics import DAYS, made_clinic
from pages import MILLIMETRE, Character, Page, read_pages

from leaflets.checks.fit import misfits, unmeasured
from leaflets.composition import Composer, Probes
from leaflets.composition.endings import without_endings
from leaflets.composition.fullest import signed
from leaflets.composition.slots import LARGE, card_of
from leaflets.model import Clinic, Composition, Leaflet, Printed
from leaflets.model.hours import Hours
from leaflets.project import Project, open_project
from leaflets.typesetting import seal, typeset

FOOT_LINES, FOOT_WIDTH = 18 * MILLIMETRE, (12 + 112) * MILLIMETRE
"""Where the lines with names stand at the foot of a page: how high, and how far from the side where lines begin."""
MASTHEAD, LINE = 27 * MILLIMETRE, 5
"""How far the masthead reaches down; and how far baselines of one line are apart at most, in points."""
LIGATURES = 0.9
"""How many glyphs a name has at least for each of its letters: some letters are set as one."""
SIGNS = str.maketrans("()[]", "||||")
"""Readers of PDFs turn brackets round in lines that they take for right-to-left."""
EDGE = 10 * MILLIMETRE - 0.6
"""What office printers cannot print, but for a descender's curve."""
FUZZ = int(os.environ.get("LEAFLETS_FUZZ", "0")) or 12
"""How many made clinics are printed."""

BELOW_TITLE = 650
"""Where headings of sections begin on the first page, in points from its lower edge."""

Print = Callable[..., list[Page]]


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
        html = change(composition.html)
        passages = composition.passages if html == composition.html else ()
        outcome = typeset(replace(composition, html=html, passages=passages))
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


def letters(characters: Iterable[Character]) -> str:
    """Return letters as text; a hyphen at the end of a line is kept, which this reader marks with a sign of its own."""
    return "".join(one.text for one in characters).replace("\x02", "-")


Shared = Callable[[int, str], list[Page]]


@pytest.fixture(scope="module")
def shared(printed: Print) -> Shared:
    """Print a made-up clinic's sheet in a language, once for all tests."""
    return cache(lambda number, language: printed(clinic_of(number), language))


def shown_names(page: Page, language: str) -> list[str]:
    """Return the clinic's name as its glyphs stand from left to right, at the foot and in the masthead."""
    foot = [one for one in page.characters if one.baseline < FOOT_LINES and _is_at_start(one, page, language)]
    masthead = [one for one in page.characters if one.baseline > page.height - MASTHEAD and one.size > 10]
    return ["".join(letters(line) for line in _lines(part)).translate(SIGNS) for part in (foot, masthead)]


def _is_at_start(one: Character, page: Page, language: str) -> bool:
    return one.right < FOOT_WIDTH if language == "en" else one.left > page.width - FOOT_WIDTH


def _lines(characters: Iterable[Character]) -> list[list[Character]]:
    """Return the lines of a text, the upper one first, each from left to right."""
    lines: dict[float, list[Character]] = {}
    for one in sorted(characters, key=lambda one: -one.baseline):
        lines.setdefault(next((key for key in lines if abs(key - one.baseline) < LINE), one.baseline), []).append(one)
    return [sorted(line, key=lambda one: one.left) for line in lines.values()]


def languages_of(number: int) -> tuple[str, ...]:
    """Return in which languages a clinic's sheet is tried: where its name is foreign, and every second in the other."""
    usual, foreign = ("ar", "en") if number >= len(NAMES) else ("en", "ar")
    is_tried_in_both = number % 2 == 0 or len(EMAILS) <= number < len(NAMES)
    return (usual, foreign) if is_tried_in_both else (foreign,)


def tried(numbers: Iterable[int]) -> list[tuple[int, str]]:
    """Return clinics by number, each with every language in which it is tried."""
    return [(number, language) for number in numbers for language in languages_of(number)]


LATIN, WITH_HOURS = range(len(NAMES)), range(len(EMAILS), len(NAMES))
OTHERS = range(len(NAMES), len(NAMES) + len(OTHER_NAMES))


@pytest.mark.parametrize(("number", "language"), tried(LATIN))
def test_a_name_stands_whole_in_masthead_and_foot(number: int, language: str, shared: Shared) -> None:
    """A name of up to 90 characters stands from its first letter to its last, on sheets of either direction."""
    assert len(NAMES[number]) <= 90
    name = NAMES[number].replace(" ", "").translate(SIGNS)
    pages = shared(number, language)
    assert [name, name] == shown_names(pages[0], language)
    assert all_inside(pages)


def _with_dots(shown: str, expected: str) -> str:
    """Return a name with a dot for each glyph that is no ASCII; some Arabic glyphs are taken for brackets."""
    return re.sub(r"[^\x21-\x7e]" if "|" in expected else r"[^\x21-\x7e]|\|", "·", shown)


@pytest.mark.parametrize(("number", "language"), tried(OTHERS))
def test_a_name_in_another_script_stands_in_its_own_direction(number: int, language: str, shared: Shared) -> None:
    """Arabic, Gurmukhi, Chinese and mixed names stand whole, their numbers, brackets and signs where they belong."""
    pages = shared(number, language)
    name, expected = tuple(OTHER_NAMES.items())[number - len(NAMES)]
    foot, masthead = (_with_dots(one, expected) for one in shown_names(pages[0], language))
    assert [expected, expected] == [re.sub("·+", "·", one) for one in (foot, masthead)]
    assert min(len(foot), len(masthead)) >= LIGATURES * sum(one.isalnum() for one in name)
    assert all_inside(pages)


@pytest.mark.parametrize(("number", "language"), tried(range(len(EMAILS))))
def test_a_long_address_breaks_and_copies_whole(number: int, language: str, shared: Shared) -> None:
    """An e-mail address stands in its column, is copied without a letter more or less, and the code stays in place."""
    pages = shared(number, language)
    assert EMAILS[number] in copied(pages)
    if language == "en":
        assert f"{EMAILS[number].partition('@')[2]}/book-a-visit_now" in copied(pages)
    assert all_inside(pages)


@pytest.mark.parametrize("number", WITH_HOURS)
def test_hours_of_every_kind_are_printed(number: int, shared: Shared) -> None:
    """Seven different days with midday breaks stand whole on the sheet: each span, on the clock of the place."""
    text = copied(shared(number, "en"))
    for times in HOURS[number - len(EMAILS)].values():
        for span in times:
            opens, closes = span.split("-")
            assert f"{opens}–{closes}" in text
    assert all_inside(shared(number, "ar"))


@pytest.mark.parametrize("number", OTHERS)
def test_lines_of_an_address_stand_whole(number: int, shared: Shared) -> None:
    """Each line of an address stands on the sheet with all its letters, in several lines where it has to."""
    shown = "".join(copied(shared(number, "en")).split())
    for line in ADDRESSES[number - len(NAMES)]:
        for word in line.strip(",").split():
            assert not word.isascii() or word in shown


@pytest.mark.parametrize(
    ("key", "matter"),
    [
        (
            "contact.email",
            {"contact": {"email": f"x@{'physiotherapy.' * 16}example", "address": ["10440 Aspen Row, Floor 7"] * 6}},
        ),
        ("contact.booking", {"contact": {"booking": f"https://clinic.example/{'book-a-visit/' * 28}"}}),
        (
            "contact.address",
            {
                "contact": {
                    "address": [
                        f"{one} Long Street Name Row, Second Floor of the Old Mill, in the Yard behind the Library"
                        for one in range(6)
                    ]
                }
            },
        ),
        ("contact.address", {"contact": {"address": ["W" * 200]}}),
        ("contact.address", {"contact": {"address": ["北京市朝阳区建国门外大街" * 6, "北京" * 40]}}),
        ("contact.website", {"contact": {"website": f"https://clinic.example/{'x' * 420}"}}),
        ("regulator.name", {"regulator": {"name": "W" * 200}}),
        ("regulator.website", {"regulator": {"website": f"https://regulator.example/{'register/' * 30}"}}),
        ("hours", {"hours": {day: [f"{h}:{i}0-{h}:{i}5" for h in range(10, 14)] for i, day in enumerate(DAYS[:6])}}),
        ("name", {"name": "W" * 90}),
        ("name", {"name": "北京运动康复" * 15}),
    ],
)
def test_what_does_not_fit_is_named(key: str, matter: dict[str, Any], project: Project) -> None:
    """`check` names the file, the key of what is longest in its place, and by how many millimetres it runs over."""
    clinic = sample(languages=["en"], **matter)
    own = replace(project, clinics={clinic.slug: clinic})
    [problem] = misfits(own, Probes(own), clinic)
    assert ("clinics/aspen-row/clinic.toml", key) == (problem.path, problem.key)
    assert re.search(r"“.+” runs over by \d+\.\d mm\.", problem.reason)


def test_what_cannot_be_measured_is_told(project: Project) -> None:
    """A clinic whose sheets cannot be composed at all is no clinic whose matter fits."""
    clinic = sample(languages=["en"])
    look = replace(project, clinics={clinic.slug: clinic}, environment=broken(project))
    assert [] == list(misfits(look, Probes(look), clinic))
    assert list(unmeasured(look))
    assert [] == list(unmeasured(replace(project, clinics={clinic.slug: clinic})))


def test_a_layout_of_the_folders_own_is_measured_too(tmp_path: Path) -> None:
    """What does not fit is named also where a folder lays out its sheets in its own way."""
    layouts = tmp_path / "templates" / "layouts"
    layouts.mkdir(parents=True)
    text = (ROOT / "templates" / "layouts" / "standard.html.j2").read_text("utf-8")
    (layouts / "standard.html.j2").write_text(text.replace("</main>", "</main><hr>"), "utf-8")
    shutil.copytree(ROOT / "clinics" / "aspen-row", tmp_path / "clinics" / "aspen-row")
    clinic = sample(languages=["en"], contact={"address": ["W" * 200]})
    own = replace(open_project(tmp_path), clinics={clinic.slug: clinic})
    assert ["contact.address"] == [problem.key for problem in misfits(own, Probes(own), clinic)]


def broken(project: Project) -> Environment:
    """Return the project's templates with an imprint that asks for what is not there."""
    overlay = project.environment.overlay()
    names = {"parts/imprint.html.j2": "{{ sheet.nothing_of_the_kind.at_all }}"}
    assert project.environment.loader
    overlay.loader = ChoiceLoader([DictLoader(names), project.environment.loader])
    return overlay


HEADINGS = (
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
)
PLACES = ("Soreness and bruises", "Moving and exercise", "Daily life")
"""Headings beside their text on the first page of a topic; others are put into their places."""


@pytest.mark.parametrize("first", range(0, len(HEADINGS), len(PLACES)))
def test_a_long_heading_breaks_where_its_language_allows(first: int, printed: Print) -> None:
    """Headings stay in their column of 36 mm; only a word that is longer than a line is hyphenated."""
    headings = HEADINGS[first : first + len(PLACES)]
    sizes = []

    def with_headings(html: str) -> str:
        sizes.append(float(html.partition("--type: ")[2].partition("pt;")[0]) + 0.5)
        html = without_endings(html)
        for place, (language, heading) in zip(PLACES, headings, strict=True):
            old = f'<h2><span class="hanging">{place}<'
            assert old in html
            html = html.replace(old, f'<h2 lang="{language}"><span class="hanging">{heading}<')
        return html

    pages = printed(sample(), "en", "aftercare", with_headings)
    column = [one for one in pages[0].characters if round(one.size, 1) == sizes[0] and one.bottom < BELOW_TITLE]
    shown = "".join(one.text for one in column).replace("‐", "").replace("\ufffe", "")
    for _, heading in headings:
        assert heading.replace(" ", "") in shown
    assert max(one.right for one in column) <= (12 + 36) * MILLIMETRE + 1


@pytest.mark.parametrize("topic", ["aftercare", "side-effects"])
@pytest.mark.parametrize("clinic", ["aspen-row", "cottonwood-lane"])
def test_signed_sheets_fit_as_well(clinic: str, topic: str, project: Project) -> None:
    """French on Letter paper has the least room; with reviewers and the large card a sheet still has two pages."""
    seal(project.fonts.all_folders)
    busy = project.clinics[clinic].model_copy(update={"hours": Hours.model_validate(HOURS[0])})
    assert LARGE == card_of(busy)
    own = replace(project, clinics={clinic: busy})
    composition = Composer(own, signed).compose(Leaflet(clinic, "fr_CA", topic))
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
            assert str(problem.key).partition(".")[0] in {"name", "contact", "hours", "regulator"}, problem
        if not found:
            passed += 1
            topic = clinic.topics[seed % 2]
            assert all_inside(printed(clinic, clinic.languages[-1], topic)), seed
    assert passed >= FUZZ // 8
