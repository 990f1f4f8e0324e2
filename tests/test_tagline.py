"""A clinic's tagline stands below its name, moves nothing, and says nothing that somebody would have to review."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT
from pages import Character, read_pages
from typeset_once import pdf_of

from leaflets.assembly.parting import part
from leaflets.checks.clinics import check_clinics
from leaflets.checks.fit import check_fit
from leaflets.composition import Composer
from leaflets.model import Brand, Composition, Leaflet
from leaflets.model.family import BOLD, CALM, PLAIN, Family
from leaflets.model.tagline import LONGEST
from leaflets.model.work import LARGE_PRINT, STAFF
from leaflets.project import Project
from leaflets.project.opening import open_project
from leaflets.project.own_words import faults_of_taglines
from leaflets.readers.tables import read_value
from leaflets.reviewing.neutral import neutral_project
from leaflets.typesetting import seal

if TYPE_CHECKING:
    from leaflets.errors import Problem

CLINIC = "aspen-row"
LINES = {
    "en": "Moving well since 1998",
    "ar": "نتحرك معًا بثقة كل يوم",
    "km": "ធ្វើចលនាបានល្អជារៀងរាល់ថ្ងៃ",
    "zh_Hans": "与您一起，更好地活动每一天",
}


def saying(project: Project, tagline: dict[str, str], **more: Any) -> Project:
    """Return a project of one clinic that has these taglines."""
    own = project.clinics[CLINIC]
    brand = own.brand.model_copy(update={"tagline": tagline, **more.pop("brand", {})})
    return replace(project, clinics={CLINIC: own.model_copy(update={"brand": brand, **more})})


def composed(project: Project, language: str, edition: str = "standard") -> Composition:
    """Return a composed leaflet of the clinic."""
    seal(project.fonts.all_folders)
    composition = Composer(project).compose(Leaflet(CLINIC, language, "aftercare", edition))
    assert isinstance(composition, Composition), composition
    return composition


def placed(pdf: bytes) -> list[list[Character]]:
    """Return the characters of each page that stand below its masthead."""
    return [[one for one in page.characters if one.bottom < page.height - 75] for page in read_pages(BytesIO(pdf))]


@pytest.mark.parametrize(("family", "language"), [*((CALM, code) for code in LINES), (BOLD, "en"), (PLAIN, "ar")])
def test_it_stands_on_the_page_and_moves_nothing(family: Family, language: str, project: Project) -> None:
    """In its own language alone; every character below the masthead stays where it was."""
    plain = composed(saying(project, {}, brand={"family": family}), language)
    lined = composed(saying(project, LINES, brand={"family": family}), language)
    assert '<p class="tagline">' in lined.html
    assert '<p class="tagline">' not in plain.html
    assert not any(one in lined.html for code, one in LINES.items() if code != language)
    assert placed(pdf_of(plain)) == placed(pdf_of(lined))
    parts = part(plain), part(lined)
    assert parts[0] is not None
    assert parts[1] is not None
    assert parts[0].body_key == parts[1].body_key


def test_a_language_without_one_has_none(project: Project) -> None:
    """Nor have editions whose masthead has no room; a region takes that of its language."""
    said = saying(project, {"en": LINES["en"]})
    assert "tagline" not in composed(said, "ar").html
    assert LINES["en"] in composed(said, "en_GB").html
    for edition in (STAFF, LARGE_PRINT):
        assert LINES["en"] not in composed(said, "en", edition).html


def test_a_name_in_two_lines_leaves_no_room(project: Project) -> None:
    """It is not printed then, and the check says so."""
    said = saying(project, LINES, name="Kinesiotherapeutic Rehabilitation Institute of Northern Alberta")
    assert LINES["en"] not in composed(said, "en").html
    [problem] = [one for one in check_clinics(said) if one.key == "brand.tagline"]
    assert "takes two lines" in problem.reason


def test_one_that_runs_over_is_told_by_its_key(project: Project) -> None:
    """Its line is measured on the page, in each language."""
    said = saying(project, {"en": "Short", "zh_Hans": "与您一起更好地活动每一天" * 5}, languages=("en", "zh_Hans"))
    assert ["brand.tagline.zh_Hans"] == [one.key for one in check_fit(said)]


def test_no_reviewer_reads_it(project: Project) -> None:
    """The sheet of no clinic, which a sign-off is bound to, has none."""
    assert all(not one.brand.tagline for one in neutral_project(saying(project, LINES)).clinics.values())


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("en", "We cure your back pain", "makes a claim"),
        ("en", "Dry needling relieves pain", "makes a claim"),
        ("es_US", "Curamos su dolor", "makes a claim"),
        ("en", "Call us any time", "looks like a call for help"),
        ("en", "Your 911 for backs", "looks like a call for help"),
        ("en", "Row 999", "looks like a call for help"),
        ("ar", "اتصل بنا اليوم", "looks like a call for help"),
        ("en", "运动更好", "lack 动 (U+52A8), 好"),
        ("xx", "Moving well", "“xx” is not known here"),
        ("eng", "Moving well", "“eng” is not known here"),
    ],
)
def test_what_it_may_not_say_is_refused(code: str, text: str, told: str, project: Project) -> None:
    """A claim, a call for help, letters that its typefaces lack, and a language that nobody knows stop the clinic."""
    said = saying(project, {code: text})
    [problem] = faults_of_taglines(said, said.clinics[CLINIC])
    assert (f"brand.tagline.{code}", "error") == (problem.key, problem.severity)
    assert told in problem.reason


def test_a_slip_in_a_language_has_a_hint(project: Project) -> None:
    """The code that was probably meant is told."""
    said = saying(project, {"eng": "Moving well"})
    [problem] = faults_of_taglines(said, said.clinics[CLINIC])
    assert "“en”" in problem.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "This is empty"),
        ("x" * (LONGEST + 1), f"{LONGEST + 1} characters, 1 too many"),
        ("Book: 780 555 0143", "look like a number to call"),
        ("Book: ٧٨٠٥٥٥", "look like a number to call"),
        ("Nine of ten, 90 %", "A share of patients"),
        ("Nine of ten, ٩٠٪", "A share of patients"),
        ("See www.clinic.example", "An address stands in it"),
        ("Moving\u202e well", "A sign that nobody sees"),
        ("Moving\nwell", "A sign that nobody sees"),
        ("Mоving well", "mixes letters of scripts"),
        ("Move\u0301\u0301\u0301\u0301\u0301", "Too many marks"),
    ],
)
def test_what_no_tagline_is_made_of_is_refused(text: str, told: str) -> None:
    """Told at the key of its language, with a reason."""
    problems: list[Problem] = []
    look = {"logo": "logo.svg", "primary": "#0b3f4d", "accent": "#d97a1f"}
    assert read_value(Brand, {**look, "tagline": {"en": text}}, "clinic.toml", problems) is None
    assert [("tagline.en", True)] == [(one.key, told in one.reason) for one in problems], problems


def test_brands_that_differ_only_in_it_are_two(project: Project) -> None:
    """Though tones are remembered by the brand."""
    one, two = (saying(project, {"en": text}).clinics[CLINIC].brand for text in ("One", "Two"))
    assert (False, hash(one)) == (one == two, hash(two))


def test_a_group_says_it_for_its_clinics_and_locks_it(tmp_path: Path) -> None:
    """Language by language; a fault is told in the file that says it."""
    group, home = tmp_path / "clinics" / "_groups" / "rows", tmp_path / "clinics" / CLINIC
    for folder in (group, home):
        folder.mkdir(parents=True)
    text = (ROOT / "clinics" / CLINIC / "clinic.toml").read_text("utf-8")
    (home / "logo.svg").write_bytes((ROOT / "clinics" / CLINIC / "logo.svg").read_bytes())
    (home / "clinic.toml").write_text(f'group = "rows"\n{text}\n[brand.tagline]\nen = "Ours"\n', "utf-8")
    (group / "group.toml").write_text('[brand.tagline]\nen = "Rows"\nar = "We cure pain"\n', "utf-8")
    project = open_project(tmp_path)
    [problem] = project.faults.all
    assert ("clinics/_groups/rows/group.toml", "brand.tagline.ar") == (problem.path, problem.key)
    (group / "group.toml").write_text('locked = ["brand.tagline"]\n[brand.tagline]\nen = "Rows"\n', "utf-8")
    [problem] = open_project(tmp_path).faults.all
    assert ("clinics/aspen-row/clinic.toml", "brand.tagline.en") == (problem.path, problem.key)
    assert "keeps this key for itself" in problem.reason
