"""What people see: problems, progress and tables, on a terminal in colour and elsewhere as plain lines."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from leaflets.errors import DeliveryError, LeafletsError, LostError, MisuseError, Problem

if TYPE_CHECKING:
    from leaflets.delivery import Report
    from leaflets.gallery.delivering import ImageRun
    from leaflets.model import Failed, Leaflet
    from leaflets.prepress import PressRun
    from leaflets.project import Project

INTERRUPTED = 130
"""The exit code of a command that was interrupted: 128 and the number of SIGINT."""
FEW = 12
"""So many leaflets are named one by one."""
MOST_PLACES = 3
"""How many leaflets are named for one problem before the rest is counted."""


def show_problems(problems: Iterable[Problem]) -> None:
    """Print each problem on the error stream: its place, then reason and hint below it."""
    for problem in problems:
        colour = "red" if problem.severity == "error" else "yellow"
        typer.secho(problem.place, fg=colour, bold=True, err=True)
        typer.echo(f"  {problem.reason}", err=True)
        if problem.hint:
            typer.secho(f"  → {problem.hint}", dim=True, err=True)


def show_note(text: str) -> None:
    """Print a line that people should know of, on the error stream; nothing if it is empty."""
    if text:
        typer.secho(text, fg="yellow", err=True)


def show_taken(told: Iterable[str]) -> None:
    """Print what was taken for names that were typed otherwise, on the error stream."""
    for one in told:
        typer.secho(one, dim=True, err=True)


def show_paths(report: "Report") -> None:
    """Print where each of a few printed files is, from the current folder where that is shorter."""
    if len(report.printed) <= FEW:
        show_few(report.files)


def show_few(paths: Sequence[Path]) -> None:
    """Print where each of a few files is."""
    if len(paths) <= FEW:
        for path in paths:
            typer.echo(shown(path))


def show_reasons(told: Mapping["Leaflet", str]) -> None:
    """Print for each leaflet why it was made or not."""
    for leaflet in sorted(told):
        typer.echo(f"{leaflet.path}: {told[leaflet]}")


def shown(path: Path) -> str:
    """Return a path from the current folder, where that is shorter."""
    whole, here = path.resolve(), Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


def show_findings(problems: Sequence[Problem]) -> None:
    """Print what a check found: errors first, then warnings; what is wrong in several places is said once."""
    places: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        places[problem.severity, problem.reason, problem.hint].append(problem)
    for (severity, reason, hint), found in sorted(places.items(), key=lambda item: item[0][0]):
        colour = "red" if severity == "error" else "yellow"
        for path in dict.fromkeys(one.path for one in found):
            keys = ", ".join(one.place.removeprefix(path).lstrip(":, ") for one in found if one.path == path)
            where = f"{path}:{keys}" if keys[:1].isdigit() else f"{path}, {keys}" if keys else path
            typer.secho(f"{severity}: {where}", fg=colour, bold=True, err=True)
        typer.echo(f"  {reason}", err=True)
        typer.secho(f"  → {hint}", dim=True, err=True)
    show_count(problems)


def show_count(problems: Sequence[Problem]) -> None:
    """Print how many errors and warnings there are, or that there is none."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        typer.secho("No problems found.", fg="green")
        return
    told = ", ".join(
        _count(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number or noun == "error"
    )
    typer.secho(f"\n{told}.", fg="red" if errors else "yellow", bold=True, err=True)


def show_trouble(trouble: LeafletsError) -> int:
    """Print what went wrong and return the exit code."""
    show_problems(trouble.problems)
    count = len(trouble.problems)
    if isinstance(trouble, MisuseError):
        return 2
    if isinstance(trouble, DeliveryError):
        typer.secho("Stopped. Every file that was already there is whole.", fg="red", err=True)
        return 1
    if isinstance(trouble, LostError):
        typer.secho("Stopped. What was finished is delivered; every file is whole.", fg="red", err=True)
        return 1
    what = "1 problem" if count == 1 else f"{count} problems"
    typer.secho(f"\n{what} found. Nothing was done.", fg="red", bold=True, err=True)
    return 1


def show_interruption() -> int:
    """Say that the run was interrupted; return the shell's code for it."""
    typer.secho("\nInterrupted. Every file that was written is whole.", fg="yellow", err=True)
    return INTERRUPTED


def show_termination(end: SystemExit) -> int:
    """Say that the run was ended from outside; return the shell's code for it."""
    typer.secho("\nEnded, as another program asked. Every file that was written is whole.", fg="yellow", err=True)
    return int(end.code or 0)


def show_failures(failures: Sequence["Failed"]) -> None:
    """Print each problem once, with the leaflets that it stopped."""
    stopped: dict[Problem, list[str]] = defaultdict(list)
    for failed in failures:
        for problem in failed.problems:
            stopped[problem].append(str(failed.leaflet.path))
    for problem, paths in stopped.items():
        show_problems([problem])
        if paths != [problem.path]:
            more = f" and {len(paths) - MOST_PLACES} more" if len(paths) > MOST_PLACES else ""
            typer.secho(f"  stops {', '.join(paths[:MOST_PLACES])}{more}", dim=True, err=True)


def show_left_out(project: "Project") -> None:
    """Say that something has faults, and is not in what was shown."""
    if project.faults.by_thing:
        typer.secho("Something here has faults and is left out. See: leaflets check", fg="yellow", err=True)


def show_report(report: "Report") -> int:
    """Print how a build ended and return the exit code."""
    show_problems((*report.unreadable, *report.kept))
    show_failures(report.failed)
    show_printed(len(report.printed), report.printed.drafts, report.out)
    if report.failed:
        typer.secho(f"{_count(len(report.failed), 'leaflet')} failed; see above.", fg="red", bold=True, err=True)
    count = sum(path.suffix == ".pdf" for paths in report.moved.values() for path in paths)
    if count:
        moved = "1 older PDF was" if count == 1 else f"{count} older PDFs were"
        typer.secho(f"{moved} moved to {report.outdated}. Do not hand out.", fg="red", bold=True, err=True)
    return 0 if report.ok else 1


def show_printed(printed: int, drafts: int, out: Path) -> None:
    """Print how many leaflets lie where, and how many of them are drafts."""
    made = f"{_count(printed, 'leaflet')} in {out}"
    if drafts:
        made += f", {'all' if drafts == printed else drafts} marked as draft: nobody has signed them off yet"
    if printed:
        typer.secho(f"{made}.", fg="green")


def show_pressed(run: "PressRun") -> None:
    """Print how many files for a print shop lie where."""
    from leaflets.model.work import PRESS

    if run.count:
        made = (
            f"{_count(run.count, 'file')} for a print shop in {shown(run.out / PRESS)}, with a ticket for each clinic"
        )
        typer.secho(f"{made}.", fg="green")


def show_pictured(run: "ImageRun") -> None:
    """Print how many leaflets have pictures, and where they lie."""
    from leaflets.model.work import IMAGES, MANIFEST

    if run.entries:
        made = (
            f"Pictures of {_count(len(run.entries), 'leaflet')} in {shown(run.out / IMAGES)}, described in {MANIFEST}"
        )
        typer.secho(f"{made}.", fg="green")


def show_json(data: Any) -> None:
    """Print data for a machine."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, gap: int = 2, named: bool = True) -> None:
    """Print a table that fits the terminal; piped, it is tab-separated lines, the first with the columns' names.

    `gap` is between columns; a list of names goes without the columns' names (`named`) into a pipe.
    """
    if not sys.stdout.isatty():
        for row in (columns, *rows) if rows and named else rows:
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, gap, 0, 0))
    for number, name in enumerate(columns):
        least = _least_width([row[number] for row in rows])
        table.add_column(name, overflow="fold", min_width=least, no_wrap=least >= len(name))
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _least_width(cells: Sequence[str]) -> int:
    """Return how wide a column has to be: a number that is broken in two would be read as two."""
    return max((len(cell) for cell in cells if cell.replace(" of ", "").isdigit()), default=1)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on a terminal what takes a while, as long as it does; elsewhere say nothing."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
