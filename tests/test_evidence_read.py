"""A fact says of each of its sources whether, where and when it was read; one that is verified rests on a reading."""

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.composition.identity import evidence_of
from leaflets.errors import Problem
from leaflets.evidence.choosing import Wanted
from leaflets.model import Fact
from leaflets.project import Project, open_project
from leaflets.readers.evidence import read_facts

NAME = "evidence/facts.toml"
FACT = """[F90]
summary = "A fact."
certainty = "low"
sources = ["boyce-2020", "brady-2014"]
verified = true
checked = 2026-11-20
due = 2027-11-20
"""
READ = '[F90.read]\nboyce-2020 = { where = "abstract", on = 2026-11-20 }\n'


def read(place: Path, text: str) -> tuple[dict[str, Fact], list[Problem]]:
    """Return the facts of a register, and what is wrong with it."""
    (place / "facts.toml").write_text(text, "utf-8")
    problems: list[Problem] = []
    return read_facts(place / "facts.toml", NAME, problems), problems


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (FACT + READ, ("brady-2014",)),
        (FACT + READ + 'brady-2014 = { where = "full text", on = 2026-11-01 }\n', ()),
        (FACT + READ + 'brady-2014 = { where = "quotation", on = 2026-11-01 }\n', ("brady-2014",)),
        (FACT.replace("true", "false"), ("boyce-2020", "brady-2014")),
        (FACT.replace("true", "false") + READ.replace("abstract", "quotation"), ("boyce-2020", "brady-2014")),
        ((FACT + READ).replace("boyce-2020 =", '"10.1000/x" =').replace("boyce-2020", "10.1000/x"), ("brady-2014",)),
    ],
)
def test_each_source_was_read_or_not(tmp_path: Path, text: str, unread: tuple[str, ...]) -> None:
    """A source without an entry was not read, and neither was one that is known by a quotation."""
    facts, problems = read(tmp_path, text)
    assert [] == problems
    assert unread == facts["F90"].unread


@pytest.mark.parametrize(
    ("text", "key", "reason", "hint"),
    [
        (FACT, "F90.read", "“boyce-2020”, its first source, was not read, or nothing says so.",
         'write [F90.read] with boyce-2020 = { where = "abstract", on = 2026-11-20 }. Or set verified = false.'),
        (FACT + READ.replace("boyce-2020", "brady-2014"), "F90.read", "was not read", "[F90.read] with boyce-2020"),
        (FACT + READ.replace("abstract", "quotation"), "F90.read", "is known by a quotation only.", "Or set verified"),
        (FACT.replace("boyce-2020", "10.1000/x"), "F90.read", "“10.1000/x”", '[F90.read] with "10.1000/x" = {'),
        (FACT + READ + 'smith = { where = "abstract", on = 2026-11-20 }', "F90.read",
         "“smith” is not a source of this fact.", "Name one of them (boyce-2020, brady-2014), or take it out."),
        (FACT.replace("boyce-2020", "boyce.2020") + READ.replace("boyce-2020", "boyce.2020"), "F90.read",
         "“boyce” is not a source of this fact.", "An id with a dot stands in quotes."),
        (FACT + READ.replace("-20 }", "-21 }"), "F90.read", "was read on 2026-11-21", "Set checked to the day"),
        (FACT + READ.replace("abstract", "memory"), "F90.read.boyce-2020.where", "“memory” is not possible here.",
         "Use 'full text', 'abstract', 'web page' or 'quotation'."),
        (FACT + READ.replace("where", "wher"), "F90.read.boyce-2020.wher", "This key is not known.",
         "Did you mean “where”?"),
        (FACT + READ.replace(", on = 2026-11-20", ""), "F90.read.boyce-2020.on", "This key is missing.", "Add it"),
        (FACT + 'read = "yes"', "F90.read", "This has to be a table.", "Write it as a table"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_reading_is_told(tmp_path: Path, text: str, key: str, reason: str, hint: str) -> None:
    """Each fault is told with its key and what to write; the fact is left out."""
    facts, problems = read(tmp_path, text)
    assert {} == facts
    told = {one.key: one for one in problems}
    assert NAME == told[key].path
    assert reason in told[key].reason
    assert hint in told[key].hint


def test_a_fault_of_a_reading_stops_what_rests_on_it(tmp_path: Path) -> None:
    """A folder's own fact that is verified without a reading is an error of the check, and of nothing else."""
    (tmp_path / "clinics").mkdir()
    (tmp_path / "evidence").mkdir()
    (tmp_path / NAME).write_text(FACT, "utf-8")
    (fault,) = open_project(tmp_path).faults.all
    assert (NAME, "F90.read", "error") == (fault.path, fault.key, fault.severity)
    (tmp_path / NAME).write_text(FACT + READ, "utf-8")
    assert () == open_project(tmp_path).faults.all


def test_every_verified_fact_of_the_register_was_read(project: Project) -> None:
    """The program's own facts hold themselves to it, and no reading is younger than the fact."""
    for fact in project.facts.values():
        assert not fact.verified or fact.sources[0] not in fact.unread, fact.id
        assert all(one.on <= fact.checked for one in fact.read.values()), fact.id


def test_a_reading_is_no_part_of_what_is_signed(project: Project) -> None:
    """Who read a source, where and when changes no content id and voids no sign-off."""
    fact = next(one for one in project.facts.values() if one.read)
    assert evidence_of(fact) == evidence_of(fact.model_copy(update={"read": {}}))


def test_show_says_where_each_source_was_read(project: Project) -> None:
    """Beside each source stands where and when it was read, or that it was not; for programs, too."""
    mixed = next(one for one in project.facts.values() if one.read and len(one.sources) > len(one.read))
    quoted = next(one for one in project.facts.values() if "quotation" in {way.where for way in one.read.values()})
    for fact in (mixed, quoted):
        told = run_leaflets("evidence", "show", fact.id, cwd=ROOT).stdout
        for source in fact.sources:
            way = fact.read.get(source)
            assert f"source {source} ({f'{way.where}, {way.on}' if way else 'not read'}): " in told
    shown = json.loads(run_leaflets("evidence", "show", mixed.id, "--json", cwd=ROOT).stdout)
    assert shown["read"] == {name: {"where": one.where, "on": str(one.on)} for name, one in mixed.read.items()}


def test_what_was_not_read_is_listed_and_told_apart(project: Project) -> None:
    """A verified fact with a source that nobody read is listed as unverified ones are, with the source beside it."""
    facts = Wanted(unverified=True).facts_of(project)
    assert {True, False} == {fact.verified for fact in facts}
    rows = json.loads(run_leaflets("evidence", "list", "--unverified", "--json", cwd=ROOT).stdout)
    told = {fact.id: ("verified" if fact.verified else "not verified", list(fact.unread)) for fact in facts}
    assert told == {row["fact"]: (row["verified"], row["not read"]) for row in rows}
    lines = run_leaflets("evidence", "list", "--unverified", cwd=ROOT).stdout.splitlines()
    assert [fact.id for fact in facts] == [re.split(r"\t", line)[0] for line in lines[1:]]
    assert any(f"\tverified\t{', '.join(unread)}\t" in "\n".join(lines) for _, unread in told.values() if unread)
