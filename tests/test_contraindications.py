"""A new contraindication reaches every topic that lists them, and no other."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from leaflets.project import Project, open_project

NEW = """[C29]
summary = "A made-up reason not to needle."
contraindication = "{sort}"
certainty = "expert opinion"
sources = ["iscp-2012"]
verified = false
checked = 2026-11-20
due = 2027-11-20
"""
ASKED, NAMED = "is not asked about", "is not named here, and this topic lists all"


def with_new(place: Path, sort: str, **topics: tuple[str, str]) -> Project:
    """Open a folder with a contraindication of its own, and copies of topics in which a text is replaced."""
    (place / "clinics").mkdir()
    (place / "evidence").mkdir()
    (place / "evidence" / "facts.toml").write_text(NEW.format(sort=sort), "utf-8")
    (place / "templates" / "topics").mkdir(parents=True)
    for topic, (before, after) in topics.items():
        name = f"templates/topics/{topic}.html.j2"
        shutil.copy(ROOT / name, place / name)
        text = (place / name).read_text("utf-8")
        assert before in text
        (place / name).write_text(text.replace(before, after, 1), "utf-8")
    return open_project(place)


def told(project: Project) -> dict[str, str]:
    """Return what is wrong with each topic, by the name of its file."""
    faults = (*project.faults.all, *project.faults.warnings)
    return {re.sub(r".*/|[.].*", "", one.path): one.reason for one in faults}


@pytest.mark.parametrize(
    ("sort", "topics"),
    [
        ("absolute", {"screening": ASKED, "contraindications": NAMED}),
        ("relative", {"screening": ASKED, "contraindications": NAMED, "preparation": NAMED}),
    ],
)
def test_it_reaches_every_topic_that_lists_its_sort(tmp_path: Path, sort: str, topics: dict[str, str]) -> None:
    """The health check and one topic have all, another those to talk about; topics that mention some are left alone."""
    found = told(with_new(tmp_path, sort))
    assert topics.keys() == found.keys()
    assert all(words in found[topic] and "C29" in found[topic] for topic, words in topics.items())


def test_naming_it_is_enough(tmp_path: Path) -> None:
    """A topic that rests on it in any statement lists it."""
    project = with_new(tmp_path, "relative", preparation=('facts="C13"', 'facts="C13 C29"'))
    assert {"screening", "contraindications"} == told(project).keys()


def test_a_topic_that_may_list_all_is_asked_for_its_promise(tmp_path: Path) -> None:
    """One that names most of a sort and promises nothing is warned of, with the words to add; “some” settles it."""
    project = with_new(tmp_path, "absolute", preparation=(', lists="relative"', ""))
    assert re.search(r"names (\d+) of the \1 relative contraindications", told(project)["preparation"])
    (warning,) = project.faults.warnings
    assert 'Add lists="relative" to its topic(…) line' in warning.hint
    place = project.root / "templates" / "topics" / "preparation.html.j2"
    place.write_text(place.read_text("utf-8").replace(") }}", ', lists="some") }}', 1), "utf-8")
    assert () == open_project(project.root).faults.warnings


def test_what_it_lists_is_one_of_four_words(tmp_path: Path) -> None:
    """Another word in its place is a fault of the topic, with those that there are."""
    project = with_new(tmp_path, "absolute", preparation=('lists="relative"', 'lists="none"'))
    (fault,) = (one for one in project.faults.all if "preparation" in one.path)
    assert "lists is not written as it has to be." == fault.reason
    assert '"all", "absolute", "relative" or "some"' in fault.hint


def test_the_promise_is_no_part_of_what_is_signed(project: Project) -> None:
    """What a topic lists is not among what reviewers sign of its first line."""
    assert "all" == project.topics["contraindications"].lists
    assert {"version", "dated"} == project.topics["contraindications"].head.keys()


def test_shipped_topics_keep_their_promise(project: Project) -> None:
    """No topic that comes with the program leaves one out, or promises less than it names."""
    assert ((), ()) == (project.faults.all, project.faults.warnings)
