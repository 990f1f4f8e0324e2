"""The finished page is read back: what was signed stands there to be read, and nothing else is said."""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from short_sheets import CLINIC, TOPIC, lay_short_project, reasons, short_sheets

from leaflets.composition import Composer, PreviewComposer
from leaflets.model import Composition, Leaflet, Preview
from leaflets.project import Project, open_project
from leaflets.typesetting import seal, typeset_preview

LANGUAGES = ("en", "ar", "zh_Hans")
DOT = "url(data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=)"
"""A white picture of one pixel."""
HIDDEN = {
    "no size": (".number { font-size: 0 }", "has to stand there"),
    "no content id": (".about { display: none }", "the content id"),
    "no display": (".warning { display: none }", "has to stand there"),
    "white on white": (".warning * { color: #fff !important; background: #fff !important }", "cannot be told"),
    "no draft mark": (".draft { display: none }", "on every page"),
    "off the page": (".warning { position: absolute; left: -300mm }", "outside the paper"),
    "words after the title": ('h1::after { content: " - no side effects" }', "nobody has reviewed"),
    "words in a margin": ('@page { @top-center { content: "Free of risk" } }', "nobody has reviewed"),
    "a number before a number": ('.number::before { content: "1" }', "nobody has reviewed"),
    "words as a marker": ('.warning li { display: list-item; list-style: "never: " inside }', "nobody has reviewed"),
    "a faint text": (".warning-body { opacity: 0.2 }", "cannot be told"),
    "the colour of the ground": (".warning-head h2 { color: #a3101c }", "cannot be told"),
    "not visible": (".warning { visibility: hidden }", "is not painted"),
    "a small statement": (".warning li { font-size: 5pt }", "too small"),
    "scaled down": (".warning { transform: scale(0.3) }", "too small"),
    "mirrored": (".warning { transform: scaleX(-1) }", "mirrored"),
    "turned": (".call { transform: rotate(180deg) }", "turned"),
    "moved away": (".warning { transform: translateX(400mm) }", "outside the paper"),
    "indented away": (".call { text-indent: -300mm }", "outside the paper"),
    "cut by its box": (".warning-body { height: 3mm; overflow: hidden }", "is cut off"),
    "clipped": (".warning { position: absolute; clip: rect(0px, 1px, 1px, 0px) }", "is cut off"),
    "covered": (
        '.warning { position: relative } .warning::after { content: ""; position: absolute; inset: 0; background: red}',
        "is covered",
    ),
    "covered by a picture": (
        f".call {{ position: relative }} .call::after {{ content: ''; position: absolute; inset: 0; background:{DOT}}}",
        "is covered",
    ),
    "below everything": (".warning { position: relative; z-index: -1 } main { background: #fff }", "is covered"),
    "covered by a shadow": (
        ".warning { overflow: hidden } .call { box-shadow: 0 0 0 90mm #fff }",
        "cannot be told|is covered",
    ),
    "on a gradient": (".call { background: linear-gradient(90deg, #fff, #1b2326) }", "cannot be told"),
    "struck through": (".call { text-decoration: line-through }", "struck through"),
    "letters apart": (".call { letter-spacing: 1em }", "come apart"),
    "lines on each other": (
        ".warning li, .call { line-height: 0.1 }",
        "one over the other",
    ),
    "against its direction": (".call { direction: rtl } [dir=rtl] .call { direction: ltr }", "against the direction"),
    "the draft mark off the page": (".draft { position: absolute; top: -90mm }", "on every page|outside the paper"),
    "the draft mark in white": (".draft, .draft * { color: #fff; background: #fff }", "on every page"),
    "no foot": ("@page { @bottom-center { content: none } } main { padding-top: 200mm }", "on every page"),
    "sections upon each other": ("main > * { position: absolute; top: 60mm }", "one over the other"),
    "masked": (".warning { mask-border: linear-gradient(transparent, transparent) 30 }", "is masked"),
    "small in parts of small": (
        "main, .warning, .warning-body, .warning ul, .warning li { font-size: 0.85em }",
        "too small",
    ),
    "the first line in white": (".call::first-line { color: #fff }", "cannot be told"),
    "properties that the engine does not know": (
        ".warning { clip-path: inset(100%); mix-blend-mode: screen; filter: opacity(0); zoom: 0.1; scale: 0.1 }",
        "Ignored `clip-path",
    ),
    "into the margin": (".warning { position: running(gone) }", "on no page"),
    "a footnote": (".call { float: footnote }", "has to follow|word for word|on no page|has to stand there"),
    "the end of a line": (
        ".warning li { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 20mm }",
        "is cut off",
    ),
    "the first line only": (".warning li { max-lines: 1; block-ellipsis: auto; continue: discard }", "word for word"),
    "a veil": (
        ".when { position: relative } .when::after { content: ''; position: absolute; inset: 0; background: #fff9 }",
        "is covered",
    ),
    "an outline over its words": (".warning { outline: 40mm solid #fff; outline-offset: -40mm }", "is covered"),
    "the next box over it": (".warning ul { position: relative; top: -20mm; background: #fff }", "is covered"),
    "words far apart": (".call { word-spacing: 4em }", "come apart"),
    "a line under words that goes through the next": (
        ".call { text-decoration: underline; text-underline-offset: 0.9em }",
        "struck through",
    ),
    "Arabic letters that do not join": (
        '.call { font-feature-settings: "init" 0, "medi" 0, "fina" 0 }',
        "other shapes",
    ),
    "other Chinese signs": (".call { font-variant-east-asian: traditional }", "other shapes"),
    "a white block of a sign over words": (
        ".when { position: relative } .when::after { content: '■■■'; position: absolute; left: 0; color: #fff }",
        "one over the other|cannot be told",
    ),
    "letters as figures below the line": ('.number { font-feature-settings: "subs" }', "other shapes"),
    "a thick line under words": (".call { text-decoration: underline 3mm #fff }", "struck through"),
    "words backwards": (
        ".signs ul { display: flex; flex-direction: column-reverse }",
        "has to follow|one over the other",
    ),
    "a counter after the number to call": (".number::after { content: counter(page) }", "counted into the words"),
    "a counter before how often": (".band::before { content: counter(none) }", "counted into the words"),
    "a sign that denies": ('.call::before { content: "✗ " }', "nobody has reviewed"),
    "a hyphen that denies": (
        '.lead { width: 16mm; hyphens: auto; hyphenate-limit-chars: 4 2 2; hyphenate-character: "not" }',
        "word for word",
    ),
    "quotation marks that deny": ('.call { quotes: "never " "" } .call::before { content: open-quote }', "reviewed"),
    "words of a heading in the margin": (
        'h1 { string-set: title content() } @page { @top-left { content: string(title) " cures" } }',
        "nobody has reviewed",
    ),
    "a bookmark": ('h1 { bookmark-label: "No side effects" }', "stands nowhere"),
    "hidden words shown": ("[hidden] { display: block }", "layout hides it"),
    "no dots": (".dots { display: none }", "is on no page"),
    "faint dots": (".dots { opacity: 0.1 }", "half transparent"),
    "some dots": (".dots { object-fit: cover; width: 40mm; height: 6mm }", "is cut off"),
    "dots the wrong way round": (".dots { transform: scaleX(-1) }", "mirrored"),
    "the page too large": ("@page { size: 500mm 700mm }", "larger than the paper"),
    "a printed edge": ("@page { margin: 2mm }", "margin of 10 mm"),
    "a heading on two pages": (
        # The engine leaves a float that it tore where it is, though its section moves on.
        (
            "main { padding-top: *mm } .section { break-inside: avoid } .hanging { display: inline }"
            " .section > h2 { break-inside: auto; width: 20mm; orphans: 1 }"
        ),
        "word for word",
    ),
    "a statement torn over two pages": (
        ".warning { break-inside: auto } .call { width: 40mm; orphans: 1; widows: 1 } main { padding-top: *mm }",
        "is torn",
    ),
}
IN_ENGLISH = {"a hyphen that denies", "a heading on two pages", "a statement torn over two pages"}
"""What needs a script with hyphens and short lines."""
DRAWINGS = {
    "a dot too few": ("M0.5 9.5H7.51", "M0.5 9.5H6.51", "does not show its figure"),
    "dots as pale as the rest": ("#0b3f4d", "#c9d5d8", "does not show its figure"),
    "dots over dots": ("</g></svg>", '</g><circle cx="0.5" cy="0.5" r="0.45" fill="#fff"/></svg>', "does not show"),
    "words in a drawing": ("</g></svg>", "</g><text>Free of risk</text></svg>", "holds more than shapes"),
    "a style in a drawing": ("<svg", '<svg style="opacity: 0"', "holds more than shapes"),
    "a part out of sight": ('viewBox="0 0 100 10"', 'viewBox="0 0 50 10"', "does not show its figure"),
}
"""What a project's own part may draw in place of the dots: what changes, into what, and the cause that is told."""
HONEST = """
.warning-head { background: #5b0010 }
.body li { background: #f2f2f2; color: #222; margin-bottom: 0.3mm }
.section { padding-top: 3mm }
.section > h2, .section > .body { border: 0 }
.hero h1 { font-size: 20pt }
.hero h1, .call { letter-spacing: 0.02em }
.hero { background-image: linear-gradient(#123, #234) !important }
.section > h2::before { content: "· " }
.body { border: 0.3mm solid #999; padding: 1mm }
.warning { box-shadow: 0 0.5mm 1mm #ccc; border-radius: 5mm }
.warning ul { counter-reset: sign }
.warning li { counter-increment: sign; padding-inline-start: 7mm }
.warning li::before { content: counter(sign) ". "; background: none; width: 6mm; top: 0 }
@page { margin-top: 16mm; @top-right { content: counter(page); vertical-align: bottom } }
html { font-size: 13pt }
.call { text-align: justify }
"""
"""Colours, sizes, spacing, frames, ornaments and counters as an honest designer changes them."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project with a short topic."""
    return lay_short_project(tmp_path_factory.mktemp("page") / "project")


