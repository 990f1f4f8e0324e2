"""Pictures of delivered leaflets: they show what is printed, say what is a draft, and go when their leaflet is old."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, offer, run_leaflets
from PIL import Image
from typeset_once import opened, printed

from leaflets.delivery import Report, Run
from leaflets.delivery.report import entry_of
from leaflets.errors import ProjectError
from leaflets.gallery.cards import Cards
from leaflets.gallery.contact_sheet import MOST, deliver_contact_sheet
from leaflets.gallery.delivering import deliver_images
from leaflets.gallery.images import WIDTH
from leaflets.gallery.telling import Teller, Told
from leaflets.library.pictures import first_page
from leaflets.model import Leaflet
from leaflets.project import open_project

DAY = ("--today", "2026-11-29")
DRAFT_MARK = (255, 244, 217)
"""The yellow of the draft mark."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build two leaflets of a clinic with pictures and a contact sheet."""
    root = tmp_path_factory.mktemp("gallery")
    shutil.copytree(ROOT / "clinics", root / "clinics", ignore=shutil.ignore_patterns("cottonwood-lane", "heron-mill"))
    offer(root, "en", "ar", topics=("aftercare",))
    done = run_leaflets("build", "--images", "--contact-sheet", *DAY, cwd=root, check=True)
    said = " ".join(done.stdout.split())
    assert "Pictures of 2 leaflets in out/images, described in manifest.json." in said
    assert said.endswith("out/contact-sheet.pdf")
    return root


@pytest.fixture
def copy(place: Path, tmp_path: Path) -> Path:
    """Return a copy of it that may be changed, with all that it remembers."""
    return Path(shutil.copytree(place, tmp_path / "copy", dirs_exist_ok=True))


def _manifest(root: Path) -> Iterator[dict[str, Any]]:
    yield from json.loads((root / "out" / "images" / "manifest.json").read_text("utf-8"))["leaflets"]


def _pictures(root: Path) -> list[Path]:
    return sorted(one for one in (root / "out" / "images").rglob("*") if one.suffix in {".webp", ".png"})


def test_each_leaflet_has_three_pictures(place: Path) -> None:
    """A thumbnail, a first page and a card lie in folders like those of the PDFs, in sizes that websites ask for."""
    stem = place / "out" / "images" / "aspen-row" / "arabic" / "aspen-row_aftercare_arabic"
    sizes = {"small.webp": (300, 388), "page.webp": (1200, 1553), "card.png": (1200, 630)}
    for ending, size in sizes.items():
        with Image.open(stem.with_name(f"{stem.name}_{ending}")) as picture:
            assert (size, Path(ending).suffix[1:].upper()) == (picture.size, picture.format)
    assert 6 == len(_pictures(place))


def test_the_manifest_describes_every_picture(place: Path) -> None:
    """It names leaflet, language and state, and for each picture its file, size and an alternative text."""
    listed = [(one["path"], one["bytes"]) for entry in _manifest(place) for one in entry["images"]]
    lying = [(one.relative_to(place / "out" / "images").as_posix(), one.stat().st_size) for one in _pictures(place)]
    assert sorted(lying) == sorted(listed)
    entry = next(one for one in _manifest(place) if one["language"] == "ar")
    told = [entry[one] for one in ("title", "state", "direction", "own_name")]
    assert ["After your dry needling", "draft", "rtl", "العربية"] == told
    assert (place / "out" / entry["pdf"]).is_file()
    assert "بعد الوخز بالإبر الجافة" == entry["own_title"]
    what = "“After your dry needling” in Arabic, a leaflet of Aspen Row Physiotherapy"
    assert {
        f"{what}: {seen}. Draft, not approved for patients yet."
        for seen in ("its first page", "its first page, small", "its title beside its first page")
    } == {one["alt"] for one in entry["images"]}


def test_what_did_not_change_is_not_made_again(copy: Path) -> None:
    """A second build leaves every picture as it lies; what was taken away comes from what was made before."""
    lying = {one: one.stat().st_mtime_ns for one in _pictures(copy)}
    gone = next(iter(lying))
    before = gone.read_bytes()
    gone.unlink()
    run_leaflets("build", "--images", *DAY, cwd=copy, check=True)
    assert before == gone.read_bytes()
    assert lying | {gone: 0} == {one: one.stat().st_mtime_ns for one in _pictures(copy)} | {gone: 0}


