"""Installed, too: the wheel carries all content and makes new projects far from a checkout. Extras bring typefaces."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, offer, run_leaflets

sys.path.insert(0, str(ROOT / "tools"))

import packages

LARGEST = 6 * 1000 * 1000
"""The largest wheel of the program, in bytes."""
EXTRA, COMMAND = "fonts-cjk", 'pip install "leaflets[fonts-cjk]"'
LEAFLETS = ("-t", "aftercare", "-l", "en", "-l", "zh_Hans")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build sdists and, from these, wheels of the program and of a package with typefaces."""
    place = tmp_path_factory.mktemp("dist")
    packages.main(place, ["leaflets", EXTRA])
    return place


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """Return the program's wheel."""
    return next(dist.glob("leaflets-*.whl"))


def test_the_wheel_carries_the_content(wheel: Path) -> None:
    """Templates, words, evidence, fonts with licences and samples are inside, and it is small enough to send."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "templates/topics/aftercare.html.j2",
        "templates/css/standard.css",
        "locales/pa/LC_MESSAGES/leaflets.po",
        "locales/languages.toml",
        "evidence/facts.toml",
        "fonts/noto-sans-gurmukhi/OFL.txt",
        "fonts/fonts.toml",
        "clinics/regions.toml",
        "clinics/aspen-row/logo.svg",
    ):
        assert f"leaflets/content/{name}" in names
    assert "leaflets/rules/rules.html" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or "__pycache__" in name]
    assert wheel.stat().st_size < LARGEST


def test_a_package_carries_typefaces_with_their_licences(dist: Path) -> None:
    """Each family is there with its licence, beside a register that says where it comes from; and no code."""
    names = set(zipfile.ZipFile(next(dist.glob("leaflets_fonts_cjk-*.whl"))).namelist())
    inside = {name.removeprefix("leaflets_fonts/") for name in names if name.startswith("leaflets_fonts/")}
    folders = [family["folder"] for family in packages.families_of(EXTRA)]
    files = {f"{folder}/{path.name}" for folder in folders for path in (ROOT / "fonts" / folder).iterdir()}
    assert {f"{EXTRA}.toml", *files} == inside
    assert len(folders) == len([name for name in names if ".dist-info/licenses/" in name])


@pytest.fixture
def environment(wheel: Path, tmp_path: Path) -> Path:
    """Install the wheel into an environment of its own."""
    place = tmp_path / ".venv"
    pins = re.findall(r"^([\w.-]+==[\w.+]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    (tmp_path / "pins.txt").write_text("\n".join(pins), "utf-8")
    subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
    _install(place / "bin" / "python", ["--constraint", tmp_path / "pins.txt", wheel])
    return place


def _command(environment: Path, cwd: Path) -> Callable[..., str]:
    """Return what runs the program of an environment, and what it tells; `code` is how it has to exit."""

    def leaflets(*arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [environment / "bin" / "leaflets", *arguments],
            cwd=cwd,
            env={"PATH": "/usr/bin:/bin", "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert code == done.returncode, done.stdout
        return done.stdout

    return leaflets


def test_the_installed_wheel_makes_and_builds_a_project(environment: Path, dist: Path, tmp_path: Path) -> None:
    """In a fresh environment, `new` makes a folder that holds only clinics, and offers what can be printed there.

    A Chinese leaflet fails and says what to install; with that, it is the same as in a checkout. The environment lies
    in the project's own folder, as people have it.
    """
    leaflets, python = _command(environment, tmp_path), environment / "bin" / "python"
    told = leaflets("new", "my-leaflets")
    assert "Chinese (Simplified)" in told
    assert 'pip install "leaflets[fonts-cjk,fonts-more]"' in told
    assert ["clinics"] == [path.name for path in (tmp_path / "my-leaflets").iterdir()]
    shutil.move(tmp_path / "my-leaflets" / "clinics", tmp_path)
    assert "zh_Hans" not in (tmp_path / "clinics" / "aspen-row" / "clinic.toml").read_text("utf-8")
    offer(tmp_path, "en", "ar", topics=["aftercare"])
    assert "No problems found." in leaflets("check")

    offer(tmp_path, "en", "ar", "zh_Hans")
    told = leaflets("build", *LEAFLETS, "-l", "ar", code=1)
    assert COMMAND in told
    assert ["aspen-row_aftercare_arabic.pdf", "aspen-row_aftercare_english.pdf"] == sorted(_printed(tmp_path / "out"))

    _install(python, ["--no-index", "--find-links", dist, f"leaflets[{EXTRA}]"])
    leaflets("build", *LEAFLETS, "--out", "installed")
    run_leaflets("build", *LEAFLETS, "--out", "checkout", cwd=tmp_path, check=True)
    assert 2 == len(_printed(tmp_path / "installed"))
    assert _printed(tmp_path / "checkout") == _printed(tmp_path / "installed")
    assert f"{environment}" in leaflets_place(python)


def _printed(out: Path) -> dict[str, bytes]:
    """Return the PDFs in a folder by name."""
    return {path.name: path.read_bytes() for path in out.rglob("*.pdf")}


def _install(python: Path, wanted: list[str | Path]) -> None:
    """Install into an environment as `tools/set-up` does: by uv, or by pip where only that knows the way."""
    uv: list[str | Path] = [sys.executable, "-m", "uv", "--quiet", "pip", "install", "--python", python, *wanted]
    if subprocess.run(uv, capture_output=True, check=False).returncode:
        pip: list[str | Path] = [python, "-m", "pip", "--quiet", "install", *wanted]
        done = subprocess.run(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        assert 0 == done.returncode, done.stdout


def leaflets_place(python: Path) -> str:
    """Return where that environment's program lives."""
    code = "import leaflets; print(leaflets.__file__)"
    done = subprocess.run([python, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd="/", env={})
    return done.stdout
