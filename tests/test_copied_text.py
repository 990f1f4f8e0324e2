"""What is copied out of a PDF, heard or ticked in it is what is printed, in every script."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import html

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.project import Project
from leaflets.typesetting import seal, typeset
from leaflets.typesetting.marks import marks_last
from leaflets.typesetting.readback import find_miscopied

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


@pytest.mark.parametrize("language", ["en", "pa", "zh_Hans"])
def test_every_statement_is_copied_word_for_word(language: str, sheet: Callable[..., Sheet]) -> None:
    """Each passage of a sheet that reads to the right stands verbatim in the text of its PDF."""
    composition, printed = sheet(language)
    text = folded(copied(printed.pdf))
    assert [] == [one.words for one in composition.passages if folded(one.words) not in text]


def test_arabic_words_are_copied_letter_by_letter(sheet: Callable[..., Sheet]) -> None:
    """Each Arabic word of a sheet stands in the text of its PDF with its letters and vowel signs in their order."""
    composition, printed = sheet("ar")
    text = folded(copied(printed.pdf))
    words = {word for one in composition.passages for word in re.findall(r"[\u0621-\u0652]+", one.words)}
    assert set() == {word for word in words if folded(word) not in text}


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
    with pikepdf.open(io.BytesIO(printed.pdf)) as document:
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
        maps = [bytes(font["/ToUnicode"].read_bytes()).decode() for font in fonts]
    pairs = [re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]*)>$", one, re.MULTILINE) for one in maps]
    assert all(pairs)
    assert [] == [code for found in pairs for code, text in found if not text]
    assert [len(found) for found in pairs] == [len({code for code, _ in found}) for found in pairs]


def test_marks_are_painted_where_they_were() -> None:
    """A dot between two letters is painted after them, at its own place and height, and the pen comes back."""
    painting = [
        b"1 0 0 -1 5 9 Tm",
        b"/A 10 Tf",
        b"[<0001>] TJ",
        b"-2 Ts",
        b"[-100<0002>] TJ",
        b"0 Ts",
        b"[100<0001>] TJ",
    ]
    widths = {1: 500.0, 2: 0.0}
    painted = marks_last(painting, [False, True, False], lambda _font, code: widths[code])
    assert [
        b"1 0 0 -1 5 9 Tm",
        b"/A 10 Tf",
        b"[<0001><0001>] TJ",
        b"/Span <</ActualText <feff>>> BDC",
        b"-2 Ts",
        b"[400.0000<0002>] TJ",
        b"0 Ts",
        b"EMC",
    ] == painted


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
