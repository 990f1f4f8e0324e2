"""The health check: it asks about every contraindication once, with boxes that work on a screen and on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pages import MILLIMETRE, read_pages
from PIL import Image
from sampling import printed_of

from leaflets.composition import Composer
from leaflets.composition.breaks import without_breaks
from leaflets.composition.direction import plain
from leaflets.model import Composition, Content, Language, Leaflet, MessageKey, Statement
from leaflets.model.evidence import asked_about
from leaflets.project import SOURCE_LANGUAGE, Project

TOPIC, EXPLAINED = "screening", "contraindications"
"""The topic that asks about each contraindication, and the one that explains them."""
ANSWERS = {"yes": "Yes", "no": "No"}
"""What can be ticked, in the order of reading: how fields are named, and the source word."""
QUESTION_MARKS = {"Arab": "؟", "Hans": "？", "Hant": "？", "Jpan": "？"}
"""The question mark of a script, where it is not that of Latin."""
LEAST = 4
"""How wide and high a box has to be, in millimetres."""
HEADING = 11
"""The type size of the words above the boxes, in points."""
DPI = 200
DARK = 128
"""Grey below this is ink."""
PRINT, READ_ONLY, BUTTON = 1 << 2, 1 << 0, 1 << 15 | 1 << 16
"""Flags of ISO 32000: a widget that is printed; a field that cannot be changed, and one that is no check box."""
UNUSABLE = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 9
"""Flags of a widget that is invisible, hidden, not shown on a screen, read-only or locked."""
ACTIVE = {
    "/JavaScript",
    "/SubmitForm",
    "/ImportData",
    "/ResetForm",
    "/Launch",
    "/URI",
    "/GoToR",
    "/JS",
    "/AA",
    "/OpenAction",
}
"""Names in a PDF by which a file runs, sends or fetches something."""


@dataclass(frozen=True)
class Check:
    """The health check of a clinic in a language: as composed, and as printed."""

    clinic: str
    language: Language
    content: Content
    html: str
    path: Path

    @property
    def questions(self) -> list[Statement]:
        """What is asked, in reading order."""
        return [statement for statement in self.content.statements if statement.kind == "item"]

    @property
    def names(self) -> list[str]:
        """The names that the boxes should have, in reading order."""
        return [f"{question.id}-{answer}" for question in self.questions for answer in ANSWERS]


@dataclass(frozen=True)
class Box:
    """A box to tick: its field's name, its page, and its edges in points from the bottom left."""

    name: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


@pytest.fixture(scope="module", params=printed_of(TOPIC), ids="/".join)
def check(request: pytest.FixtureRequest, project: Project, composer: Composer, built: Path) -> Check:
    """Compose the health check of one clinic in one language, and find its PDF."""
    clinic, code = request.param
    leaflet = Leaflet(clinic, code, TOPIC)
    composition = composer.compose(leaflet)
    assert isinstance(composition, Composition), composition
    content = content_of(composer, project, leaflet)
    return Check(clinic, project.languages[code], content, without_breaks(composition.html), built / leaflet.path)


@pytest.fixture(scope="module")
def document(check: Check) -> Iterator[pikepdf.Pdf]:
    """Open that PDF, to look and not to touch."""
    with pikepdf.open(check.path) as opened:
        yield opened


def content_of(composer: Composer, project: Project, leaflet: Leaflet) -> Content:
    """Return the content tree of a leaflet."""
    region = project.region_of(project.clinics[leaflet.clinic])
    content = composer.content(leaflet.topic, project.languages[leaflet.language], region)
    assert content is not None
    return content


def widgets(document: pikepdf.Pdf) -> list[Any]:
    """Return the annotations of a PDF that are parts of a form, in the order of its pages."""
    annotations = [one for page in document.pages for one in page.get("/Annots", pikepdf.Array())]
    return [one for one in annotations if one.get("/Subtype") == "/Widget"]