@pytest.fixture(scope="module")
def sheets(root: Path) -> Mapping[str, Composition]:
    """Compose the short topic once in each script."""
    return short_sheets(root, LANGUAGES)


def script_of(name: str) -> str:
    """Return the language whose turn it is."""
    turn = 0 if name in IN_ENGLISH else tuple(HIDDEN).index(name)
    return LANGUAGES[turn % len(LANGUAGES)]


@pytest.mark.parametrize("name", HIDDEN)
def test_hiding(sheets: Mapping[str, Composition], name: str) -> None:
    """A stylesheet that hides, covers, cuts or adds words is refused with the cause, in a script that goes in turn."""
    css, cause = HIDDEN[name]
    script = script_of(name)
    found = (reasons(sheets[script], one) for one in anywhere(css))
    assert any(one in told for told in found for one in cause.split("|")), script


def anywhere(css: str) -> Iterator[str]:
    """Yield a stylesheet with each height on a page at which its fault may show, or as it is."""
    heights = range(110, 190, 2) if "*mm" in css else [0]
    yield from (css.replace("*mm", f"{height}mm") for height in heights)


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings(sheets: Mapping[str, Composition], name: str) -> None:
    """Dots that do not show their figure are refused, and drawings that hold more than shapes."""
    before, after, cause = DRAWINGS[name]
    drawing = re.findall(r"data:image/svg.xml;base64,([\w+/=]+)", sheets["en"].html)[0]
    shapes = base64.b64decode(drawing).decode("utf-8")
    assert before in shapes
    other = base64.b64encode(shapes.replace(before, after).encode("utf-8")).decode("ascii")
    assert cause in reasons(replace(sheets["en"], html=sheets["en"].html.replace(drawing, other)), "")


