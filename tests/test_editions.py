"""The editions in other shapes: they say what the standard edition says, and keep to gates of their own."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
import typeset_once
from pages import read_pages
from sampling import EVERYTHING, LANGUAGES
from typeset_once import composer, opened

from leaflets.composition import Composer
from leaflets.composition.breaks import without_breaks
from leaflets.model import Composition, Failed, Leaflet, Printed
from leaflets.model.shape import SHAPES, shape_of
from leaflets.model.work import BOOKLET, LARGE_PRINT, MONO, RESHAPED
from leaflets.project import Project
from leaflets.readers.markup import elements
from leaflets.reviewing.neutral import PLACES, neutral_project
from leaflets.typesetting import typeset

CLINIC = "heron-mill"
EVERY = [(language, topic) for language in LANGUAGES for topic in ("aftercare", "screening", "conditions", "questions")]
SOME = [("en", "side-effects"), ("ar", "aftercare"), ("pa", "screening"), ("km", "what-is-dry-needling")]


def composed(language: str, topic: str, edition: str) -> Composition:
    """Compose a leaflet that has no fault."""
    return typeset_once.composed(Leaflet(CLINIC, language, topic, edition))


def printed(language: str, topic: str, edition: str) -> Printed:
    """Print a leaflet that keeps to all gates."""
    return typeset_once.printed(Leaflet(CLINIC, language, topic, edition))


@pytest.mark.parametrize(("language", "topic"), EVERY if EVERYTHING else SOME)
def test_large_print_is_large_in_the_file(language: str, topic: str) -> None:
    """Another reader finds no type under 16 points, most of it in 18 or more; pages are five times as many at most."""
    done = printed(language, topic, LARGE_PRINT)
    sizes = [one.size for page in read_pages(io.BytesIO(done.pdf)) for one in page.characters]
    assert min(sizes) > 15.9
    assert sum(size > 17.9 for size in sizes) > len(sizes) / 2
    assert done.pages <= 5 * composer().content_of(done.leaflet).pages  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".body li { font-size: 17pt }", "less than 18 pt"),
        (".foot { font-size: 15pt }", "less than 16 pt"),
        ("body { transform: scale(0.9) }", "less than 1"),
    ],
)
def test_small_words_fail_in_large_print(style: str, said: str) -> None:
    """Words of the topic under 18 points fail, others under 16, and pages that are made smaller as a whole."""
    composition = composed("en", "aftercare", LARGE_PRINT)
    outcome = typeset(replace(composition, stylesheet=f"{composition.stylesheet}\n{style}"))
    assert isinstance(outcome, Failed)
    assert any(said in problem.reason for problem in outcome.problems), outcome.problems


def test_signs_for_which_help_is_called_come_first_in_large_print() -> None:
    """After the key points stand the warnings, before all that can wait."""
    html = composed("en", "aftercare", LARGE_PRINT).html
    places = [
        html.index(f'<section class="{one}') for one in ("key", "warning emergency", "warning same-day", "section")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(("language", "topic"), [("en", "screening"), ("ar", "side-effects")])
def test_mono_has_no_colour_and_no_more_pages(language: str, topic: str) -> None:
    """Nothing in the file names a colour but grey, and it has no more pages than the standard edition."""
    done = printed(language, topic, MONO)
    with pikepdf.open(io.BytesIO(done.pdf)) as document:
        told = [repr(dict(one)) if isinstance(one, pikepdf.Stream) else repr(one) for one in document.objects]
        told = [one for one in told if "/OutputIntent" not in one]  # what colours would be, for archives
        painted = [
            one.read_bytes()
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and "/Length1" not in one and one.get("/Subtype") != "/Image"
        ]
    assert not [one for one in told if "RGB" in one or "CMYK" in one or " rg" in one]
    assert not [one for one in painted if re.search(rb"\s[0-9.]+ (rg|RG|k|K|scn|SCN)\s", one)]
    assert done.pages <= composed(language, topic, "standard").pages


def test_an_emergency_has_a_broad_frame_in_mono() -> None:
    """Without colours the box of an emergency keeps what no other has: a broad frame and an edge of stripes."""
    style = composed("en", "side-effects", MONO).stylesheet
    assert ".emergency { border: 1.2mm solid #000" in style
    assert "repeating-linear-gradient(135deg, #000 0" in style


def words_of(project: Project, topic: str, edition: str) -> set[str]:
    """Return the words of a reading's sheet."""
    laid = Composer(project).lay_out(Leaflet(PLACES[0], "en", topic, edition))
    body = next(one for one in elements(without_breaks(laid.html)) if one.tag == "body")
    return {word for text in body.itertext() for word in text.split()} - {"·"}


@pytest.mark.parametrize("edition", sorted(RESHAPED))
@pytest.mark.parametrize("topic", ["side-effects", "screening"])
def test_another_shape_says_nothing_else(edition: str, topic: str) -> None:
    """Editions in another shape have no word that reviewers do not read in the standard edition.

    One that takes a part of a topic may call its sources what a topic without figures calls them.
    """
    project = neutral_project(opened())
    read = words_of(project, topic, "standard")
    if shape_of(edition).takes:
        read |= words_of(project, "contraindications", "standard")
    if edition == BOOKLET:  # its title is the glossary's word, which readings hold too, with a capital
        read |= {project.glossary.terms["dry-needling"].term.split()[0].capitalize()}
    assert set() == words_of(project, topic, edition) - read


def test_each_of_them_is_known() -> None:
    """What an edition's pages keep to is said for editions that are there."""
    assert set(opened().editions) >= RESHAPED | set(SHAPES)
