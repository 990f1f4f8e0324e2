"""The edition for people who read little: words, sign-offs and pages of its own; warnings as everywhere."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import typeset_once
from conftest import run_leaflets
from markupsafe import Markup
from pages import read_pages
from sampling import EVERYTHING, LANGUAGES, share_of
from signing import TODAY, sign_all
from typeset_once import composer, opened

from leaflets.checks.language import LONGEST_EASY_SENTENCE, check_language
from leaflets.composition.breaks import without_breaks
from leaflets.composition.rows import ROWS, SIGNS, rows_spacing
from leaflets.composition.spacing import look_in
from leaflets.model import Composition, Content, Failed, Leaflet, Printed, Section, Spacing
from leaflets.model.reworded import topic_and_edition, words_of
from leaflets.model.work import EASY_READ
from leaflets.project import open_project
from leaflets.project.look import look_of
from leaflets.readers.markup import elements
from leaflets.reviewing.readings import read
from leaflets.reviewing.signoffs import approval_of_sheet
from leaflets.selection import Selection, choose
from leaflets.typesetting import typeset
from leaflets.typesetting.filling import Filling

ROOT = Path(__file__).parent.parent
LETTER, METRIC = "aspen-row", "heron-mill"
"""Clinics at places with Letter and with A4."""
TOPIC = "aftercare"
WORDS = "aftercare.easy-read"
SMALLEST = 16
EVERY = [(clinic, language) for language in LANGUAGES for clinic in (LETTER, METRIC)]


def composed(clinic: str, language: str) -> Composition:
    """Compose an easy leaflet that has no fault."""
    return typeset_once.composed(Leaflet(clinic, language, TOPIC, EASY_READ))


def printed(clinic: str, language: str) -> Printed:
    """Print an easy leaflet that keeps to all gates."""
    return typeset_once.printed(Leaflet(clinic, language, TOPIC, EASY_READ))


def content_of(edition: str) -> Content:
    """Return what an edition says of the topic, in English."""
    content = composer().content_of(Leaflet(LETTER, "en", TOPIC, edition))
    assert content is not None
    return content


def warnings_of(edition: str) -> list[Section]:
    """Return the warnings of an edition."""
    return [one for one in content_of(edition).sections if one.kind == "warning"]


@pytest.fixture
def one_clinic(tmp_path: Path) -> Path:
    """Return a project of one clinic that offers English."""
    shutil.copytree(ROOT / "clinics" / LETTER, tmp_path / "clinics" / LETTER)
    path = tmp_path / "clinics" / LETTER / "clinic.toml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join('languages = ["en"]' if one.startswith("languages =") else one for one in lines) + "\n")
    return tmp_path


def laid_over(place: Path, name: str, text: str) -> None:
    """Write a template into a project's own folder."""
    path = place / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(("clinic", "language"), EVERY if EVERYTHING else [(LETTER, "en"), *share_of(EVERY, 0)])
def test_it_has_four_pages_in_every_language(clinic: str, language: str) -> None:
    """It keeps to all gates on four pages, and no word of the topic is smaller than 16 points."""
    done = printed(clinic, language)
    assert done.pages == 4
    seen = [one.size for page in read_pages(io.BytesIO(done.pdf)) for one in page.characters]
    assert min(seen) > 9.9
    assert sum(size > SMALLEST - 0.1 for size in seen) > len(seen) / 2


@pytest.mark.parametrize(
    ("style", "said"), [(".words p { font-size: 15pt }", "less than 16 pt"), (".imprint { font-size: 9pt }", "10 pt")]
)
def test_small_words_fail(style: str, said: str) -> None:
    """Words of the topic under 16 points fail, and others under 10."""
    composition = composed(LETTER, "en")
    outcome = typeset(replace(composition, stylesheet=f"{composition.stylesheet}\n{style}"))
    assert isinstance(outcome, Failed)
    assert any(said in problem.reason for problem in outcome.problems), outcome.problems


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_picture_comes_before_its_words(language: str) -> None:
    """Each row has a drawing with words to be read aloud, and then what it shows; none is without."""
    page = without_breaks(composed(LETTER, language).html)
    rows = [one for one in elements(page) if one.get("class") == "idea"]
    assert len(rows) > 10
    for row in rows:
        drawing, words = list(row)
        assert [one.get("alt") for one in drawing.iter("img")] != [""]
        assert "".join(words.itertext()).strip()


def test_warnings_are_those_of_the_leaflet() -> None:
    """Emergency and same-day signs are word for word those of the standard edition, with their numbers."""
    assert warnings_of(EASY_READ) == warnings_of("standard")
    html = composed(LETTER, "en").html
    assert html.count('class="number"') == 2
    assert html.index("911") < html.index('id="sore-shoulder"')


def test_sentences_are_short() -> None:
    """Rows have sentences of ten words at most, and no warning of the check is about them."""
    assert [] == [one.reason for one in check_language(opened(), {WORDS: content_of(EASY_READ)})]
    (press,) = [one for one in content_of(EASY_READ).statements if one.id == "press"]
    longer = replace(press, text=Markup("Press on it and on it and on it with a tissue."))
    content = replace(content_of(EASY_READ), sections=(Section("key", "key", Markup(), items=(longer,)),))
    (problem,) = [one for one in check_language(opened(), {WORDS: content}) if one.key == "press"]
    assert f"{LONGEST_EASY_SENTENCE} words are enough" in problem.hint


