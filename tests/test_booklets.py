"""The edition that is bound: every topic whole and in its place, and the sheets on which its pages are printed."""

import io
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, offer, run_leaflets
from pages import MILLIMETRE, Page, read_pages, read_texts
from typeset_once import opened

from leaflets.composition import Composer
from leaflets.delivery.binding import A_SHEET, Side, sides_of
from leaflets.delivery.sheets import set_out
from leaflets.errors import MisuseError
from leaflets.model import Approval, Composition, Failed, Leaflet, Printed
from leaflets.model.work import BOOKLET
from leaflets.project import Project
from leaflets.reviewing.neutral import approved
from leaflets.selection import Selection, choose
from leaflets.typesetting import typeset
from leaflets.typesetting.spoken import squeezed

LETTER, METRIC = "aspen-row", "heron-mill"
"""Clinics at places with Letter and with A4."""
TOPICS = {LETTER: ("aftercare", "screening"), METRIC: ("side-effects", "aftercare")}
CASES = [(LETTER, "en"), (METRIC, "ar")]
SIZES = {LETTER: (139.7, 215.9, 279.4), METRIC: (148, 210, 297)}
"""How wide and high a page is, and how wide a sheet, in millimetres."""


@cache
def shortened() -> Project:
    """Return the project, whose clinics offer two topics each."""
    project = opened()
    clinics = {slug: project.clinics[slug].model_copy(update={"topics": topics}) for slug, topics in TOPICS.items()}
    return replace(project, clinics=clinics)


@cache
def composed(clinic: str, language: str) -> Composition:
    """Compose a booklet that has no fault."""
    composition = Composer(shortened()).compose(Leaflet(clinic, language, "", BOOKLET))
    assert isinstance(composition, Composition), composition
    return composition


@cache
def printed(clinic: str, language: str) -> bytes:
    """Print a booklet that keeps to all gates."""
    outcome = typeset(composed(clinic, language))
    assert isinstance(outcome, Printed), outcome
    return outcome.pdf


@cache
def pages_of(clinic: str, language: str) -> Sequence[Page]:
    """Return the pages of a booklet, as another reader has them."""
    return read_pages(io.BytesIO(printed(clinic, language)))


def folded(sides: Sequence[Side], *, is_mirrored: bool) -> list[int | None]:
    """Return the pages of sheets that are laid into each other and folded, in the order in which they are turned."""
    into = [(back.right, back.left) if is_mirrored else (back.left, back.right) for back in sides[1::2]]
    onto = [(front.left, front.right) if is_mirrored else (front.right, front.left) for front in sides[::2]]
    before = [place.page for (first, _), (inner, _) in zip(onto, into, strict=True) for place in (first, inner)]
    behind = [place.page for (_, last), (_, inner) in zip(onto, into, strict=True) for place in (last, inner)]
    return before + behind[::-1]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("count", [1, 4, 5, 12, 14, 15, 43])
def test_sheets_are_folded_into_the_order_of_reading(count: int, direction: str) -> None:
    """Every page comes once, in its order; blank ones stand before the back cover, which is last."""
    is_mirrored = direction == "rtl"
    order = folded(list(sides_of(count, is_mirrored=is_mirrored)), is_mirrored=is_mirrored)
    assert 0 == len(order) % A_SHEET
    assert [*range(count - 1), *[None] * (len(order) - count), count - 1] == order


def test_inner_sheets_move_towards_the_spine() -> None:
    """The outermost stays where it is; each further one moves by the thickness of the paper, on both its sides."""
    moved = [place.towards_spine for side in sides_of(14, is_mirrored=False, thickness=0.12) for place in side]
    assert pytest.approx([sheet * 0.12 for sheet in range(4) for _ in range(4)]) == moved
    assert {0.0} == {place.towards_spine for side in sides_of(14, is_mirrored=False, thickness=0) for place in side}


def test_the_cover_is_at_the_right_of_its_sheet_and_mirrored_at_the_left() -> None:
    """Whoever reads to the left opens a booklet with its spine at the right."""
    for is_mirrored, cover in ((False, "right"), (True, "left")):
        front = next(sides_of(8, is_mirrored=is_mirrored))
        assert 0 == getattr(front, cover).page