def boxes(document: pikepdf.Pdf) -> list[Box]:
    """Return the boxes of a PDF, in the order of its pages."""
    pages = {page.objgen: number for number, page in enumerate(document.pages)}
    return [Box(str(one["/T"]), pages[one["/P"].objgen], *edges(one)) for one in widgets(document)]


def edges(widget: Any) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a widget, whichever corners its rectangle names."""
    x, y, other_x, other_y = (float(number) for number in widget["/Rect"])
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def word(project: Project, check: Check, source: str, context: str | None = None) -> str:
    """Return a word of the layout in the language of a health check."""
    translations = project.catalogue(check.language.code).translations
    return translations[MessageKey(context, source)].texts[0]


def rows(project: Project) -> list[str]:
    """Return the ids of the contraindications in the evidence register."""
    return sorted(fact.id for fact in project.facts.values() if fact.contraindication)


def render(path: Path, *, forms: bool) -> list[Image.Image]:
    """Return the pages of a PDF in grey: with its form, as a screen shows it, or without, as on bare paper."""
    with pypdfium2.PdfDocument(path) as document:
        if forms:
            document.init_forms()
        look = {"grayscale": True, "may_draw_forms": forms, "draw_annots": forms}
        return [page.render(scale=DPI / 72, **look).to_pil().convert("L") for page in document]


def ink(pages: list[Image.Image], box: Box) -> float:
    """Return which share of a box, without its edge, is dark."""
    scale, picture, edge = DPI / 72, pages[box.page], 0.5 * MILLIMETRE
    left, right = (box.left + edge) * scale, (box.right - edge) * scale
    upper, lower = picture.height - (box.top - edge) * scale, picture.height - (box.bottom + edge) * scale
    inside = picture.crop((round(left), round(upper), round(right), round(lower)))
    return sum(inside.histogram()[:DARK]) / (inside.width * inside.height)


def way_to_the_line(pages: list[Image.Image], box: Box, across: int, down: int) -> float:
    """Return how far, in millimetres, the next ink is from the middle of a box in a direction."""
    scale, picture = DPI / 72, pages[box.page]
    x = (box.left + box.right) / 2 * scale
    y = picture.height - (box.bottom + box.top) / 2 * scale
    pixels = (picture.getpixel((round(x + across * step), round(y + down * step))) for step in range(DPI))
    return next((step for step, grey in enumerate(pixels) if isinstance(grey, int) and grey < DARK), DPI) / DPI * 25.4


def test_every_clinic_has_it_in_every_language(check: Check, project: Project) -> None:
    """The health check is offered, and its PDF is there."""
    assert TOPIC in project.clinics[check.clinic].topics
    assert check.path.is_file()


def test_it_asks_about_each_contraindication_once(check: Check, project: Project) -> None:
    """There are 29 questions, one for each contraindication of the register and one more for skin at the place."""
    asked = [asked_about(question.id, project.facts) for question in check.questions]
    assert ["C08"] == [one for one in rows(project) if asked.count(one) > 1]
    assert rows(project) == sorted(set(asked))
    assert all(row in question.facts for row, question in zip(asked, check.questions, strict=True))
    assert all(question.critical for question in check.questions)


def test_each_question_is_explained_elsewhere(check: Check, project: Project, composer: Composer) -> None:
    """What is asked about is what the leaflet on contraindications explains: its statements rest on the same rows."""
    explained = content_of(composer, project, Leaflet(check.clinic, check.language.code, EXPLAINED))
    named = {
        fact for statement in explained.statements for fact in statement.facts if project.facts[fact].contraindication
    }
    assert named == {asked_about(question.id, project.facts) for question in check.questions}


def test_questions_are_questions(check: Check) -> None:
    """Each one has the question mark of its script, and no other."""
    mark = QUESTION_MARKS.get(check.language.script, "?")
    for question in check.questions:
        assert {mark} == set(re.findall("[?？؟]", question.text)), question.id


def test_questions_are_translated(check: Check, project: Project, composer: Composer) -> None:
    """In another language no question is the English one."""
    english = content_of(composer, project, Leaflet(check.clinic, SOURCE_LANGUAGE, TOPIC))
    texts = {statement.id: statement.text for statement in english.statements}
    alike = [question for question in check.questions if texts[question.id] == question.text]
    assert alike == (check.questions if check.language.code == SOURCE_LANGUAGE else [])


def test_each_question_has_two_boxes(check: Check, document: pikepdf.Pdf) -> None:
    """The form holds a field for yes and one for no of each question, 58 in all, in reading order, and nothing else."""
    fields: Any = document.Root["/AcroForm"]["/Fields"]
    assert 58 == len(fields)
    assert check.names == [str(field["/T"]) for field in fields]
    assert check.names == [box.name for box in boxes(document)]
    assert {"/Btn"} == {str(field["/FT"]) for field in fields}
    assert not [field for field in fields if int(field.get("/Ff", 0)) & BUTTON]


def test_each_box_says_what_ticking_it_means(check: Check, project: Project, document: pikepdf.Pdf) -> None:
    """The tooltip of a box, which screen readers speak, is its question and its answer in the page's language."""
    answers = [word(project, check, source, "answer") for source in ANSWERS.values()]
    wanted = [f"{plain(question.text)} {answer}" for question in check.questions for answer in answers]
    assert wanted == [str(widget["/TU"]) for widget in widgets(document)]


