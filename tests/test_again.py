"""A build that has nothing to do does nothing and tells the same; whatever has changed, it does all that is asked."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.cli.again import Build
from leaflets.model.work import LEDGER
from leaflets.printing.basis import basis_of
from leaflets.store import state

ASKED = ((), ("aftercare",), ("en",), ("standard",), False, dt.date(2026, 11, 20))
CLINIC = "clinics/heron-mill/clinic.toml"
ARGUMENTS = ("build", "-t", "aftercare", "-l", "en")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one clinic and content of its own, once its files count as settled."""
    folder = tmp_path_factory.mktemp("again") / "project"
    lay(folder)
    settle(folder)
    return folder


def lay(folder: Path) -> None:
    """Copy a clinic and the content into a folder."""
    for name in ("clinics/heron-mill", "templates", "evidence", "locales/fr_CA"):
        shutil.copytree(ROOT / name, folder / name)


def settle(folder: Path) -> None:
    """Touch a file until the clock has moved on so far: two changes in one tick look alike."""
    trial = folder.parent / "clock"
    trial.touch()
    first = trial.stat().st_ctime_ns
    while trial.stat().st_ctime_ns <= first + state.SETTLED:
        trial.touch()


def built(place: Path, store: Path, *arguments: str) -> str:
    """Build; return all that was told."""
    done = run_leaflets(*ARGUMENTS, *arguments, cwd=place, env={"LEAFLETS_STORE": str(store)})
    assert 0 == done.returncode, done.stdout
    return done.stdout


def test_nothing_changed_nothing_done(place: Path, tmp_path: Path) -> None:
    """The same is told, no file is written but the report once, which says that nothing was made anew."""
    first = built(place, tmp_path)
    files = {path: path.stat().st_mtime_ns for path in (place / "out").rglob("*.pdf")}
    second, third = built(place, tmp_path), built(place, tmp_path)
    assert second == third
    assert first.splitlines()[-2:] == second.splitlines()[-2:]
    assert files == {path: path.stat().st_mtime_ns for path in (place / "out").rglob("*.pdf")}
    report = json.loads((place / "out" / "report.json").read_text("utf-8"))
    assert [False] == [one["new"] for one in report["leaflets"]]


OUTCOMES: dict[str, Callable[[Path], object]] = {
    "a PDF is gone": lambda pdf: pdf.unlink(),
    "a PDF was altered, and its time set back": lambda pdf: alter(pdf),  # noqa: PLW0108 - it comes below
    "the report is gone": lambda pdf: (pdf.parents[2] / "report.json").unlink(),
    "the ledger is gone": lambda pdf: (pdf.parents[2] / LEDGER).unlink(),
    "a clinic's telephone number": lambda pdf: replace(
        pdf.parents[3] / "clinics/heron-mill/clinic.toml", "0187", "0188"
    ),
}


def alter(path: Path) -> None:
    """Change a byte of a file, and give it its old times."""
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-1] + b" ")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace(path: Path, old: str, new: str) -> None:
    """Change a text in a file."""
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize("change", OUTCOMES.values(), ids=list(OUTCOMES))
def test_what_is_missing_or_changed_is_made(change: Callable[[Path], object], place: Path, tmp_path: Path) -> None:
    """After each of these the folder holds what a fresh build makes."""
    store, out, fresh = tmp_path / "store", place / "out", tmp_path / "fresh"
    built(place, store)
    assert list((store / "runs").rglob("*"))
    change(next(out.rglob("*.pdf")))
    built(place, store)
    built(place, store, "--fresh", "--out", str(fresh))
    assert pdfs(out) == pdfs(fresh)
    assert (out / "report.json").is_file()


def pdfs(folder: Path) -> dict[str, bytes]:
    """Return the PDFs below a folder, by where they lie."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.pdf")}


def test_each_file_counts(tmp_path: Path) -> None:
    """No file of a project can change without the build noticing, nor can what was asked, the day or the folder."""
    lay(tmp_path / "project")
    place, out = tmp_path / "project", tmp_path / "out"

    def key(asked: object = ASKED, folder: Path = out) -> str:
        return Build(basis_of(place), asked, folder).key

    first = key()
    assert key() == first
    known = {first, key((*ASKED[:-1], dt.date(2026, 11, 21))), key(folder=place / "other")}
    files = sorted(path for path in place.rglob("*") if path.is_file())
    for path in files:
        alter(path)
        known.add(key())
    assert len(files) + 3 == len(known)
