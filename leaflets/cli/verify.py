"""`leaflets verify`: whether printed leaflets may still be handed out."""

from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Json
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.verification import Verdict

FEW = 20
"""As many PDFs are judged within a second; more get a progress bar."""
FILES = {
    "genuine": "The file is byte for byte the one that was delivered.",
    "altered": "The file is not the one that was delivered.",
    "not recorded": "No report records this file, so nobody can tell whether it was altered.",
}


def verify(
    files: Annotated[
        list[Path], typer.Argument(help="PDFs that leaflets build has made, or folders of them.", metavar="FILE...")
    ],
    today: Today = None,
    json: Json = False,
) -> None:
    """Tell whether PDFs are current, outdated, withdrawn, drafts, altered or unknown, why, and what to do.

    Exit code 0: each of them is current, recorded and unaltered. 1: at least one is not, so do not hand it out.
    """
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_json, show_note
    from leaflets.project import find_root, open_project
    from leaflets.project.overrides import overrides_of, told
    from leaflets.verification import Judge, find_pdfs

    paths = find_pdfs(files)
    project = open_project(find_root(Path.cwd()))
    judge = Judge(project, day(today))
    with progress(len(paths), "verified") if len(paths) > FEW else nullcontext() as bar:
        verdicts = list(bar.track(map(judge.verdict, paths)) if bar else map(judge.verdict, paths))
    if json:
        show_json([_as_json(one) for one in verdicts])
    elif [paths[0]] == files:
        _show(verdicts[0])
    else:
        _show_all(verdicts)
    if not json:
        show_note(told(overrides_of(project)))
    raise typer.Exit(0 if all(one.is_current for one in verdicts) else 1)


def _show(verdict: "Verdict") -> None:
    """Print all that is known of one PDF: the word, why, what to do, which sheet it is, and its file."""
    finding, sheet = verdict.finding, verdict.sheet
    word = typer.style(finding.state.capitalize(), fg="green" if verdict.is_current else "red", bold=True)
    typer.echo(f"{word}: {verdict.path}")
    for reason in finding.why:
        typer.echo(fill(reason, initial_indent="  ", subsequent_indent="  "))
    for change in finding.changes:
        typer.echo(f"    {change}")
    if finding.advice:
        typer.secho(f"  → {finding.advice}", bold=True)
    if finding.command:
        typer.secho(f"    {finding.command}", bold=True)
    if sheet:
        typer.echo(f"  It says it is {sheet.leaflet} · {sheet.content_id}.")
        typer.echo(f"  {FILES[verdict.file]}")


def _show_all(verdicts: Iterable["Verdict"]) -> None:
    """Print a line for each PDF, then how many there are of each kind."""
    from leaflets.cli.show import show_table

    rows = [(one.finding.state.capitalize(), str(one.path), _short(one)) for one in verdicts]
    show_table(("State", "File", "Why"), rows)
    counts = Counter(state.lower() for state, _, _ in rows)
    told = ", ".join(f"{number} {state}" for state, number in counts.most_common())
    good = set(counts) == {"current"}
    typer.secho(
        f"{'1 PDF' if len(rows) == 1 else f'{len(rows)} PDFs'}: {told}.",
        fg="green" if good else "red",
        bold=True,
        err=True,
    )
    if not good:
        typer.echo("Hand out only those that are current. What to do about one: leaflets verify FILE", err=True)


def _short(verdict: "Verdict") -> str:
    if verdict.is_current:
        return ""
    return ", ".join(verdict.finding.changes) or verdict.finding.why[0]


def _as_json(verdict: "Verdict") -> dict[str, Any]:
    from dataclasses import asdict

    sheet = verdict.sheet
    told = {"path": str(verdict.path), "file": verdict.file, **asdict(verdict.finding), "sheet": None}
    if sheet is None:
        return told
    printed = None if sheet.state is None else sheet.state.name
    until = None if sheet.state is None or sheet.state.until is None else sheet.state.until.isoformat()
    says = {"content_id": sheet.content_id, "printed": printed, "until": until}
    return {**told, "sheet": {**asdict(sheet.leaflet), **says}}
