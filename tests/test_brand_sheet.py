"""The brand sheet shows what the leaflets are printed with: the logo, the colours with their numbers, type, layouts."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, offer, run_leaflets
from made_brands import CORNERS, EDGES, NEON
from PIL import Image
from typeset_once import opened

from leaflets.composition import Composer
from leaflets.errors import Problem, ProjectError
from leaflets.gallery.brand_sheet import brand_sheet, ratio
from leaflets.gallery.colours import brand_swatches, mixed_swatches, pairs
from leaflets.gallery.layouts import first_of_each
from leaflets.gallery.marks import mark_of
from leaflets.model import Brand, Leaflet
from leaflets.model.family import FAMILIES
from leaflets.model.reworded import REWORDED
from leaflets.prepress.profile import press_profile
from leaflets.prepress.separation import separation_of
from leaflets.project import open_project
from leaflets.readers.tables import read_value

DAY = dt.date(2026, 11, 29)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of one clinic with two languages and a topic, whose logo is one grey to a copier."""
    root = tmp_path_factory.mktemp("sheet")
    shutil.copytree(ROOT / "clinics", root / "clinics", ignore=shutil.ignore_patterns("aspen-row", "heron-mill"))
    offer(root, "en", "ar", topics=("aftercare",))
    file = root / "clinics" / "cottonwood-lane" / "clinic.toml"
    text = file.read_text("utf-8").replace("logo.svg", "logo.png").replace("#2d4a2b", "#ffd94a")
    file.write_text(f'{text}\n[brand.press]\nprimary = {{ spot = "PANTONE 122 C" }}\n', "utf-8")
    logo = Image.new("RGB", (900, 300), "#c0562d")
    logo.paste("#2f7f4f", (450, 0, 900, 300))
    logo.save(file.with_name("logo.png"))
    return root


@pytest.fixture(scope="module")
def printed(place: Path) -> Path:
    """Print its brand sheet; its hours are too long for a leaflet to fold."""
    done = run_leaflets("clinic", "sheet", "Cottonwood Lane", "--today", DAY.isoformat(), cwd=place, check=True)
    assert "“Sunday” runs over" in done.stdout
    assert "What cannot be printed is left out of the sheet." in done.stdout
    return place / "out" / "cottonwood-lane" / "cottonwood-lane_brand-sheet.pdf"


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        assert 2 <= len(document) <= 4
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_it_says_what_the_brand_is(printed: Path) -> None:
    """It names colours in every way, contrasts, the logo, family, typefaces, languages, and that words are drafts."""
    text = _text(printed)
    assert "To fold" not in text
    for said in (
        "Cottonwood Lane Sport & Spine", "November 29, 2026", "Draft. The words and pages on this sheet",
        "44 × 14.7 mm", "PNG, 900 × 300 pixels: 520 an inch", "look alike", "#ffd94a", "RGB 255 217 74",
        "PANTONE 122 C", "1.3:1, enough for grounds only", "Bold: a poster", "Atkinson Hyperlegible Next for headings",
        "After your dry needling", "Arabic", "العربية", "Noto Sans Arabic", "Poster", "Booklet",
    ):  # fmt: skip
        assert said in text, said


