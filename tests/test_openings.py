"""Each topic opens with a drawing of its own, by which leaflets are told apart from some steps away."""

import base64
import re
import shutil
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import resvg_py
from conftest import ROOT
from lxml import etree
from numpy.typing import NDArray
from PIL import Image
from short_sheets import reasons
from typeset_once import composed, opened

from leaflets.composition import Composer
from leaflets.composition.brand import tones
from leaflets.composition.spacing import recorded
from leaflets.model import Composition, Leaflet
from leaflets.project import open_project
from leaflets.project.openings import check_openings
from leaflets.project.overrides import overrides_of
from leaflets.typesetting.drawings import GEOMETRY, PAINT, SHAPES

CLINIC = "aspen-row"
DRAWINGS = ROOT / "templates" / "drawings"
TOPICS = sorted({path.name.partition(".")[0] for path in (ROOT / "templates" / "topics").iterdir()})
BRANDS = {"dark": ("#0b3f4d", "#d97a1f"), "light": ("#fff9c4", "#00796b"), "middle": ("#9ad4ee", "#f7b733")}
MOST_BYTES = 6000
APART = 30.0
"""By how many steps of grey, of 255, two drawings differ at each point on the average. The nearest differ by 38."""

Pixels = NDArray[np.int16]


def title_of(sheet: Composition) -> tuple[str, str]:
    """Return the classes of a sheet's title, and the drawing behind it."""
    ((classes, drawing),) = re.findall(r'<div class="(hero[^"]*)" style="[^"]*base64,([^)"]*)\)', sheet.html)
    return classes, base64.b64decode(drawing).decode("utf-8")


def opening(topic: str, language: str = "en", brand: str = "dark") -> str:
    """Return a topic's opening drawing as it stands on a sheet."""
    project = opened()
    clinic = project.clinics[CLINIC]
    primary, accent = BRANDS[brand]
    colours = clinic.brand.model_copy(update={"primary": primary, "accent": accent})
    clinics = {CLINIC: clinic.model_copy(update={"brand": colours})}
    sheet = Composer(replace(project, clinics=clinics)).compose(Leaflet(CLINIC, language, topic))
    assert isinstance(sheet, Composition), sheet
    return title_of(sheet)[1]


def grey(drawing: str) -> Pixels:
    """Return a drawing in grey on the ground of its title, as a second renderer has it."""
    with Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=drawing, dpi=96)))) as image:
        paper = Image.new("RGB", image.size, BRANDS["dark"][0])
        paper.paste(image, (0, 0), image.convert("RGBA"))
    return np.asarray(paper.convert("L"), dtype=np.int16)


def difference(one: Pixels, other: Pixels) -> float:
    """Return by how much two pictures of one size differ on the average."""
    return float(np.abs(one - other).mean())


def test_each_topic_has_a_drawing() -> None:
    """None is left out, and none is drawn for a topic that is not there."""
    assert TOPICS == sorted(path.name.removesuffix(".svg.j2") for path in DRAWINGS.iterdir())
    assert {"hero opened"} == {title_of(composed(Leaflet(CLINIC, "en", topic)))[0] for topic in TOPICS}


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_drawing_is_small_and_holds_shapes_in_tones_of_the_brand(topic: str, brand: str) -> None:
    """Nothing else is in it: no words, no pictures, no colour of its own but white."""
    drawing = opening(topic, brand=brand)
    assert len(drawing) < MOST_BYTES
    primary, accent = BRANDS[brand]
    known = {*tones(opened().clinics[CLINIC].brand.model_copy(update={"primary": primary, "accent": accent})).values()}
    for element in etree.fromstring(drawing.encode("utf-8")).iter():
        assert etree.QName(element).localname in SHAPES
        assert set(element.attrib) <= GEOMETRY | PAINT
        assert {element.get("fill", "none"), element.get("stroke", "none")} <= known | {"#fff", "none"}


