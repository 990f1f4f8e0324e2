"""The evidence register answers: what is known, how sure it is, what rests on it, and when it is due."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, know_only, lay_fonts, offer, run_leaflets
from pages import read_texts
from signing import TODAY, sign_all

from leaflets.composition.citations import Citations
from leaflets.model.evidence import IDENTIFIERS
from leaflets.project import open_project
from leaflets.readers.evidence import read_sources

_FACT = """[F998]
summary = "A fact that nothing rests on."
certainty = "low"
sources = ["boyce-2020"]
verified = false
checked = 2026-11-20
due = 2027-11-20

[F69]"""

_REGISTER = (ROOT / "evidence" / "facts.toml").read_text("utf-8")
_PLAIN = next(one for one in re.findall(r"(?m)^\[(\w+)\]$", _REGISTER) if f"[{one}." not in _REGISTER)
"""A fact of which no source was read and that has no figure, so that its whole entry is one table."""


def copy_with(place: Path, before: str = "", after: str = "", file: str = "facts.toml") -> Path:
    """Make a project of one clinic with its own copy of the register, in which one text is replaced."""
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    offer(place, "en", "pa")
    evidence = Path(shutil.copytree(ROOT / "evidence", place / "evidence"))
    text = (evidence / file).read_text("utf-8")
    assert before in text
    (evidence / file).write_text(text.replace(before, after, 1), "utf-8")
    return place


def read_on(register: Path, fact: str, day: str) -> None:
    """Say of a fact that somebody read its sources on another day."""
    before, entry = register.read_text("utf-8").split(f"[{fact}]\n")
    register.write_text(f"{before}[{fact}]\n{re.sub('checked = .*', f'checked = {day}', entry, count=1)}", "utf-8")


def whole_copy(place: Path) -> Path:
    """Copy the program with its content, so that nothing comes from another layer.

    One clinic with one language is enough to ask about the evidence.
    """
    for folder in ("leaflets", "templates", "locales", "evidence", "clinics"):
        others = shutil.ignore_patterns("cottonwood-lane", "heron-mill")
        shutil.copytree(ROOT / folder, place / folder, ignore=others if folder == "clinics" else None)
    offer(place, "en")
    know_only(place, "en")
    lay_fonts(place)
    return place


def replace_in(file: Path, before: str, after: str) -> None:
    """Replace one text in a file, which has to hold it."""
    text = file.read_text("utf-8")
    assert before in text, before
    file.write_text(text.replace(before, after, 1), "utf-8")


def build(project: Path, out: Path, *options: str) -> dict[str, dict[str, Any]]:
    """Build English and Punjabi and return the report's entries by path."""
    done = run_leaflets("build", "-l", "en", "-l", "pa", "--out", str(out), *options, cwd=project)
    assert (out / "report.json").exists(), done.stdout
    entries = json.loads((out / "report.json").read_text("utf-8"))["leaflets"]
    return {entry["path"]: entry for entry in entries}


