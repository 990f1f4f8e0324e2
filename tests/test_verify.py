"""`leaflets verify` tells of a sheet whether it is current, and of its file whether it was altered."""

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import ROOT, run_leaflets

from leaflets.model.work import LEDGER


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of one clinic with its own topics, and print one leaflet."""
    place = tmp_path_factory.mktemp("verify")
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    shutil.copytree(ROOT / "templates" / "topics", place / "templates" / "topics")
    print_again(place)
    return place


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Copy that project, so that a test may change it."""
    return Path(shutil.copytree(made, tmp_path / "project"))


def print_again(project: Path) -> None:
    """Print the aftercare leaflet in English."""
    done = run_leaflets("build", "-t", "aftercare", "-l", "en", cwd=project)
    assert 0 == done.returncode, done.stdout


def sheet_of(project: Path) -> Path:
    """Return the leaflet that was printed."""
    return project / "out" / "aspen-row" / "en" / "aftercare.pdf"


def verdict(project: Path, path: Path) -> dict[str, Any]:
    """Return what `verify` says, after checking that only a current and genuine sheet is well."""
    done = run_leaflets("verify", str(path), "--json", cwd=project)
    said: dict[str, Any] = json.loads(done.stdout)
    assert (said["state"] == "current" and said["file"] != "altered") is (done.returncode == 0)
    return said


def edit(project: Path, before: str, after: str) -> None:
    """Change the words of the topic."""
    topic = project / "templates" / "topics" / "aftercare.html.j2"
    text = topic.read_text("utf-8")
    assert before in text
    topic.write_text(text.replace(before, after, 1), "utf-8")
    assert 0 == run_leaflets("catalogue", "update", "-l", "en", cwd=project).returncode


def test_a_fresh_sheet_is_current_and_genuine(project: Path) -> None:
    """What was just printed is what the project says, byte for byte, also as a copy elsewhere in the project."""
    copy = project / "copy.pdf"
    shutil.copy(sheet_of(project), copy)
    for path in (sheet_of(project), copy):
        said = verdict(project, path)
        assert ("current", "genuine") == (said["state"], said["file"])
    assert "aftercare" == said["sheet"]["topic"]


def test_an_altered_file_is_told_from_a_genuine_one(project: Path) -> None:
    """One byte more, or another word saved by an editor, is not the file that was delivered."""
    path = sheet_of(project)
    whole = path.read_bytes()
    path.write_bytes(whole + b"\n")
    assert "altered" == verdict(project, path)["file"]
    path.write_bytes(whole)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path)
    said = verdict(project, path)
    assert ("current", "altered") == (said["state"], said["file"])


def test_an_outdated_sheet_says_what_changed(project: Path) -> None:
    """After an edit the old sheet is outdated, still genuine, and names the statement that is different."""
    old = project / "old.pdf"
    shutil.copy(sheet_of(project), old)
    edit(project, "Eat and drink as usual.", "Eat and drink as always.")
    print_again(project)
    said = verdict(project, old)
    assert ("outdated", "genuine", ["changed: eat-drink"]) == (said["state"], said["file"], said["changes"])
    assert "current" == verdict(project, sheet_of(project))["state"]


def test_statements_that_come_and_go_are_named(project: Path) -> None:
    """A statement under another id is one that is new and one that is gone."""
    edit(project, 'bullet("eat-drink"', 'bullet("food"')
    assert ["new: food", "gone: eat-drink"] == verdict(project, sheet_of(project))["changes"]


def test_another_brand_does_not_make_an_old_sheet_altered(project: Path) -> None:
    """The ledger keeps every file that was delivered, so a sheet in last year's colours is genuine and current."""
    old = project / "old.pdf"
    shutil.copy(sheet_of(project), old)
    clinic = project / "clinics" / "aspen-row" / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace('primary = "#0b3f4d"', 'primary = "#3d0b4d"'), "utf-8")
    print_again(project)
    assert old.read_bytes() != sheet_of(project).read_bytes()
    for path in (old, sheet_of(project)):
        said = verdict(project, path)
        assert ("current", "genuine") == (said["state"], said["file"])
    assert 2 == len((project / "out" / LEDGER).read_text("utf-8").splitlines())


def test_a_pdf_of_other_origin_is_unknown(project: Path, tmp_path: Path) -> None:
    """A PDF that the program did not make, and one whose topic is gone, are unknown; other files are refused."""
    other = tmp_path / "other.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(other)
    said = verdict(project, other)
    assert ("unknown", "not recorded") == (said["state"], said["file"])
    for path in (ROOT / "README.md", tmp_path / "missing.pdf"):
        done = run_leaflets("verify", str(path), cwd=project)
        assert 2 == done.returncode
        assert str(path) in done.stdout.replace("\n", "")
