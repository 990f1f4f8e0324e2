"""What `leaflets catalogue check` shows people: each finding with its message and the translation."""

import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from leaflets.cli.show import show_count
from leaflets.errors import Problem

if TYPE_CHECKING:
    from leaflets.translation.checking import Checked


MOST = 20
"""How many findings a terminal shows before the rest is counted."""
Place = tuple[Problem, "Checked"]


def show_checked(checked: Iterable["Checked"], *, everything: bool = False) -> None:
    """Print findings, the gravest first, on a terminal only a few; what is wrong in several places is said once."""
    groups = _gravest_first(checked)
    most = None if everything or not sys.stdout.isatty() else MOST
    shown = 0
    for places in groups:
        if most is not None and shown >= most:
            break
        for problem, one in places[: most and most - shown]:
            _show_place(problem, one, "red" if problem.severity == "error" else "yellow")
            shown += 1
        typer.echo(f"  {places[0][0].reason}")
        typer.secho(f"  → {places[0][0].hint}", dim=True)  # on one line, for it may hold a line to copy
    problems = [problem for places in groups for problem, _ in places]
    if len(problems) > shown:
        typer.secho(f"… and {len(problems) - shown} more; --all shows them.", bold=True)
    show_count(problems)


def _gravest_first(checked: Iterable["Checked"]) -> list[list[Place]]:
    """Return findings that say the same together: errors first, in them those with a critical message."""
    found: dict[tuple[str, str | None, str, str], list[Place]] = defaultdict(list)
    for one in checked:
        for problem in one.problems:
            found[problem.severity, problem.rule, problem.reason, problem.hint].append((problem, one))

    def grave(place: Place) -> tuple[str, bool]:
        problem, one = place
        return problem.severity, problem.key not in one.critical

    return sorted((sorted(places, key=grave) for places in found.values()), key=lambda places: grave(places[0]))


def _show_place(problem: Problem, checked: "Checked", colour: str) -> None:
    """Print rule, file and line; below them the message, and what stands there as its translation."""
    place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
    mark = ", critical" if problem.key in checked.critical else ""
    rule = f" {problem.rule}" if problem.rule else ""
    typer.secho(f"{problem.severity}{rule}: {place}{mark}", fg=colour, bold=True)
    if problem.key:
        _show_wrapped(problem.key, "  ")
    for text in filter(None, checked.texts.get(problem.key or "", ())):
        _show_wrapped(f"“{text}”", "  = ")


def _show_wrapped(text: str, start: str) -> None:
    """Print a text in lines that fit the terminal, also in scripts without spaces; later lines are indented."""
    from rich.console import Console
    from rich.text import Text

    width = shutil.get_terminal_size().columns
    lines = Text(text).wrap(Console(width=width), max(width - len(start), 20), overflow="fold")
    for number, line in enumerate(lines):
        typer.echo(f"{' ' * len(start) if number else start}{line.plain.rstrip()}")
