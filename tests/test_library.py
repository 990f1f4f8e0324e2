"""A library: the web pages say what the sheets say, and staff reach each of them in three taps, without a server."""

import csv
import io
import json
import re
import shutil
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from browser import Browser
from conftest import ROOT, run_leaflets
from fontTools.ttLib import TTFont
from lxml import html
from sampling import EVERYTHING, TOPICS, share_of
from sampling import LANGUAGES as ALL_LANGUAGES

from leaflets.composition import Composer
from leaflets.composition.endings import without_endings
from leaflets.library.typefaces import subset
from leaflets.library.webpages import Links, WebPage, WebPages
from leaflets.model import Composition, Leaflet
from leaflets.project import Project

CLINIC, LANGUAGES = (
    "aspen-row",
    {
        "en": "english",
        "ar": "arabic",
        "pa": "punjabi",
        "zh_Hans": "chinese-simplified",
    },
)
CHOSEN = ("-c", CLINIC, "-t", "side-effects", "-t", "aftercare", *(f"-l{one}" for one in LANGUAGES))
DAY = ("--today", "2026-11-29")
SAMPLED_LANGUAGES = ALL_LANGUAGES if EVERYTHING else ("en", "ar", "zh_Hans", "km", "ko", "ta", "pl", "ur")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library of one clinic, two topics and three languages, once."""
    place = tmp_path_factory.mktemp("site") / "library"
    done = run_leaflets("site", str(place), *CHOSEN, *DAY, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    return place


def _name(topic: str, language: str, ending: str = "html") -> str:
    folder = LANGUAGES[language]
    return f"{CLINIC}/{folder}/{CLINIC}_{topic}_{folder}.{ending}"


PUNJABI, SHEET, PRINT = "[data-name=pa] a", ".sheet .t[href$='sheet_aftercare.html']", ".do [data-print]"
"""What is tapped on the way to a sheet: language, topic, and what prints it."""
SAMPLED = [(topic, code) for turn, topic in enumerate(TOPICS) for code in share_of(SAMPLED_LANGUAGES, turn, 4)]


@pytest.mark.parametrize(("topic", "language"), SAMPLED)
def test_a_web_page_says_what_the_sheet_says(project: Project, composer: Composer, topic: str, language: str) -> None:
    """Statement by statement, the page for screens has the words of the page for the press, and its pictures."""
    leaflet = Leaflet(CLINIC, language, topic)
    sheet, page = composer.compose(leaflet), WebPages(project, lambda *_: _nobody(), _links).page(leaflet)
    assert isinstance(sheet, Composition)
    assert isinstance(page, WebPage)
    on_paper, on_screen = _said(sheet.html, page), _said(page.html, page)
    assert on_paper == on_screen
    assert {one.id for one in page.content.statements} == on_paper.keys()


def _nobody() -> Any:
    from leaflets.model import Approval

    return Approval()


def _links(leaflet: Leaflet) -> Links:
    return Links("../../", leaflet.path.name, ())


def _said(page: str, made: WebPage) -> dict[str, tuple[str, list[str]]]:
    """Return for each statement its words on a page, and the pictures there with what is read in their place."""
    tree = html.document_fromstring(without_endings(page))
    found = {}
    for statement in made.content.statements:
        (element,) = tree.xpath("//*[@id=$name]", name=statement.id)
        pictures = [f"{one.get('alt')} {one.get('src')}" for one in element.iter("img")]
        found[statement.id] = (" ".join(element.text_content().split()), pictures)
    return found


def test_every_page_of_a_draft_says_so(library: Path) -> None:
    """In the reader's language and in English on web pages; as a word and a sign on the pages for staff."""
    arabic = (library / _name("side-effects", "ar")).read_text("utf-8")
    assert "مسودة" in arabic
    assert "Not approved for patients yet" in arabic
    for name in ("index.html", "sheet_aftercare.html"):
        page = (library / CLINIC / "arabic" / name).read_text("utf-8")
        assert 'class="state draft"' in page
        assert "Print draft" in page
        assert "btn main" not in page


def test_a_library_leads_nowhere_else(library: Path) -> None:
    """Every link of every page leads to a file of the library, or to what a clinic or its sources say."""
    for path in library.rglob("*.html"):
        tree = html.document_fromstring(path.read_bytes())
        loaded = [*tree.xpath("//link/@href"), *tree.xpath("//script/@src"), *tree.xpath("//img/@src")]
        linked = [one for one in tree.xpath("//a/@href") if not re.match(r"(https|mailto|tel):|#", one)]
        for target in [*(one for one in loaded if not one.startswith("data:")), *linked]:
            assert (path.parent / target.partition("#")[0]).is_file(), f"{path.name}: {target}"


