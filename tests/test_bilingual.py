"""Sheets in two languages: each statement is a row, in which both can point to the same line."""

import io
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, run_leaflets
from sampling import EVERYTHING, LANGUAGES
from signing import PEOPLE, TODAY, sign
from typeset_once import composer, opened

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.composition.pages import by_nobody
from leaflets.composition.passages import DRAFT
from leaflets.errors import MisuseError, Problem
from leaflets.model import Composition, Failed, Language, Leaflet, Printed
from leaflets.model.work import BILINGUAL
from leaflets.project import Project, open_project
from leaflets.readers.languages import read_languages
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signoffs import approvals
from leaflets.selection import Selection, choose, lacking, understand
from leaflets.typesetting import engine, press

CLINICS = {"letter": "aspen-row", "a4": "heron-mill"}
TOPICS = tuple(sorted({path.name.partition(".")[0] for path in (ROOT / "templates/topics").iterdir()}))
OTHERS = [one for one in LANGUAGES if one != "en"]
WITH_ENGLISH = [(language, "en") for language in OTHERS]
APART = [("ar", "pa"), ("zh_Hans", "pa")]
"""Pairs without English, which says that a sheet is a draft in a third language."""
MORE = [("en", "ar"), ("pa", "ar"), ("de", "ru")]
"""What only `make test-everything` prints: pages that read to the right beside words that do not, and long words."""
Case = tuple[str, str, str, str]
NEAR = 0.5
"""How many CSS pixels two places may differ and be the same."""
UNSEEN = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u2010-\u2012\u2060-\u206f\ufffe-]+")


QUICK = [one for one in TOPICS if one not in {"questions", "conditions"}]
"""Topics of four pages at most."""


def first_of_each_script() -> list[tuple[str, str]]:
    """Return English beside the first language of each script."""
    found: dict[str, tuple[str, str]] = {}
    for pair in WITH_ENGLISH:
        found.setdefault(open_languages()[pair[0]].script, pair)
    return list(found.values())


@cache
def open_languages() -> dict[str, Language]:
    """Return the languages of the checkout."""
    problems: list[Problem] = []
    return read_languages(ROOT / "locales" / "languages.toml", "languages.toml", problems)


PAIRS = [*WITH_ENGLISH, *APART, *MORE] if EVERYTHING else [*first_of_each_script(), *APART]
"""`make test` prints English beside one language of each script, and the pairs apart from it."""


def is_printed(number: int, pair: int, paper: int) -> bool:
    """Tell whether `make test` prints a topic in a pair: each pair one of the shorter topics and one paper in turn."""
    return EVERYTHING or (TOPICS[number] == QUICK[pair % len(QUICK)] and paper == pair % len(CLINICS))


CASES: list[Case] = [
    (clinic, first, second, topic)
    for place, (first, second) in enumerate(PAIRS)
    for paper, clinic in enumerate(CLINICS.values())
    for number, topic in enumerate(TOPICS)
    if is_printed(number, place, paper)
]
each_case = pytest.mark.parametrize("case", CASES, ids="-".join)


@dataclass(frozen=True)
class Sheet:
    """A sheet in two languages: as it was composed, as it was laid out, and as PDF."""

    composition: Composition
    document: Any
    printed: Printed


@cache
def sheet_of(case: Case) -> Sheet:
    """Print a sheet as the program does, and keep the pages that its PDF was made of."""
    clinic, first, second, topic = case
    composition = composed(opened(), Leaflet(clinic, first, topic, BILINGUAL, (second,)))
    documents: list[Any] = []

    def kept(*arguments: Any) -> Any:
        documents.append(engine.render(*arguments))
        return documents[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "render", kept)
        outcome = press.typeset(composition)
    assert isinstance(outcome, Printed), outcome
    return Sheet(composition, documents[-1], outcome)


def composed(project: Project, leaflet: Leaflet) -> Composition:
    """Compose a leaflet that has no fault."""
    own = composer() if project is opened() else Composer(project)
    composition = own.compose(leaflet)
    assert isinstance(composition, Composition), composition
    return composition


@dataclass(frozen=True)
class Half:
    """One language of a row, as it was laid out: its page, its box, and where it is, in CSS pixels."""

    page: int
    left: float
    top: float


def rows_of(document: Any) -> list[list[Half]]:
    """Return the halves of each row, in the order of the document; a half that was torn is there twice."""
    rows: dict[Any, dict[tuple[Any, int], Half]] = {}
    for number, page in enumerate(document.pages):
        box = page._page_box
        parents = {child: parent for parent in box.children[0].element.iter() for child in parent}
        for one in box.descendants():
            if _is_half(one):  # what holds other boxes comes before them; the head of a table is there on each page
                parent = parents[one.element]
                head = number if parents[parent].tag == "thead" else 0
                row = rows.setdefault((parent, head), {})
                row.setdefault((one.element, number), Half(number, one.position_x, one.position_y))
    return [list(row.values()) for row in rows.values()]


def _is_half(box: Any) -> bool:
    classes = () if box.element is None else box.element.get("class", "").split()
    return "end" not in classes and bool({"side-1", "side-2"}.intersection(classes))


