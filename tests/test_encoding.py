"""Files that editors on Windows save: a byte order mark (BOM) in front is no part of what people wrote."""

import codecs
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.project import open_project


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return a person's folder with one clinic."""
    shutil.copytree(ROOT / "clinics" / "heron-mill", tmp_path / "clinics" / "heron-mill")
    (tmp_path / "locales").mkdir()
    return tmp_path


WRITTEN_BY_PEOPLE = (
    "clinics/heron-mill/clinic.toml",
    "evidence/sources.json",
    "evidence/facts.toml",
    "locales/fr_CA/back-translations.toml",
    "locales/fr_CA/words.toml",
    "locales/glossary.toml",
    "locales/languages.toml",
    "templates/css/standard.css",
    "templates/topics/aftercare.html.j2",
)


def test_a_mark_in_front_changes_nothing(overlay: Path) -> None:
    """Each file that people write may start with a byte order mark, as Notepad saves it: it is no part of the file."""
    plain = [topic.head for topic in open_project(overlay).topics.values()]
    for name in WRITTEN_BY_PEOPLE:
        (overlay / name).parent.mkdir(parents=True, exist_ok=True)
        (overlay / name).write_bytes(codecs.BOM_UTF8 + (ROOT / name).read_bytes())
    assert plain == [topic.head for topic in open_project(overlay).topics.values()]
    done = run_leaflets("build", "-c", "heron-mill", "-t", "aftercare", "-l", "fr_CA", "--out", "out", cwd=overlay)
    assert 0 == done.returncode, done.stdout


def test_a_register_with_a_mark_takes_a_new_language(overlay: Path) -> None:
    """`leaflets catalogue add` writes into a register that starts with a byte order mark."""
    register = overlay / "locales" / "languages.toml"
    register.write_bytes(codecs.BOM_UTF8 + (ROOT / "locales" / "languages.toml").read_bytes())
    done = run_leaflets("catalogue", "add", "lt", cwd=overlay)
    assert 0 == done.returncode, done.stdout
    assert b"\nlt = {" in register.read_bytes()
