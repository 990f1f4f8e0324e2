"""What a project's folder lays over the program's own content, as far as nobody answers for it."""

import datetime as dt
from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.project.emergency import line_problem, unsourced_lines
from leaflets.project.overrides import overrides_of, told
from leaflets.reviewing.design import standing_of

HINTS = {
    "look": "A release needs a design sign-off. Look at the pages: leaflets review look",
    "fonts": "A release needs a design sign-off. Look at the pages: leaflets review look",
    "regions": "Compare each number with where it is published.",
    "evidence": "Compare it with its sources; figures and sources are signed, dates and summaries are not.",
    "coverage": "Read the table as it is now: leaflets evidence coverage",
    "rules": "Check that no fault of the words passes now that was found before.",
}


def check_overrides(project: Project, today: dt.date) -> Iterator[Problem]:
    """Warn of what is overridden, each kind once, and of health lines without a source; a signed look is known."""
    standing = standing_of(project, today)
    is_seen = standing.is_covered
    yield from standing.problems
    for kind, hint in HINTS.items():
        found = tuple(one for one in overrides_of(project) if one.kind == kind)
        if found and not (is_seen and kind in {"look", "fonts"}):
            yield Problem(found[0].path, told(found), hint, severity="warning")
    for code in unsourced_lines(project):
        problem = line_problem(project, code)
        yield Problem(problem.path, problem.reason, problem.hint, key=problem.key, severity="warning")
