"""One sign, one urgency: whoever meets a sign finds one answer to what to do."""

from dataclasses import replace

import pytest

from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.project.signs import check_signs


def with_facts(project: Project, topic: str, statement: str, *facts: str) -> list[Problem]:
    """Return what is found in a topic of which one statement rests on other facts."""
    source = project.topics[topic]
    changed = tuple(replace(one, facts=facts) if one.id == statement and facts else one for one in source.statements)
    return list(check_signs(project, replace(source, statements=changed)))


@pytest.mark.parametrize("topic", ["aftercare", "side-effects", "questions", "your-session"])
def test_the_shipped_boxes_hold_signs_of_one_urgency(topic: str, project: Project) -> None:
    """Nothing is found in the leaflets as they are."""
    assert [] == with_facts(project, topic, "when")


@pytest.mark.parametrize(
    ("statement", "facts", "sign", "urgency", "box"),
    [
        ("numbness", ("R12", "R07", "F49"), "R07", "at once", "the same day"),
        ("hard-swelling", ("R08", "R12"), "R12", "the same day", "at once"),
        ("infection", ("R15",), "R15", "soon", "the same day"),
    ],
)
def test_a_sign_in_a_box_of_another_urgency_is_refused(  # noqa: PLR0913 - the columns of the table
    statement: str, facts: tuple[str, ...], sign: str, urgency: str, box: str, project: Project
) -> None:
    """The fault is told at the statement, with both urgencies."""
    [problem] = with_facts(project, "aftercare", statement, *facts)
    told = f"{sign} is a sign for “{urgency}”, and stands in a box of signs for “{box}”."
    assert (statement, told) == (problem.key, problem.reason)


def test_every_sign_of_the_register_says_how_urgent_it_is(project: Project) -> None:
    """The facts R01 to R15 have their urgency, and no other fact has one."""
    urgent = {name for name, fact in project.facts.items() if fact.urgency}
    assert {f"R{number:02}" for number in range(1, 16)} == urgent