@each_case
def test_halves_of_a_row_begin_together(case: Case) -> None:
    """Both languages of each row are on one page and at one height, whole; the first at the start side of its page."""
    sheet = sheet_of(case)
    rows = rows_of(sheet.document)
    wanted = len(composer().content_of(sheet.composition.leaflet).statements)  # type: ignore[union-attr]
    assert len(rows) >= wanted - len(sheet.composition.depicted)
    reads_left = opened().languages[case[1]].direction == "rtl"
    for row in rows:
        assert 2 == len(row)
        first, second = row
        assert first.page == second.page
        assert abs(first.top - second.top) < NEAR
        assert reads_left == (first.left > second.left)


@each_case
def test_it_fills_twice_its_pages_at_most(case: Case) -> None:
    """It has no more than twice the pages that its topic may have."""
    sheet = sheet_of(case)
    content = composer().content_of(sheet.composition.leaflet)
    assert content is not None
    assert sheet.composition.pages == 2 * content.pages
    assert sheet.printed.pages <= sheet.composition.pages


@each_case
def test_both_languages_are_read_back(case: Case) -> None:
    """Another reader finds every statement of both languages in the PDF, and copies it as it is."""
    sheet = sheet_of(case)
    with pypdfium2.PdfDocument(sheet.printed.pdf) as document:
        text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    passages = [one for one in sheet.composition.passages if not one.on_every_page]
    lost = [one.place for one in passages if squeezed(one.words) not in text]
    assert [] == lost