def test_only_its_own_words_are_read_for_it() -> None:
    """The reading of the topic has none of the easy words, and that of the easy words none of the topic's layouts."""
    own, topic = read(opened(), WORDS, "en"), read(opened(), TOPIC, "en")
    assert "Call (emergency) right away." in {line.source for line in own.lines}
    assert "Call (emergency) right away." not in {line.source for line in topic.lines}
    assert own.digest != topic.digest
    assert set(own.drawings) > {"sore-shoulder", "no-driving"}


def test_a_signature_of_the_topic_does_not_cover_it(one_clinic: Path) -> None:
    """Signed ordinary words leave the easy ones a draft, and the other way round."""
    easy, usual = (Leaflet(LETTER, "en", TOPIC, edition) for edition in (EASY_READ, "standard"))
    sign_all(one_clinic, "en", topics=(TOPIC,))
    done = run_leaflets("build", "-t", TOPIC, "-l", "en", "-e", EASY_READ, "--release", cwd=one_clinic)
    assert done.returncode == 1
    assert f"en · {WORDS}" in done.stdout
    project = open_project(one_clinic)
    assert approval_of_sheet(project, usual, TODAY).is_final
    assert not approval_of_sheet(project, easy, TODAY).is_final
    sign_all(one_clinic, "en", topics=(WORDS,))
    assert approval_of_sheet(open_project(one_clinic), easy, TODAY).is_final
    done = run_leaflets("build", "-t", TOPIC, "-l", "en", "-e", EASY_READ, "--release", cwd=one_clinic)
    assert done.returncode == 0, done.stdout


class TestNames:
    """What people name, and what they are told."""

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            (("-t", "side-effects", "-e", EASY_READ), "These topics have some: aftercare."),
            (("-t", WORDS), "To print them: -t aftercare -e easy-read."),
        ],
    )
    def test_what_is_not_there_is_told(self, one_clinic: Path, typed: tuple[str, ...], told: str) -> None:
        """A topic without easy words names those that have some; the words' own name says how to print them."""
        done = run_leaflets("build", *typed, cwd=one_clinic)
        assert done.returncode == 2
        assert told in " ".join(done.stdout.split())

    def test_a_clinic_does_not_list_it(self, one_clinic: Path) -> None:
        """Words of an edition are no topic that a clinic offers."""
        (path,) = one_clinic.glob("clinics/*/clinic.toml")
        path.write_text(path.read_text().replace('"aftercare"', f'"{WORDS}"', 1))
        done = run_leaflets("check", cwd=one_clinic)
        assert done.returncode == 1
        assert f"“{WORDS}” is not known here." in done.stdout

    def test_without_its_topic_it_is_a_fault(self, one_clinic: Path) -> None:
        """Easy words of a topic that is not here say so."""
        words = (ROOT / "templates" / "topics" / f"{WORDS}.html.j2").read_text("utf-8")
        laid_over(one_clinic, f"topics/afterwards.{EASY_READ}.html.j2", words)
        done = run_leaflets("check", cwd=one_clinic)
        assert "for the topic afterwards, which is not here." in " ".join(done.stdout.split())

    def test_a_usual_build_does_not_print_it(self) -> None:
        """What clinics offer has no easy words but in that edition, and there only topics that have some."""
        assert WORDS not in {one.topic for one in choose(opened(), Selection())}
        chosen = choose(opened(), Selection(editions=(EASY_READ,)))
        assert {(one.topic, one.edition) for one in chosen} == {(TOPIC, EASY_READ)}

    def test_names_are_put_together_and_parted(self) -> None:
        """The name of words tells topic and edition; other names are topics."""
        assert words_of(TOPIC, EASY_READ) == WORDS
        assert words_of(TOPIC, "large-print") == TOPIC
        assert topic_and_edition(WORDS) == (TOPIC, EASY_READ)
        assert topic_and_edition("after.care") == ("after.care", "standard")


def test_its_drawings_measure_no_page_of_another_edition_anew(one_clinic: Path) -> None:
    """A drawing that only easy words show is part of the look, and none of what spacing is measured by."""
    before = open_project(one_clinic)
    looked, spaced = look_of(before).digest, look_in(before, "en")
    drawing = "pictures/calendar.svg.j2"
    laid_over(one_clinic, drawing, (ROOT / "templates" / drawing).read_text("utf-8").replace("#fff", "none"))
    after = open_project(one_clinic)
    assert look_of(after).digest != looked
    assert look_in(after, "en") == spaced


@pytest.mark.parametrize(("row", "sign"), [(0, 18), (4, 17), (len(ROWS) - 1, 16)])
def test_the_largest_step_that_fits_is_taken(row: int, sign: float) -> None:
    """Rows are as large as the pages allow, and with them the signs."""

    def filling(spacing: Spacing) -> Filling:
        sizes = dict(spacing.sizes)
        here = [(f"{one.words:g}pt", f"{one.drawing:g}mm") for one in ROWS].index((sizes["row"], sizes["drawing"]))
        return Filling(((),), (0.0,) * (4 if here >= row and float(sizes["type"][:-2]) <= sign else 5), 270)

    found = dict(rows_spacing(filling, 4).sizes)
    assert found["row"] == f"{ROWS[row].words:g}pt"
    assert found["drawing"] == f"{ROWS[row].drawing:g}mm"
    assert found["type"] == f"{sign:g}pt"


def test_the_smallest_step_is_taken_where_none_fits() -> None:
    """What is too much for the smallest step is set in it, and the press says by how much."""
    found = dict(rows_spacing(lambda _: Filling(((),), (0.0,) * 9, 270), 4).sizes)
    assert (found["row"], found["type"]) == (f"{ROWS[-1].words:g}pt", f"{SIGNS[-1]:g}pt")
