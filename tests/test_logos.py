"""Logos: what is drawn is what prints, and what cannot be drawn is refused for its true reason."""

# ruff: noqa: E501 - a drawing reads best in one line

import base64
import gzip
import io
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets
from PIL import Image

from leaflets.errors import Problem
from leaflets.logos import PrintedLogo, print_logo
from leaflets.project import Project

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100"'
SHAPES = '<circle cx="50" cy="50" r="45" fill="#1d6fa5"/><rect x="110" y="20" width="85" height="60" fill="#2e9e5b"/>'
GRADIENT = (
    '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="200" y2="0">'
    '<stop stop-color="#1d6fa5"/><stop offset="1" stop-color="#2e9e5b"/></linearGradient>'
)
MASK = '<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="200" height="100"{}><path d="M0 0H200V50H0Z" fill="{}"/></mask>'
FILTER = '<filter id="f" x="0" y="0" width="200" height="100" filterUnits="userSpaceOnUse">{}</filter>'
MASKED = f'<g mask="url(#m)">{SHAPES}</g>'
FILTERED = f'<g filter="url(#f)">{SHAPES}</g>'
STROKE = '<path d="M10 80L100 20L190 80" stroke="url(#g)" stroke-width="{}" fill="none" {}/>'


def svg(body: str, attributes: str = "") -> str:
    """Return an SVG of 200 × 100."""
    return f"{HEAD} {attributes}>{body}</svg>"


def uses(levels: int, each: int) -> str:
    """Return a drawing that uses itself in levels."""
    groups = "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * each + "</g>" for n in range(levels))
    return svg(f'<defs><rect id="a0" width="1" height="1"/>{groups}</defs><use href="#a{levels}"/>')


def data(text: str) -> str:
    """Return an SVG as a data URI."""
    return f"data:image/svg+xml;base64,{base64.b64encode(text.encode()).decode()}"


def nested(text: str) -> str:
    """Return an SVG that holds another one."""
    return svg(f'<image width="9" height="9" href="{data(text)}"/>')


