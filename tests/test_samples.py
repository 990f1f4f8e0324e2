"""Every sample leaflet, as it comes out: what a patient and an office printer need."""

import hashlib
import re
import unicodedata
from collections import Counter
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import ROOT, run_process
from pages import MILLIMETRE, font_families, in_reading_order, read_pages, read_texts
from sampling import is_printed, printed_of

from leaflets.model import Leaflet
from leaflets.project import Project

STRIP, SAME_LINE = 6.0, 2.0
"""How wide the strips are in which letters stand below each other, and how far apart those of a line may be."""
FEWEST = 3
"""How many letters make a line: in Bengali, one may be raised or lowered among the others."""
TWO_SHEETS = ("conditions", "questions", "side-effects")
"""Topics whose words may need a second sheet."""
LETTER, A4 = (612, 792), (595.28, 841.89)


@pytest.fixture(scope="session")
def leaflets(reports: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the reports' entries."""
    return [entry for report in reports for entry in report["leaflets"]]


def test_every_offered_leaflet_is_printed(project: Project, leaflets: list[dict[str, Any]], built: Path) -> None:
    """Of three clinics and nine topics, nothing fails of those leaflets that are printed here, offered or not.

    Every topic is among them in some languages besides English, and every language in some topics. Clinics offer
    every language among them, and every topic: what is printed by default takes minutes.
    """
    whole = {code for code, one in project.languages.items() if not one.parent}
    offered = [set(clinic.languages) for clinic in project.clinics.values()]
    assert whole == set.union(*offered)
    assert whole not in offered[1:]
    assert all(set(project.subjects) == set(clinic.topics) for clinic in project.clinics.values())
    every = {
        str(Leaflet(slug, language, topic).path): is_printed(slug, language, topic)
        for slug, language, topic in product(project.clinics, sorted(whole), project.subjects)
    }
    wanted = {path for path, printed in every.items() if printed}
    assert wanted == {entry["path"] for entry in leaflets}
    languages = {topic: {one["language"] for one in leaflets if one["topic"] == topic} for topic in project.subjects}
    assert min(map(len, languages.values())) > 3
    assert whole == set.union(*languages.values())
    assert wanted == {path.relative_to(built).as_posix() for path in built.rglob("*.pdf")}


def test_a_second_build_changes_no_byte(leaflets: list[dict[str, Any]], tmp_path: Path) -> None:
    """Another place, another time zone and language of the machine, and one process instead of two: the same bytes."""
    env = {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "HOME": str(tmp_path)}
    languages = [language for clinic, language in printed_of("side-effects") if clinic == "heron-mill"]
    chosen = [argument for language in languages for argument in ("-l", language)]
    selection = ["-c", "heron-mill", "-t", "side-effects", "--everything", *chosen]
    settings = ("--fresh", "--jobs", "1", "--out", str(tmp_path))
    done = run_process("build", *selection, *settings, cwd=ROOT / "docs", env=env)
    assert 0 == done.returncode, done.stdout
    known = {entry["path"]: entry["sha256"] for entry in leaflets}
    again = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*.pdf")}
    assert {name: known[name] for name in again} == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in again.items()
    }
    assert {"en", "ar"} <= set(languages)
    assert len(languages) == len(again)


def test_one_sheet_is_enough(project: Project, leaflets: list[dict[str, Any]]) -> None:
    """Every leaflet fits one sheet, or as many pages as its topic asks for; few topics ask for more."""
    asked = {topic.slug: int(topic.head.get("pages", 2)) for topic in project.topics.values()}
    assert {"conditions", "questions"} <= {topic for topic, pages in asked.items() if pages > 2} <= {*TWO_SHEETS}
    for entry in leaflets:
        assert entry["pages"] <= asked[entry["topic"]], entry["path"]