def test_pages_say_what_they_are_to_programs(library: Path) -> None:
    """Search engines, websites and record systems read the same of a leaflet."""
    tree = html.document_fromstring((library / _name("side-effects", "ar")).read_bytes())
    (text,) = tree.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(text)
    assert ("ar", "rtl") == (tree.get("lang"), tree.get("dir"))
    assert {"en", "ar", "pa", "zh-Hans"} == set(tree.xpath("//link[@hreflang]/@hreflang"))
    catalogue = json.loads((library / "catalogue.json").read_text("utf-8"))["leaflets"]
    entry = next(one for one in catalogue if (one["topic"], one["language"]) == ("side-effects", "ar"))
    assert ("MedicalWebPage", "ar", "Draft") == (told["@type"], told["inLanguage"], told["creativeWorkStatus"])
    assert entry["content_id"] == told["identifier"]
    table = (library / "catalogue.csv").read_bytes()
    assert table.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [one["content_id"] for one in catalogue] == [one["content_id"] for one in rows]
    assert all((library / one["pdf"]).is_file() and (library / one["page"]).is_file() for one in rows)


def test_record_systems_take_it(library: Path) -> None:
    """Each leaflet is a `DocumentReference` as FHIR R4B describes it, whose attachment is the file."""
    fhir = pytest.importorskip("fhir.resources.R4B.documentreference", reason="fhir.resources is not installed")
    paths = list(library.rglob("*.fhir.json"))
    assert 8 == len(paths)
    for path in paths:
        document = fhir.DocumentReference.model_validate_json(path.read_bytes())
        attachment = document.content[0].attachment
        assert "preliminary" == document.docStatus
        assert (library / attachment.url).stat().st_size == attachment.size


def test_fonts_are_cut_and_named_anew(library: Path) -> None:
    """A font has the letters of the pages and a name that nobody reserved; its licence lies beside it."""
    fonts = list((library / "assets").glob("*.woff2"))
    assert fonts
    for path in fonts:
        with TTFont(path) as font:
            assert "Leaflets" == font["name"].getDebugName(1)
            assert "Open Font License" in font["name"].getDebugName(13)
    assert 200_000 > sum(path.stat().st_size for path in fonts if not path.name.startswith("notosanssc"))
    assert 80_000 > max(path.stat().st_size for path in fonts)
    assert "Reserved Font Name 'Source'" in (library / "assets/fonts-licences.txt").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(ROOT.glob("fonts/*/*Regular.ttf")), ids=lambda path: path.stem)