AS_PICTURE = {
    "figma-mask": svg(MASK.format(' style="mask-type:luminance"', "white") + MASKED),
    "illustrator-opacity-mask": svg(
        '<filter id="o" filterUnits="userSpaceOnUse" x="0" y="0" width="200" height="100"><feColorMatrix values='
        '"1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0"/></filter><mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" '
        'width="200" height="100"><g style="filter:url(#o)"><rect width="200" height="50" fill="#fff"/></g></mask>'
        f'<g style="mask:url(#m)">{SHAPES}</g>'
    ),
    "sketch-mask": svg(
        '<defs><circle id="p" cx="50" cy="50" r="45"/></defs><mask id="m" fill="white"><use xlink:href="#p"/></mask>'
        '<use fill="#1d6fa5" xlink:href="#p"/><rect x="5" y="40" width="90" height="20" fill="#fff" mask="url(#m)"/>'
    ),
    "grey-mask": svg(MASK.format("", "#888") + MASKED),
    "mask-by-class": svg(f"<style>.a{{mask:url(#m)}}</style>{MASK.format('', '#fff')}<g class='a'>{SHAPES}</g>"),
    "shadow": svg(FILTER.format('<feDropShadow dx="4" dy="4" stdDeviation="2" flood-opacity=".5"/>') + FILTERED),
    "figma-shadow": svg(
        FILTER.format(
            '<feFlood flood-opacity="0" result="B"/><feColorMatrix in="SourceAlpha" values="0 0 0 0 0 0 0 0 0 0 0 0 0 '
            '0 0 0 0 0 127 0"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feBlend in2="B" result="e"/>'
            '<feBlend in="SourceGraphic" in2="e"/>'
        )
        + FILTERED
    ),
    "blur": svg(FILTER.format('<feGaussianBlur stdDeviation="3"/>') + FILTERED),
    "recoloured": svg(FILTER.format('<feColorMatrix type="hueRotate" values="90"/>') + FILTERED),
    "thick-gradient-stroke": svg(GRADIENT + STROKE.format(20, 'stroke-linecap="round"')),
    "thin-gradient-stroke": svg(GRADIENT + STROKE.format(5, "")),
    "gradient-circle": svg(f'{GRADIENT}<circle cx="50" cy="50" r="40" fill="none" stroke="url(#g)" stroke-width="9"/>'),
    "multiply": svg(SHAPES + '<rect x="30" width="120" height="100" fill="#e33" style="mix-blend-mode:multiply"/>'),
    "screen": svg(SHAPES + '<rect x="30" width="120" height="100" fill="#e33" style="mix-blend-mode:screen"/>'),
    "empty-gradient-polygon": svg(f'{GRADIENT}<polygon fill="url(#g)" points=""/>{SHAPES}'),
    "empty-gradient-polyline": svg(f'{GRADIENT}<polyline fill="url(#g)" points=""/>{SHAPES}'),
}
"""What the engine draws wrong, or not at all."""
AS_DRAWN = {
    "plain": svg(SHAPES),
    "illustrator-entities": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" ['
    '<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY ns_xlink "http://www.w3.org/1999/xlink">]>'
    f'<svg xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;" viewBox="0 0 200 100">{SHAPES}</svg>',
    "illustrator-preserve-editing": '<!DOCTYPE svg [<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">]>'
    + svg(
        '<switch><foreignObject requiredExtensions="&ns_ai;" width="1" height="1"><i:pgfRef xlink:href="#a"/>'
        f'</foreignObject><g i:extraneous="self">{SHAPES}</g></switch>',
        'xmlns:i="&ns_ai;"',
    ),
    "unused-font": svg("<style>@font-face{font-family:X;src:url(data:font/woff2;base64,d09GMg==)}</style>" + SHAPES),
    "unused-font-elsewhere": svg("<style>@font-face{font-family:X;src:url(https://a.example/x)}</style>" + SHAPES),
    "unused-svg-font": svg(f'<defs><font><font-face font-family="X"/></font></defs>{SHAPES}'),
    "link": svg(f'<a xlink:href="https://clinic.example" target="_blank">{SHAPES}</a>'),
    "link-within": svg(f'<g><a href="https://clinic.example"><g>{SHAPES}</g></a></g>'),
    "empty-text": svg(f"{SHAPES}<text> </text>"),
    "wide-colours": svg(
        '<circle cx="50" cy="50" r="40" fill="#1d6fa5" style="fill:#1d6fa5;fill:color(display-p3 .1 .4 .6)"/>'
    ),
    "no-namespace": f'<svg viewBox="0 0 200 100">{SHAPES}</svg>',
    "no-viewbox": f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{SHAPES}</svg>',
    "millimetres": svg(SHAPES, 'width="50mm" height="25mm"'),
    "percent": svg(SHAPES, 'width="100%" height="100%"'),
    "few-uses": svg(f'<defs><g id="a">{SHAPES}</g></defs><use href="#a"/>'),
    "metadata": svg(f'<metadata><r xmlns="urn:x" resource="https://a.example"/></metadata>{SHAPES}'),
}
"""What prints as the drawing it is."""
REFUSED = {
    "use-bomb": (uses(7, 10), "shapes"),
    "use-bomb-slender": (uses(20, 2), "shapes"),
    "use-bomb-wide": (uses(2, 400), "shapes"),
    "mask-bomb": (svg(f"<mask id='m'>{'<rect/>' * 50}</mask>" + "<rect mask='url(#m)'/>" * 100), "shapes"),
    "style-bomb": (
        svg(
            f"<style>.a{{clip-path:url(#m)}}</style><clipPath id='m'>{'<rect/>' * 500}</clipPath>"
            + "<g class='a'/>" * 500
        ),
        "shapes",
    ),
    "marker-bomb": (
        svg(f"<marker id='m'>{'<rect/>' * 500}</marker><path style='marker-mid:url(#m)' d='M0 0{'h1' * 500}'/>"),
        "shapes",
    ),
    "use-loop": (svg('<g id="a"><use href="#a"/></g>'), "uses itself"),
    "clip-loop": (
        svg(f'<clipPath id="c"><rect clip-path="url(#c)"/></clipPath><g clip-path="url(#c)">{SHAPES}</g>'),
        "itself",
    ),
    "deep": (svg("<g>" * 120 + SHAPES + "</g>" * 120), "inside each other"),
    "very-deep": (svg("<g>" * 3000 + "</g>" * 3000), "inside each other"),
    "many-elements": (svg("<g/>" * 31_000), "elements"),
    "laughs": ('<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + svg("<desc>&b;</desc>"), "entities"),
    "entity-elsewhere": (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("<desc>&a;</desc>"),
        "entities",
    ),
    "viewbox-words": (svg(SHAPES).replace("0 0 200 100", "0 0 auto auto"), "four numbers"),
    "viewbox-three": (svg(SHAPES).replace("0 0 200 100", "0 0 200"), "four numbers"),
    "viewbox-nan": (svg(SHAPES).replace("0 0 200 100", "0 0 nan inf"), "four numbers"),
    "viewbox-empty": (svg(SHAPES).replace("0 0 200 100", ""), "four numbers"),
    "viewbox-percent": (svg(SHAPES).replace("0 0 200 100", "0 0 100% 100%"), "four numbers"),
    "viewbox-zero": (svg(SHAPES).replace("0 0 200 100", "0 0 0 0"), "no width or no height"),
    "viewbox-flat": (svg(SHAPES).replace("0 0 200 100", "0 0 200 0"), "no width or no height"),
    "viewbox-negative": (svg(SHAPES).replace("0 0 200 100", "0 0 -200 100"), "no width or no height"),
    "width-zero": (svg(SHAPES, 'width="0" height="10"'), "no size"),
    "no-size": (svg(SHAPES).replace('viewBox="0 0 200 100"', ""), "how large"),
    "thread": (svg(SHAPES).replace("0 0 200 100", "0 0 20000 100"), "times as long"),
    "text": (svg("<text>Clinic</text>"), "live text"),
    "used-font": (
        svg("<style>@font-face{font-family:X;src:url(data:font/woff2;base64,AA==)}</style><text>A</text>"),
        "live text",
    ),
    "text-in-data": (nested(svg("<text>Call 977</text>")), "live text"),
    "text-in-data-twice": (nested(nested(svg("<text>A</text>"))), "live text"),
    "script-in-data": (nested(svg("<script/>")), "script"),
    "bomb-in-data": (nested(uses(7, 10)), "shapes"),
    "no-picture-in-data": (svg('<image href="data:image/png;base64,AAAA"/>'), "cannot be read"),
    "event": (svg(SHAPES, 'onload="alert(1)"'), "script"),
    "network": (svg('<image href="https://a.example/a.png"/>'), "outside itself"),
    "import": (svg("<style>@import 'a.css';</style>" + SHAPES), "outside itself"),
    "variable": (svg('<rect width="9" height="9" fill="var(--a)"/>'), "colours by name"),
    "variable-in-style": (
        svg("<style>:root{--a:#f00} .b{fill:var(--a)}</style><g class='b'>" + SHAPES + "</g>"),
        "by name",
    ),
    "mesh": (svg("<meshgradient/>" + SHAPES), "mesh"),
    "no-svg": ("<html/>", "not an SVG"),
    "cut": (svg(SHAPES)[:150], "not an SVG"),
}
"""What cannot be printed, and a word of the reason."""
WARNED = {
    "empty": (svg(""), "Nothing would be seen"),
    "empty-group": (svg("<g/>"), "Nothing would be seen"),
    "outside-its-viewbox": (svg('<circle cx="900" cy="900" r="9"/>'), "Nothing would be seen"),
    "transparent": (svg('<rect width="200" height="100" opacity="0"/>'), "Nothing would be seen"),
    "hidden": (svg(f'<g display="none">{SHAPES}</g>'), "Nothing would be seen"),
    "only-definitions": (svg(f"<defs>{SHAPES}</defs>"), "Nothing would be seen"),
    "masked-away": (svg(f'<mask id="m"/>{MASKED}'), "Nothing would be seen"),
    "no-paint": (svg('<rect width="200" height="100" fill="none"/>'), "Nothing would be seen"),
    "white": (svg('<circle cx="50" cy="50" r="45" fill="#fff"/>'), "not be seen on white"),
    "white-stroke": (svg('<path d="M0 50H200" stroke="white" stroke-width="9"/>'), "not be seen on white"),
    "nearly-white": (svg('<circle cx="50" cy="50" r="45" fill="#f8f8f4"/>'), "not be seen on white"),
    "nearly-clear": (svg('<circle cx="50" cy="50" r="45" opacity=".15" fill="#aaa"/>'), "not be seen on white"),
    "white-by-class": (svg("<style>.a{fill:#fff}</style><path class='a' d='M0 0h200v90H0z'/>"), "not be seen on white"),
    "white-gradient": (
        svg(
            GRADIENT.replace("#1d6fa5", "#fff").replace("#2e9e5b", "#fafafa")
            + '<path fill="url(#g)" d="M0 0h200v90H0z"/>'
        ),
        "not be seen on white",
    ),
    "white-words": (
        svg(
            '<circle cx="20" cy="50" r="18" fill="#1d6fa5"/><path d="M60 30h30v40H60zM100 30h30v40h-30zM140 30h50v40h-50z" fill="#fff"/>'
        ),
        "A part of the logo is white",
    ),
    "pale": (svg('<circle cx="50" cy="50" r="45" fill="#ffd27f"/>'), "pale"),
    "margins": (svg('<circle cx="50" cy="50" r="9"/>'), "times as large"),
    "corner": (svg('<path d="M0 0h20v20H0z"/>'), "times as large"),
    "line": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 10"><path d="M0 0h400v10H0z"/></svg>',
        "only 44 × 1 mm",
    ),
}
"""What prints, and would not look as its clinic wants."""


