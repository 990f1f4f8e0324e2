"""The edition that is folded twice: every panel in its place, seen when it is open and when it is folded."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest
import typeset_once
from pages import MILLIMETRE, Character, Page, read_pages

from leaflets.composition.trifolds import WISHES
from leaflets.model import Composition, Failed, Leaflet
from leaflets.model.shape import FOLDS, Fold
from leaflets.model.spacing import BACK, FLAP, INSIDE
from leaflets.model.work import TRIFOLD
from leaflets.prepress import press_profile
from leaflets.prepress.checks import faults_of
from leaflets.prepress.conversion import for_press
from leaflets.prepress.separation import Separation
from leaflets.typesetting import typeset
from leaflets.typesetting.folding import SLUG, folds_of
from leaflets.typesetting.spoken import squeezed

LETTER, METRIC = "aspen-row", "heron-mill"
"""Clinics at places with Letter and with A4."""
CASES = [(LETTER, "en", "aftercare"), (METRIC, "ar", "your-session")]
TRIM, FOLDED = 9.9, 3.9
"""How far words stand from the edge of the paper and from a fold at least, in millimetres, but for rounding."""


def composed(clinic: str, language: str, topic: str) -> Composition:
    """Compose a folded sheet that has no fault."""
    return typeset_once.composed(Leaflet(clinic, language, topic, TRIFOLD))


def printed(clinic: str, language: str, topic: str) -> bytes:
    """Print a folded sheet that keeps to all gates."""
    outcome = typeset_once.printed(Leaflet(clinic, language, topic, TRIFOLD))
    assert 2 == outcome.pages
    return outcome.pdf


@cache
def sides(clinic: str, language: str, topic: str) -> tuple[Page, Page]:
    """Return the outside and the inside, as another reader has them."""
    outside, inside = read_pages(io.BytesIO(printed(clinic, language, topic)))
    return outside, inside


def fold_of(clinic: str) -> Fold:
    """Return how a clinic's sheet is folded."""
    return FOLDS["letter" if clinic == LETTER else "a4"]


def panels_of(clinic: str, language: str, *, is_inside: bool) -> list[tuple[float, float]]:
    """Return where the panels of a side begin and end from the left, in millimetres."""
    fold = fold_of(clinic)
    first, second = folds_of(fold, is_inside=is_inside, is_mirrored=language == "ar")
    return [(0.0, first), (first, second), (second, fold.width)]


def on(page: Page, panel: tuple[float, float]) -> list[Character]:
    """Return the characters on a panel of a page."""
    start, end = (one * MILLIMETRE for one in panel)
    return [one for one in page.characters if start <= (one.left + one.right) / 2 <= end]


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_words_keep_away_from_edges_and_folds(clinic: str, language: str, topic: str) -> None:
    """On both sides words stand on their panels, 10 mm from the paper's edge and 4 mm from each fold."""
    for number, page in enumerate(sides(clinic, language, topic)):
        fold = fold_of(clinic)
        assert (fold.width, fold.height) == pytest.approx((page.width / MILLIMETRE, page.height / MILLIMETRE), abs=0.2)
        edges = panels_of(clinic, language, is_inside=bool(number))
        for one in page.characters:
            left, right = one.left / MILLIMETRE, one.right / MILLIMETRE
            assert left > TRIM
            assert right < fold.width - TRIM
            assert all(right < end - FOLDED or left > end + FOLDED for _, end in edges[:2]), (one, edges)
        assert min(one.size for one in page.characters) > 8.9


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_each_panel_has_its_place(clinic: str, language: str, topic: str) -> None:
    """From the start of the line stand the panel that folds in, the back and the front, in either direction."""
    outside, _ = sides(clinic, language, topic)
    placed = panels_of(clinic, language, is_inside=False)
    flap, back, front = reversed(placed) if language == "ar" else placed
    assert flap[1] - flap[0] < min(back[1] - back[0], front[1] - front[0])
    largest = max(outside.characters, key=lambda one: one.size)
    assert largest in on(outside, front)
    number = "911" if clinic == LETTER else "999"
    said = "".join(one.text for one in on(outside, back) if one.size > 20)
    assert number in said
    marks = [one for one in outside.characters if one.text == "-"]
    assert marks
    draft = "Draft"
    for panel in (front, back):
        assert draft in "".join(one.text for one in on(outside, panel) if one.size < 12)
    assert not [one for one in on(outside, flap) if one.size > 20]


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_folded_every_panel_lies_behind_its_own(clinic: str, language: str, topic: str) -> None:
    """Turned over at its short edge, the inside has its folds where the outside has them, and each panel its like."""
    fold = fold_of(clinic)
    outer, inner = (panels_of(clinic, language, is_inside=one) for one in (False, True))
    turned = [(fold.width - end, fold.width - start) for start, end in reversed(inner)]
    assert [pytest.approx(one) for one in turned] == outer
    widths = [end - start for start, end in outer]
    flap, back, front = reversed(widths) if language == "ar" else widths
    assert flap <= back - 1
    assert back == pytest.approx(front)
    _, inside = sides(clinic, language, topic)
    assert all(on(inside, panel) for panel in inner)


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_marks_stand_off_the_page(clinic: str, language: str, topic: str) -> None:
    """Viewers and office printers see the paper alone; a print shop sees beside it where to cut and where to fold."""
    fold, slug = fold_of(clinic), SLUG * MILLIMETRE
    with pikepdf.open(io.BytesIO(printed(clinic, language, topic))) as document:
        assert "/DuplexFlipShortEdge" == document.Root.ViewerPreferences.Duplex
        assert "/None" == document.Root.ViewerPreferences.PrintScaling
        for number, page in enumerate(document.pages):
            width, height = (float(one) for one in page.TrimBox[2:])
            assert [float(one) for one in page.CropBox] == [0, 0, width, height]
            assert [float(one) for one in page.MediaBox] == pytest.approx(
                [-slug, -slug, width + slug, height + slug], abs=0.01
            )
            ends = list(_ends(page))
            assert not [(x, y) for x, y in ends if -1 < x < width + 1 and -1 < y < height + 1]
            folds = folds_of(fold, is_inside=bool(number), is_mirrored=language == "ar")
            within = sorted({round(x / MILLIMETRE, 1) for x, _ in ends if 1 < x < width - 1})
            assert within == pytest.approx(folds, abs=0.1)


