"""The ten laws of the house, each shown to hold and, where it can be broken, shown to be noticed."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, TESTS, offer, run_leaflets

from leaflets.composition import Composer
from leaflets.model import Composition, Failed, Leaflet, Printed
from leaflets.model.filing import folder_of
from leaflets.project import Project, open_project
from leaflets.typesetting import seal, typeset

NOTE = TESTS / "projects" / "catalogue-fuzzy-message"


@pytest.fixture(scope="module")
def project() -> Project:
    """Open the checkout as a project, with the press sealed."""
    opened = open_project(ROOT)
    seal(opened.fonts.all_folders)
    return opened


def composed(project: Project, clinic: str, language: str, topic: str) -> Composition:
    """Compose a leaflet that has no problem."""
    composition = Composer(project).compose(Leaflet(clinic, language, topic))
    assert isinstance(composition, Composition), composition
    return composition


def test_law_1_catalogues_hold_words_only(project: Project) -> None:
    """No translation holds a digit, a telephone number, an address or a clinic's name."""
    private = [
        value
        for one in project.clinics.values()
        for value in (one.name, one.contact.email or one.name, one.contact.phone.number)
    ]
    for code in project.languages:
        for translation in project.catalogue(code).translations.values():
            text = " ".join(translation.texts)
            assert not any(character.isdigit() for character in text), text
            assert not [value for value in private if value and value in text]


def test_law_2_layout_does_not_depend_on_the_clinic(tmp_path: Path) -> None:
    """With the shortest and the longest matter in its slots, every clinical word stands in the same place."""
    from pages import read_pages

    places = []
    for name, address in (("Yew", ["Yew"]), ("The Northern Yew and Willow Physiotherapy Practice", ["Suite 9", "Yew"])):
        place = tmp_path / name.partition(" ")[0]
        shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "yew")
        file = place / "clinics" / "yew" / "clinic.toml"
        text = file.read_text("utf-8").replace("Aspen Row Physiotherapy", name)
        file.write_text(re.sub(r"address = .*", f"address = {address}".replace("'", '"'), text), "utf-8")
        done = run_leaflets("build", "-l", "en", "-l", "ar", "-t", "side-effects", cwd=place)
        assert 0 == done.returncode, done.stdout
        pages = read_pages(place / "out" / "yew" / "english" / "yew_side-effects_english.pdf")
        body = [one for page in pages for one in page.characters if one.size >= 11.99 and one.top < page.height - 75]
        places.append([(one.text, round(one.left, 1), round(one.bottom, 1)) for one in body])
    assert len(places[0]) > 1500
    assert places[0] == places[1]


def test_law_3_a_gap_is_never_filled_with_english(copy_of: Callable[[Path], Path]) -> None:
    """A missing message fails the leaflet and names the message; no PDF comes out."""
    project = copy_of(TESTS / "projects" / "catalogue-message-not-there")
    done = run_leaflets("build", cwd=project)
    assert 1 == done.returncode
    assert "“Soreness”" in done.stdout
    assert not list(project.rglob("*.pdf"))


def test_law_3_the_source_language_takes_the_same_path(tmp_path: Path) -> None:
    """English has a catalogue too, and a gap in it fails the English leaflet."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", project / "clinics" / "aspen-row")
    english = project / "locales" / "en" / "LC_MESSAGES" / "leaflets.po"
    english.parent.mkdir(parents=True)
    text = (ROOT / "locales" / "en" / "LC_MESSAGES" / "leaflets.po").read_text("utf-8")
    english.write_text(text.replace('msgstr "Eat and drink as usual."', 'msgstr ""'), "utf-8")
    done = run_leaflets("build", "-l", "en", "-t", "aftercare", "-t", "preparation", cwd=project)
    assert 1 == done.returncode
    assert "“Eat and drink as usual.”" in done.stdout
    assert ["aspen-row_preparation_english.pdf"] == [path.name for path in project.rglob("*.pdf")]


def test_law_4_nothing_unreviewed_is_released(project: Project, tmp_path: Path) -> None:
    """`--release` prints no draft, says why for each, and exits with 1."""
    done = run_leaflets("build", "--release", "-c", "heron-mill", "-l", "pa", "--out", str(tmp_path), cwd=ROOT)
    assert 1 == done.returncode
    for role in ("linguistic", "clinical"):
        wanted = f"Nobody has given the {role} sign-off"
        assert len(project.clinics["heron-mill"].topics) == done.stdout.count(wanted)
    assert not list(tmp_path.rglob("*.pdf"))


def test_law_5_only_our_fonts_are_visible(project: Project) -> None:
    """A page that asks for a font of the system, or for a character that we lack, fails instead of falling back."""
    whole = composed(project, "aspen-row", "en", "aftercare")
    strange = replace(whole, html=whole.html.replace("Eat and drink", "Eat 🌲 and drink"))
    outcome = typeset(strange)
    assert isinstance(outcome, Failed)
    assert "No font here has a character" in outcome.problems[0].reason


def test_law_5_the_press_fetches_nothing(project: Project) -> None:
    """A page that refers to the network or to a file fails; nothing is fetched."""
    whole = composed(project, "aspen-row", "en", "aftercare")
    for target in ("https://clinic.example/logo.png", "file:///etc/hostname", (ROOT / "README.md").as_uri()):
        outcome = typeset(replace(whole, html=whole.html.replace("<main>", f'<main><img alt="" src="{target}">')))
        assert isinstance(outcome, Failed), target


def test_law_5_system_fonts_change_nothing(project: Project, tmp_path: Path) -> None:
    """Only the folders of fonts/ are named in the private fontconfig file."""
    import os

    config = Path(os.environ["FONTCONFIG_FILE"]).read_text("utf-8")
    folders = re.findall(r"<dir>(.*?)</dir>", config)
    assert sorted(str(folder) for folder in project.fonts.all_folders) == folders
    assert tmp_path  # a place of its own, so that no test shares the cache


def test_law_6_one_bad_leaflet_never_stops_the_rest(tmp_path: Path) -> None:
    """A fault in one language fails that language's leaflets, and the others are printed."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", project / "clinics" / "aspen-row")
    broken = project / "locales" / "ar" / "LC_MESSAGES" / "leaflets.po"
    broken.parent.mkdir(parents=True)
    broken.write_text('msgid "', "utf-8")
    offered = ("en", "fr_CA", "ar", "ja")
    offer(project, *offered)
    done = run_leaflets("build", "-t", "aftercare", cwd=project)
    assert 1 == done.returncode
    assert {folder_of(one) for one in offered if one != "ar"} == {path.parent.name for path in project.rglob("*.pdf")}