@pytest.fixture
def printed(tmp_path: Path, project: Project) -> "Printing":
    """Print a logo of a name and content."""
    return Printing(tmp_path, project)


class Printing:
    """Prints logos from a folder of its own."""

    def __init__(self, folder: Path, project: Project) -> None:
        self._folder, self._fonts = folder, tuple(project.fonts.all_folders)

    def __call__(self, content: str | bytes, name: str = "logo.svg") -> PrintedLogo:
        path = self._folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return print_logo(path, f"clinics/x/{name}", self._fonts)


def told(logo: PrintedLogo) -> str:
    """Return all reasons."""
    return " ".join(problem.reason for problem in logo.problems)


@pytest.mark.parametrize("name", AS_PICTURE)
def test_what_the_press_draws_wrong_is_a_picture(name: str, printed: Printing) -> None:
    """A logo that the engine would draw wrong is printed as a picture, and a warning says so."""
    logo = printed(AS_PICTURE[name])
    assert () == logo.faults, told(logo)
    assert logo.uri.startswith("data:image/png;")
    assert "printed as a picture of 600 dots an inch" in told(logo)


@pytest.mark.parametrize("name", AS_DRAWN)
def test_what_is_harmless_prints_as_it_is(name: str, printed: Printing) -> None:
    """What is harmless in an SVG is taken off, and the drawing stays a drawing, without a word."""
    logo = printed(AS_DRAWN[name])
    assert "" == told(logo)
    assert logo.uri.startswith("data:image/svg+xml;")


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_refused(name: str, printed: Printing) -> None:
    """A logo that cannot be printed is refused for its true reason, with what mends it, and never shows its data."""
    content, word = REFUSED[name]
    logo = printed(content)
    assert "" == logo.uri
    assert word in told(logo)
    for problem in logo.problems:
        assert "error" == problem.severity
        assert problem.hint
        assert not re.search(r"base64|[A-Za-z0-9+/]{80}", str(problem))