def _ends(page: Any) -> Iterator[tuple[float, float]]:
    """Yield where the lines of the marks of a page begin and end."""
    for one in pikepdf.parse_content_stream(page.Contents[0]):
        if str(one.operator) in ("m", "l"):
            x, y = (float(str(number)) for number in one.operands)
            yield x, y


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_it_is_read_from_the_front(clinic: str, language: str, topic: str) -> None:
    """Whoever listens hears the title first, then the inside, the panel that folds in, and the back."""
    with pikepdf.open(io.BytesIO(printed(clinic, language, topic))) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        parts = list(document.Root.StructTreeRoot.K[0].K)
        assert [1, 2, 1, 1] == [numbers[one.Pg.objgen] for one in parts]
        kinds = [list(_kinds(one)) for one in parts]
    assert "/H1" in kinds[0]
    assert not [one for one in kinds[1:] if "/H1" in one]


def _kinds(element: Any) -> Iterator[str]:
    """Yield what kinds of elements are in one."""
    yield str(element.S)
    for kid in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _kinds(kid)


def test_it_says_what_the_standard_edition_says() -> None:
    """Every statement of the topic stands in the file word for word, as another reader finds it."""
    composition = composed(LETTER, "en", "aftercare")
    standard = typeset_once.composed(Leaflet(LETTER, "en", "aftercare"))
    assert isinstance(standard, Composition)
    assert {one.words for one in standard.passages} == {one.words for one in composition.passages}
    text = squeezed("".join(page.text for page in sides(LETTER, "en", "aftercare")))
    assert [] == [one.place for one in composition.passages if squeezed(one.words) not in text]


def test_steps_are_counted_on() -> None:
    """Steps on the panel that folds in go on counting from those inside, though they stand first in the file."""
    composition = composed(METRIC, "ar", "your-session")
    flap, _, inside = composition.html.partition('<main class="inside"')
    within = sum(one.split("</ol>")[0].count("<li ") for one in inside.split("<ol>")[1:])
    assert within
    assert f"counter-reset: step {within} " in flap


@pytest.mark.parametrize(
    ("style", "said"), [(".inside li { font-size: 24pt }", "inside"), (".back li { font-size: 16pt }", "back")]
)
def test_too_many_words_say_by_how_much_and_where(style: str, said: str) -> None:
    """What does not fit fails, and says for which panel it is too much by how much; nothing is cut or made smaller."""
    composition = composed(LETTER, "en", "aftercare")
    outcome = typeset(replace(composition, stylesheet=f"{composition.stylesheet}\n{style}"))
    assert isinstance(outcome, Failed)
    (problem,) = outcome.problems
    assert "more than a trifold has room for" in problem.reason
    assert f"mm for the {said}" in problem.reason
    assert "the longest are" in problem.hint


def test_places_are_those_of_the_layout() -> None:
    """Whatever is tried stands on a panel that the layout knows; the imprint never among the words inside."""
    alarms, signs, contacts, imprints = (set(one) for one in zip(*WISHES, strict=True))
    every: Sequence[set[str]] = (alarms, signs, contacts, imprints)
    assert {BACK, INSIDE} == alarms
    assert all(one <= {BACK, FLAP, INSIDE} for one in every)
    assert INSIDE not in contacts | imprints


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_a_print_shop_gets_its_own_marks(clinic: str, language: str, topic: str) -> None:
    """In the file for a press the paper is cut as it was, its old marks are gone, and each page has its two folds."""
    fold = fold_of(clinic)
    folds = [folds_of(fold, is_inside=inside, is_mirrored=language == "ar") for inside in (False, True)]
    made = for_press(
        printed(clinic, language, topic),
        Separation(press_profile()),
        lambda page: [one * MILLIMETRE for one in folds[page]],
    )
    assert (made.width, made.height) == pytest.approx((fold.width, fold.height), abs=0.2)
    assert not faults_of(made.pdf)
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        for page, expected in zip(document.pages, folds, strict=True):
            left = float(page.TrimBox[0])
            broken = page.Contents.read_bytes().split(b" d\n", 1)[1]
            found = sorted({float(one) for one in re.findall(rb"([\d.]+) [\d.]+ m", broken)})
            assert [(one - left) / MILLIMETRE for one in found] == pytest.approx(expected, abs=0.05)
