"""A style sheet stands alone: what would bring in another file or ask an address is refused before anything prints."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.readers.stylesheets import check_stylesheet

PATH = "templates/css/standard.css"
ADDRESS = "http://127.0.0.1:9/x"


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
    ],
)
def test_a_style_sheet_that_reaches_out_is_refused(rule: str) -> None:
    """Each way to another file or address is a problem with the line on which it stands."""
    assert [2] == [one.line for one in check_stylesheet(f"p {{ color: red }}\n{rule}", PATH)][:1]


def test_honest_style_sheets_raise_nothing() -> None:
    """The style sheets of the package, and pictures that lie in a style sheet, are accepted."""
    for path in (ROOT / "templates/css").glob("*.css"):
        assert [] == check_stylesheet(path.read_text("utf-8"), path.name)
    assert [] == check_stylesheet("p { background: url('data:image/png;base64,AA==') } a { fill: url(#x) }", PATH)


def test_check_names_the_line_of_an_import(tmp_path: Path) -> None:
    """`check` refuses a project whose style sheet imports another, with its file and line, and asks no address."""
    project = Path(shutil.copytree(ROOT / "tests/projects/topic-words-not-marked", tmp_path / "project"))
    topic = project / "templates/topics/note.html.j2"
    words = '"Do not drive if you feel dizzy."'
    topic.write_text(topic.read_text("utf-8").replace(words, f"_({words})"), "utf-8")
    sheet = project / PATH
    sheet.write_text(f"@import url({ADDRESS});\n{sheet.read_text('utf-8')}", "utf-8")
    done = run_leaflets("check", cwd=project)
    assert done.returncode == 1
    assert f"{PATH}:1" in done.stdout
