"""A new clinic is made from a few facts, builds at once, and takes nothing away."""

import os
import pty
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coloraide import Color
from conftest import ROOT, run_leaflets
from PIL import Image

from leaflets.logos.colours import colours_of
from leaflets.model.tones import contrast_with_white, mistaken_for
from leaflets.project import open_project

if TYPE_CHECKING:
    from leaflets.errors import Problem

GIVEN = (
    "--region", "CA-AB", "--address", "1 North Row", "--phone", "+1 780 555 0144",
    "--regulator", "College of Physiotherapists of Alberta", "--topics", "aftercare",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a project without a clinic, and a logo in it."""
    root = tmp_path / "project"
    (root / "clinics").mkdir(parents=True)
    shutil.copyfile(ROOT / "clinics" / "aspen-row" / "logo.svg", root / "mark.svg")
    return root


def test_what_it_makes_passes_check_and_builds(place: Path) -> None:
    """With colours of the logo, at once; made again, it is refused, and no file changes."""
    made = run_leaflets("clinic", "new", "North Row", *GIVEN, "--logo", "mark.svg", cwd=place)
    assert (0, True) == (made.returncode, "from the logo" in made.stdout), made.stdout
    checked = run_leaflets("clinic", "check", "North Row", cwd=place)
    assert 0 == checked.returncode, checked.stdout
    built = run_leaflets("build", cwd=place)
    assert (0, 1) == (built.returncode, len(list(place.glob("out/north-row/**/*.pdf")))), built.stdout
    before = (place / "clinics" / "north-row" / "clinic.toml").read_bytes()
    again = run_leaflets("clinic", "new", "North Row", *GIVEN, "--logo", "mark.svg", "--email", "x", cwd=place)
    assert (2, True) == (again.returncode, "is there already" in again.stdout)
    assert before == (place / "clinics" / "north-row" / "clinic.toml").read_bytes()


def test_all_that_is_wrong_is_told_and_nothing_written(place: Path) -> None:
    """What is missing, where nobody can be asked; then what is wrong with what was given, by its key."""
    missing = run_leaflets("clinic", "new", "North Row", "--region", "CA-AB", cwd=place)
    assert 2 == missing.returncode
    assert ["--address", "--phone", "--regulator", "--logo"] == [
        line.split()[0] for line in missing.stdout.split("\n") if "is missing" in line
    ]
    wrong = run_leaflets(
        "clinic", "new", "North Row", *GIVEN, "--logo", "mark.svg", "--region", "XX", "--primary", "#a3101c",
        "--email", "nobody", "--languages", "en,tlh", cwd=place,
    )  # fmt: skip
    assert 1 <= wrong.returncode <= 2
    for key in ("region", "brand.primary", "contact.email", "languages"):
        assert f"clinics/north-row/clinic.toml, {key}" in wrong.stdout, wrong.stdout
    assert [] == list((place / "clinics").iterdir())


def test_a_clinic_of_a_group_needs_only_its_own(place: Path) -> None:
    """What the group says is neither asked for nor written down."""
    group = place / "clinics" / "_groups" / "rows"
    group.mkdir(parents=True)
    shutil.copyfile(place / "mark.svg", group / "mark.svg")
    (group / "group.toml").write_text(
        'region = "CA-AB"\nlanguages = ["en"]\ntopics = ["aftercare"]\n[regulator]\nname = "A College"\n'
        '[brand]\nlogo = "mark.svg"\nprimary = "#0b3f4d"\naccent = "#d97a1f"\n',
        "utf-8",
    )
    made = run_leaflets(
        "clinic", "new", "South", "--group", "rows", "--address", "1 Row", "--phone", "+1 780 555 0144", cwd=place
    )
    assert 0 == made.returncode, made.stdout
    assert "brand" not in (place / "clinics" / "south" / "clinic.toml").read_text("utf-8")
    assert "mark.svg" == open_project(place).clinics["south"].brand.logo


@pytest.mark.parametrize("colour", ["#ff0000", "#fff9c4", "#0b3f4d", "#808080", "#7a5200", "#00ff88"])
def test_colours_of_a_logo_are_safe(colour: str, tmp_path: Path) -> None:
    """Whatever a logo is painted with, what is offered can be read and looks like no warning."""
    Image.new("RGB", (200, 80), colour).save(tmp_path / "mark.png")
    problems: list[Problem] = []
    found = colours_of(tmp_path / "mark.png", "mark.png", problems)
    if found is None:
        assert contrast_with_white(colour) < 1.15
        assert problems
        return
    assert [None, None] == list(map(mistaken_for, found))
    if mistaken_for(colour) is None:
        assert Color(colour).delta_e(found[0], method="2000") < 1


def test_in_a_terminal_it_asks(place: Path) -> None:
    """For each fact that is missing, and makes the clinic of the answers."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the other process
        os.chdir(place)
        command = ["-m", "leaflets", "clinic", "new", "North Row", *GIVEN[2:], "--logo", "mark.svg"]
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 - the program itself
    os.write(terminal, b"CA-AB\n")
    told = b""
    try:
        while data := os.read(terminal, 4096):
            told += data
    except OSError:  # the other end is closed
        pass
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told
    assert b"Region" in told
    assert "CA-AB" in (place / "clinics" / "north-row" / "clinic.toml").read_text("utf-8")
