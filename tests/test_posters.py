"""The edition for a wall: main messages and signs of a topic on one page that is read from some steps away."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
import typeset_once
from pages import MILLIMETRE, Page, read_pages
from sampling import EVERYTHING, LANGUAGES, share_of
from typeset_once import composer, opened

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.composition.excerpts import excerpt, find_nothing_taken
from leaflets.composition.posters import QUIET, STEPS
from leaflets.model import Composition, Content, Failed, Leaflet, Printed, Statement
from leaflets.model.work import POSTER
from leaflets.typesetting import typeset

LETTER, METRIC = "aspen-row", "heron-mill"
"""Clinics at places with Letter and with A4."""
TABLOID, A3 = (279.4, 431.8), (297.0, 420.0)
SMALLEST_SIGN, SMALLEST = 17, 12
CASES = [(LETTER, "en", "aftercare"), (METRIC, "ar", "side-effects"), (METRIC, "zh_Hans", "screening")]
LONGEST = [(LETTER, one, "questions") for one in LANGUAGES]


def composed(clinic: str, language: str, topic: str) -> Composition:
    """Compose a poster that has no fault."""
    return typeset_once.composed(Leaflet(clinic, language, topic, POSTER))


def printed(clinic: str, language: str, topic: str) -> Printed:
    """Print a poster that keeps to all gates."""
    return typeset_once.printed(Leaflet(clinic, language, topic, POSTER))


def page_of(clinic: str, language: str, topic: str) -> Page:
    """Return the only page of a poster, as another reader has it."""
    (page,) = read_pages(io.BytesIO(printed(clinic, language, topic).pdf))
    return page


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_it_is_one_large_page(clinic: str, language: str, topic: str) -> None:
    """It is one page of twice the clinic's paper, nothing on it is under 12 points, and all of it is in its margin."""
    page = page_of(clinic, language, topic)
    size = page.width / MILLIMETRE, page.height / MILLIMETRE
    assert (TABLOID if clinic == LETTER else A3) == pytest.approx(size, abs=0.2)
    assert min(one.size for one in page.characters) > SMALLEST - 0.1
    left = min(one.left for one in page.characters) / MILLIMETRE
    right = max(one.right for one in page.characters) / MILLIMETRE
    assert left > 10
    assert right < size[0] - 10


@pytest.mark.parametrize(("clinic", "language", "topic"), share_of(LONGEST, 0) if not EVERYTHING else LONGEST)
def test_the_longest_topic_fits_in_every_language(clinic: str, language: str, topic: str) -> None:
    """The topic with most to say keeps to all gates on one page, in each language."""
    assert 1 == printed(clinic, language, topic).pages


@pytest.mark.parametrize(("clinic", "language", "topic"), CASES)
def test_it_says_messages_and_signs_word_for_word(clinic: str, language: str, topic: str) -> None:
    """Each main message and each sign of the topic's first warning stands there as in the standard edition."""
    whole = composer().content_of(Leaflet(clinic, language, topic))
    assert whole is not None
    first = next((one for one in whole.sections if one.kind == "warning"), None)
    wanted = [one for section in whole.sections for one in section.statements if section.kind == "key"]
    wanted += first.statements if first else ()
    said = {passage.words for passage in composed(clinic, language, topic).passages}
    assert {plain(one.text) for one in wanted if one.kind != "picture"} <= said
    assert whole.id == printed(clinic, language, topic).content_id
    assert not [one for one in said if any(one == plain(other.text) for other in _left_out(whole, wanted))]


def _left_out(whole: Content, wanted: Sequence[Statement]) -> list[Statement]:
    return [one for one in whole.statements if one not in wanted]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_number_to_call_is_seen_first(language: str) -> None:
    """The number for help is the largest in its box, above all signs, at the end of the line, in either direction."""
    page = page_of(LETTER, language, "aftercare")
    largest = max((one for one in page.characters if one.text in "91"), key=lambda one: one.size)
    signs = [one for one in page.characters if SMALLEST_SIGN - 0.1 < one.size < 22]
    assert largest.size > 30
    assert largest.bottom > sorted(one.top for one in signs)[len(signs) // 2]
    assert (largest.left > page.width / 2) == (language == "en")


def test_steps_go_from_large_to_small() -> None:
    """Each step is no larger than the one before, and none sets words of signs under 17 points."""
    for steps in (STEPS, QUIET):
        assert list(steps) == sorted(steps, reverse=True)
        assert min(min(one.type, one.message) for one in steps) >= SMALLEST_SIGN


def test_a_page_does_not_depend_on_the_clinic() -> None:
    """A clinic with another name and less to say of itself has the same sizes, and fits as well."""
    contact = opened().clinics[LETTER].contact.model_copy(update={"booking": None, "website": None, "email": None})
    other = (
        opened().clinics[LETTER].model_copy(update={"name": "A Clinic of Some Length by the Water", "contact": contact})
    )
    leaflet = Leaflet(LETTER, "en", "aftercare", POSTER)
    bare = Composer(replace(opened(), clinics={LETTER: other})).compose(leaflet)
    assert isinstance(bare, Composition)
    assert sizes_in(composed(LETTER, "en", "aftercare")) == sizes_in(bare)
    assert isinstance(typeset(bare), Printed)


def sizes_in(composition: Composition) -> list[str]:
    """Return the sizes that a page is set in."""
    lines = map(str.strip, composition.html.splitlines())
    return [one for one in lines if one.startswith(("--title", "--message", "--type", "--art", "--gap", "--air"))]


def test_too_many_words_say_by_how_much() -> None:
    """A poster that does not fit fails, and names the longest of its words; nothing is set smaller."""
    composition = composed(LETTER, "en", "aftercare")
    outcome = typeset(replace(composition, stylesheet=f"{composition.stylesheet}\n.warning li {{ font-size: 34pt }}"))
    assert isinstance(outcome, Failed)
    (problem,) = outcome.problems
    assert "more than a poster has room for" in problem.reason
    assert "mm for the page" in problem.reason
    assert "the statement “spine”" in problem.hint


def test_a_topic_without_messages_or_signs_has_none() -> None:
    """What would say nothing is refused with a reason; the drawing is that of the messages, or the topic's first."""
    whole = composer().content_of(Leaflet(LETTER, "en", "aftercare"))
    assert whole is not None
    bare = replace(whole, sections=tuple(one for one in whole.sections if one.kind == "section"))
    (problem,) = find_nothing_taken(excerpt(bare, POSTER), POSTER, "aftercare")
    assert "neither main messages nor warning signs" in problem.reason
    assert not list(find_nothing_taken(excerpt(whole, POSTER), POSTER, "aftercare"))
    key = excerpt(whole, POSTER).sections[0]
    assert "walking" == key.statements[0].id


def test_draft_mark_stands_on_it() -> None:
    """The mark of a draft stands on it in the reader's language and in English."""
    text = page_of(METRIC, "ar", "side-effects").text
    assert "Not approved for patients yet" in text
