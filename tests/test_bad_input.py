"""Bad input gets a clear error and loses nothing.

Each folder in `projects/` is named for what is wrong with it; its `expected.txt` is a transcript of the command, what
it prints and its exit code. A new case is a new folder. `LEAFLETS_REWRITE=1` writes the transcripts anew, to be read.
"""

import os
import shutil
from pathlib import Path

import pytest
from conftest import TESTS, run_leaflets

PROJECTS = sorted(path for path in (TESTS / "projects").iterdir() if path.is_dir())


def _lay_out(case: Path, place: Path) -> Path:
    """Copy a case; `copies.txt` names folders that some disks could not hold beside each other."""
    project = Path(shutil.copytree(case, place / case.name))
    copies = project / "copies.txt"
    for line in copies.read_text("utf-8").splitlines() if copies.exists() else ():
        source, target = line.split()
        shutil.copytree(project / source, project / target)
    return project


@pytest.mark.parametrize("case", PROJECTS, ids=lambda case: case.name)
def test_each_fault_is_explained(case: Path, tmp_path: Path) -> None:
    """The program says where, why and what to do, in exactly these words, and exits with the right code."""
    expected = case / "expected.txt"
    command = expected.read_text("utf-8").splitlines()[0]
    project = _lay_out(case, tmp_path)
    done = run_leaflets(*command.removeprefix("$ leaflets ").split(), cwd=project)
    transcript = f"{command}\n{done.stdout.replace(str(project), 'PROJECT')}[exit {done.returncode}]\n"
    if os.environ.get("LEAFLETS_REWRITE"):
        expected.write_text(transcript, "utf-8")
    assert expected.read_text("utf-8") == transcript
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stdout
    assert not list(project.rglob("*.part")), "a half file was left"