def test_boxes_can_be_ticked_and_are_printed(document: pikepdf.Pdf) -> None:
    """Each widget belongs to the page that shows it, is printed with it, and is neither hidden nor locked."""
    for page in document.pages:
        for widget in (one for one in page.get("/Annots", []) if one["/Subtype"] == "/Widget"):
            flags = int(widget["/F"])
            assert page.objgen == widget["/P"].objgen
            assert flags & PRINT
            assert not flags & UNUSABLE
            assert not int(widget.get("/Ff", 0)) & READ_ONLY


def test_boxes_are_large_enough(document: pikepdf.Pdf) -> None:
    """What can be clicked is at least 4 mm wide and high, and a square."""
    for box in boxes(document):
        width, height = (box.right - box.left) / MILLIMETRE, (box.top - box.bottom) / MILLIMETRE
        assert min(width, height) >= LEAST, f"{box.name}: {width:.2f} × {height:.2f} mm"
        assert width == pytest.approx(height, abs=0.1)


def test_boxes_are_tagged(document: pikepdf.Pdf) -> None:
    """Each widget hangs in the structure tree, in a Form element of a table's cell; the tree's index leads there."""
    forms = [node for node in descendants(document.Root["/StructTreeRoot"]) if node["/S"] == "/Form"]
    held = [kid["/Obj"].objgen for form in forms for kid in form["/K"] if kid["/Type"] == "/OBJR"]
    assert [widget.objgen for widget in widgets(document)] == held
    assert {"/TD"} == {str(form["/P"]["/P"]["/S"]) for form in forms}
    index = numbered(document.Root["/StructTreeRoot"]["/ParentTree"])
    assert [form.objgen for form in forms] == [index[int(one["/StructParent"])].objgen for one in widgets(document)]


