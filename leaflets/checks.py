"""Everything that can be known without printing."""

from collections.abc import Iterable, Iterator

from leaflets.composition import compose_all
from leaflets.errors import Problem
from leaflets.extraction import extract, render
from leaflets.model import Failed
from leaflets.project import LOCALES, Project
from leaflets.selection import Selection, choose


def check_all(project: Project) -> list[Problem]:
    """Return every problem of a project that has been opened: its leaflets are composed, but not typeset."""
    failures = (item for item in compose_all(project, choose(project, Selection())) if isinstance(item, Failed))
    found = [*_unique(problem for failed in failures for problem in failed.problems), *_stale(project)]
    return sorted(found, key=lambda problem: (problem.path, problem.line or 0, problem.key or "", problem.reason))


def _unique(problems: Iterable[Problem]) -> Iterable[Problem]:
    return dict.fromkeys(problems)


def _stale(project: Project) -> Iterator[Problem]:
    """Find a catalogue template that is older than the templates, in the project's own folder."""
    path = project.root / LOCALES / "leaflets.pot"
    if path.exists() and path.read_bytes() != render(extract(project)):
        reason = "The catalogue template is older than the templates."
        yield Problem(f"{LOCALES}/{path.name}", reason, "Run: leaflets catalogue extract, then catalogue update.")
