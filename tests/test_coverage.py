"""Each subject that patients ask about has an answer that is there, and the table is what its data says."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.checks import check_all
from leaflets.checks.coverage import check_coverage
from leaflets.checks.overrides import check_overrides
from leaflets.errors import Problem, ProjectError
from leaflets.evidence.coverage import as_markdown, coverage_of, subjects_of
from leaflets.project import COVERAGE_FILE, EVIDENCE, Project
from leaflets.project.faults import Faults, Thing

TODAY = dt.date(2026, 11, 20)
FILE = f"{EVIDENCE}/{COVERAGE_FILE}"
ASKED = 'group = "A group"\nquestion = "A question?"\n'
Laid = Callable[[str], Project]
"""Lays a file of subjects in a folder over the program's."""


@pytest.fixture
def laid(project: Project, tmp_path: Path) -> Laid:
    """Return the checkout beneath a folder that holds nothing but subjects."""

    def over(text: str) -> Project:
        (tmp_path / EVIDENCE).mkdir()
        (tmp_path / FILE).write_text(text, "utf-8")
        return replace(project, root=tmp_path, layers=(tmp_path, ROOT))

    return over


def test_the_table_is_fresh() -> None:
    """`docs/coverage.md` is what the command makes of the data: leaflets evidence coverage > docs/coverage.md."""
    done = run_leaflets("evidence", "coverage", cwd=ROOT)
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == done.stdout


def test_programs_get_the_same() -> None:
    """With `--json` each subject has its statements with their English words."""
    told = json.loads(run_leaflets("evidence", "coverage", "--json", cwd=ROOT).stdout)
    (rest,) = [one for one in told if one["id"] == "rest"]
    assert "rest-for-days" == rest["refused"]
    assert "do I have to rest? Keep moving gently:" in rest["statements"]["questions/exercise"]


def test_every_answer_is_there(project: Project) -> None:
    """What comes with the program names statements and claims that exist, and each statement says something."""
    assert [] == list(check_coverage(project))
    assert [] == [
        (one.subject.id, name) for one in coverage_of(project) for name, said in one.words.items() if not said
    ]


def test_the_subjects_of_clinics_pages_are_all_there(project: Project) -> None:
    """Every condition of the topic on conditions and every claim of the list is somebody's subject."""
    subjects = subjects_of(project).values()
    named = {statement for subject in subjects for statement in subject.statements}
    conditions = project.topics["conditions"].statements
    assert set() == {f"conditions/{one.id}" for one in conditions if one.kind != "picture"} - named
    assert set(project.claims) == {subject.refused for subject in subjects if subject.refused}
    assert (
        set()
        == {f"questions/{one.id}" for one in project.topics["questions"].statements if one.kind == "question"} - named
    )


@pytest.mark.parametrize(
    ("answer", "key", "told"),
    [
        ('statements = ["questions/hurts"]', "one.statements", "No statement is called “questions/hurts”."),
        ('statements = ["hurt"]', "one.statements", "No statement is called “hurt”."),
        ('statements = ["gone/hurt"]', "one.statements", "No statement is called “gone/hurt”."),
        ('refused = "toxin"\nbecause = "No."', "one.refused", "No claim has the id “toxin”."),
        ("", "one", "Nothing answers this subject."),
        ("statements = []", "one", "Nothing answers this subject."),
        ('refused = "toxins"', "one", "“refused” and “because” belong together."),
        ('open = "Why."\nelsewhere = "There."', "one", "An open subject has no answer."),
    ],
)
def test_an_answer_that_is_not_there_is_an_error(laid: Laid, answer: str, key: str, told: str) -> None:
    """A statement, a claim or an answer that is not there is told with the subject's key."""
    (problem,) = check_coverage(laid(f"[one]\n{ASKED}{answer}\n"))
    assert (FILE, key, told, "error") == (problem.path, problem.key, problem.reason, problem.severity)


