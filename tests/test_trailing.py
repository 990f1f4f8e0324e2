"""A line takes all words that it has room for: a space behind them needs none."""

import pytest
from conftest import ROOT

from leaflets.project import open_project
from leaflets.typesetting import seal
from leaflets.typesetting.engine import render
from leaflets.typesetting.trailing import hang_trailing_spaces

PAGE = """
<style>@page {{ size: 600px 400px; margin: 10px }} p {{ width: {width}px; font: bold 16px 'Noto Sans' }}</style>
<p>Call a doctor, urgent care or the health line on <a href="tel:811"><span dir="ltr">811</span></a> today</p>
"""
"""A sentence with a number in a box of its own."""


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    """Let the engine see the typefaces."""
    seal(open_project(ROOT).fonts.all_folders)
    hang_trailing_spaces()


def first_line(width: float) -> str:
    """Return the words of the first line in a column so wide."""
    texts = [box for box in render(PAGE.format(width=width)).pages[0]._page_box.descendants() if hasattr(box, "text")]
    return "".join(box.text for box in texts if box.position_y == texts[0].position_y).strip()


def test_a_wider_line_never_holds_fewer_words() -> None:
    """Quarter by quarter of a pixel, where “health line on” fits with and without the space behind it."""
    lines = [first_line(width / 4) for width in range(4 * 330, 4 * 420)]
    assert sorted(lines, key=len) == lines
    assert any(line.endswith("health line on") for line in lines)
