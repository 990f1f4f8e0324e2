"""Pictures tell what the words beside them tell, to every reader: in colour, in grey, read aloud, from either side."""

import base64
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from coloraide import Color
from conftest import ROOT, run_leaflets
from lxml import etree
from numpy.typing import NDArray
from PIL import Image
from sampling import CLINICS, IN_ALL, PRINTED, is_printed, printed_of
from scipy import ndimage

from leaflets.composition import Composer
from leaflets.composition.brand import tones_in
from leaflets.composition.sheet import DOT_ROWS
from leaflets.model import Composition, Content, Frequency, Language, Leaflet, Statement
from leaflets.model.family import family_in
from leaflets.model.reworded import words_of
from leaflets.model.work import EASY_READ
from leaflets.project import Project, open_project

TOPICS = ROOT / "templates" / "topics"
DRAWINGS = sorted(path.name.removesuffix(".svg.j2") for path in (ROOT / "templates" / "pictures").iterdir())
EASY = sorted(path.name.removesuffix(f".{EASY_READ}.html.j2") for path in TOPICS.glob(f"*.{EASY_READ}.html.j2"))
"""The topics that have easy words."""
IN_ROWS = [one for one in PRINTED if one[1] in IN_ALL]
"""The clinics and languages in which they are printed here."""
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
WHITE = (255, 255, 255)
DPI = 600
"""The resolution of an office printer. Between two dots there are two white pixels then."""
INK = 225
"""Lighter than this is paper, on a scale from black at 0 to white at 255."""
DARK = 128
APART = 64
"""How many of these steps two tones have to differ by, so that a copy in grey keeps them apart."""
CONTRAST = 3
"""WCAG 2.2, success criterion 1.4.11: graphics against what is beside them."""
ALIKE = 0.97
"""From this correlation on, two pictures are the same to a reader."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Figure:
    """A figure in a PDF's structure tree, and what its parts are called on its page."""

    alt: str
    lang: str | None
    page: int
    parts: frozenset[int]


@dataclass(frozen=True)
class Mark:
    """A dot as it is printed: where its middle is, and the tones of its darkest spot and of its middle."""

    x: float
    y: float
    darkest: tuple[int, ...]
    middle: tuple[int, ...]


def figures_of(path: Path) -> list[Figure]:
    """Return the figures that a PDF's structure tree holds."""
    with pikepdf.open(path) as document:
        pages = {page.objgen: index for index, page in enumerate(document.pages)}
        return [
            Figure(
                str(node.get("/Alt", "")),
                str(node["/Lang"]) if "/Lang" in node else None,
                pages[node["/Pg"].objgen],
                frozenset(int(part) for part in node["/K"]),
            )
            for node in _elements(document.Root["/StructTreeRoot"])
            if str(node["/S"]) == "/Figure"
        ]


def _elements(node: Any) -> Iterator[Any]:
    """Yield every structure element below a node."""
    children = node.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def figure_with(figures: Sequence[Figure], words: str) -> Figure:
    """Return the one figure whose alternative text holds these words."""
    found = [figure for figure in figures if words in _spaced(figure.alt)]
    assert 1 == len(found), f"{len(found)} figures say “{words}”: {[figure.alt for figure in figures]}"
    return found[0]


def _spaced(text: str) -> str:
    """Return a text with plain spaces: a voice reads all of them alike."""
    return " ".join(text.split())