def test_a_slip_is_answered_with_what_was_meant(laid: Laid) -> None:
    """The hint names the statement of that topic which is nearest."""
    (problem,) = check_coverage(laid(f'[one]\n{ASKED}statements = ["questions/hurts"]\n'))
    assert "Did you mean “questions/hurt”?" == problem.hint


def test_a_folder_adds_and_replaces_entries(laid: Laid) -> None:
    """A folder's subject takes the place of the program's; others are added."""
    cost = '[cost]\ngroup = "Practical matters"\nquestion = "The price?"\nelsewhere = "A list."\n'
    opened = laid(f'{cost}[one]\n{ASKED}open = "Nobody knows."\n')
    found = {one.subject.id: one for one in coverage_of(opened)}
    assert not found["cost"].is_open
    assert found["one"].is_open
    assert "| A question? | **Open**: Nobody knows. |" in as_markdown(list(found.values()))
    (override,) = check_overrides(opened, TODAY)
    assert "This project overrides the coverage (cost)." == override.reason


def test_a_topic_that_says_less_is_shown_and_no_error(project: Project, laid: Laid) -> None:
    """Where a folder's topic lacks a statement, the table says so; nobody has to mend the program's list."""
    opened = laid((ROOT / FILE).read_text("utf-8"))
    less = project.topics["questions"]
    kept = tuple(one for one in less.statements if one.id != "back")
    shorter = replace(opened, topics={**opened.topics, "questions": replace(less, statements=kept)})
    assert [] == list(check_coverage(shorter))
    (back,) = [one for one in coverage_of(shorter) if one.subject.id == "back-pain"]
    assert ("questions/back",) == back.gone
    assert "`questions/back` is no longer said." in as_markdown([back])


def test_a_topic_with_faults_accuses_nobody(laid: Laid) -> None:
    """What a topic with faults says cannot be known, so none of its statements is missed; so with a claim."""
    opened = laid(f'[one]\n{ASKED}statements = ["questions/hurt"]\nrefused = "toxins"\nbecause = "No."\n')
    fault = (Problem("a file", "It cannot be read.", "Mend it."),)
    faults = Faults({Thing("topic", "questions"): fault, Thing("claim", "toxins"): fault})
    assert [] == list(check_coverage(replace(opened, topics={}, claims={}, faults=faults)))
    assert 2 == len(list(check_coverage(replace(opened, topics={}, claims={}))))


def test_a_file_with_faults_is_told(laid: Laid, tmp_path: Path) -> None:
    """The command refuses a file that it cannot read, with every fault in it."""
    opened = laid(f'[one]\n{ASKED}statement = ["questions/hurt"]\n')
    with pytest.raises(ProjectError) as refused:
        subjects_of(opened)
    assert "Did you mean “statements”?" in {problem.hint for problem in refused.value.problems}
    (tmp_path / FILE).unlink()
    assert subjects_of(replace(opened, layers=(ROOT,))) == subjects_of(opened)


def test_signs_of_a_table_are_kept_from_it(laid: Laid) -> None:
    """A line break or a bar in a person's words breaks no row."""
    opened = laid('[one]\ngroup = "A group"\nquestion = """One |\nor two?"""\nelsewhere = "There."\n')
    page = as_markdown([one for one in coverage_of(opened) if one.subject.id == "one"])
    assert "| One \\| or two? | **Elsewhere**: There. |" in page


def test_check_tells_of_it(laid: Laid) -> None:
    """`leaflets check` holds what is wrong with subjects among all that it finds."""
    opened = laid(f'[one]\n{ASKED}refused = "toxin"\nbecause = "No."\n')
    one_sheet = {"languages": ("en",), "topics": ("aftercare",)}
    clinics = {"aspen-row": opened.clinics["aspen-row"].model_copy(update=one_sheet)}
    found = check_all(replace(opened, clinics=clinics), TODAY)
    assert [f"{FILE}, one.refused"] == [f"{one.path}, {one.key}" for one in found if one.severity == "error"]