def test_topics_are_told_apart_in_grey() -> None:
    """No two drawings are alike, not even on a copy without colours."""
    pictures = {topic: grey(opening(topic)) for topic in TOPICS}
    near = {pair: difference(pictures[pair[0]], pictures[pair[1]]) for pair in combinations(TOPICS, 2)}
    assert not {pair: round(apart, 1) for pair, apart in near.items() if apart < APART}


def test_drawings_are_mirrored_with_the_block() -> None:
    """In Arabic the walker walks to the left, and the clipboard stands to the left with ticks as they are written."""
    walker, board = (
        [grey(opening(topic, language)) for language in ("en", "ar")] for topic in ("aftercare", "screening")
    )
    assert difference(walker[0][:, ::-1], walker[1]) < 1
    assert difference(board[0][:, ::-1], board[1]) > APART / 2
    assert difference(board[0][40:150, 40:120], board[1][40:150, 34:114]) < 1


def test_no_words_stand_upon_a_drawing() -> None:
    """A style that moves the drawing behind the title, or behind another drawing, is refused."""
    sheet = composed(Leaflet(CLINIC, "en", "side-effects"))
    assert "" == reasons(sheet, "")
    assert "stands on a picture" in reasons(sheet, ".opened { background-position: left bottom }")
    beside = ".opened { background-position: left bottom; padding-inline-start: 20mm }"
    above = ".main-picture { top: -20mm; inset-inline-start: -3mm }"
    assert "" == reasons(sheet, beside)
    assert "stands on another picture" in reasons(sheet, f"{beside} {above}")


def test_a_style_brings_no_drawing_of_its_own() -> None:
    """What stands behind words comes from a layout; a drawing with words in it is refused there, too."""
    sheet = composed(Leaflet(CLINIC, "en", "side-effects"))
    drawing = base64.b64encode(opening("aftercare").encode("utf-8")).decode("ascii")
    css = f'.section {{ background: url("data:image/svg+xml;base64,{drawing}") no-repeat }}'
    assert "nobody has reviewed" in reasons(sheet, css)
    own = title_of(sheet)[1]
    worded = base64.b64encode(own.replace("</svg>", "<text>Safe</text></svg>").encode("utf-8")).decode("ascii")
    changed = sheet.html.replace(base64.b64encode(own.encode("utf-8")).decode("ascii"), worded)
    assert changed != sheet.html
    assert "nobody has reviewed" in reasons(replace(sheet, html=changed), "")


def test_a_folder_draws_its_own(tmp_path: Path) -> None:
    """A project's drawing wins, is named as a part of its look, and measures no page anew."""
    project = open_project(with_drawings(tmp_path, "aftercare"))
    assert ["templates/drawings/aftercare.svg.j2"] == [one.path for one in overrides_of(project) if one.kind == "look"]
    composer, leaflet = Composer(project), Leaflet(CLINIC, "en", "aftercare")
    sheet, content = composer.compose(leaflet), composer.content_of(leaflet)
    assert isinstance(sheet, Composition)
    assert 'stroke-width="9"' in title_of(sheet)[1]
    assert content is not None
    assert recorded(project, leaflet, content) is not None


def test_a_drawing_for_no_topic_is_told(tmp_path: Path) -> None:
    """What nothing would ever show is warned of, with the topic that may be meant."""
    (told,) = check_openings(open_project(with_drawings(tmp_path, "aftercare", "aftercaer")))
    assert ("templates/drawings/aftercaer.svg.j2", "warning") == (told.path, told.severity)
    assert "No topic is called “aftercaer”, so nothing shows this drawing." == told.reason
    assert "Did you mean “aftercare”?" == told.hint


def with_drawings(place: Path, *names: str) -> Path:
    """Make a project of one clinic with some drawings of its own."""
    shutil.copytree(ROOT / "clinics" / CLINIC, place / "clinics" / CLINIC)
    (place / "templates" / "drawings").mkdir(parents=True)
    for name in names:
        source = (DRAWINGS / "aftercare.svg.j2").read_text("utf-8").replace("<circle", '<circle stroke-width="9"')
        (place / "templates" / "drawings" / f"{name}.svg.j2").write_text(source, "utf-8")
    return place