def printed(path: Path, figure: Figure, *, grey: bool = False, dpi: int = DPI) -> Pixels:
    """Return a figure as it is printed, with a narrow margin: rows, columns, and one or three tones."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[figure.page]
        width, height = page.get_size()
        boxes = [one.get_bounds() for one in page.get_objects() if _part(one) in figure.parts]
        left, bottom = (min(box[side] for box in boxes) for side in (0, 1))
        right, top = (max(box[side] for box in boxes) for side in (2, 3))
        crop = (left, bottom, width - right, height - top)
        bitmap = page.render(scale=dpi / 72, crop=crop, grayscale=grey, rev_byteorder=True)
        pixels: Pixels = np.array(bitmap.to_numpy())
        return pixels.reshape(*pixels.shape[:2], 1 if grey else 3)


def _part(shape: Any) -> int:
    """Return the number of the marked content that a shape on a page belongs to."""
    return int(pdfium.FPDFPageObj_GetMarkedContentID(shape.raw))


def marks_on(pixels: Pixels) -> list[Mark]:
    """Return every patch of ink, but for what the margin cuts off."""
    tone = pixels.min(axis=2)
    patches, count = ndimage.label(tone < INK)
    edge = {*np.unique(patches[[0, -1]]), *np.unique(patches[:, [0, -1]])}
    whole = [number for number in range(1, count + 1) if number not in edge]
    middles = ndimage.center_of_mass(tone < INK, patches, whole)
    spots = ndimage.minimum_position(pixels.sum(axis=2), patches, whole)
    return [
        Mark(x, y, tuple(map(int, pixels[spot])), tuple(map(int, pixels[round(y), round(x)])))
        for (y, x), spot in zip(middles, spots, strict=True)
    ]


def in_reading_order(kinds: dict[Mark, str], direction: str) -> list[str]:
    """Return the dots of a full grid column by column, from the side where readers start; each place holds one."""
    columns = -(-len(kinds) // DOT_ROWS)
    left, right = min(mark.x for mark in kinds), max(mark.x for mark in kinds)
    top, bottom = min(mark.y for mark in kinds), max(mark.y for mark in kinds)
    by_place = {}
    for mark, kind in kinds.items():
        column = round((mark.x - left) / (right - left) * (columns - 1))
        row = round((mark.y - top) / (bottom - top) * (DOT_ROWS - 1))
        by_place[columns - 1 - column if direction == "rtl" else column, row] = kind
    assert len(kinds) == len(by_place), "two dots stand at one place of the grid"
    return [kind for _, kind in sorted(by_place.items())]


def kind_in_grey(mark: Mark) -> str:
    """Tell dots apart without colour: certain is dark, uncertain dark with a white middle, and the rest pale."""
    if mark.darkest[0] >= DARK:
        return "rest"
    return "certain" if mark.middle[0] < DARK else "uncertain"


def kind_in_colour(mark: Mark, colours: dict[str, str]) -> str:
    """Tell dots apart by the brand's tones; one that has none of them is named as it is."""
    primary, pale = rgb(colours["primary"]), rgb(colours["primary-line"])
    kinds = {(primary, primary): "certain", (primary, WHITE): "uncertain", (pale, pale): "rest"}
    return kinds.get((mark.darkest, mark.middle), f"{mark}")


def rgb(colour: str) -> tuple[int, ...]:
    """Return a colour's three tones from 0 to 255."""
    return tuple(round(255 * tone) for tone in Color(colour).convert("srgb").coords())


@dataclass(frozen=True)
class Sample:
    """One leaflet: what it says, how it is composed, and its PDF."""

    leaflet: Leaflet
    content: Content
    composition: Composition
    path: Path
    language: Language
    colours: dict[str, str]

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures in the PDF's structure tree."""
        return figures_of(self.path)

    @property
    def risks(self) -> list[tuple[Statement, Frequency]]:
        """The statements with a strip of dots, if the leaflet is printed here."""
        return [(one, one.frequency) for one in self.content.statements if one.frequency and self.path.exists()]

    @property
    def drawings(self) -> list[Statement]:
        """The statements that are drawings."""
        return [one for one in self.content.statements if one.kind == "picture"]

    def drawing(self, name: str) -> str:
        """Return a drawing as it stands in the leaflet."""
        found = re.search(
            rf'id="{name}"><img alt="[^"]*" src="data:image/svg\+xml;base64,([^"]+)"', self.composition.html
        )
        assert found, name
        return base64.b64decode(found[1]).decode("utf-8")


Samples = Callable[[str, str], list[Sample]]


