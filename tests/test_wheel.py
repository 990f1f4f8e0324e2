"""Installed, too: the wheel carries all content and makes new projects far from any checkout."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

LARGEST = 40 * 1000 * 1000
"""The largest wheel, in bytes."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(place.glob("*.whl"))


def test_the_wheel_carries_the_content(wheel: Path) -> None:
    """Templates, words, evidence, fonts with licences and samples are inside, and it is small enough to send."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "templates/topics/aftercare.html.j2",
        "templates/css/standard.css",
        "locales/pa/LC_MESSAGES/leaflets.po",
        "locales/languages.toml",
        "evidence/facts.toml",
        "fonts/noto-sans-sc/OFL.txt",
        "fonts/fonts.toml",
        "clinics/regions.toml",
        "clinics/aspen-row/logo.svg",
    ):
        assert f"leaflets/content/{name}" in names
    assert "leaflets/rules/rules.html" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or "__pycache__" in name]
    assert wheel.stat().st_size < LARGEST


def test_the_installed_wheel_makes_and_builds_a_project(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment, `new` makes a folder that holds only clinics, and `build` works in it."""
    environment = tmp_path / "environment"
    python = environment / "bin" / "python"
    pins = re.findall(r"^([\w.-]+==[\w.+]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    (tmp_path / "pins.txt").write_text("\n".join(pins), "utf-8")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True, capture_output=True)
    _install(python, ["--constraints", tmp_path / "pins.txt", wheel])

    def leaflets(*arguments: str, cwd: Path) -> str:
        command: list[str | Path] = [environment / "bin" / "leaflets", *arguments]
        done = subprocess.run(
            command, cwd=cwd, env={"PATH": "/usr/bin:/bin"}, capture_output=True, encoding="utf-8", check=False
        )
        assert 0 == done.returncode, done.stdout + done.stderr
        return done.stdout

    leaflets("new", "my-leaflets", cwd=tmp_path)
    project = tmp_path / "my-leaflets"
    assert ["clinics"] == [path.name for path in project.iterdir()]
    assert "No problems found." in leaflets("check", cwd=project)
    leaflets("build", "-l", "en", "-l", "ar", "-t", "aftercare", cwd=project)
    assert 2 == len(list((project / "out").rglob("aspen-row_aftercare_*.pdf")))
    assert f"{environment}" in leaflets_place(python)


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
    return subprocess.run([python, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd="/").stdout