def squeezed(words: str) -> str:
    """Return words without spaces, hyphens and signs that nobody sees."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", words)).casefold()


@pytest.mark.parametrize("case", [one for one in CASES if "ar" in one[1:3]], ids="-".join)
def test_screen_readers_change_their_voice(case: Case) -> None:
    """In the tags, each half says its language, the reader's before the other, row by row."""
    first, second = (opened().languages[code].bcp47 for code in case[1:3])
    with pikepdf.open(io.BytesIO(sheet_of(case).printed.pdf)) as document:
        spans = [one for one in _elements(document.Root["/StructTreeRoot"]) if str(one["/S"]) == "/Span"]
        pairs = [tuple(_voices(one)) for one in spans]
        spoken = [one for one in pairs if len(one) == 2]
        assert str(document.Root["/Lang"]) == first
    assert {(first, second)} == set(spoken)
    assert len(spoken) > 5


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _voices(element: Any) -> list[str]:
    """Return the languages that the elements right below one say, if it is a row."""
    kids = element.get("/K", [])
    found = (
        [one for one in kids if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        if isinstance(kids, pikepdf.Array)
        else []
    )
    return [str(one["/Lang"]) for one in found if "/Lang" in one and str(one["/S"]) == "/Span"]


def test_title_and_bookmarks_are_in_both_languages() -> None:
    """The PDF's title and its bookmarks say the same in both languages; each content id is printed and named."""
    case = next(one for one in CASES if one[1:3] == ("ar", "en"))
    sheet = sheet_of(case)
    contents = [
        composer().content_of(replace(sheet.composition.leaflet, language=code, others=())) for code in case[1:3]
    ]
    titles = [plain(one.title) for one in contents if one is not None]
    with pikepdf.open(io.BytesIO(sheet.printed.pdf)) as document:
        assert " · ".join(titles) == str(document.docinfo["/Title"])
        with document.open_outline() as outline:
            first = outline.root[0]
            labels = [first.title, *(one.title for one in first.children)]
        assert str(document.docinfo["/Keywords"]) == sheet.printed.content_id
    assert " · ".join(titles) == labels[0]
    assert all(" · " in label for label in labels)


def test_boxes_drawings_and_dots_stand_there_once() -> None:
    """Numbers to call, drawings, pictures of numbers and boxes to tick are as many as on a sheet in one language."""
    for topic in ("side-effects", "screening", "conditions"):
        one = composed(opened(), Leaflet("aspen-row", "es_US", topic)).html
        two = composed(opened(), Leaflet("aspen-row", "es_US", topic, BILINGUAL, ("en",))).html
        for mark in ("<img ", "<input ", 'class="number"', 'class="contact', 'class="own"', 'class="masthead"'):
            assert one.count(mark) == two.count(mark), (topic, mark)


def test_no_page_depends_on_whose_it_is() -> None:
    """A clinic with hours and a code to scan and one without either have the same rows on the same pages."""
    project = opened()
    clinic = project.clinics["aspen-row"]
    bare = clinic.model_copy(
        update={"hours": None, "contact": clinic.contact.model_copy(update={"booking": None, "website": None})}
    )
    leaflet = Leaflet("aspen-row", "fr_CA", "aftercare", BILINGUAL, ("en",))
    projects = (project, replace(project, clinics={"aspen-row": bare}))
    full, other = (composed(one, leaflet) for one in projects)
    places = [
        [[half.page for half in row] for row in rows_of(engine.render(one.html, one.stylesheet))]
        for one in (full, other)
    ]
    assert places[0] == places[1]


class TestChoice:
    """Which sheets in two languages a person can ask for."""

    def test_the_second_language_is_the_clinics_own(self, project: Project) -> None:
        """Without more, each language that a clinic offers stands beside its own, and that one beside none."""
        leaflets = choose(project, Selection(["aspen-row"], ["aftercare"], editions=[BILINGUAL]))
        assert [(one, ("en",)) for one in OTHERS if one in project.clinics["aspen-row"].languages] == sorted(
            ((one.language, one.others) for one in leaflets), key=lambda one: OTHERS.index(one[0])
        )

    def test_another_one_can_be_named(self, project: Project) -> None:
        """`--with` names it, as people say it; the sheet's name says both."""
        chosen = Selection(["aspen-row"], ["aftercare"], ["ar"], [BILINGUAL], "punjabi")
        (leaflet,) = choose(project, chosen)
        assert ("ar", "pa") == leaflet.languages
        assert "aspen-row/arabic/aspen-row_aftercare_arabic_punjabi_bilingual.pdf" == str(leaflet.path)

    @pytest.mark.parametrize(
        ("selection", "told"),
        [
            (Selection((), (), ["pa"], [BILINGUAL], "pa"), "Punjabi (pa) cannot stand beside itself."),
            (Selection((), (), ["pa"], ["standard"], "ar"), "Only sheets in two languages have a second language."),
            (Selection((), (), ["pa"], [BILINGUAL], "Elvish"), "“Elvish” is not known here."),
            (Selection((), (), ["pa"], [BILINGUAL], "Danish"), "Danish (da) is not offered."),
            (Selection((), (), ["en"], [BILINGUAL]), "name another one for it with --with"),
        ],
    )
    def test_what_cannot_be_is_refused(self, selection: Selection, told: str, project: Project) -> None:
        """A language beside itself, one that is not offered, and a second one without a sheet for it are misuse."""
        with pytest.raises(MisuseError) as refused:
            choose(project, selection)
        (problem,) = refused.value.problems
        assert told in problem.reason
        assert problem.hint

    def test_a_clinic_that_does_not_offer_it(self, project: Project) -> None:
        """A clinic that does not offer the second language has no such sheet, and the command says so."""
        clinic = project.clinics["aspen-row"].model_copy(update={"languages": ("en", "ar")})
        here = replace(project, clinics={"aspen-row": clinic})
        chosen = understand(project, Selection(["aspen-row"], (), ["ar"], [BILINGUAL], "pa"))
        assert any("does not offer Punjabi (pa)" in one for one in lacking(here, chosen, []))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a project of one clinic with one topic, whose own language is English."""
    folder = Path(shutil.copytree(ROOT / "clinics" / "aspen-row", tmp_path / "clinics" / "aspen-row"))
    text = (folder / "clinic.toml").read_text("utf-8")
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en", "ar"]', text)
    (folder / "clinic.toml").write_text(re.sub(r"(?s)topics = \[.*?\]", 'topics = ["aftercare"]', text), "utf-8")
    return tmp_path


@pytest.mark.parametrize("signed", [(), ("ar",), ("en",), ("ar", "en")])
def test_it_is_final_when_both_languages_are(signed: tuple[str, ...], small: Path) -> None:
    """It is marked as a draft, and refused for release, unless people approved its words in both languages."""
    for language in signed:
        for person in PEOPLE:
            sign(small, language, "aftercare", person)
    project = open_project(small)
    leaflet = Leaflet("aspen-row", "ar", "aftercare", BILINGUAL, ("en",))
    own = Composer(project, approvals(project, TODAY) if signed else by_nobody)
    composition = own.compose(leaflet)
    assert isinstance(composition, Composition), composition
    is_final = len(signed) == 2
    assert ("final" if is_final else "draft") == composition.state
    assert is_final == (" ".join(DRAFT) not in plain(composition.html))
    (released,) = refuse_unreleasable(project, [composition], TODAY)
    assert is_final == isinstance(released, Composition)
    if isinstance(released, Failed):
        missing = {"ar", "en"} - set(signed)
        assert {f"{language} · aftercare" for language in missing} == {one.path for one in released.problems}


def test_from_the_command_to_the_verdict(small: Path) -> None:
    """The command prints it, the report names both languages, and the file is known again and told apart."""
    done = run_leaflets("build", "-e", "bilingual", "-l", "arabic", cwd=small)
    assert 0 == done.returncode, done.stdout
    (entry,) = json.loads((small / "out" / "report.json").read_text("utf-8"))["leaflets"]
    assert ("ar", ["en"], BILINGUAL) == (entry["language"], entry["with"], entry["edition"])
    assert re.fullmatch(r"[0-9a-f]{4}-[0-9a-f]{4}\+[0-9a-f]{4}-[0-9a-f]{4}", entry["content_id"])
    (verdict,) = json.loads(run_leaflets("verify", "--json", f"out/{entry['path']}", cwd=small).stdout)
    assert ("draft", "genuine", []) == (verdict["state"], verdict["file"], verdict["changes"])
    assert f"out/{entry['path']}".endswith("_arabic_english_bilingual.pdf")
    assert ["arabic"] == [one.name for one in (small / "out" / "aspen-row").iterdir()]