def test_pictures_of_an_older_leaflet_are_moved_away(copy: Path) -> None:
    """A leaflet that is made anew, or refused, leaves no picture of an older one among those for the website."""
    file = copy / "clinics" / "aspen-row" / "clinic.toml"
    file.write_text(file.read_text("utf-8").replace("#0b3f4d", "#2d4a2b"), "utf-8")
    run_leaflets("build", "-l", "en", *DAY, cwd=copy, check=True)
    assert {"arabic"} == {one.parent.name for one in _pictures(copy)}
    done = run_leaflets("build", "-l", "ar", "--release", *DAY, cwd=copy)
    assert "1 older PDF was moved to" in " ".join(done.stdout.split())
    assert [] == _pictures(copy)
    assert 6 == len([one for one in (copy / "out" / "outdated" / "images").rglob("*") if one.is_file()])


def test_the_contact_sheet_shows_every_leaflet(place: Path) -> None:
    """It is tagged, names clinic, languages and titles, says that these are drafts, and has a bookmark for each."""
    path = place / "out" / "contact-sheet.pdf"
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(document[0].get_textpage().get_text_range().split())
        bookmarks = [one.get_title() for one in document.get_toc()]
    assert ["Aspen Row Physiotherapy", "Arabic العربية", "English"] == bookmarks
    for said in (
        "2 leaflets, November 29, 2026",
        "All of these are drafts",
        "After your dry needling",
        "2 pages, draft",
    ):
        assert said in text, said
    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked
        told = [str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert 2 == sum("a leaflet of Aspen Row Physiotherapy" in one for one in told)


def test_verify_passes_over_the_contact_sheet(place: Path) -> None:
    """It is no leaflet, so a folder with it is judged by its leaflets."""
    assert "contact-sheet" not in run_leaflets("verify", "out", *DAY, cwd=place).stdout


def test_too_many_leaflets_are_refused(tmp_path: Path) -> None:
    """A contact sheet of more leaflets than anybody looks at says how to ask for fewer."""
    report, outcome = Report(tmp_path, Run({})), printed(Leaflet("aspen-row", "en", "aftercare"))
    for _ in range(MOST + 1):
        report.printed.add(entry_of(outcome))
    with pytest.raises(ProjectError, match=f"{MOST + 1} leaflets, and a contact sheet holds {MOST}"):
        deliver_contact_sheet(opened(), report, dt.date(2026, 11, 29), report.printed.in_order())


def _told(language: str, **otherwise: Any) -> tuple[Told, bytes]:
    outcome = printed(Leaflet("aspen-row", language, "side-effects"))
    return Teller(opened()).told({**entry_of(outcome), **otherwise}), outcome.pdf


@pytest.mark.parametrize("language", ["en", "ar", "de", "zh_Hans"])
def test_a_card_says_that_its_leaflet_is_a_draft(language: str) -> None:
    """The mark stands on the card itself, and not on that of a leaflet that is final."""
    cards = Cards(opened())
    marked = {}
    for state in ("draft", "final"):
        told, pdf = _told(language, state=state)
        with Image.open(BytesIO(cards.card(told, first_page(pdf, WIDTH)))) as picture:
            words = picture.convert("RGB").crop((480, 0, 1200, 630) if language == "ar" else (0, 0, 720, 630))
            marked[state] = {colour: count for count, colour in words.getcolors(2**24) or []}.get(DRAFT_MARK, 0)
    assert marked["draft"] > 5000
    assert 0 == marked["final"]


def test_a_changed_pdf_has_no_picture(copy: Path) -> None:
    """A PDF that is gone or was changed after it was delivered is told, and nothing is drawn of it."""
    report, outcome = Report(copy / "out", Run({})), printed(Leaflet("aspen-row", "en", "side-effects"))
    run = deliver_images(open_project(copy), report, [entry_of(outcome)])
    assert [] == run.entries
    assert "cannot be read" in run.failed[0].problems[0].reason


def test_a_card_of_the_folders_own_is_refused(tmp_path: Path) -> None:
    """A card goes to websites with the mark of a draft, so the program's own is the only one."""
    shutil.copytree(ROOT / "clinics", tmp_path / "clinics")
    own = tmp_path / "templates" / "library" / "card.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>Approved</p>", "utf-8")
    with pytest.raises(ProjectError, match="come with the program"):
        Cards(open_project(tmp_path))
