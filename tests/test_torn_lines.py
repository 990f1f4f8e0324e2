"""Nothing tears at the end of a line: figures, ranges, signs, and the last words of headings and captions."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from leaflets.composition import Composer
from leaflets.composition.endings import ending_together, without_endings
from leaflets.model import Composition, Leaflet
from leaflets.project import Project
from leaflets.typesetting import seal
from leaflets.typesetting.engine import render

HEADINGS = ("h1", "h2", "h3", "picture-caption")
NEVER_FIRST = "·,.;:!?)»”।،؛؟。，、：；？！）"
"""Signs that belong to the word before them."""
SHEETS = [(language, topic) for language in ("en", "fr_CA", "es_US", "ar", "pa", "zh_Hans")
          for topic in ("side-effects", "questions")]  # fmt: skip
"""In every language the topic with most figures, and the one with most headings."""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Is it right for you?", "Is it right for you?"),
        ("When not to do it", 'When not to <span class="together">do it</span>'),
        ("What if I say no?", 'What if I <span class="together">say no?</span>'),
        ("Stop", "Stop"),
        ("Unaussprechlichkeiten an", "Unaussprechlichkeiten an"),
        ("罕见但严重的问题", '罕见但严重的<span class="together">问题</span>'),
        ("要多久？", '要<span class="together">多久？</span>'),
        ("Q & A", "Q &amp; A"),
    ],
)  # fmt: skip
def test_the_end_of_a_heading_stays_together(text: str, kept: str) -> None:
    """A short last word stays with the one before it, if both fit a narrow column; Han characters stay in twos."""
    assert kept == ending_together(text)
    assert "together" not in without_endings(kept)


@pytest.mark.parametrize(("language", "topic"), SHEETS)
def test_no_line_tears_what_belongs_together(language: str, topic: str, project: Project, composer: Composer) -> None:
    """No line begins with a sign, ends between a number and what it counts, or leaves a scrap of a heading behind."""
    seal(project.fonts.all_folders)
    composition = composer.compose(Leaflet("aspen-row", language, topic))
    assert isinstance(composition, Composition)
    pages = render(composition.html, composition.stylesheet).pages
    blocks = [block for page in pages for block in blocks_in(page._page_box)]
    assert len(blocks) > 30
    assert [] == [tear for tag, lines in blocks for tear in tears_in(tag, lines)]


def blocks_in(box: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines of every block that has lines, with its tag, or with its class if it is a caption."""
    children = getattr(box, "children", ())
    lines = [words_in(child) for child in children if type(child).__name__ == "LineBox"]
    if lines:
        is_caption = box.element is not None and box.element.get("class") == "picture-caption"
        yield "picture-caption" if is_caption else box.element_tag, lines
    for child in children:
        yield from blocks_in(child)


def words_in(box: Any) -> str:
    """Return the words of a line."""
    return str(getattr(box, "text", "")) + "".join(words_in(child) for child in getattr(box, "children", ()))


def tears_in(tag: str, lines: list[str]) -> Iterator[str]:
    """Yield what is torn in a block: where, with the line before and after it."""
    for before, after in pairwise(lines):
        begins, ends = after.strip()[:1], before.strip()[-1:]
        if begins and begins in NEVER_FIRST:
            yield f"a line begins with {begins}: {before} / {after}"
        if ends.isdigit() and re.match(r"\w", after.strip()) and not re.search(r"\b(911|811)$", before.strip()):
            yield f"a number is torn from what it counts: {before} / {after}"
    if len(lines) > 1 and tag in HEADINGS:
        last = re.sub(r"\W", "", lines[-1])
        if len(last) < (2 if re.match(r"[\u3400-\u9fff]", last) else 3):
            yield f"a scrap of a heading or caption is left: {' / '.join(lines)}"
