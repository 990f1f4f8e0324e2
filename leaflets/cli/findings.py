"""What `leaflets catalogue check` shows people: each finding with its message and the translation."""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from leaflets.cli.show import show_count
from leaflets.errors import Problem

if TYPE_CHECKING:
    from leaflets.translation.checking import Checked


def show_checked(checked: Iterable["Checked"]) -> None:
    """Print every finding: errors first, in them critical messages; what is wrong in several places is said once."""
    found: dict[tuple[str, str | None, str, str], list[tuple[Problem, Checked]]] = defaultdict(list)
    for one in checked:
        for problem in one.problems:
            found[problem.severity, problem.rule, problem.reason, problem.hint].append((problem, one))
    for (severity, _, reason, hint), places in sorted(found.items(), key=lambda item: item[0][0]):
        colour = "red" if severity == "error" else "yellow"
        for problem, one in places:
            _show_place(problem, one, colour)
        typer.echo(f"  {reason}", err=True)
        typer.secho(f"  → {hint}", dim=True, err=True)  # on one line, for it may hold a line to copy
    show_count([problem for places in found.values() for problem, _ in places])


def _show_place(problem: Problem, checked: "Checked", colour: str) -> None:
    """Print rule, file and line; below them the message, and what stands there as its translation."""
    place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
    mark = ", critical" if problem.key in checked.critical else ""
    rule = f" {problem.rule}" if problem.rule else ""
    typer.secho(f"{problem.severity}{rule}: {place}{mark}", fg=colour, bold=True, err=True)
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
        typer.echo(f"{' ' * len(start) if number else start}{line.plain.rstrip()}", err=True)
