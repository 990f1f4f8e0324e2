"""What lies in the place of a leaflet was printed by the last build that was asked for it."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_leaflets
from signing import TODAY, sign_all

from leaflets.delivery import Run, deliver
from leaflets.errors import Problem
from leaflets.model import Failed, Leaflet, Printed
from leaflets.model.work import LEDGER, OUTDATED

DAY = ("--today", TODAY.isoformat())
ONE, OTHER = Leaflet("clinic", "en", "rest"), Leaflet("clinic", "en", "move")
REFUSED = Failed(ONE, (Problem("a place", "A reason.", "A hint."),))


def printed(leaflet: Leaflet, pdf: bytes) -> Printed:
    """Return a leaflet as if it had been printed."""
    return Printed(leaflet, pdf, "0123-abcd", "draft", 1, (), 0.0)


def report_of(out: Path) -> dict[str, Any]:
    """Return the entries of a report by their path."""
    return {entry["path"]: entry for entry in json.loads((out / "report.json").read_text("utf-8"))["leaflets"]}


def test_the_older_pdf_of_a_failed_leaflet_is_moved_away(tmp_path: Path) -> None:
    """It is kept whole in a folder of its own; the report says where; other leaflets stay in their places."""
    deliver([printed(ONE, b"old"), printed(OTHER, b"other")], tmp_path, Run({}))
    report = deliver([REFUSED], tmp_path, Run({}))
    assert not (tmp_path / ONE.path).exists()
    assert b"old" == (tmp_path / OUTDATED / ONE.path).read_bytes()
    assert b"other" == (tmp_path / OTHER.path).read_bytes()
    assert f"{OUTDATED}/{ONE.path}" == report_of(tmp_path)[str(ONE.path)]["moved"]
    assert [REFUSED] == report.failed


def test_a_failure_without_an_older_pdf_moves_nothing(tmp_path: Path) -> None:
    """What was moved once stays where it is, also when the leaflet fails again."""
    for pdf in (b"older", b"old"):
        deliver([printed(ONE, pdf)], tmp_path, Run({}))
        deliver([REFUSED], tmp_path, Run({}))
    deliver([REFUSED], tmp_path, Run({}))
    assert b"old" == (tmp_path / OUTDATED / ONE.path).read_bytes()
    assert report_of(tmp_path)[str(ONE.path)]["moved"] is None


def test_an_older_pdf_that_cannot_be_moved_is_named(tmp_path: Path) -> None:
    """Where the folder for older PDFs cannot be made, the failure says that the older one is still there."""
    deliver([printed(ONE, b"old")], tmp_path, Run({}))
    (tmp_path / OUTDATED).write_bytes(b"a file in the way")
    report = deliver([REFUSED], tmp_path, Run({}))
    assert b"old" == (tmp_path / ONE.path).read_bytes()
    assert "still in its place" in report.failed[0].problems[-1].reason
    assert "Do not hand it out" in report.failed[0].problems[-1].hint


def test_each_file_is_recorded_before_it_lies_there(tmp_path: Path) -> None:
    """A run that ends in the middle has recorded every file that it wrote."""

    def outcomes() -> Any:
        yield printed(ONE, b"one")
        recorded = (tmp_path / LEDGER).read_text("utf-8")
        assert hashlib.sha256(b"one").hexdigest() in recorded
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(outcomes(), tmp_path, Run({}))
    assert b"one" == (tmp_path / ONE.path).read_bytes()
    again = (tmp_path / LEDGER).read_bytes()
    deliver([printed(ONE, b"one")], tmp_path, Run({}))
    assert again == (tmp_path / LEDGER).read_bytes()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of one clinic with one signed topic, and print it for release."""
    place = tmp_path / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    shutil.copytree(ROOT / "locales", place / "locales")
    sign_all(place, "en", topics=("aftercare",))
    code, said = release(place)
    assert 0 == code, said
    return place


def release(project: Path) -> tuple[int, str]:
    """Print the topic for release; return the exit code and what was said."""
    done = run_leaflets("build", "-t", "aftercare", "-l", "en", "--release", *DAY, cwd=project)
    return done.returncode, done.stdout


def test_a_refused_release_leaves_no_final_sheet_behind(project: Path) -> None:
    """Staff print from out/: after a revocation the approved-looking sheet no longer lies there, and they are told."""
    sheet = project / "out" / "aspen-row" / "english" / "aspen-row_aftercare_english.pdf"
    final = sheet.read_bytes()
    options = ("--role", "clinical", "--reason", "wrong dose", *DAY)
    assert 0 == run_leaflets("review", "revoke", "en", "aftercare", *options, cwd=project).returncode
    code, said = release(project)
    assert 1 == code
    assert not sheet.exists()
    assert (
        final == (project / "out" / OUTDATED / "aspen-row" / "english" / "aspen-row_aftercare_english.pdf").read_bytes()
    )
    told = "".join(said.split())
    assert "1olderPDFwasmovedto" in told
    assert "Donothandout" in told