def test_cutting_a_font_is_quiet(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing in any of our fonts is unknown to what cuts them: it would tell whoever runs the program."""
    assert subset(path.read_bytes(), [ord("1")]).startswith(b"wOF2")
    assert [] == caplog.records


def test_the_first_page_is_light(library: Path) -> None:
    """What it loads besides fonts has at most 150 kB."""
    tree = html.document_fromstring((library / "index.html").read_bytes())
    loaded = {*tree.xpath("//link/@href"), *tree.xpath("//script/@src"), *tree.xpath("//img/@src"), "index.html"}
    assert 150_000 > sum((library / one).stat().st_size for one in loaded)


def test_a_library_is_not_made_twice(library: Path, tmp_path: Path) -> None:
    """The same one again touches no file; one of less takes away what it does not have; packed, it holds the ledger."""
    copy = Path(shutil.copytree(library, tmp_path / "library"))
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.suffix in {".html", ".webp", ".pdf"}}
    assert 0 == run_leaflets("site", str(copy), *CHOSEN, *DAY, cwd=ROOT).returncode
    assert before == {path: path.stat().st_mtime_ns for path in before}
    (copy / "mine.txt").write_text("mine", "utf-8")
    less = ("-c", CLINIC, "-t", "aftercare", "-l", "pa", "--zip")
    assert 0 == run_leaflets("site", str(copy), *less, *DAY, cwd=ROOT).returncode
    assert {f"{CLINIC}_aftercare_punjabi.pdf"} == {path.name for path in copy.rglob("*.pdf")}
    assert not (copy / CLINIC / "arabic").exists()
    assert (copy / "mine.txt").exists()
    shutil.unpack_archive(tmp_path / "library.zip", tmp_path / "unpacked")
    packed = tmp_path / "unpacked" / "library"
    assert (packed / "delivered.txt").exists()
    assert not (packed / "mine.txt").exists()
    assert (copy / "index.html").read_bytes() == (packed / "index.html").read_bytes()


def test_a_final_library_refuses_drafts(tmp_path: Path) -> None:
    """With --release nothing that is not signed off gets in."""
    done = run_leaflets("site", str(tmp_path / "library"), *CHOSEN, *DAY, "--release", cwd=ROOT)
    assert 1 == done.returncode
    assert "Nothing was printed, so there is no library." in done.stdout
    assert [] == list(tmp_path.rglob("*.html"))


def test_another_website_is_not_written_over(tmp_path: Path) -> None:
    """A folder with a first page of something else is refused before anything is made."""
    (tmp_path / "index.html").write_text("mine", "utf-8")
    done = run_leaflets("site", str(tmp_path), *CHOSEN, cwd=ROOT)
    assert (2, ["index.html"]) == (done.returncode, [one.name for one in tmp_path.iterdir()])
    assert "Another index.html lies there" in done.stdout


def test_pages_of_a_folder_of_its_own_are_refused(tmp_path: Path) -> None:
    """Nobody answers for what other pages would say to patients."""
    run_leaflets("new", "mine", cwd=tmp_path, check=True)
    own = tmp_path / "mine" / "templates" / "library" / "leaflet.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Hello", "utf-8")
    done = run_leaflets("site", *CHOSEN[2:4], "-l", "en", cwd=tmp_path / "mine")
    assert 1 == done.returncode
    assert "templates/library/leaflet.html.j2" in done.stdout


def test_three_taps_to_a_sheet(library: Path, browser: Browser) -> None:
    """From the language or from the topic, with the mouse."""
    pdf = _name("aftercare", "pa", "pdf")
    browser.open(library / "index.html")
    browser.follow(PUNJABI)
    browser.follow(SHEET)
    assert browser.ask(f"document.querySelector('{PRINT}').href").endswith(pdf)
    browser.open(library / "index.html")
    browser.follow("[data-topics] [data-name=aftercare] a")
    offered = browser.ask("[...document.querySelectorAll('[data-print]')].map(a => a.href)")
    assert any(one.endswith(pdf) for one in offered)
    assert [] == browser.errors


def test_three_taps_on_a_telephone(library: Path, browser: Browser) -> None:
    """A finger on a screen of 360 pixels reaches the same sheet."""
    browser.resize(360, 740, touch=True)
    browser.open(library / "index.html")
    browser.tap(PUNJABI)
    browser.tap(SHEET)
    assert browser.ask(f"document.querySelector('{PRINT}').href").endswith(_name("aftercare", "pa", "pdf"))
    browser.resize(1280)


def test_no_mouse_is_needed(library: Path, browser: Browser) -> None:
    """Tab and Enter alone lead to the sheet, and the focus is seen at each step."""
    browser.resize(1280)
    browser.open(library / "index.html")
    for step in (PUNJABI, SHEET):
        browser.tab_to(step)
        browser.enter()
    browser.tab_to(PRINT)
    assert browser.ask("document.activeElement.href").endswith(_name("aftercare", "pa", "pdf"))


def test_what_is_typed_is_found(library: Path, browser: Browser) -> None:
    """What is typed finds a language or a topic, by its own name or in English; Enter opens the only one."""
    for typed, path in (
        ("ਪੰਜਾਬੀ", "punjabi/index.html"),
        ("panjabi", "punjabi/index.html"),
        ("needle", ""),
        ("الوخز", ""),
    ):
        browser.open(library / "index.html")
        browser.ask("document.querySelector('#search').focus()")
        browser.tell("Input.insertText", text=typed)
        left = browser.ask("[...document.querySelectorAll('.langs li, .topics-list li')].filter(e => !e.hidden).length")
        assert left >= 1
        if path:
            assert 1 == left
            browser.press("Enter", 13, "\r")
            browser.wait_for("Page.loadEventFired")
            assert browser.ask("location.href").endswith(path)
    browser.open(library / "index.html")
    browser.ask("document.querySelector('#search').focus()")
    browser.tell("Input.insertText", text="xyzzy")
    assert "Nothing here is called that." == browser.ask("document.querySelector('[data-found]').textContent")


def test_a_stack_is_one_pdf(library: Path, browser: Browser, tmp_path: Path) -> None:
    """Sheets that were put on the stack are joined as they were typeset; each begins on a front."""
    copy = Path(shutil.copytree(library, tmp_path / "library"))
    odd = copy / _name("side-effects", "ar", "js")
    odd.write_text(_with_one_page(copy, "side-effects", "ar", odd.read_text("utf-8")), "utf-8")
    browser.open(copy / "stack.html")
    browser.ask("localStorage.removeItem('leaflets-stack')")
    for topic, language in (("side-effects", "ar"), ("aftercare", "pa"), ("aftercare", "en")):
        browser.open(copy / CLINIC / LANGUAGES[language] / f"sheet_{topic}.html")
        browser.ask("document.querySelector('[data-add]').click()")
    browser.open(copy / "stack.html")
    browser.ask("document.querySelector('[data-join]').click()")
    assert "6" == browser.until("document.querySelector('[data-joined]').dataset.pages")
    data = browser.ask(
        "fetch(document.querySelector('[data-joined]').href).then(one => one.arrayBuffer())"
        ".then(one => Array.from(new Uint8Array(one)))"
    )
    with pikepdf.open(io.BytesIO(bytes(data))) as joined:
        blank = [not page.get("/Contents") for page in joined.pages]
    assert [False, True, False, False, False, False] == blank
    assert [] == browser.errors


def _with_one_page(library: Path, topic: str, language: str, script: str) -> str:
    """Return the script of a sheet as if it had one page."""
    import base64

    buffer = io.BytesIO()
    with pikepdf.open(library / _name(topic, language, "pdf")) as document:
        del document.pages[1:]
        document.save(buffer)
    head = script.partition(",")[0]
    return f'{head},"{base64.b64encode(buffer.getvalue()).decode()}");\n'


def test_what_has_lapsed_is_not_printed(library: Path, browser: Browser, tmp_path: Path) -> None:
    """A sheet that was final when the library was made says that it is outdated once its last day has gone."""
    copy = Path(shutil.copytree(library, tmp_path / "library"))
    path = copy / CLINIC / "punjabi" / "sheet_aftercare.html"
    page = path.read_text("utf-8").replace('class="one is-draft"', 'class="one is-final" data-until="2001-01-31"')
    path.write_text(page, "utf-8")
    browser.open(path)
    assert 0 == browser.ask("document.querySelectorAll('[data-print], [data-add]').length")
    assert "Outdated" == browser.ask("document.querySelector('.side .state').textContent.trim()")


SMALL = """[...document.querySelectorAll('a, button, input')].filter(e => e.offsetParent
  && !e.closest('.warning-body, .imprint, .skip, .stay, .call-now')
  && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"""
"""What can be tapped and is too small. Links in running text may be as high as its lines (WCAG 2.2, 2.5.8)."""
PAGES = ("index.html", "stack.html", f"{CLINIC}/punjabi/index.html", f"{CLINIC}/topics/aftercare.html",
         f"{CLINIC}/arabic/sheet_side-effects.html", _name("side-effects", "ar"), _name("aftercare", "pa"),
         _name("aftercare", "en"))  # fmt: skip


@pytest.mark.parametrize(("name", "width"), [*product(PAGES, (320, 1280))])
def test_pages_fit_and_can_be_tapped(library: Path, browser: Browser, name: str, width: int) -> None:
    """No page scrolls sideways, asks the network or has a target under 24 pixels; numbers to call have 52."""
    browser.resize(width)
    browser.requests.clear()
    browser.open(library / name)
    assert width >= browser.ask("document.documentElement.scrollWidth")
    assert [] == browser.ask(SMALL)
    calls = ".number a, .stay p, .contact-phone > a, .call-now"
    heights = browser.ask(f"[...document.querySelectorAll('{calls}')].map(e => e.getBoundingClientRect().height)")
    assert all(height >= 52 for height in heights)
    names = browser.ask("[...document.querySelectorAll('.clinic')].map(e => e.getBoundingClientRect().width)")
    assert all(one >= 90 for one in names)  # its longest words stay whole
    assert {"file"} == {one.partition(":")[0] for one in browser.requests} - {"data", "about"}
    assert [] == browser.errors


KINDS = ("index", "sheet_aftercare", f"{CLINIC}_aftercare_{{0}}", f"{CLINIC}_side-effects_{{0}}")
"""The pages of a language, by its folder."""
VIEWS = [
    *("index.html", "stack.html", f"{CLINIC}/topics/aftercare.html"),
    *(
        f"{CLINIC}/{folder}/{kind.format(folder)}.html"
        for turn, folder in enumerate(LANGUAGES.values())
        for kind in share_of(KINDS, turn, 2)
    ),
]


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(library: Path, browser: Browser, name: str) -> None:
    """No page breaks a rule that axe-core knows of (WCAG 2, levels A and AA, and good practice), narrow or wide."""
    checker = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    for width in (360, 1280):
        browser.resize(width)
        browser.open(library / name)
        browser.tell("Runtime.evaluate", expression=checker)
        found = browser.ask("axe.run().then(one => one.violations.map(v => [v.id, ...v.nodes.map(n => n.html)]))")
        assert [] == found


def test_a_web_page_prints_on_paper(library: Path, browser: Browser) -> None:
    """Each page of a draft says so, and what can only be tapped is left out."""
    browser.open(library / _name("side-effects", "en"))
    with pypdfium2.PdfDocument(browser.paper()) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert 2 <= len(pages) <= 4
    assert all("Not approved for patients yet" in " ".join(one.split()) for one in pages)
    browser.media("print")
    assert "none" == browser.ask("getComputedStyle(document.querySelector('.stay')).display")
    browser.media("")