@pytest.fixture(scope="module")
def easy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the edition with a drawing in each row, in languages of both directions."""
    out = tmp_path_factory.mktemp("easy")
    for clinic, language in IN_ROWS:
        words = (*(f"-t{one}" for one in EASY), "-l", language, "-e", EASY_READ)
        run_leaflets("build", "--everything", "-c", clinic, *words, "--out", str(out), cwd=ROOT, check=True)
    return out


@pytest.fixture(scope="module")
def samples(built: Path, easy: Path) -> Samples:
    """Return what gives the leaflets of a clinic in a language, as composed and as printed."""
    project = open_project(ROOT)
    composer = Composer(project)

    @cache
    def of(clinic: str, language: str) -> list[Sample]:
        topics = [topic for topic in project.clinics[clinic].topics if is_printed(clinic, language, topic)]
        rows = [Leaflet(clinic, language, topic, EASY_READ) for topic in EASY if (clinic, language) in IN_ROWS]
        usual = [_sample(composer, project, Leaflet(clinic, language, topic), built) for topic in topics]
        return [*usual, *(_sample(composer, project, one, easy) for one in rows)]

    return of


def _sample(composer: Composer, project: Project, leaflet: Leaflet, built: Path) -> Sample:
    clinic, language = project.clinics[leaflet.clinic], project.languages[leaflet.language]
    composition = composer.compose(leaflet)
    assert isinstance(composition, Composition), composition
    content = composer.content(words_of(leaflet.topic, leaflet.edition), language, project.region_of(clinic))
    assert content is not None
    path = built / leaflet.path
    family = family_in(leaflet.edition, clinic.brand.family)
    return Sample(leaflet, content, composition, path, language, tones_in(family, clinic.brand))


def spoken_words(text: str) -> str:
    """Return rendered words as a voice reads them, without tags and marks."""
    return _spaced(html.unescape(re.sub(r"<[^>]*>", "", text)))


@pytest.mark.parametrize("grey", [False, True], ids=["colour", "grey"])
@pytest.mark.parametrize(("clinic", "language"), printed_of("side-effects"))
def test_a_strip_has_as_many_dots_as_its_words_say(samples: Samples, clinic: str, language: str, *, grey: bool) -> None:
    """Counted on the printed page: dark dots are the lower number, ringed ones go up to the higher, the rest is pale.

    They fill the grid from the side where the language's readers start.
    """
    strips = [(sample, *risk) for sample in samples(clinic, language) for risk in sample.risks]
    assert strips
    for sample, statement, frequency in strips:
        figure = figure_with(sample.figures, spoken_words(statement.text))
        marks = marks_on(printed(sample.path, figure, grey=grey))
        kinds = [kind_in_grey(mark) if grey else kind_in_colour(mark, sample.colours) for mark in marks]
        certain, uncertain = int(frequency.low), int(frequency.high - frequency.low)
        rest = frequency.total - certain - uncertain
        assert Counter(certain=certain, uncertain=uncertain, rest=rest) == Counter(kinds), figure.alt
        in_order = in_reading_order(dict(zip(marks, kinds, strict=True)), sample.language.direction)
        assert ["certain"] * certain + ["uncertain"] * uncertain + ["rest"] * rest == in_order, figure.alt


@pytest.mark.parametrize(("clinic", "language"), printed_of("side-effects"))
def test_dark_and_pale_dots_stay_apart_in_grey(samples: Samples, clinic: str, language: str) -> None:
    """On a copy without colour every dot is clearly dark or clearly pale, and the pale ones still differ from paper."""
    for sample in samples(clinic, language):
        for statement, _ in sample.risks:
            figure = figure_with(sample.figures, spoken_words(statement.text))
            levels = [mark.darkest[0] for mark in marks_on(printed(sample.path, figure, grey=True))]
            dark, pale = ([level for level in levels if (level < DARK) is side] for side in (True, False))
            assert max(dark) + APART <= min(pale)
            assert max(pale) < INK


@pytest.mark.parametrize(("clinic", "language"), printed_of("side-effects"))
def test_a_strip_is_read_aloud_with_its_number(samples: Samples, clinic: str, language: str) -> None:
    """The alternative text of each strip is the side effect's name and the words of its number, as on the page."""
    for sample in samples(clinic, language):
        for statement, frequency in sample.risks:
            figure = figure_with(sample.figures, spoken_words(statement.text))
            assert f"{spoken_words(statement.heading or '')}: {spoken_words(frequency.caption)}" == _spaced(figure.alt)
            assert frequency.caption == statement.text