def descendants(node: Any) -> Iterator[Any]:
    """Yield every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from descendants(kid)


def numbered(tree: Any) -> dict[int, Any]:
    """Return the values of a number tree that is all in its root."""
    flat = list(tree["/Nums"])
    return {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}


def test_the_file_does_nothing(document: pikepdf.Pdf) -> None:
    """It holds no JavaScript and submits nothing; its only actions are links that a reader taps."""
    found = {name for thing in document.objects for name in names_in(thing)}
    assert {"/Form", "/Widget"} <= found
    assert {"/URI"} == found & ACTIVE
    for page in document.pages:
        for link in (one for one in page.get("/Annots", []) if "/A" in one):
            assert ("/Link", {"/Type", "/S", "/URI"}) == (str(link["/Subtype"]), set(link["/A"].keys()))
            assert str(link["/A"]["/URI"]).startswith(("tel:", "mailto:", "https://"))


def names_in(thing: Any) -> Iterator[str]:
    """Yield the keys of an object, and its values that are names, those of direct objects inside it included."""
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for inner in thing:
            yield from () if is_reference(inner) else names_in(inner)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, inner in thing.items():
            yield key
            yield from () if is_reference(inner) else names_in(inner)


def is_reference(thing: Any) -> bool:
    """Tell whether a value stands elsewhere in the file."""
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def test_nobody_is_asked_for_a_name(check: Check, project: Project) -> None:
    """The page has nothing to fill in but boxes, and says so."""
    assert {"checkbox"} == set(re.findall(r'<input type="(\w+)"', check.html))
    assert [] == re.findall(r"<(?:form|textarea|select|button)\b", check.html)
    assert 1 == check.html.count(
        word(project, check, "This sheet asks for no name, and the file sends nothing to anyone.")
    )


def test_yes_comes_before_no(check: Check, document: pikepdf.Pdf) -> None:
    """The two boxes of a question stand in one line in the direction of reading, each pair below the one before."""
    found = {box.name: box for box in boxes(document)}
    pairs = [(found[f"{one.id}-yes"], found[f"{one.id}-no"]) for one in check.questions]
    for yes, no in pairs:
        assert yes.page == no.page, yes.name
        assert yes.top == pytest.approx(no.top, abs=0.5), yes.name
        right_to_left = no.right < yes.left
        assert right_to_left or yes.right < no.left, yes.name
        assert right_to_left == (check.language.direction == "rtl"), yes.name
    for (one, _), (next_one, _) in pairwise(pairs):
        assert (one.page, -one.bottom) < (next_one.page, -next_one.top), next_one.name


def test_boxes_stand_below_their_answers(check: Check, document: pikepdf.Pdf) -> None:
    """Each box is centred below the word for its answer at the head of its column."""
    pages = read_pages(check.path)
    for box in boxes(document):
        middle, page = (box.left + box.right) / 2, pages[box.page]
        above = [one for one in page.characters if abs(one.size - HEADING) < 0.1 and one.bottom > box.top]
        word_above = [one for one in above if abs((one.left + one.right) / 2 - middle) < 6 * MILLIMETRE]
        assert word_above, f"{box.name} has no answer above it"
        centre = (min(one.left for one in word_above) + max(one.right for one in word_above)) / 2
        assert centre == pytest.approx(middle, abs=MILLIMETRE), box.name


def test_a_ticked_box_shows_a_mark(check: Check, document: pikepdf.Pdf, tmp_path: Path) -> None:
    """When each yes is ticked, a screen shows a mark in the boxes for yes and none in those for no."""
    filled = tmp_path / "filled.pdf"
    tick(check.path, filled, [name for name in check.names if name.endswith("-yes")])
    before, after = render(check.path, forms=True), render(filled, forms=True)
    for box in boxes(document):
        assert 0 == ink(before, box), box.name
        assert (ink(after, box) > 0.02) == box.name.endswith("-yes"), f"{box.name}: {ink(after, box):.3f} of it is dark"


def tick(source: Path, target: Path, names: list[str]) -> None:
    """Write a copy of a form in which the boxes with these names are ticked."""
    with pikepdf.open(source) as copy:
        for widget in widgets(copy):
            if str(widget["/T"]) in names:
                (on,) = (state for state in widget["/AP"]["/N"].keys() if state != "/Off")  # noqa: SIM118 - no mapping
                widget["/V"] = widget["/AS"] = pikepdf.Name(on)
        copy.save(target)


def test_boxes_are_there_on_paper(check: Check, document: pikepdf.Pdf) -> None:
    """Without anything that a form draws, a line stands around each box on all four sides, with nothing in it."""
    paper = render(check.path, forms=False)
    for box in boxes(document):
        ways = [way_to_the_line(paper, box, across, down) for across, down in ((-1, 0), (1, 0), (0, -1), (0, 1))]
        half = (box.right - box.left) / 2 / MILLIMETRE
        assert [pytest.approx(half, abs=0.3)] * 4 == ways, box.name
        assert 0 == ink(paper, box), box.name
