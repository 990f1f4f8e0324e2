"""A style sheet stands alone: what would bring in another file or ask an address is refused before anything prints."""

import base64
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import ROOT

from leaflets.composition import Composer, Probes
from leaflets.model import Composition, Failed, Leaflet, Printed
from leaflets.project import Project
from leaflets.readers.stylesheets import check_stylesheet, without_charset
from leaflets.typesetting import seal, typeset

PATH = "templates/css/standard.css"
ADDRESS = "http://127.0.0.1:9/x"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
SHAPE = '<path d="M0 0h9v9z" fill="#123456"/>'
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A PNG of one pixel."""


def background(drawing: str) -> str:
    """Return a rule that shows a drawing."""
    return f'.none {{ background: url("data:image/svg+xml,{quote(drawing)}") }}'


@pytest.mark.parametrize(
    "rule",
    [
        f"@import url({ADDRESS});",
        f'@import "{ADDRESS}";',
        f"@IMPORT '{ADDRESS}' screen;",
        f"@\\69mport url({ADDRESS});",
        "@import url(data:text/css,body{});",
        '@font-face { font-family: "Noto Sans"; src: url(file:///etc/passwd) }',
        '@font-face { font-family: "Noto Sans"; src: local("Other") }',
        f"body {{ background: url({ADDRESS}) }}",
        f"body {{ background: u\\72l({ADDRESS}) }}",
        f'body {{ background: URL("{ADDRESS}") }}',
        f"li {{ list-style-image: url(  '{ADDRESS}' ) }}",
        "body { background: url(//example.com/x.png) }",
        "body { background: url(../../secret.png) }",
        f"@media print {{ p::before {{ content: url({ADDRESS}) }} }}",
        f"@page {{ @top-left {{ content: url({ADDRESS}) }} }}",
        f":root {{ --x: url({ADDRESS}) }}",
        f'body {{ background: image-set("{ADDRESS}" 1x) }}',
        f'body {{ background: src("{ADDRESS}") }}',
        "body { background: attr(data-x url) }",
        "body { background: url(data:text/html,x) }",
        f"@color-profile --x {{ src: url({ADDRESS}) }}",
        f"a {{ cursor: url({ADDRESS}), auto }}",
        "p { x: " + "(" * 100 + ")" * 100 + "}",
        f"body {{ background: url({ADDRESS} x) }}",
        f"@import/**/url({ADDRESS});",
        f'@im\\70 ort "{ADDRESS}";',
        f'@charset "utf-16"; @import "{ADDRESS}";',
        f'@layer x; @import "{ADDRESS}" layer(x);',
        f'@media print {{ @import "{ADDRESS}"; }}',
        f'<!-- @import "{ADDRESS}"; -->',
        f"@namespace url({ADDRESS});",
        f"@document url({ADDRESS}) {{ p {{ color: red }} }}",
        f"@property --x {{ initial-value: url({ADDRESS}) }}",
        f"@counter-style x {{ symbols: url({ADDRESS}) }}",
        f"@supports (background: url({ADDRESS})) {{ p {{ color: red }} }}",
        "@supports (color: red) { p { display: none } }",
        f"@page :first {{ @bottom-center {{ content: url({ADDRESS}) }} }}",
        f"p::after {{ content: target-counter(url({ADDRESS}), page) }}",
        "p::after { content: target-text(attr(href url)) }",
        f"p {{ background: \\75rl({ADDRESS}) }}",
        f"p {{ background: \\000075\\000072\\00006c({ADDRESS}) }}",
        f"p {{ background: url\\28{ADDRESS}) }}",
        'p { background: url("ht\\74p://127.0.0.1:9/x") }',
        f'p {{ background: url("data:image/png;base64,{DOT}", "{ADDRESS}") }}',
        f'p {{ --u: "{ADDRESS}"; background: src(var(--u)) }}',
        f"p {{ --u: 1; background: url(var(--u), '{ADDRESS}') }}",
        f'p {{ background: image\\2dset("{ADDRESS}" 1x) }}',
        f"p {{ border-image: url({ADDRESS}) 30 round }}",
        f"p {{ mask-image: url({ADDRESS}#m) }}",
        f"p {{ clip-path: url({ADDRESS}#m) }}",
        f"p {{ filter: url({ADDRESS}#m) }}",
        f"p {{ shape-outside: url({ADDRESS}) }}",
        f"p {{ -moz-binding: url({ADDRESS}#x) }}",
        f"p {{ link: url({ADDRESS}) }}",
        "p { background: url(file:///etc/passwd) }",
        'p { background: url("\\\\\\\\server\\\\share\\\\x.png") }',
        "p { background: url() }",
        f"p {{ background: url({ADDRESS}",
        "p { background: url(data:image/png;base64,AA==) }",
        background("<svg"),
        background(SVG % f'<image href="{ADDRESS}" width="9" height="9"/>'),
        background(SVG % f'<use xlink:href="{ADDRESS}#a"/>'),
        background(SVG % f'<path d="M0 0h9v9z" fill="url({ADDRESS}#a)"/>'),
        background(SVG % f'<g style="filter: u\\72l({ADDRESS}#a)">{SHAPE}</g>'),
        background(SVG % f"<style>@import url({ADDRESS});</style>"),
        background(SVG % "<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style>"),
        background(SVG % '<text x="1" y="5">Call 977</text>'),
        background(f'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]>{SVG % "&e;"}'),
        background(SVG % f'<image href="data:image/svg+xml,{quote(SVG % "<text>Hi</text>")}"/>'),
    ],
)
def test_a_style_sheet_that_reaches_out_is_refused(rule: str) -> None:
    """Each way to another file or address is a problem with the line on which it stands."""
    assert [2] == [one.line for one in check_stylesheet(f"p {{ color: red }}\n{rule}", PATH)][:1]


def test_honest_style_sheets_raise_nothing() -> None:
    """The style sheets of the package, and pictures that lie in a style sheet, are accepted."""
    for path in (ROOT / "templates/css").glob("*.css"):
        assert [] == check_stylesheet(path.read_text("utf-8"), path.name)


ACCEPTED = (
    f".none {{ background: url('data:image/png;base64,{DOT}') }}",
    background(SVG % SHAPE),
    f'.none {{ background: url("data:image/svg+xml;base64,{base64.b64encode((SVG % SHAPE).encode()).decode()}") }}',
    background(SVG % f'<g id="a">{SHAPE}</g><use href="#a"/><image href="data:image/png;base64,{DOT}"/>'),
    f"/* @import url({ADDRESS}); */ .none {{ color: #123456 }}",
    '@counter-style x { system: cyclic; symbols: "a"; suffix: " " } @layer a { .none { color: #123456 } }',
    "@media print { .none:is(.x, .y):not(.z)::before { content: '–' } } @page { margin-left: 12mm }",
    '.import, .none[href^="http://"], .url { color: #123456; content: attr(href) }',
)


@pytest.mark.parametrize("rule", ACCEPTED)
def test_what_needs_nothing_outside_is_accepted(rule: str) -> None:
    """Pictures that lie in a style sheet, comments, and rules that the engine knows, raise nothing."""
    assert [] == check_stylesheet(rule, PATH)


def test_what_is_accepted_prints(project: Project) -> None:
    """The engine prints a sheet with all of these rules, and has nothing to say about them."""
    seal(project.fonts.all_folders)
    probe = Probes(project).probe(project.clinics["aspen-row"], "en")
    assert isinstance(probe, Composition), probe
    outcome = typeset(replace(probe, stylesheet="\n".join([probe.stylesheet, *ACCEPTED])))
    assert isinstance(outcome, Printed), outcome


def test_a_style_sheet_may_say_that_it_is_utf_8() -> None:
    """The line that editors write first is no fault, and counts as a line; other character sets are a fault."""
    assert "\np {}" == without_charset('@charset "UTF-8";\np {}')
    assert [1] == [one.line for one in check_stylesheet(without_charset('@charset "latin-1";\np {}'), PATH)]


def test_an_import_stops_its_leaflets(project: Project, tmp_path: Path) -> None:
    """Every leaflet in a look that imports a style sheet fails with its file and line before anything is typeset."""
    sheet = tmp_path / PATH
    sheet.parent.mkdir(parents=True)
    sheet.write_text(f"@import url({ADDRESS});\n{(ROOT / PATH).read_text('utf-8')}", "utf-8")
    own = replace(project, root=tmp_path, layers=(tmp_path, *project.layers))
    outcome = Composer(own).compose(Leaflet("aspen-row", "en", "aftercare"))
    assert isinstance(outcome, Failed)
    assert [f"{PATH}:1"] == sorted({one.place for one in outcome.problems})
