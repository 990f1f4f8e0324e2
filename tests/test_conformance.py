"""Leaflets keep to PDF/UA-1 and PDF/A-3a, says veraPDF. `make conformance` fetches it, and asks it about many more."""

import shutil
import sys
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.model.work import BILINGUAL
from leaflets.project import Project
from leaflets.typesetting import seal, typeset

sys.path.insert(0, str(ROOT / "tools"))

import conformance

SAMPLED = (
    Leaflet("aspen-row", "en", "screening"),
    Leaflet("heron-mill", "ar", "aftercare", BILINGUAL, ("en",)),
    Leaflet("cottonwood-lane", "pa", "side-effects", "staff"),
)
"""A form to fill in, two directions on a page, and the edition with sources."""


@pytest.fixture(scope="module")
def program() -> Path:
    """Return veraPDF."""
    found = conformance.validator()
    if found is None or shutil.which("java") is None:
        pytest.skip("veraPDF is not here. `make conformance` fetches it, and needs Java and Maven.")
    return found


def test_leaflets_keep_to_both_standards(program: Path, project: Project, composer: Composer, tmp_path: Path) -> None:
    """No rule of either is broken, but by a file whose colours nobody explains."""
    seal(project.fonts.all_folders)
    for leaflet in SAMPLED:
        composition = composer.compose(leaflet)
        assert isinstance(composition, Composition), composition
        printed = typeset(composition)
        assert isinstance(printed, Printed), printed
        last = tmp_path / leaflet.path.name
        last.write_bytes(printed.pdf)
    with pikepdf.open(last) as document:
        del document.Root.OutputIntents
        document.save(tmp_path / "spoilt.pdf")
    verdicts = list(conformance.validate(tmp_path, program))
    assert ["PDF/UA-1", "PDF/A-3a"] == [one.standard for one in verdicts]
    assert {len(SAMPLED) + 1} == {len(one.files) for one in verdicts}
    findings = [one for verdict in verdicts for one in verdict.findings]
    assert {"spoilt.pdf"} == {one.path.name for one in findings}, "\n".join(map(str, findings))
    assert "6.2.4.3-2" in {one.clause for one in findings}


def test_what_is_found_is_told_file_by_file(tmp_path: Path) -> None:
    """The table counts the files of each standard, and names each broken rule; a file that was not read is an error."""
    (tmp_path / "leaflet.pdf").touch()
    rule = {"clause": "6.1.3", "testNumber": 1, "status": "failed", "description": "No ID.", "checks": []}
    result = {"compliant": False, "details": {"ruleSummaries": [rule]}}
    said = {"jobs": [{"itemDetails": {"name": str(tmp_path / "leaflet.pdf")}, "validationResult": [result]}]}
    verdict = conformance._verdict("PDF/A-3a", tmp_path, said)
    assert f"{tmp_path / 'leaflet.pdf'}: PDF/A-3a 6.1.3-1: No ID." in conformance.table([verdict])
    assert "PDF/A-3a        1         1             1" in conformance.table([verdict])
    with pytest.raises(ValueError, match=r"could not read .*leaflet\.pdf"):
        conformance._verdict("PDF/A-3a", tmp_path, {"jobs": []})
