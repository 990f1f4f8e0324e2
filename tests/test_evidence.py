"""The evidence register answers: what is known, how sure it is, what rests on it, and when it is due."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.project import open_project


def test_impact_names_every_statement_and_language() -> None:
    """`impact` lists exactly the statements whose facts name it, in every language that is offered."""
    done = run_leaflets("evidence", "impact", "F30", "--json", cwd=ROOT)
    shown = json.loads(done.stdout)
    named = set()
    for path in (ROOT / "templates").rglob("*.j2"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(r'facts="[^"]*\bF30\b', line):
                named.add((f"templates/{path.relative_to(ROOT / 'templates').as_posix()}", number))
    assert named == {(one["path"], one["line"]) for one in shown["statements"]}
    assert ["ar", "en", "es_US", "fr_CA", "pa", "zh_Hans"] == shown["languages"]
    topics = {one["topic"] for one in shown["statements"]}
    assert 3 * 6 * len(topics) == len(shown["leaflets"])


def test_changing_a_figure_changes_exactly_its_leaflets(tmp_path: Path) -> None:
    """Another figure in a copy changes the content ids of the topics that print it, and no other."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "clinics" / "aspen-row", copy / "clinics" / "aspen-row")
    facts = copy / "evidence" / "facts.toml"
    facts.parent.mkdir()
    whole = (ROOT / "evidence" / "facts.toml").read_text("utf-8")
    before, table, after = whole.partition("[F69.figures.fading]")
    facts.write_text(before + table + after.replace("high = 2", "high = 3", 1), "utf-8")
    ids = []
    for place in (ROOT, copy):
        out = tmp_path / place.name / "built"
        done = run_leaflets("build", "-c", "aspen-row", "-l", "en", "-l", "pa", "--out", str(out), cwd=place)
        assert 0 == done.returncode, done.stdout
        entries = json.loads((out / "report.json").read_text("utf-8"))["leaflets"]
        ids.append({(one["topic"], one["language"]): one["content_id"] for one in entries})
    changed = {key for key in ids[0] if ids[0][key] != ids[1][key]}
    assert {("aftercare", "en"), ("aftercare", "pa")} == changed


def test_show_tells_figures_and_sources() -> None:
    """`show` prints the figures with their units and the publications behind a fact."""
    done = run_leaflets("evidence", "show", "F34", cwd=ROOT)
    assert 0 == done.returncode
    assert "figure F34.bleeding: 5 to 16 of every 100 treatments" in done.stdout
    assert "figure F34.major: at most 1 of every 1000 treatments" in done.stdout
    for source in open_project(ROOT).facts["F34"].sources:
        assert source in done.stdout


def test_unknown_fact_is_misuse() -> None:
    """A fact that does not exist is refused with the one that was probably meant."""
    done = run_leaflets("evidence", "show", "F036", cwd=ROOT)
    assert 2 == done.returncode
    assert "Did you mean “F36”?" in done.stdout


@pytest.mark.parametrize(
    ("today", "code", "all_due"), [("2026-11-20", 0, False), ("2027-09-25", 0, True), ("2027-11-21", 1, True)]
)
def test_due_dates_are_told_in_time(today: str, code: int, *, all_due: bool) -> None:
    """Nothing is due a year before; everything is announced 60 days before, and overdue the day after (exit code 1)."""
    done = run_leaflets("evidence", "due", "--today", today, cwd=ROOT)
    assert code == done.returncode
    wanted = len(open_project(ROOT).facts) if all_due else 1
    assert wanted == len(done.stdout.splitlines())
