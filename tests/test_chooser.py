"""The sheet of the front desk: patients point to their language."""

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_leaflets
from pages import read_pages
from signing import PEOPLE, TODAY, sign

from leaflets.composition import Composer
from leaflets.composition.breaks import without_breaks
from leaflets.composition.chooser import REQUEST
from leaflets.composition.direction import plain
from leaflets.errors import MisuseError
from leaflets.model import Composition, Failed, Leaflet, MessageKey, Printed
from leaflets.model.work import CHOOSER
from leaflets.project import Project, open_project
from leaflets.readers.markup import elements
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signoffs import approvals
from leaflets.selection import Selection, choose
from leaflets.typesetting import engine, seal, typeset
from leaflets.typesetting.areas import MILLIMETRE

CLINIC = "heron-mill"
LEAST = 14.0
"""How high a target has to be for a finger, in millimetres."""


@pytest.fixture(scope="module")
def composition(project: Project) -> Composition:
    """Compose the sheet of one clinic."""
    (leaflet,) = choose(project, Selection([CLINIC], editions=[CHOOSER]))
    composition = Composer(project).compose(leaflet)
    assert isinstance(composition, Composition), composition
    return composition


def tiles(html: str) -> Iterator[Any]:
    """Yield the target of each language."""
    return (one for one in elements(html) if one.get("class") == "tile")


def test_it_has_no_topic_and_every_language(composition: Composition, project: Project) -> None:
    """It is one sheet a clinic, in all languages that the clinic offers, its own first; its name says what it is."""
    clinic = project.clinics[CLINIC]
    assert ("", set(clinic.languages)) == (composition.leaflet.topic, set(composition.leaflet.languages))
    assert clinic.own_language == composition.leaflet.language
    assert f"{CLINIC}/{CLINIC}_chooser.pdf" == str(composition.leaflet.path)


def test_each_language_asks_in_itself(composition: Composition, project: Project) -> None:
    """Each target has its language's own name, the request in it, its direction, and its name in English for staff."""
    found = {one.get("id"): one for one in tiles(without_breaks(composition.html))}
    assert list(composition.leaflet.languages) == list(found)
    for code, tile in found.items():
        language, texts = project.languages[code], [" ".join(text.split()) for text in tile.itertext() if text.strip()]
        request = project.catalogue(code).translations[MessageKey(None, REQUEST)].texts[0] or REQUEST
        assert (language.bcp47, language.direction) == (tile.get("lang"), tile.get("dir"))
        assert request in plain(" ".join(texts))
        assert language.name in texts
        assert texts[1].casefold() in language.endonym.casefold()


def test_it_is_one_page_with_room_for_fingers(composition: Composition, project: Project) -> None:
    """It is printed on one page that keeps to all gates; targets are large, and their number is at their start side."""
    seal(project.fonts.all_folders)
    outcome = typeset(composition)
    assert isinstance(outcome, Printed), outcome
    assert 1 == outcome.pages
    assert "Language chooser" in read_pages(io.BytesIO(outcome.pdf))[0].text
    (page,) = engine.render(composition.html, composition.stylesheet).pages
    for box in page._page_box.descendants():
        classes = "" if box.element is None else box.element.get("class", "")
        if classes == "tile" and box.element_tag == "div":
            assert LEAST < box.border_height() / MILLIMETRE
            ring = next(
                one for one in box.descendants() if one.element is not None and one.element.get("class") == "ring"
            )
            is_right = ring.position_x > box.position_x + box.border_width() / 2
            assert is_right == (box.element.get("dir") == "rtl")


def test_a_code_leads_where_the_clinic_is(project: Project, composition: Composition) -> None:
    """The code leads to the clinic's own page, in letters beside it; a clinic without one has none."""
    clinic = project.clinics[CLINIC]
    assert "heronmill.example/book" in plain(composition.html)
    contact = clinic.contact.model_copy(update={"booking": None, "website": None})
    bare = replace(project, clinics={CLINIC: clinic.model_copy(update={"contact": contact})})
    without = Composer(bare).compose(composition.leaflet)
    assert isinstance(without, Composition), without
    assert 'class="qr"' not in without.html


@pytest.mark.parametrize("selection", [Selection(topics=["aftercare"]), Selection(languages=["pa"])])
def test_a_topic_or_a_language_is_misuse(selection: Selection, project: Project) -> None:
    """Whoever names a topic or a language for it is told that it has none, and all of them."""
    with pytest.raises(MisuseError) as refused:
        choose(project, replace(selection, editions=[CHOOSER]))
    assert "has no topic" in refused.value.problems[0].reason


@pytest.mark.parametrize("signed", [("en",), ("en", "pa")])
def test_it_is_final_when_each_language_is(signed: tuple[str, ...], tmp_path: Path) -> None:
    """It is a draft, and refused for release, until people approved a topic in each of its languages."""
    folder = Path(shutil.copytree(ROOT / "clinics" / CLINIC, tmp_path / "clinics" / CLINIC))
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en", "pa"]', (folder / "clinic.toml").read_text("utf-8"))
    (folder / "clinic.toml").write_text(text, "utf-8")
    for language in signed:
        for person in PEOPLE:
            sign(tmp_path, language, "aftercare", person)
    project = open_project(tmp_path)
    composition = Composer(project, approvals(project, TODAY)).compose(Leaflet(CLINIC, "en", "", CHOOSER, ("pa",)))
    assert isinstance(composition, Composition), composition
    (released,) = refuse_unreleasable(project, [composition], TODAY)
    if len(signed) == 2:
        assert ("final", composition) == (composition.state, released)
    else:
        assert "draft" == composition.state
        assert isinstance(released, Failed)
        assert ["pa · chooser"] == [one.path for one in released.problems]


def test_from_the_command_to_the_verdict(tmp_path: Path) -> None:
    """The command prints it, and the file is known again as what it is."""
    shutil.copytree(ROOT / "clinics" / CLINIC, tmp_path / "clinics" / CLINIC)
    done = run_leaflets("build", "-e", "chooser", cwd=tmp_path)
    assert 0 == done.returncode, done.stdout
    told = run_leaflets("verify", f"out/{CLINIC}/{CLINIC}_chooser.pdf", cwd=tmp_path).stdout
    assert "Draft" in told
    assert "not approved" in told