def test_law_9_topics_hold_no_markup() -> None:
    """No topic or shared block holds a tag, a class or a style; no layout holds clinical words."""
    for path in [*(ROOT / "templates" / "topics").rglob("*.j2"), *(ROOT / "templates" / "blocks").rglob("*.j2")]:
        text = path.read_text("utf-8")
        assert not re.search(r"</?[a-z]+|class=|style=", text), path
    for path in [*(ROOT / "templates" / "layouts").iterdir(), *(ROOT / "templates" / "parts").iterdir()]:
        text = path.read_text("utf-8")
        assert "facts=" not in text, path


def test_law_10_weasyprint_has_one_door() -> None:
    """One module imports the engine."""
    importers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "leaflets").rglob("*.py")
        if re.search(r"^\s*(from|import) weasyprint", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert ["leaflets/typesetting/engine.py"] == importers


IMPORTS = """
import importlib, os, sys

def is_imported(name):
    child = os.fork()
    if child == 0:
        importlib.import_module(name)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

for room in sys.argv[1:]:
    importlib.import_module(room.split()[0])  # as Python does before any module of a package
    print(*(name for name in room.split() if name not in sys.modules and not is_imported(name)), end="")
    for name in room.split():
        importlib.import_module(name)
"""
"""Imports each module of a room in a fork of a process that has imported the rooms below it, and nothing else."""


def test_every_module_imports_alone() -> None:
    """A module can be imported first of its room, so no circle hides. Circles of rooms are the linter's affair."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    rooms = [room for floor in reversed(contracts[0]["layers"]) for room in floor.split(" : ")]
    paths = [path.relative_to(ROOT).with_suffix("") for path in sorted((ROOT / "leaflets").rglob("*.py"))]
    modules = sorted(".".join(path.parts).removesuffix(".__init__") for path in paths if path.name != "__main__")
    of_rooms = [[name for name in modules if f"{name}.".startswith(f"leaflets.{room}.")] for room in rooms]
    command = [sys.executable, "-c", IMPORTS, *map(" ".join, of_rooms)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ("", "", 0) == (done.stdout, done.stderr, done.returncode)
    assert modules == sorted(["leaflets", *(name for room in of_rooms for name in room)])


def test_a_good_page_is_printed(project: Project) -> None:
    """The unchanged page of the tests above is printed, so what failed there failed for its reason."""
    assert isinstance(typeset(composed(project, "aspen-row", "en", "aftercare")), Printed)


def test_too_many_pages_fail(project: Project) -> None:
    """A leaflet that grows beyond its sheet is not printed."""
    whole = composed(project, "aspen-row", "en", "aftercare")
    outcome = typeset(replace(whole, pages=1))
    assert isinstance(outcome, Failed)
    assert "fills 2 pages, and may have 1" in outcome.problems[0].reason


def test_small_type_and_text_off_the_page_fail(project: Project) -> None:
    """Type under 9 pt, and a word that runs over the edge of the paper, fail the leaflet."""
    whole = composed(project, "aspen-row", "en", "aftercare")
    small = typeset(replace(whole, stylesheet=f"{whole.stylesheet} .call {{ font-size: 8pt }}"))
    assert isinstance(small, Failed)
    assert "8.0 pt, under 9 pt" in small.problems[0].reason
    wide = typeset(replace(whole, html=whole.html.replace("<main>", f"<main><p>{'physiotherapist' * 12}</p>")))
    assert isinstance(wide, Failed)
    assert "runs off page 1" in wide.problems[0].reason