def test_it_shows_every_layout_that_can_be_printed(place: Path, printed: Path) -> None:
    """Each edition that the clinic can print stands there as a picture with words in its stead."""
    with pikepdf.open(printed) as document:
        told = [str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        assert "Brand sheet: Cottonwood Lane Sport & Spine" == str(document.docinfo["/Title"])
        assert "en" == str(document.Root.Lang)
    assert len(opened().editions) - 1 == sum(one.startswith("Page one of After your dry needling") for one in told)
    assert all(one.endswith(": a draft") for one in told if one.startswith("Page one"))
    assert not (place / "out" / "report.json").exists(), "nothing else is delivered"


def test_words_are_set_in_the_fonts_of_the_leaflets(printed: Path) -> None:
    """Each language has the family that its leaflets are set in."""
    with pikepdf.open(printed) as document:
        names = {
            str(one.FontName) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
        }
    for family in ("Noto-Sans-Arabic", "Atkinson-Hyperlegible-Next"):
        assert any(family in one for one in names), names


def test_verify_passes_over_it(place: Path, printed: Path) -> None:
    """It is no leaflet, so a folder with it and leaflets is judged by the leaflets."""
    run_leaflets("build", "-l", "en", "--today", DAY.isoformat(), cwd=place, check=True)
    done = run_leaflets("verify", "out", "--today", DAY.isoformat(), cwd=place)
    assert printed.exists()
    assert "brand-sheet" not in done.stdout


@pytest.mark.parametrize("family", FAMILIES)
def test_what_stands_on_what_can_be_read(family: str) -> None:
    """Whatever colours a brand has, the sheet tells of no pair that is too weak."""
    for primary, accent in zip((*CORNERS, *NEON, *EDGES), (*NEON, *EDGES, *CORNERS), strict=True):
        brand = _brand(primary=primary, accent=accent, family=family)
        if brand is None:
            continue  # it looks like a warning, and is refused
        assert not [one for one in pairs(brand) if not one.is_enough], brand
        separation = separation_of(brand, press_profile(None))
        for one in (*brand_swatches(brand, separation), *mixed_swatches(brand, separation)):
            assert one.words_contrast >= 4.5 or one.colour == brand.accent, one


def _brand(**said: Any) -> Brand | None:
    problems: list[Problem] = []
    return read_value(Brand, {"logo": "logo.svg", **said}, "clinic.toml", problems)


def test_contrasts_are_rounded_down() -> None:
    """A contrast that just fails a floor is not told as one that passes it."""
    assert "4.4:1" == ratio(4.499)
    assert "21:1" == ratio(21.0)


def test_the_samples_logos_survive_grey() -> None:
    """The colours of each sample's logo are told apart without their hues."""
    project = opened()
    assert dict.fromkeys(project.clinics, ()) == {
        name: mark_of(project, one).alike for name, one in project.clinics.items()
    }


def test_each_layout_is_in_a_language_that_has_it() -> None:
    """A sheet in two languages is in another beside the clinic's own; all others are in its first."""
    found = {one.edition: one for one in first_of_each(opened(), "aspen-row", "aftercare")}
    assert set(opened().editions) == set(found)
    assert Leaflet("aspen-row", "fr_CA", "aftercare", "bilingual", ("en",)) == found.pop("bilingual")
    assert {"en"} == {one.language for one in found.values()}


def test_a_topic_without_easy_words_is_shown_without_them() -> None:
    """An edition with words of its own is shown for topics that have some, and missed by no other."""
    found = {one.edition for one in first_of_each(opened(), "aspen-row", "screening")}
    assert set(opened().editions) - REWORDED == found


def test_every_language_has_its_own_words() -> None:
    """Of 28 languages, each is named in English, with the title of the topic in it, on four pages at most."""
    project = opened()
    clinic = project.clinics["aspen-row"]
    pdf = brand_sheet(project, clinic, "aftercare", [], DAY)
    composer = Composer(project)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) <= 4
        text = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    for code in clinic.languages:
        language, content = project.languages[code], composer.content_of(Leaflet("aspen-row", code, "aftercare"))
        assert "".join(language.name.split()) in text, code
        if content and language.script in {"Latn", "Cyrl", "Hans", "Hant", "Jpan", "Kore"}:
            assert "".join(str(content.title.striptags()).split()) in text, code


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("cottonwod",), 2, "Did you mean “cottonwood-lane”?"),
        (("cottonwood-lane", "-t", "screening"), 2, "does not offer"),
    ],
)
def test_what_is_not_there_is_told(place: Path, typed: tuple[str, ...], code: int, said: str) -> None:
    """A clinic or topic that is not there is told with what was probably meant."""
    done = run_leaflets("clinic", "sheet", *typed, cwd=place)
    assert code == done.returncode
    assert said in " ".join(done.stdout.split()), done.stdout


def test_a_faulty_clinic_tells_its_faults(place: Path, tmp_path: Path) -> None:
    """A clinic with a fault has no sheet, and says which fault it is."""
    shutil.copytree(place / "clinics", tmp_path / "clinics")
    file = tmp_path / "clinics" / "cottonwood-lane" / "clinic.toml"
    file.write_text(file.read_text("utf-8").replace("#ffd94a", "#a4121f"), "utf-8")
    done = run_leaflets("clinic", "sheet", "cottonwood-lane", cwd=tmp_path)
    assert 1 == done.returncode
    assert "too near to the red of emergencies" in " ".join(done.stdout.split())
    file.write_text(
        file.read_text("utf-8").replace("#a4121f", "#ffd94a").replace("{ spot", "{ cmyk = [0, 100, 0, 0], spot"),
        "utf-8",
    )
    done = run_leaflets("clinic", "sheet", "cottonwood-lane", cwd=tmp_path)
    assert 1 == done.returncode
    assert "brand.press.primary.cmyk" in done.stdout


def test_own_pages_are_refused(place: Path, tmp_path: Path) -> None:
    """A sheet of the folder's own is refused: nobody has read what it says."""
    shutil.copytree(place / "clinics", tmp_path / "clinics")
    own = tmp_path / "templates" / "library" / "brand-sheet.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>All good</p>", "utf-8")
    project = open_project(tmp_path)
    with pytest.raises(ProjectError, match="come with the program"):
        brand_sheet(project, project.clinics["cottonwood-lane"], "aftercare", [], DAY)