@pytest.mark.parametrize(("clinic", "language"), printed_of("side-effects"))
def test_a_voice_hears_numbers_whole(samples: Samples, clinic: str, language: str) -> None:
    """No number in an alternative text has lost the sign that holds it together, such as the space in 1 000."""
    for sample in samples(clinic, language):
        for statement, frequency in sample.risks:
            figure = figure_with(sample.figures, spoken_words(statement.text))
            assert html.unescape(frequency.caption) in figure.alt


@pytest.mark.parametrize(("clinic", "language"), PRINTED)
def test_a_drawing_is_read_aloud_in_the_language_of_the_page(samples: Samples, clinic: str, language: str) -> None:
    """What a drawing shows is said in its alternative text, in the words of the leaflet's language."""
    english = {(sample.leaflet.topic, one.id): one.text for sample in samples(clinic, "en") for one in sample.drawings}
    for sample in samples(clinic, language):
        with pikepdf.open(sample.path) as document:
            spoken = str(document.Root["/Lang"])
        assert sample.language.bcp47 == spoken
        for statement in sample.drawings:
            figure = figure_with(sample.figures, spoken_words(statement.text))
            assert spoken_words(statement.text) == _spaced(figure.alt)
            assert figure.lang in {None, spoken}
            assert (language == "en") == (english[sample.leaflet.topic, statement.id] == statement.text)


def test_every_drawing_is_used(samples: Samples) -> None:
    """Each drawing stands in a topic, and each that a topic asks for is there."""
    used = {one.id for clinic in CLINICS for sample in samples(clinic, "en") for one in sample.drawings}
    assert sorted(used) == DRAWINGS


def _with_drawing(samples: Samples, clinic: str, language: str, name: str) -> Sample:
    """Return the first leaflet of a clinic that has a drawing."""
    return next(one for one in samples(clinic, language) if name in {drawing.id for drawing in one.drawings})


