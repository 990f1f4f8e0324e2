"""Which criteria of published instruments the leaflets meet, as a page that people can read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from leaflets.errors import Problem, ProjectError
from leaflets.model import Criterion
from leaflets.model.criterion import Answer
from leaflets.project import EVIDENCE, Project
from leaflets.readers.evidence import read_criteria

CRITERIA_FILE = "criteria.toml"
_INTRODUCTION = (
    "What published instruments ask, in our own words, and what can be said of these leaflets. Made from "
    f"`{EVIDENCE}/{CRITERIA_FILE}` with `leaflets evidence criteria`; whoever scores a leaflet has to read the "
    "instruments themselves."
)
ANSWERS: dict[Answer, str] = {
    "checked": "proved by a test",
    "person": "a person has to judge it",
    "open": "open",
    "not applicable": "does not apply",
}


def criteria_of(project: Project) -> list[Criterion]:
    """Return the criteria of a project; raise `ProjectError` with everything that is wrong in their file."""
    problems: list[Problem] = []
    path = project.path_of(EVIDENCE, CRITERIA_FILE)
    criteria = read_criteria(path, project.name_of(path), problems)
    if problems:
        raise ProjectError(problems)
    return criteria


def as_markdown(criteria: Sequence[Criterion]) -> str:
    """Return the criteria as a page: counts first, then a table for each instrument."""
    counts = Counter(criterion.answer for criterion in criteria)
    lines = [
        "# Criteria for patient leaflets",
        "",
        _INTRODUCTION,
        "",
        *(f"- {counts[answer]} {told}" for answer, told in ANSWERS.items()),
    ]
    for instrument, found in groupby(criteria, key=lambda criterion: criterion.instrument):
        lines += ["", f"## {instrument}", "", "| No. | Asks | Answer | Proof or note |", "|---|---|---|---|"]
        lines += [_row(criterion) for criterion in found]
    return "\n".join(lines) + "\n"


def _row(criterion: Criterion) -> str:
    cells = (criterion.number, criterion.asks, ANSWERS[criterion.answer], " ".join(_proof(criterion)))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _proof(criterion: Criterion) -> Iterable[str]:
    yield from (f"`{test}`" for test in criterion.by)
    if criterion.note:
        yield criterion.note