@pytest.mark.parametrize(("clinic", "language"), CASES)
def test_each_half_of_a_sheet_is_a_page(clinic: str, language: str) -> None:
    """Each half draws what its page draws, with the page's inner edge at the spine, or moved over it by its creep."""
    width, height, paper = (one * MILLIMETRE for one in SIZES[clinic])
    with (
        pikepdf.open(io.BytesIO(printed(clinic, language))) as booklet,
        pikepdf.open(io.BytesIO(set_out(printed(clinic, language), 0.5).pdf)) as sheets,
    ):
        booklet.flatten_annotations("print")
        painted = [page.as_form_xobject().read_bytes() for page in booklet.pages]
        sides = list(sides_of(len(painted), is_mirrored=language == "ar", thickness=0.5))
        assert len(sides) == len(sheets.pages)
        for sheet, side in zip(sheets.pages, sides, strict=True):
            assert pytest.approx([0, 0, paper, height], abs=0.1) == [float(one) for one in sheet.mediabox]
            drawn = {name: place for place, name in drawn_on(sheet)}
            wanted = {
                f"/Page{place.page + 1}": paper / 2 + start + inward * place.towards_spine * MILLIMETRE
                for place, start, inward in ((side.left, -width, 1), (side.right, 0, -1))
                if place.page is not None
            }
            assert pytest.approx(wanted, abs=0.1) == drawn
            for name, form in sheet.Resources.XObject.items():
                assert painted[int(name.removeprefix("/Page")) - 1] == form.read_bytes()


def drawn_on(sheet: pikepdf.Page) -> list[tuple[float, str]]:
    """Return where each form of a sheet is drawn from its left edge, in points, and what it is called."""
    found: list[tuple[float, str]] = []
    place = 0.0
    for one in pikepdf.parse_content_stream(sheet):
        operands, operator = one.operands, one.operator
        if str(operator) == "cm":
            place = float(operands[4])
        elif str(operator) == "Do":
            found.append((place, str(operands[0])))
    return found


def test_another_reader_reads_the_same_on_a_sheet() -> None:
    """On each half of an English sheet stand the words of its page, in their places."""
    pages = pages_of(LETTER, "en")
    sheets = read_pages(io.BytesIO(set_out(printed(LETTER, "en")).pdf))
    for sheet, side in zip(sheets, sides_of(len(pages), is_mirrored=False), strict=True):
        middle = sheet.width / 2
        left = [one.text for one in sheet.characters if one.left < middle]
        right = [one.text for one in sheet.characters if one.left >= middle]
        for said, place in ((left, side.left), (right, side.right)):
            assert said == ([] if place.page is None else [one.text for one in pages[place.page].characters])


@pytest.mark.parametrize(("clinic", "language"), CASES)
def test_sheets_are_the_same_each_time_and_keep_what_the_booklet_says(clinic: str, language: str) -> None:
    """The same booklet gives the same bytes; boxes to tick are drawn; the printer is told how to turn the paper."""
    booklet = printed(clinic, language)
    assert set_out(booklet) == set_out(booklet)
    with pikepdf.open(io.BytesIO(booklet)) as one, pikepdf.open(io.BytesIO(set_out(booklet).pdf)) as other:
        assert dict(one.docinfo.items()) == dict(other.docinfo.items())
        assert "/DuplexFlipShortEdge" == other.Root.ViewerPreferences.Duplex
        assert not any("/Annots" in page for page in other.pages)
        if "screening" in TOPICS[clinic]:
            assert any(b"Do" in form.read_bytes() for page in other.pages for form in page.Resources.XObject.values())