def test_type_is_large_enough_and_inside_the_margins(built: Path) -> None:
    """No type is under 9 pt, most is 12 pt, and nothing is nearer than 10 mm to the edge of the paper.

    Most is counted by the space that letters take: a Latin one is half as wide as a Chinese one.
    """
    for path in sorted(built.rglob("*.pdf")):
        taken: list[tuple[float, float]] = []
        for page in read_pages(path):
            edge = 10 * MILLIMETRE - 0.6  # a descender's curve
            for one in page.characters:
                inside = edge <= one.left and one.right <= page.width - edge
                assert inside, f"{path}: {one.text!r} at {one.left:.0f}-{one.right:.0f} pt"
                assert edge <= one.bottom, f"{path}: {one.text!r} at {one.bottom:.0f} pt"
                assert one.top <= page.height - edge + 6, f"{path}: {one.text!r} at {one.top:.0f} pt"
                taken.append((one.size, one.size * (one.right - one.left)))
        assert 9 <= min(size for size, _ in taken) + 0.01, path
        body = sum(space for size, space in taken if size >= 11.99)
        assert body > 0.5 * sum(space for _, space in taken), path


def test_lines_are_far_enough_apart(built: Path) -> None:
    """From line to line there are 3 mm at least, in the small print, too (EC readability guideline)."""
    for path in sorted(built.rglob("*.pdf")):
        for page in read_pages(path):
            below: dict[int, set[float]] = {}
            letters = [one for one in page.characters if unicodedata.category(one.text[0])[0] in "LN"]
            lines_of_letters = Counter(round(one.baseline, 1) for one in letters)
            for one in letters:
                if lines_of_letters[round(one.baseline, 1)] >= FEWEST:
                    below.setdefault(int((one.left + one.right) / 2 / STRIP), set()).add(round(one.baseline, 1))
            for lines in below.values():
                for low, high in pairwise(sorted(lines)):
                    assert high - low < SAME_LINE or 3 * MILLIMETRE <= high - low + 0.1, f"{path}: {high - low:.1f} pt"


def test_lists_are_lists(built: Path) -> None:
    """Every leaflet holds lists that a screen reader knows as such."""
    for path in sorted(built.rglob("*.pdf")):
        with pikepdf.open(path) as document:
            kinds = {str(one.get("/S")) for one in document.objects if isinstance(one, pikepdf.Dictionary)}
        assert {"/L", "/LI", "/LBody"} <= kinds, path


def test_paper_follows_the_region(built: Path) -> None:
    """Clinics in Canada get Letter paper, the one in the United Kingdom A4."""
    sizes = {"aspen-row": LETTER, "cottonwood-lane": LETTER, "heron-mill": A4}
    for clinic, size in sizes.items():
        for path in (built / clinic).rglob("*.pdf"):
            for page in read_texts(path):
                assert size == pytest.approx((page.width, page.height), abs=0.1)


def test_emergency_numbers_follow_the_region(built: Path) -> None:
    """A leaflet in Edmonton says 911 and 811, and in Leeds 999 and 111; none says the other's."""
    for clinic, own, foreign in (("aspen-row", "911 811", "999"), ("heron-mill", "999 111", "911")):
        text = "".join(page.text for page in read_texts(built / Leaflet(clinic, "en", "side-effects").path))
        for number in own.split():
            assert number in text
        assert foreign not in text


def test_every_page_says_that_it_is_a_draft(built: Path, leaflets: list[dict[str, Any]], project: Project) -> None:
    """Until somebody signs, each page says so in English and, where a PDF's text can be read back, in its own words."""
    own = {"fr_CA": "Ébauche", "es_US": "Borrador", "zh_Hans": "草稿"}
    for entry in leaflets:
        assert "draft" == entry["state"]
        for page in read_texts(built / entry["path"]):
            words = page.text.split()  # in a right-to-left line, this reader puts English words in its own order
            assert {"Not", "approved", "for", "patients", "yet"} <= set(words)
            if project.languages[entry["language"]].direction == "ltr":
                assert "Not approved for patients yet" in " ".join(words)
            assert own.get(entry["language"], "Draft") in page.text


def test_staff_can_tell_what_they_hold(built: Path, leaflets: list[dict[str, Any]], project: Project) -> None:
    """Each page names its title and language in English, whatever the leaflet's language."""
    for entry in leaflets:
        title = project.topics[entry["topic"]].title.id
        name = project.languages[entry["language"]].name
        for page in read_texts(built / entry["path"]):
            words = " ".join(page.text.split())
            if project.languages[entry["language"]].direction == "ltr":
                assert title in words
            assert set(re.findall(r"\w+", title)) <= set(re.findall(r"\w+", words))  # in any order, as above
            assert name.partition(" (")[0] in words


