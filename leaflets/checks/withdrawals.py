"""Facts that do not stand, because they or a source of theirs were withdrawn."""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.project.withdrawals import fallen_in_print, fallen_of


def check_withdrawals(project: Project) -> Iterator[Problem]:
    """Name each fact that does not stand: an error where a leaflet says it, a warning where none does.

    A fact that was withdrawn itself and that no statement rests on is settled.
    """
    printed = fallen_in_print(project)
    yield from (one.problem for one in printed)
    for one in fallen_of(project, project.facts.values()):
        if one not in printed and one.fact.id not in project.withdrawals:
            yield replace(one.problem, severity="warning")