def test_previews(root: Path) -> None:
    """A preview of words that are all there is sound, and refused without its mark."""
    project = open_project(root)
    seal(project.fonts.all_folders)
    preview = PreviewComposer(project).preview(Leaflet(CLINIC, "ar", TOPIC))
    assert isinstance(preview, Preview)
    assert () == typeset_preview(replace(preview, pages=9)).problems
    unmarked = replace(preview, stylesheet=f"{preview.stylesheet} .preview {{ display: none }}")
    assert any("on every page" in one.reason for one in typeset_preview(unmarked).problems)


def test_boxes_to_tick(project: Project, composer: Composer) -> None:
    """A box to tick has to be seen, and nothing stands in it."""
    seal(project.fonts.all_folders)
    sheet = composer.compose(Leaflet(CLINIC, "en", "screening"))
    assert isinstance(sheet, Composition)
    found = reasons(sheet, "input { border-color: #fff } input::before { content: '✓' }")
    assert "hardly to be told" in found
    assert "nobody has reviewed it" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_honest_styles(sheets: Mapping[str, Composition], language: str) -> None:
    """A sheet is printed as it is, and with a stylesheet that changes colours, sizes and spacing with care."""
    assert reasons(sheets[language], "") == ""
    assert reasons(sheets[language], HONEST) == ""
