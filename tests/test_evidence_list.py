"""`leaflets evidence list` narrows the register down: to what nobody looked up, what is due, what a source carries."""

import datetime as dt
import json

import pytest
from conftest import ROOT, run_leaflets

from leaflets.evidence.choosing import Wanted
from leaflets.evidence.tracing import NOTICE, find_source
from leaflets.project import Project

LATE = dt.date(2027, 11, 1)
EARLY = dt.date(2026, 11, 20)


def test_what_is_not_asked_for_narrows_nothing(project: Project) -> None:
    """Without an option the whole register is listed, in its order."""
    assert list(project.facts.values()) == Wanted().facts_of(project)


def test_each_option_narrows_the_list(project: Project) -> None:
    """Not wholly read, due and resting on a source are three questions; together they name facts that are all of it."""
    facts = set(project.facts)
    unverified = {name for name in facts if not project.facts[name].verified or project.facts[name].unread}
    citing = {one: {name for name in facts if one in project.facts[name].sources} for one in project.sources}
    partly = find_source(project, next(one for one, ours in citing.items() if set() < ours & unverified < ours))
    due = {name for name in facts if (project.facts[name].due - LATE).days <= NOTICE}
    resting = citing[partly.id]
    assert set() < unverified & due & resting < resting < facts
    asked = [
        Wanted(unverified=True),
        Wanted(due=LATE),
        Wanted(source=partly),
        Wanted(unverified=True, due=LATE, source=partly),
    ]
    wanted = [unverified, due, resting, unverified & due & resting]
    assert wanted == [{fact.id for fact in one.facts_of(project)} for one in asked]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--due",), f"No fact is due in the {NOTICE} days from 2020-01-01."),
        (("--unverified", "--source", "boyce-2020"), "No fact has anything left to read and rests on boyce-2020."),
    ],
)
def test_it_says_so_where_no_fact_is_all_of_it(options: tuple[str, ...], told: str) -> None:
    """An empty list is told in a sentence that repeats what was asked; for programs it is an empty list."""
    asked = ("evidence", "list", *options, "--today", "2020-01-01")
    done = run_leaflets(*asked, cwd=ROOT)
    assert (0, f"{told}\n") == (done.returncode, done.stdout)
    assert [] == json.loads(run_leaflets(*asked, "--json", cwd=ROOT).stdout)


def test_a_source_that_is_not_there_is_misuse() -> None:
    """A slip in a source's id is answered with the one that was probably meant, by `list` and by `impact`."""
    for command in (("list", "--source", "boyce-2021"), ("impact", "boyce-2021")):
        done = run_leaflets("evidence", *command, cwd=ROOT)
        assert 2 == done.returncode
        assert "Did you mean “boyce-2020”?" in done.stdout


def test_impact_of_a_source_is_told_to_programs_and_people() -> None:
    """Its facts come first, each with what else carries it; then statements, leaflets and sign-offs are counted."""
    day = ("--today", EARLY.isoformat())
    shown = json.loads(run_leaflets("evidence", "impact", "boyce-2020", "--json", *day, cwd=ROOT).stdout)
    assert {"F30", "F31", "F34"} <= set(shown["facts"])
    assert all(shown[kind] for kind in ("statements", "leaflets"))
    assert [[], []] == [shown["signoffs"], shown["lost"]]
    told = " ".join(run_leaflets("evidence", "impact", "boyce-2020", *day, cwd=ROOT).stdout.split())
    assert "[boyce-2020, brady-2014]" in told
    assert f"{len(shown['facts'])} facts, {len(shown['statements'])} statements, {len(shown['leaflets'])} leaf" in told
