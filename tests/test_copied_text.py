"""What is copied out of a PDF, heard or ticked in it is what is printed, in every script."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import html
from pages import Character, read_pages

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.project import Project
from leaflets.typesetting import seal, typeset
from leaflets.typesetting.copied import copying
from leaflets.typesetting.engine import reads_left, render
from leaflets.typesetting.readback import find_miscopied
from leaflets.typesetting.repainting import Painter, glyphs_of, runs_of
from leaflets.typesetting.sayings import ARABIC_MARK, Saying

Sheet = tuple[Composition, Printed]
LANGUAGES = ["en", "ar", "pa", "zh_Hans"]
RENDER = {"scale": 2, "grayscale": True}


@pytest.fixture(scope="module")
def sheet(project: Project, composer: Composer) -> Callable[[str, str], Sheet]:
    """Return what prints a leaflet once: its composition, and the PDF."""
    seal(project.fonts.all_folders)

    @cache
    def of(language: str, topic: str = "aftercare", edition: str = "standard") -> Sheet:
        composition = composer.compose(Leaflet("aspen-row", language, topic, edition))
        assert isinstance(composition, Composition), composition
        printed = typeset(composition)
        assert isinstance(printed, Printed), printed
        return composition, printed

    return of


def folded(text: str) -> str:
    """Return a text without spaces and signs that nobody sees."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(one for one in whole if not one.isspace() and unicodedata.category(one) not in {"Cf", "Cc"})


def copied(pdf: bytes) -> str:
    """Return the text of a PDF as another program reads it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(("language", "edition"), [*((one, "standard") for one in LANGUAGES), ("ar", "staff")])
def test_every_statement_is_copied_word_for_word(language: str, edition: str, sheet: Callable[..., Sheet]) -> None:
    """Each passage of a sheet stands verbatim in the text of its PDF, beside English words and codes of facts, too."""
    composition, printed = sheet(language, edition=edition)
    text = folded(copied(printed.pdf))
    assert [] == [one.words for one in composition.passages if folded(one.words) not in text]


@pytest.mark.parametrize("language", ["en", "pa"])
def test_every_word_is_found_by_who_searches_for_it(language: str, sheet: Callable[..., Sheet]) -> None:
    """No sign that nobody sees stands within a word, for a program that searches knows no such signs."""
    composition, printed = sheet(language)
    words = {word for one in composition.passages for word in unicodedata.normalize("NFC", one.words).split()}
    with pypdfium2.PdfDocument(printed.pdf) as document:
        pages = [page.get_textpage() for page in document]
        assert set() == {one for one in words if not any(page.search(one).get_next() for page in pages)}


POPPLER = [
    *((one, "aftercare", "standard") for one in LANGUAGES),
    ("es_US", "what-is-dry-needling", "standard"),
    ("fr_CA", "contraindications", "standard"),
    ("ar", "questions", "standard"),
    ("ar", "side-effects", "staff"),
    ("zh_Hans", "screening", "staff"),
]
"""What it reads with difficulty: columns, captions, hyphens at the ends of lines, English words, labels of advice."""


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="Poppler is not installed")
@pytest.mark.parametrize(("language", "topic", "edition"), POPPLER)
def test_poppler_reads_every_statement(
    language: str, topic: str, edition: str, sheet: Callable[..., Sheet], tmp_path: Path
) -> None:
    """What Evince and Okular copy is printed, too: they see places only, no tags."""
    composition, printed = sheet(language, topic, edition)
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(printed.pdf)
    reading = [str(shutil.which("pdftotext")), str(file), "-"]
    text = folded(subprocess.run(reading, check=True, capture_output=True, encoding="utf-8").stdout)
    assert [] == [one.words for one in composition.passages if folded(one.words) not in text]


ARABIC = "\u0623\u0644\u0645 \u062e\u0641\u064a\u0641"
VOWELLED = "\u0643\u0646\u062a\u0650 \u062d\u0627\u0645\u0644\u064b\u0627."
SMALL = {
    "brackets": f"{ARABIC} ({ARABIC}), {ARABIC}.",
    "vowel signs": VOWELLED,
    "a number with a mark": f"{ARABIC} 1,000 {ARABIC}.",
    "English words": f"{ARABIC} dry needling, F35 [1, 2] {ARABIC}",
    "a single word and a point": VOWELLED.split()[1],
    "a point after a number": f"{ARABIC} {ARABIC} <span dir=ltr>911</span>.",
    "a point after an English word": f"{ARABIC} IMS. {ARABIC}.",
    "an English word in brackets": f"«{ARABIC}» (\u2066stop\u2069) {ARABIC} «{ARABIC}».",
}


def page_of(body: str, direction: str = "rtl") -> bytes:
    """Return a small page as PDF."""
    style = "@page { size: 300pt 200pt; margin: 10pt } body { font: 12pt/1.6 'Source Sans 3', 'Noto Sans Arabic' }"
    with copying() as text:
        document = render(f"<html lang=ar dir={direction}><title>t</title><body>{body}</body></html>", style)
        text.reads_left = reads_left(document)
        pdf: bytes = document.write_pdf(finisher=text.finish)
    return pdf


@pytest.mark.parametrize("words", SMALL.values(), ids=list(SMALL))
def test_a_line_that_reads_to_the_left_is_copied_in_its_order(words: str, project: Project) -> None:
    """Brackets stay brackets, signs stay with their letters, and what reads to the right keeps its order."""
    seal(project.fonts.all_folders)
    shown = str(html.document_fromstring(words).text_content())
    assert folded(shown) == folded(copied(page_of(f"<p>{words}</p>")))


def test_columns_that_read_to_the_left_are_copied_one_after_the_other(project: Project) -> None:
    """Words on one height in two columns are not mixed."""
    seal(project.fonts.all_folders)
    columns = [f"{ARABIC} {number} {VOWELLED} {ARABIC} {ARABIC}" for number in (1, 2)]
    cells = "".join(f"<p style='width: 80pt; margin: 0'>{one}</p>" for one in columns)
    assert folded("".join(columns)) == folded(copied(page_of(f"<div style='display: flex; gap: 20pt'>{cells}</div>")))


def test_a_hyphen_at_the_end_of_a_line_is_copied(project: Project) -> None:
    """A word with a hyphen of its own is not taken for one that was torn."""
    seal(project.fonts.all_folders)
    words = "Montrez-nous"
    pdf = page_of(f"<p style='width: 50pt'>{words}</p>", "ltr")
    assert folded(words) == folded(copied(pdf))
    assert "\u2060- " in texts_of_codes(pdf)  # Poppler leaves a hyphen out that a line ends with


def test_no_reader_loses_a_glyph_by_what_it_says(sheet: Callable[..., Sheet]) -> None:
    """No code begins with a vowel sign of Arabic, and none ends with a sign that nobody sees but says more.

    MuPDF takes the first to have no width, and pdf.js before its version 6 left the second out.
    """
    texts = texts_of_codes(sheet("ar")[1].pdf)
    assert [] == [one for one in texts if "\u064b" <= one[0] <= "\u0652"]
    assert [] == [one for one in texts if folded(one) and unicodedata.category(one[-1]) == "Cf"]
    assert [one for one in texts if folded(one) in "()\u00ab\u00bb" and len(one) > len(folded(one)) > 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_is_copied_that_is_not_printed(language: str, sheet: Callable[..., Sheet]) -> None:
    """The digits of a PDF's text are those of its pages; page numbers are the only ones that are set by the press."""
    composition, printed = sheet(language)
    body = html.document_fromstring(composition.html).find("body")
    assert body is not None
    shown = {one for one in body.text_content() if one.isdigit()} | {str(page + 1) for page in range(printed.pages)}
    assert set() == {one for one in copied(printed.pdf) if one.isdigit()} - shown


