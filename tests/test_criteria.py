"""The table of criteria is what its data says, and names tests that exist."""

import re

import pytest
from conftest import ROOT, run_leaflets

from leaflets.evidence.criteria import criteria_of
from leaflets.project import open_project

CRITERIA = criteria_of(open_project(ROOT))


def test_the_table_is_fresh() -> None:
    """`docs/criteria.md` is what the command makes of the data."""
    done = run_leaflets("evidence", "criteria", cwd=ROOT)
    assert (ROOT / "docs" / "criteria.md").read_text("utf-8") == done.stdout


def test_every_instrument_is_whole() -> None:
    """No criterion of the five instruments is left out, and none is there twice."""
    counts = {"DISCERN": 16, "PEMAT-P": 24, "CDC Clear Communication Index": 20, "PIF TICK": 10}
    for instrument, count in counts.items():
        assert count == len({one.number for one in CRITERIA if one.instrument == instrument})
    assert {*counts, "EC readability guideline"} == {one.instrument for one in CRITERIA}
    assert len(CRITERIA) == len({(one.instrument, one.number) for one in CRITERIA})


@pytest.mark.parametrize("test", sorted({test for criterion in CRITERIA for test in criterion.by}))
def test_a_named_test_exists(test: str) -> None:
    """What is said to be proved names a test of this project."""
    file, *_, name = test.split("::")
    assert re.search(rf"^ *def {re.escape(name)}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), test
