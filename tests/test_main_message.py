"""What a reader must remember: one message a leaflet, first of all, that looks so, and is drawn where it can be."""

import re
from pathlib import Path

import pytest
from pages import read_pages

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.project import Project
from leaflets.typesetting.press import typeset
from leaflets.typesetting.seal import seal

DRAWN = {
    "side-effects": ("key-breathing", "breathing-trouble"),
    "what-is-dry-needling": ("key-needle", "needle-in-muscle"),
}


def composed(composer: Composer, topic: str) -> Composition:
    """Return a leaflet in English."""
    composition = composer.compose(Leaflet("aspen-row", "en", topic))
    assert isinstance(composition, Composition), composition
    return composition


def test_each_leaflet_has_one_at_its_start(project: Project, composer: Composer) -> None:
    """The first statement of a topic is its main message, and no other is marked as one."""
    for topic in project.subjects:
        page = composed(composer, topic).html
        items = re.findall(r'<li( class="main[^"]*")? id="([^"]*)"', page)
        assert [True] == [bool(marked) for marked, _ in items if marked], topic
        assert (True, "key-") == (bool(items[0][0]), items[0][1][:4]), topic


@pytest.mark.parametrize("topic", DRAWN)
def test_a_drawing_carries_it(composer: Composer, topic: str) -> None:
    """The main message of side effects shows lungs in a chest, that of “What is dry needling?” a needle in a muscle."""
    statement, drawing = DRAWN[topic]
    (item,) = re.findall(r'<li class="main drawn" id="([^"]*)">(.*?)</li>', composed(composer, topic).html, re.DOTALL)
    assert (statement, True) == (item[0], f'id="{drawing}"' in item[1])


def test_it_stands_out(project: Project, composer: Composer, tmp_path: Path) -> None:
    """It is set in larger type than the key points beside it, whatever the colours, and comes before them."""
    seal(project.fonts.all_folders)
    outcome = typeset(composed(composer, "side-effects"))
    assert isinstance(outcome, Printed), outcome
    place = tmp_path / "leaflet.pdf"
    place.write_bytes(outcome.pdf)
    letters = read_pages(place)[0].characters
    text = "".join(one.text for one in letters)
    main, other = (letters[text.index(words)] for words in ("Troublebreathing", "Mostsideeffects"))
    assert main.size > 1.05 * other.size
    assert main.left < other.left