def _print_of(sample: Sample, name: str, *, grey: bool = False) -> Pixels:
    """Return a drawing as it is printed in a leaflet."""
    words = next(one.text for one in sample.drawings if one.id == name)
    return printed(sample.path, figure_with(sample.figures, spoken_words(words)), grey=grey, dpi=DPI // 2)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_holds_no_words(samples: Samples, name: str) -> None:
    """A drawing is made of shapes alone, so that nothing in it has to be translated."""
    for clinic, language in (one for one in PRINTED if one[1] in IN_ALL):
        for node in etree.fromstring(_with_drawing(samples, clinic, language, name).drawing(name)).iter():
            assert node.tag.removeprefix("{http://www.w3.org/2000/svg}") in SHAPES
            assert "" == f"{node.text or ''}{node.tail or ''}".strip()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_painted_with_the_brand(samples: Samples, name: str) -> None:
    """All clinics have the same drawing in their own tones and white; one that is all white stays as it is."""
    samples_of = {clinic: _with_drawing(samples, clinic, "en", name) for clinic in CLINICS}
    drawings = {clinic: sample.drawing(name) for clinic, sample in samples_of.items()}
    named = next(one for one in CLINICS if len(set(samples_of[one].colours.values())) == len(samples_of[one].colours))
    tones = {colour: tone for tone, colour in samples_of[named].colours.items()}
    shapes = re.sub("|".join(map(re.escape, tones)), lambda found: f"{{{tones[found[0]]}}}", drawings[named])
    for clinic, sample in samples_of.items():
        assert _paints(drawings[clinic]) <= {*sample.colours.values(), "#fff"}
        assert drawings[clinic] == re.sub(r"\{([\w-]+)\}", lambda found: sample.colours[found[1]], shapes)  # noqa: B023
        assert (_paints(shapes) == {"#fff"}) == (drawings[clinic] == shapes)


def _paints(drawing: str) -> set[str]:
    """Return every colour that a drawing is filled or lined with."""
    nodes = list(etree.fromstring(drawing).iter())
    assert not [node for node in nodes if "style" in node.attrib or "class" in node.attrib]
    return {node.attrib[name] for node in nodes for name in ("fill", "stroke") if name in node.attrib} - {"none"}


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("clinic", CLINICS)
def test_the_page_shows_the_colours_of_the_drawing(samples: Samples, clinic: str, name: str) -> None:
    """Each colour of a drawing is seen where it is printed, and none of another clinic's."""
    sample = _with_drawing(samples, clinic, "en", name)
    seen = set(_colours(_print_of(sample, name)))
    assert {rgb(colour) for colour in _paints(sample.drawing(name))} <= seen
    others = {rgb(samples(other, "en")[0].colours[tone]) for other in CLINICS for tone in ("primary", "accent")}
    assert set() == seen & others - {rgb(colour) for colour in sample.colours.values()}


def _colours(pixels: Pixels) -> list[tuple[int, ...]]:
    """Return the colours of a picture, the most common first."""
    colours, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)
    return [tuple(map(int, colours[index])) for index in np.argsort(-counts)]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_mirrored_only_if_it_says_so(samples: Samples, name: str) -> None:
    """A drawing says whether it follows the reading direction, and on the page of the other direction it does so."""
    note = (ROOT / "templates" / "pictures" / f"{name}.svg.j2").read_text("utf-8").partition("#}")[0]
    mirrored = note.endswith(": mirrored for right-to-left. -")
    assert mirrored != note.endswith(": not mirrored. -")
    seen = 0
    for clinic in CLINICS:
        languages = [language for one, language in PRINTED if one == clinic and language in IN_ALL]
        found = (_with_drawing(samples, clinic, language, name) for language in languages)
        by_direction = {one.language.direction: one for one in found}
        if "rtl" not in by_direction:
            continue
        seen += 1
        assert "matrix(-1" not in by_direction["ltr"].drawing(name)
        left, right = (_print_of(by_direction[direction], name, grey=True)[..., 0] for direction in ("ltr", "rtl"))
        same, flipped = _alike(left, right), _alike(left, np.fliplr(right))
        assert ALIKE < (flipped if mirrored else same)
        assert not mirrored or same < ALIKE
    assert seen


def _alike(one: Pixels, other: Pixels) -> float:
    """Return how well two pictures match at one size, 1 if they are the same; a pixel at an edge does not matter."""
    rows, columns = one.shape
    scaled = np.array(Image.fromarray(other).resize((columns, rows), Image.Resampling.LANCZOS))
    soft = [ndimage.gaussian_filter(picture.astype(float), 3).ravel() for picture in (one, scaled)]
    return float(np.corrcoef(*soft)[0, 1])


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("clinic", CLINICS)
def test_lines_stand_out_from_what_is_behind_them(samples: Samples, clinic: str, name: str) -> None:
    """The main line of a drawing is the brand's darkest tone on white, or white on a dark band: 3 to 1 at least."""
    sample = _with_drawing(samples, clinic, "en", name)
    group = next(node for node in etree.fromstring(sample.drawing(name)).iter() if "stroke" in node.attrib)
    line = group.attrib["stroke"]
    assert line in {sample.colours["primary"], "#fff"}
    behind = next(one for one in _colours(_print_of(sample, name)) if one != rgb(line))
    ground = Color("srgb", [tone / 255 for tone in behind])
    assert Color(line).contrast(ground) >= CONTRAST
    assert Color(sample.colours["primary"]).contrast("white") >= CONTRAST