def test_each_code_says_one_text(sheet: Callable[..., Sheet]) -> None:
    """No code of a font says nothing, for then some programs show its number; and none says a text and its number."""
    _, printed = sheet("pa")
    pairs = codes_of(printed.pdf)
    assert all(pairs)
    assert [] == [code for found in pairs for code, text in found if not text]
    assert [len(found) for found in pairs] == [len({code for code, _ in found}) for found in pairs]


def codes_of(pdf: bytes) -> list[list[tuple[str, str]]]:
    """Return the codes of each font of a PDF, each with what it says, in hexadecimal digits."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
        maps = [bytes(font["/ToUnicode"].read_bytes()).decode() for font in fonts]
    return [re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]*)>$", one, re.MULTILINE) for one in maps]


def texts_of_codes(pdf: bytes) -> list[str]:
    """Return what the codes of a PDF say."""
    return [bytes.fromhex(text).decode("utf-16-be") for found in codes_of(pdf) for _, text in found]


def test_a_line_is_painted_in_the_order_in_which_it_is_read() -> None:
    """Runs that read to the left are painted from the right, each at its place; the pen comes back for dots."""
    painting = [b"/A 10 Tf", b"[<0001>] TJ", b"-2 Ts", b"[-100<0002>] TJ", b"0 Ts", b"[100<0003><0004>] TJ"]
    letters = [("b", 4), (ARABIC_MARK, 4), ("1", 3), ("a", 0)]
    said = [Saying(text, start, is_mirrored=text != "1") for text, start in letters]
    widths = {1: 500.0, 2: 0.0, 3: 500.0, 4: 500.0}
    runs, marks = runs_of(list(glyphs_of(painting, lambda _font, code: widths[code])), said)
    painter = Painter(b"1 0 0 -1 5 9 Tm")
    for run in runs:
        painter.paint(run.glyphs)
    painter.paint_silently(marks)
    assert [
        b"1 0 0 -1 5 9 Tm",
        b"/A 10 Tf",
        b"[-1000.0000<0004>] TJ",
        b"[1000.0000<0003>] TJ",
        b"[1000.0000<0001>] TJ",
        b"/Span <</ActualText <feff>>> BDC",
        b"-2 Ts",
        b"[-100.0000<0002>] TJ",
        b"0 Ts",
        b"EMC",
    ] == painter.painted


def test_a_pdf_that_would_be_copied_wrongly_is_refused(sheet: Callable[..., Sheet]) -> None:
    """A digit that stands in a PDF and on no page of it is named, and so is a letter that cannot be copied."""
    _, printed = sheet("en")
    lines = [copied(printed.pdf)]
    assert [] == list(find_miscopied("a.pdf", printed.pdf, lines, lines))
    without = lines[0].replace("9", "", 1)
    assert ["Its text would be copied and read aloud wrongly: “9” (1 times) stand in it and are not printed."] == [
        one.reason for one in find_miscopied("a.pdf", printed.pdf, [without], [without])
    ]
    assert ["Its text would be copied and read aloud wrongly: “ਲ” (1 times) are printed and not in it."] == [
        one.reason for one in find_miscopied("a.pdf", printed.pdf, [*lines, "ਲ"], [*lines, "ਲ"])
    ]
    assert [] == list(find_miscopied("a.pdf", printed.pdf, [*lines, "ਲ"], lines))


def test_the_same_words_give_the_same_file(sheet: Callable[..., Sheet]) -> None:
    """Two builds give the same bytes, and the file's identifier is made of what it holds."""
    composition, printed = sheet("ar")
    again = typeset(composition)
    assert isinstance(again, Printed)
    assert printed.pdf == again.pdf
    identifiers = []
    for language in ("ar", "pa"):
        with pikepdf.open(io.BytesIO(sheet(language)[1].pdf)) as document:
            identifiers.append(bytes(document.trailer["/ID"][0]))
    assert 2 == len(set(identifiers))