def test_only_our_fonts_are_embedded(built: Path, leaflets: list[dict[str, Any]], project: Project) -> None:
    """Every embedded font is one of fonts/, in the report and in the file."""
    known = tuple(family.replace(" ", "-") for family in project.fonts.families)
    for entry in leaflets:
        assert set(entry["fonts"]) <= set(project.fonts.families)
        for name in font_families(built / entry["path"]):
            assert name.startswith(known), (entry["path"], name)


def test_files_are_accessible(built: Path, leaflets: list[dict[str, Any]], project: Project) -> None:
    """Each PDF claims PDF/UA-1 and PDF/A-3a, and has tags, bookmarks, language, title, author and a fixed date."""
    for entry in leaflets:
        with pikepdf.open(built / entry["path"]) as document:
            root, info = document.Root, document.docinfo
            assert "1" == str(document.open_metadata()["pdfuaid:part"])
            assert "3A" == document.open_metadata().pdfa_status
            assert bool(root["/MarkInfo"]["/Marked"])
            assert "/StructTreeRoot" in root
            assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
            assert project.languages[entry["language"]].bcp47 == str(root["/Lang"])
            catalogue = project.catalogue(entry["language"])
            title = catalogue.translations[project.topics[entry["topic"]].title].texts[0]
            assert title == str(info["/Title"])
            assert project.clinics[entry["clinic"]].name == str(info["/Author"])
            assert str(info["/CreationDate"]).startswith("D:202611")
            assert entry["content_id"] == str(info["/Keywords"])
            assert "/Outlines" in root
            assert len(document.open_outline().root) >= 1


def test_pictures_have_words(built: Path) -> None:
    """Every figure in the structure tree of a leaflet has an alternative text."""
    with pikepdf.open(built / "aspen-row" / "english" / "aspen-row_side-effects_english.pdf") as document:
        figures = [node for node in _structure(document.Root["/StructTreeRoot"]) if str(node.get("/S")) == "/Figure"]
        texts = [str(node.get("/Alt", "")) for node in figures]
    assert all(texts)
    assert "A bruise: about 80\u00a0of every 1,000\u00a0treatments" in texts
    assert any("Logo of Aspen Row Physiotherapy" in text for text in texts)


def _structure(node: Any) -> list[Any]:
    """Return every structure element below a node."""
    kids = node.get("/K")
    children = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    found = []
    for child in children:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += [child, *_structure(child)]
    return found


def test_left_to_right_matter_reads_so_in_arabic(built: Path) -> None:
    """Telephone numbers, addresses and links keep their order inside right-to-left text."""
    first, last = read_pages(built / "heron-mill" / "arabic" / "heron-mill_side-effects_arabic.pdf")
    for token in (
        "0113 496 0187",
        "reception@heronmill.example",
        "heronmill.example/book",
        "Leeds LS10 1JR",
        "999",
        "111",
    ):
        assert in_reading_order(last, token), token
    assert in_reading_order(first, "Heron Mill Physiotherapy")
    assert in_reading_order(first, "1,000")


def test_the_qr_code_leads_to_booking(built: Path) -> None:
    """The address of the code stands beside it in letters."""
    text = "".join(
        page.text for page in read_texts(built / "heron-mill" / "arabic" / "heron-mill_aftercare_arabic.pdf")
    )
    assert "heronmill.example/book" in text


def test_report_is_json_with_versions(reports: list[dict[str, Any]]) -> None:
    """The reports say what made the leaflets."""
    assert {"aspen-row", "cottonwood-lane", "heron-mill"} == {
        one["clinic"] for report in reports for one in report["leaflets"]
    }
    for report in reports:
        assert {"leaflets", "weasyprint", "pango"} == set(report["versions"])
        assert len(report["leaflets"]) == report["printed"] > 0
        assert 0 == report["failed"]
