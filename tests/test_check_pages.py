"""`leaflets check --pages` reads the pages that a build would print, and prints none."""

import re
import shutil
from pathlib import Path

from conftest import ROOT, run_leaflets


def _project(place: Path, style: str) -> Path:
    """Make a project of one clinic with one leaflet, whose stylesheet says something more."""
    clinic = place / "clinics" / "aspen-row"
    shutil.copytree(ROOT / "clinics" / "aspen-row", clinic)
    file, css = clinic / "clinic.toml", place / "templates" / "css" / "standard.css"
    words = re.sub(r"(?s)^languages = .*?\]", 'languages = ["en"]', file.read_text("utf-8"), flags=re.MULTILINE)
    words = re.sub(r"(?s)^topics = \[.*?\]", 'topics = ["aftercare"]', words, flags=re.MULTILINE)
    file.write_text(words, "utf-8")
    css.parent.mkdir(parents=True)
    css.write_text((ROOT / "templates" / "css" / "standard.css").read_text("utf-8") + style, "utf-8")
    return place


def test_what_only_the_page_shows_is_told(tmp_path: Path) -> None:
    """A style that makes words too small passes `check`, and is told by `check --pages`; no PDF is left behind."""
    project = _project(tmp_path, "\n.call { font-size: 5pt }\n")
    assert run_leaflets("check", cwd=project).returncode == 0
    done = run_leaflets("check", "--pages", cwd=project)
    assert "is set too small" in " ".join(done.stdout.split())
    assert done.returncode == 1
    assert [] == list(project.rglob("*.pdf"))


def test_sound_pages_raise_nothing(tmp_path: Path) -> None:
    """A look that prints has no error."""
    done = run_leaflets("check", "--pages", cwd=_project(tmp_path, "\n.call { color: #000 }\n"))
    assert "0 errors" in done.stdout
    assert done.returncode == 0