@pytest.mark.parametrize("name", WARNED)
def test_what_would_look_wrong_is_warned_of(name: str, printed: Printing) -> None:
    """A logo that prints and would not look as its clinic wants is warned of."""
    content, word = WARNED[name]
    logo = printed(content)
    assert () == logo.faults
    assert logo.uri
    assert word in told(logo)


def test_a_compressed_svg_is_an_svg(printed: Printing) -> None:
    """An .svgz prints as the SVG that it holds; one that holds too much, or is cut, is refused."""
    packed = gzip.compress(AS_DRAWN["plain"].encode(), mtime=0)
    assert printed(AS_DRAWN["plain"]).uri == printed(packed, "logo.svgz").uri
    assert "8 MB" in told(printed(gzip.compress(b" " * 9_000_000), "large.svgz"))
    assert "cut off" in told(printed(packed[:-20], "cut.svgz"))


INK: dict[str, float | tuple[int, ...]] = {
    "RGB": (20, 40, 90),
    "RGBA": (20, 40, 90, 255),
    "LA": (40, 255),
    "I;16": 9000,
    "1": 0,
}


def png(width: int, height: int, mode: str = "RGB", **save: object) -> bytes:
    """Return a PNG with a dark ground."""
    buffer = io.BytesIO()
    Image.new(mode, (width, height), INK.get(mode, 40)).save(buffer, "PNG", **save)
    return buffer.getvalue()