def test_english_words_on_a_foreign_sheet_say_that_they_are_english(sheet: Callable[..., Sheet]) -> None:
    """A run in another language than the sheet's carries its own, and no other run does."""
    found = {}
    for language in ("en", "ar"):
        with pikepdf.open(io.BytesIO(sheet(language)[1].pdf)) as document:
            content = [bytes(page.Contents.read_bytes()) for page in document.pages]
        found[language] = Counter(re.findall(rb"/Lang \((\w+)\)", b"".join(content)))
    assert ["en"] == [one.decode() for one in found["ar"]]
    assert Counter() == found["en"]


def test_addresses_and_numbers_are_copied_from_arabic_sheets_as_they_stand(sheet: Callable[..., Sheet]) -> None:
    """An e-mail or web address and a telephone number, pasted elsewhere, still reach the clinic."""
    with pypdfium2.PdfDocument(sheet("ar")[1].pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    for words in ("hello@aspenrow.example", "aspenrow.example/book", "(780) 555-0143"):
        assert words in text, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_told_from_tables(language: str, sheet: Callable[..., Sheet]) -> None:
    """Signs in two columns stand closer line by line than to the words around: else Poppler reads across the columns.

    Poppler joins lines into a column up to one and a half times the type size apart.
    """
    composition, printed = sheet(language)
    lines = baselines_of(printed.pdf)
    body = html.document_fromstring(composition.html)
    boxes = body.xpath('//section[starts-with(@class, "warning")]')
    assert 2 == len(boxes)
    for box in boxes:
        around = [lines(one.text_content()) for one in box.xpath('.//p[@class="call" or @class="when"]')]
        signs = [lines(one.text_content()) for one in box.xpath(".//li")]
        assert {True} == {upper - lower < 1.5 for sign in signs for upper, lower in pairwise(sign)}
        first, last = max(sign[0] for sign in signs), min(sign[-1] for sign in signs)
        assert around[0][-1] - first > 1.5
        assert not around[1:] or last - around[1][0] > 1.5


def test_what_hangs_beside_the_text_keeps_its_distance(sheet: Callable[..., Sheet]) -> None:
    """Headings and captions beside a text are further from it than the size of its type: else they belong to it.

    Poppler takes up to three lines that are nearer for words of the block.
    """
    composition, _ = sheet("en", "what-is-dry-needling")
    boxes = [box for page in render(composition.html, composition.stylesheet).pages for box in inside(page._page_box)]
    beside = [box for box in boxes if box.element_tag and box.element.get("class") in {"hanging", "picture-caption"}]
    start = min(box.content_box_x() for box in boxes if box.element_tag == "div" and box.element.get("class") == "body")
    assert len(beside) > 3
    size = re.search(r"--type: ([\d.]+)pt", composition.html)
    assert size
    least = float(size[1]) / 0.75 - 0.01  # in the engine's units
    assert [] == [box for box in beside if start - box.content_box_x() - box.width < least]


def inside(box: Any) -> Iterator[Any]:
    """Yield a box and all inside of it."""
    yield box
    for child in getattr(box, "children", ()):
        yield from inside(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_above_columns_is_no_part_of_them(language: str, sheet: Callable[..., Sheet]) -> None:
    """A heading stands more than one and a half times its type above groups in columns: else Poppler reads across."""
    composition, printed = sheet(language, "preparation")
    found = characters_of(printed.pdf)
    body = html.document_fromstring(composition.html)
    for section in body.xpath('//section[contains(@class, "grouped")]'):
        above, below = (found(section.find(f".//{tag}").text_content()) for tag in ("h2", "h3"))
        assert above[-1].baseline - below[0].baseline > 1.5 * above[-1].size


def characters_of(pdf: bytes) -> Callable[[str], list[Character]]:
    """Return what finds the characters of a text in a PDF."""
    shown = [one for page in read_pages(io.BytesIO(pdf)) for one in page.characters if folded(one.text)]
    whole = "".join(folded(one.text) for one in shown)

    def characters(words: str) -> list[Character]:
        start = whole.index(folded(words))
        return shown[start : start + len(folded(words))]

    return characters


def baselines_of(pdf: bytes) -> Callable[[str], list[float]]:
    """Return what tells the heights of the lines of a text in a PDF, from the top, in type sizes."""
    found = characters_of(pdf)
    return lambda words: sorted({round(one.baseline / one.size, 3) for one in found(words)}, reverse=True)


def test_every_table_has_rows(sheet: Callable[..., Sheet]) -> None:
    """The tags of a sheet know no table without rows, which PDF/UA forbids: staff's copies list sources elsewhere."""
    with pikepdf.open(io.BytesIO(sheet("ar", edition="staff")[1].pdf)) as document:
        elements = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        tables = [one for one in elements if one.get("/S") == "/Table"]
        kinds = [{str(kid["/S"]) for kid in one["/K"] if isinstance(kid, pikepdf.Dictionary)} for one in tables]
    assert kinds
    assert [] == [one for one in kinds if not one or one - {"/TR", "/THead", "/TBody"}]


def test_pictures_stand_where_their_tags_say(sheet: Callable[..., Sheet]) -> None:
    """The place of each picture in the tags is on the page, and has its ink."""
    _, printed = sheet("en")
    with pikepdf.open(io.BytesIO(printed.pdf)) as document:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(document.pages)}
        places = [
            (numbers[one["/Pg"].objgen], [float(side) for side in one["/A"]["/BBox"]])
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/A" in one
        ]
    assert places
    with pypdfium2.PdfDocument(printed.pdf) as document:
        for number, place in places:
            assert inked(document[number], place), place


def inked(page: Any, place: list[float]) -> bool:
    """Tell whether a place of a page, in points from its foot, has more than one tone."""
    left, bottom, right, top = place[0], min(place[1], place[3]), place[2], max(place[1], place[3])
    height, scale = page.get_height(), RENDER["scale"]
    assert 0 <= left < right <= page.get_width()
    assert 0 <= bottom < top <= height
    area = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
    low, high = page.render(**RENDER).to_pil().crop([round(side) for side in area]).getextrema()
    return bool(high - low > 40)


def test_a_tick_is_seen_by_every_program(sheet: Callable[..., Sheet]) -> None:
    """A box that a program ticks by its state alone shows a tick, one that it clears does not, and none is made up."""
    _, printed = sheet("en", "screening")
    ticked = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed.pdf)) as document:
        form = document.Root["/AcroForm"]
        assert "/NeedAppearances" not in form
        fields: Any = form["/Fields"]
        assert all({"/on", "/Off"} == set(field["/AP"]["/N"].keys()) for field in fields)
        assert all(str(field["/DA"]).startswith("/ZaDb 0 Tf ") for field in fields)
        places = [[float(side) for side in field["/Rect"]] for field in fields][:2]
        fields[0]["/V"] = fields[0]["/AS"] = pikepdf.Name("/on")
        document.save(ticked)
    inner = [[one[0] + 2, one[1] - 2, one[2] - 2, one[3] + 2] for one in places]
    with pypdfium2.PdfDocument(ticked.getvalue()) as document:
        document.init_forms()
        assert [True, False] == [inked(document[0], place) for place in inner]