@pytest.mark.parametrize(("clinic", "language"), CASES)
def test_every_topic_is_there_whole_and_in_its_order(clinic: str, language: str) -> None:
    """Titles, statements, warnings and content ids of each topic stand on the pages between its first and the next."""
    pages = read_texts(io.BytesIO(printed(clinic, language)))
    starts = [*starts_of(clinic, language), len(pages)]
    project = shortened()
    region = project.region_of(project.clinics[clinic])
    composer = Composer(project)
    for topic, (start, end) in zip(TOPICS[clinic], pairwise(starts), strict=True):
        content = composer.content(topic, project.languages[language], region)
        assert content is not None
        about = [one for one in composed(clinic, language).passages if one.place.endswith(f"({topic})")]
        told = {one.words for one in about} - {content.id}
        assert len(told) >= len([one for one in content.statements if one.kind != "picture"])
        if language == "en":
            text = squeezed("".join(page.text for page in pages[start - 1 : end - 1]))
            assert [] == [words for words in told if squeezed(words) not in text]
            assert content.id in pages[-2].text


def starts_of(clinic: str, language: str) -> list[int]:
    """Return the numbers of the pages on which the list beside the pages says that topics begin."""
    with pikepdf.open(io.BytesIO(printed(clinic, language))) as document:
        numbers: dict[object, int] = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        names = document.Root.Names.Dests.Names
        places = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        return [numbers[places[f"chapter-{topic}"][0].objgen] for topic in TOPICS[clinic]]


@pytest.mark.parametrize(("clinic", "language"), CASES)
def test_the_cover_names_the_pages_on_which_topics_begin(clinic: str, language: str) -> None:
    """The numbers beside the topics are those of the pages that the links lead to, and grow."""
    cover = read_texts(io.BytesIO(printed(clinic, language)))[0].text
    starts = starts_of(clinic, language)
    assert [2, *sorted(starts)[1:]] == starts
    assert list(map(str, starts)) == [one for one in re.findall(r"\d+", cover) if one in set(map(str, starts))]


@pytest.mark.parametrize(("clinic", "language"), CASES)
def test_pages_are_half_of_the_paper_and_say_whose_they_are(clinic: str, language: str) -> None:
    """Each page is half of Letter or A5; words stand 10 mm from its edge; inside it is numbered."""
    pages = pages_of(clinic, language)
    for page in pages:
        assert SIZES[clinic][:2] == pytest.approx((page.width / MILLIMETRE, page.height / MILLIMETRE), abs=0.1)
        assert all(one.left > 9.9 * MILLIMETRE and one.right < page.width - 9.9 * MILLIMETRE for one in page.characters)
    if language == "en":
        for number, page in enumerate(pages[1:-1], 2):
            assert f"Page {number} of {len(pages)}" in page.text
            assert "Aspen Row Physiotherapy" in page.text
        assert "911" in pages[-1].text


def test_a_booklet_is_as_final_as_its_weakest_topic() -> None:
    """With one topic signed, each page is marked as a draft, and the cover names the other; with both, none is."""

    def by_topic(topic: str, language: str) -> Approval:
        return approved(topic, language) if topic == "aftercare" else Approval()

    leaflet = Leaflet(LETTER, "en", "", BOOKLET)
    half, whole = (Composer(shortened(), by_whom).compose(leaflet) for by_whom in (by_topic, approved))
    assert isinstance(half, Composition), half
    assert isinstance(whole, Composition), whole
    assert ("draft", "final") == (half.state, whole.state)
    assert (1, 0) == (half.html.count('class="unsigned"'), whole.html.count('class="unsigned"'))
    listed = half.html[half.html.index("chapter-screening") :]
    assert listed.index('class="unsigned"') < listed.index("</li>")
    assert any(one.on_every_page for one in half.passages)
    assert not any(one.on_every_page for one in whole.passages)