PNGS = {
    "colours": (png(1200, 600), ""),
    "see-through": (png(1200, 600, "RGBA"), ""),
    "grey": (png(1200, 600, "L"), ""),
    "16-bit": (png(1200, 600, "I;16"), ""),
    "palette": (png(1200, 600, "P"), ""),
    "black-and-white": (png(1200, 600, "1"), ""),
    "grey-and-clear": (png(1200, 600, "LA"), ""),
    "a4-at-600": (png(4961, 7016, "L"), ""),
    "coarse": (png(100, 50), "coarse"),
    "too-many-pixels": (png(9400, 9400, "1"), "9400 × 9400 pixels"),
    "wide-bomb": (png(60_000, 700, "1"), "pixels"),
    "cut": (png(1200, 600)[:-30], "damaged"),
    "false-checksum": (png(1200, 600)[:60] + b"\0\1" + png(1200, 600)[62:], "damaged"),
    "no-png": (b"GIF89a", "not a PNG"),
}


@pytest.mark.parametrize("name", PNGS)
def test_a_png_has_the_pixels_that_are_printed(name: str, printed: Printing) -> None:
    """A PNG of any kind prints with at most 600 dots an inch, or is refused before its pixels are decoded."""
    content, word = PNGS[name]
    logo = printed(content, "logo.png")
    assert word in told(logo)
    if logo.uri:
        with Image.open(io.BytesIO(base64.b64decode(logo.uri.partition(",")[2]))) as picture:
            assert picture.width <= 1040
            assert picture.height <= 355


def test_a_moving_png_is_refused(printed: Printing) -> None:
    """An animated PNG is refused, since nobody can say which of its pictures is the logo."""
    second = Image.new("RGB", (600, 300), (200, 0, 0))
    moving = png(600, 300, save_all=True, append_images=[second])
    assert "moving" in told(printed(moving, "logo.png"))


def test_a_logo_is_the_same_on_each_run(printed: Printing) -> None:
    """A logo that is printed as a picture gives the same bytes each time it is drawn."""
    first, second = (printed(AS_PICTURE["figma-shadow"], name) for name in ("a.svg", "b.svg"))
    assert first.uri == second.uri


def test_the_samples_print_as_their_files_are(project: Project) -> None:
    """A logo without fault goes into the page byte for byte."""
    for clinic in project.clinics.values():
        logo = print_logo(clinic.logo, "logo.svg", tuple(project.fonts.all_folders))
        assert () == logo.problems
        assert clinic.logo.read_bytes() == base64.b64decode(logo.uri.partition(",")[2])


def test_a_message_holds_no_data() -> None:
    """Whoever makes a problem, no picture's data stands in it."""
    problem = Problem("x", f"Failed to render {data('<svg/>' * 50)} here.", "y")
    assert "Failed to render … here." == problem.reason


def test_check_and_build_agree(tmp_path: Path) -> None:
    """A logo that the engine cannot draw passes check with a warning, prints, and leaves no data in the report."""
    clinic = shutil.copytree(ROOT / "clinics/aspen-row", tmp_path / "clinics/aspen-row")
    (clinic / "logo.svg").write_text(AS_PICTURE["empty-gradient-polygon"], "utf-8")
    checked = run_leaflets("check", cwd=tmp_path)
    built = run_leaflets("build", "-t", "aftercare", "-l", "en", cwd=tmp_path)
    assert (0, 0) == (checked.returncode, built.returncode), checked.stdout + built.stdout
    for shown in (checked.stdout, built.stdout):
        assert "clinics/aspen-row/logo.svg" in shown
        assert "picture of 600 dots" in " ".join(shown.split())
    report = (tmp_path / "out/report.json").read_text("utf-8")
    assert "base64" not in report