def test_impact_names_every_statement_in_every_language() -> None:
    """`impact` lists the statements whose facts name it, or name a fact that is rounded from it, in each language."""
    done = run_leaflets("evidence", "impact", "F30", "--json", cwd=ROOT)
    shown = json.loads(done.stdout)
    named = set()
    for path in (ROOT / "templates").rglob("*.j2"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(r'facts="[^"]*\b(F30|F34)\b', line):
                named.add((f"templates/{path.relative_to(ROOT / 'templates').as_posix()}", number))
    assert named == {(one["path"], one["line"]) for one in shown["statements"]}
    languages = sorted(code for code, one in open_project(ROOT).languages.items() if not one.parent)
    assert languages == shown["languages"]
    for statement in shown["statements"]:
        assert languages == sorted(statement["words"])
        assert len(languages) == len(set(statement["words"].values())), statement["statement"]
    topics = {one["topic"] for one in shown["statements"]}
    offered = sum(len(one.languages) for one in open_project(ROOT).clinics.values())
    assert offered * len(topics) == len(shown["leaflets"])
    assert [] == shown["signoffs"]


def test_changing_a_figure_changes_exactly_its_leaflets_and_voids_their_signoffs(tmp_path: Path) -> None:
    """Another figure of F30 changes each page that rests on it and no byte of any other, and voids their sign-offs."""
    first = copy_with(tmp_path / "first")
    second = copy_with(tmp_path / "second", "[F30.figures.bleeding]\nvalue = 16", "[F30.figures.bleeding]\nvalue = 20")
    read_on(second / "evidence" / "facts.toml", "F30", "2026-12-01")
    topics = ("aftercare", "side-effects", "what-is-dry-needling")
    for place in (first, second):
        offer(place, "en", "pa", topics=topics)
    sign_all(first, "en", topics=topics)
    shutil.copytree(first / "locales", second / "locales")
    day = ("--today", TODAY.isoformat())
    before, after = (build(place, tmp_path / f"{place.name}-out", *day) for place in (first, second))
    shown = json.loads(run_leaflets("evidence", "impact", "F30", "--json", *day, cwd=first).stdout)
    touched = {path for path in shown["leaflets"] if "/english/" in path or "/punjabi/" in path}
    assert touched == {path for path, entry in before.items() if entry["sha256"] != after[path]["sha256"]}
    assert 0 < len(touched) < len(before)
    assert {"final"} == {entry["state"] for path, entry in before.items() if "/english/" in path}
    assert {"draft"} == {entry["state"] for path, entry in before.items() if "/punjabi/" in path}
    voided = {path for path, entry in after.items() if "/english/" in path and entry["state"] == "draft"}
    assert voided == {path for path in touched if "/english/" in path}
    assert {path.split("_")[1] for path in voided} == {one["topic"] for one in shown["signoffs"]}
    assert "50 to 200" in shown_text(
        tmp_path / "second-out" / "aspen-row" / "english" / "aspen-row_side-effects_english.pdf"
    )
    released = run_leaflets("build", "-l", "en", "--release", *day, "--out", str(tmp_path / "released"), cwd=second)
    assert 1 == released.returncode
    told = " ".join(released.stdout.split())
    assert "The clinical sign-off of Test Clinician from 2026-11-20 no longer holds" in told
    assert "what was read has changed since (F30, F34)." in told
    assert {"final"} == {
        one["state"] for one in report_of(tmp_path / "released")["leaflets"] if one["state"] != "failed"
    }


def shown_text(path: Path) -> str:
    """Return the words of a PDF, with plain spaces."""
    return "".join(page.text for page in read_texts(path)).replace("\N{NO-BREAK SPACE}", " ")


def report_of(out: Path) -> dict[str, Any]:
    """Return the report of a build."""
    data: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
    return data


def test_a_rounded_figure_follows_its_origins() -> None:
    """F34's numbers are the whole numbers nearest to those of F30 to F32, as clinicians print them."""
    figures = open_project(ROOT).facts["F34"].figures
    wanted = {"bleeding": (5, 16), "bruise": (8, 8), "pain-during": (3, 6), "worse": (1, 1), "major": (1, 1),
              "drowsy-headache-sick": (1, 3)}  # fmt: skip
    assert wanted == {name: tuple(map(int, figure.ends)) for name, figure in figures.items()}
    assert all(figure.rounded_from for figure in figures.values())


FAULTS = [
    ("sources.json", '"id": "boyce-2020"', '"id": "boyce-2021"', "error", "No source has the id “boyce-2020”."),
    ("facts.toml", '["boyce-2020"]', '["boyce-2020", "boyce"]', "error", "No source has the id “boyce”."),
    ("facts.toml", f"[{_PLAIN}]", "[X99]", "error", f"No fact has the id “{_PLAIN}”."),
    (
        "facts.toml",
        '["F30.bruise", ',
        '["F30.bruises", ',
        "error",
        "No figure to round from is called “F30.bruises”.",
    ),
    ("facts.toml", "low = 0.2\nhigh = 0.35", "low = 0.35\nhigh = 0.2", "error", "The range is upside down."),
    ("facts.toml", "due = 2027-11-27", "due = 2026-11-19", "error", "was due to be checked again on 2026-11-19"),
    ("facts.toml", "due = 2027-11-20", "due = 2027-01-19", "warning", "on 2027-01-19, in 60 days"),
    ("facts.toml", "[F69]", _FACT, "warning", "No statement rests on this fact."),
    ("sources.json", "[\n", '[\n{"id": "new", "type": "book", "ISBN": "1"},', "warning", "No fact rests on this"),
    (
        "claims.toml",
        '"flush out/away"',
        '"sore"',
        "warning",
        "“sore” makes a claim that the evidence does not carry",
    ),
    ("claims.toml", 'facts = ["F06"]', 'facts = ["F006"]', "error", "No fact has the id “F006”."),
    (
        "claims.toml",
        '"questions/what"',
        '"questions/whats"',
        "warning",
        "No statement is called “questions/whats”.",
    ),
]
"""A file of the register, what is written otherwise in it, and what `check` says of that."""


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_check_finds_what_is_wrong_with_the_evidence(tmp_path: Path, severity: str) -> None:
    """Each fault of the register is named with its file and a hint, all in one run; errors fail, warnings do not."""
    faults = [row for row in FAULTS if severity == row[3]]
    assert len(faults) > 4
    project = whole_copy(tmp_path / "copy")
    for file, before, after, *_ in faults:
        replace_in(project / "evidence" / file, before, after)
    done = run_leaflets("check", "--json", "--today", "2026-11-20", cwd=project)
    told = json.loads(done.stdout)
    for *_, reason in faults:
        found = [one for one in told if reason in one["reason"]]
        assert found, (reason, done.stdout)
        assert {severity} == {one["severity"] for one in found}
        assert all(one["path"].startswith(("evidence/", "templates/")) and one["hint"] for one in found)
    assert (1 if severity == "error" else 0) == done.returncode


def test_check_finds_a_publication_that_nobody_can_look_up(tmp_path: Path) -> None:
    """A source that is cited has a DOI or another identifier, or is named as one that has none."""
    project = copy_with(tmp_path / "copy")
    file = project / "evidence" / "sources.json"
    sources = json.loads(file.read_text("utf-8"))
    boyce = next(one for one in sources if one["id"] == "boyce-2020")
    for name in IDENTIFIERS:
        boyce.pop(name, None)
    file.write_text(json.dumps(sources), "utf-8")
    found = json.loads(run_leaflets("check", "--json", "--today", "2026-11-20", cwd=project).stdout)
    unknown = [one["key"] for one in found if "has no identifier" in one["reason"]]
    assert "boyce-2020" in unknown
    assert set(unknown) == {one["id"] for one in sources if not any(one.get(name) for name in IDENTIFIERS)}


def test_the_shipped_content_raises_no_error() -> None:
    """A check of all that is shipped has warnings only: what is still to look up, and words for clinicians to weigh."""
    done = run_leaflets("check", "--json", "--today", "2026-11-20", cwd=ROOT)
    found = json.loads(done.stdout)
    assert 0 == done.returncode
    assert {"warning"} == {one["severity"] for one in found}
    kinds = {one["reason"].partition("“")[0] or one["reason"].partition("”")[2][:20] for one in found}
    assert kinds <= {"This publication has no identifier, so nobody can look it up.", " is a medical word t"}


def test_a_release_is_refused_when_evidence_is_overdue(tmp_path: Path) -> None:
    """What is signed off is released until the day its evidence is due, and refused after it."""
    project = copy_with(tmp_path / "copy", "due = 2027-11-20", "due = 2027-01-31")
    sign_all(project, "en", topics=("what-is-dry-needling",))
    for day, code in (("2027-01-31", 0), ("2027-02-01", 1)):
        selection = ("-l", "en", "-t", "what-is-dry-needling", "--release", "--today", day)
        done = run_leaflets("build", *selection, "--out", str(tmp_path / day), cwd=project)
        assert code == done.returncode, done.stdout
    assert "were due to be checked again: " in done.stdout


def test_sources_travel_to_and_from_reference_managers(tmp_path: Path) -> None:
    """An export with numeric ids, string years, unknown variables and institutions as authors is read and cited."""
    exported = [
        {"id": 7, "type": "article-journal", "title": "A <i>trial</i>", "container-title": "J Test", "volume": 3,
         "author": [{"family": "Núñez", "given": "Ana", "parse-names": True}, {"literal": "Test Group"}],
         "issued": {"date-parts": [["2024", "5", 2]]}, "DOI": "10.1000/test", "note": "seen", "citation-key": "n24"},
    ]  # fmt: skip
    file = tmp_path / "sources.json"
    file.write_text(json.dumps(exported), "utf-8")
    problems: list[Any] = []
    sources = read_sources(file, "sources.json", problems)
    assert [] == problems
    assert "10.1000/test" == sources["7"].identifier
    citations = Citations(open_project(ROOT).citation_style, sources)
    assert "Núñez & Test Group 2024" in citations.short("7").striptags()
    assert "A trial. J Test 2024;3. doi:10.1000/test." in citations.full("7").striptags()
    assert {**exported[0], "id": "7"} == sources["7"].csl


def test_show_tells_figures_and_sources() -> None:
    """`show` prints the figures with their units and the publications behind a fact."""
    done = run_leaflets("evidence", "show", "F34", cwd=ROOT)
    assert 0 == done.returncode
    assert "figure F34.bleeding: 5 to 16 of every 100 treatments" in done.stdout
    assert "figure F34.major: at most 1 of every 1000 treatments" in done.stdout
    for source in open_project(ROOT).facts["F34"].sources:
        assert source in done.stdout


def test_unknown_fact_is_misuse() -> None:
    """A fact that does not exist is refused; where one cannot know which was meant, those that are there are named."""
    done = run_leaflets("evidence", "show", "F036", cwd=ROOT)
    assert 2 == done.returncode
    assert "No fact has the id “F036”." in done.stdout
    assert "Known are: " in done.stdout


@pytest.mark.parametrize(
    ("today", "code", "all_due"), [("2026-11-20", 0, False), ("2027-09-29", 0, True), ("2027-11-28", 1, True)]
)
def test_due_dates_are_told_in_time(today: str, code: int, *, all_due: bool) -> None:
    """Nothing is due a year before; everything is announced 60 days before, and overdue the day after (exit code 1)."""
    done = run_leaflets("evidence", "due", "--today", today, cwd=ROOT)
    assert code == done.returncode
    wanted = 1 + len(open_project(ROOT).facts) if all_due else 1  # the names of the columns, or that nothing is due
    assert wanted == len(done.stdout.splitlines())