def test_what_it_is_known_by_is_that_of_its_topics() -> None:
    """Its content id is those of its topics; its marks tell the topic of each statement."""
    composer, leaflet = Composer(shortened()), Leaflet(LETTER, "en", "", BOOKLET)
    content = composer.content_of(leaflet)
    each = [composer.content_of(Leaflet(LETTER, "en", topic)) for topic in TOPICS[LETTER]]
    assert content is not None
    assert "+".join(one.id for one in each if one) == content.id == composed(LETTER, "en").content_id
    marks = [
        (f"{topic}:{name}", mark)
        for topic, one in zip(TOPICS[LETTER], each, strict=True)
        if one
        for name, mark in one.marks
    ]
    assert marks == list(content.marks)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".section p, .section li { font-size: 11pt }", "less than 12 pt"),
        ('.contents .place::before { content: "7" }', "nobody has reviewed it"),
        (".contents .place::before { content: counter(page) }", "is not the number"),
        (".chapter:last-of-type .warning, .warning { display: none }", "is on no page"),
        (".foot { display: none }", "has to be readable on every page"),
    ],
)
def test_pages_that_do_not_keep_to_it_fail(style: str, said: str) -> None:
    """Small words, another number beside a topic, a warning or the mark of a draft that is not there: each is named."""
    composition = composed(LETTER, "en")
    outcome = typeset(replace(composition, stylesheet=f"{composition.stylesheet}\n{style}"))
    assert isinstance(outcome, Failed)
    assert any(said in problem.reason for problem in outcome.problems), outcome.problems


def test_a_word_that_is_wider_than_the_page_is_named() -> None:
    """What does not fit is told by its first letters."""
    composition, word = composed(LETTER, "en"), "Needle" * 20
    html = composition.html.replace("Soreness and bruises", word)
    outcome = typeset(replace(composition, html=html))
    assert isinstance(outcome, Failed)
    assert any("NeedleNeedle" in problem.reason for problem in outcome.problems), outcome.problems


def test_a_topic_cannot_be_chosen() -> None:
    """A booklet holds all that a clinic offers; beside other editions the choice is theirs."""
    with pytest.raises(MisuseError, match="holds every topic"):
        choose(shortened(), Selection([LETTER], ["aftercare"], ["en"], [BOOKLET]))
    chosen = choose(shortened(), Selection([LETTER], ["aftercare"], ["en"], ["standard", BOOKLET]))
    assert [("aftercare", "standard"), ("", BOOKLET)] == [(one.topic, one.edition) for one in chosen]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a clinic that offers one topic."""
    shutil.copytree(ROOT / "clinics" / LETTER, tmp_path / "clinics" / LETTER)
    shutil.copy(ROOT / "clinics" / "regions.toml", tmp_path / "clinics")
    offer(tmp_path, "en", topics=["preparation"])
    return tmp_path


def test_both_files_are_delivered_known_and_put_away_together(folder: Path) -> None:
    """Report and ledger have both; one that is taken away is made again; both move away when a booklet fails."""
    leaflet = Leaflet(LETTER, "en", "", BOOKLET)
    out, build = folder / "out", ("build", "-c", LETTER, "-e", BOOKLET)
    booklet, sheets = out / leaflet.path, out / leaflet.to_print_path
    assert "aspen-row_english_booklet_to-print.pdf" == sheets.name
    assert 0 == run_leaflets(*build, cwd=folder).returncode
    (entry,) = json.loads((out / "report.json").read_text("utf-8"))["leaflets"]
    assert [str(leaflet.path), str(leaflet.to_print_path)] == [entry["path"], entry["to_print"]["path"]]
    ledger = (out / "delivered.txt").read_text("utf-8")
    assert entry["sha256"] in ledger
    assert entry["to_print"]["sha256"] in ledger
    told = json.loads(run_leaflets("verify", str(out), "--json", cwd=folder).stdout)
    assert ["draft", "draft"] == [one["state"] for one in told], told

    first, page = sheets.read_bytes(), booklet.read_bytes()
    sheets.unlink()
    assert 0 == run_leaflets(*build, cwd=folder).returncode
    assert first == sheets.read_bytes()
    assert 0 == run_leaflets(*build, "--thickness", "0.3", cwd=folder).returncode
    assert first != sheets.read_bytes()
    assert page == booklet.read_bytes()

    clinic = folder / "clinics" / LETTER / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace('primary = "', 'primary = "no '), "utf-8")
    assert 1 == run_leaflets(*build, cwd=folder).returncode
    assert not booklet.exists()
    assert not sheets.exists()
    assert (out / "outdated" / leaflet.to_print_path).is_file()
