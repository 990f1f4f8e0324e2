"""`leaflets review look` and its two companions: who has looked at the pages of a look that is the folder's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Jobs
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    import datetime as dt

    from leaflets.model import Leaflet
    from leaflets.project import Project


def look(
    out: Annotated[
        Path | None, typer.Option("--out", help="Print the pages to look at into this folder.", show_default=False)
    ] = None,
    jobs: Jobs = None,
    today: Today = None,
) -> None:
    """Show what gives this project a look of its own, who signed it, and the pages to look at before signing."""
    from leaflets.project import find_root, open_project
    from leaflets.reviewing.design import code_of, pages_to_see, standing_of

    project = open_project(find_root(Path.cwd()))
    standing = standing_of(project, day(today))
    if not standing.look.own:
        typer.echo("The look of this project is that of the program: it needs no sign-off.")
        return
    typer.secho("What is this project’s own", bold=True)
    for name in standing.look.own:
        typer.echo(f"  {name}")
    state = f"Signed until {standing.until}." if standing.is_covered else standing.why_not
    typer.secho(state, fg="green" if standing.is_covered else "yellow")
    leaflets = pages_to_see(project)
    if out is None:
        typer.echo(f"{len(leaflets)} leaflets to look at. Print them: leaflets review look --out look")
        return
    code = _print(project, leaflets, out, jobs, day(today))
    if code:
        raise typer.Exit(code)
    typer.echo(
        "Open each of them: warnings, numbers to call, pictures and marks of drafts have to be there, and readable."
    )
    typer.secho(f"The code of this look: {code_of(standing.look)}", bold=True)


def _print(project: "Project", leaflets: "list[Leaflet]", out: Path, jobs: int | None, today: "dt.date") -> int:
    """Print the pages to look at as they are printed today; return the exit code."""
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_report
    from leaflets.composition import compose_all
    from leaflets.delivery import Run, deliver, prepare
    from leaflets.printing.batch import typeset_all
    from leaflets.printing.executors import make_executor, make_pool, running
    from leaflets.project.overrides import overrides_of
    from leaflets.reviewing.signoffs import approvals
    from leaflets.typesetting import engine_versions, seal

    prepare(out)
    seal(project.fonts.all_folders)
    versions = engine_versions()
    with running(make_executor(len(leaflets), jobs)) as executor, progress(len(leaflets)) as bar:
        pages = compose_all(project, leaflets, approvals(project, today))
        outcomes = typeset_all(pages, executor, lambda workers: make_pool(workers or jobs))
        report = deliver(bar.track(outcomes), out, Run(versions, overrides=overrides_of(project)))
    return show_report(report)


def sign_look(
    name: Annotated[str, typer.Option("--name", help="Your name.")],
    credential: Annotated[str, typer.Option("--credential", help="Your profession or post.")],
    read: Annotated[str, typer.Option("--read", help="The code that leaflets review look --out ends with.")],
    today: Today = None,
) -> None:
    """Say that you have looked at the pages of this project’s own look."""
    from leaflets.delivery import write_whole
    from leaflets.errors import MisuseError, Problem, ProjectError
    from leaflets.project import find_root, open_project
    from leaflets.project.look import look_of
    from leaflets.reviewing.design import check_designer, code_of, signed_look

    project = open_project(find_root(Path.cwd()))
    entry = {"name": name, "credential": credential, "date": day(today)}
    problems = list(check_designer(project, entry, day(None)))
    if problems:
        raise ProjectError(problems)
    if read.strip().lower() != code_of(look_of(project)):
        hint = "Look at the pages again with leaflets review look --out look; the look may have changed since."
        raise MisuseError([Problem("--read", f"“{read}” is not the code of this look.", hint)])
    for path, data in signed_look(project, entry).items():
        write_whole(path, data)
    typer.secho(f"Signed: the look of this project, {name}, {day(today)}.", fg="green")


def revoke_look(
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept with the sign-off.")],
    name: Annotated[str | None, typer.Option("--name", help="Whose sign-off, if several people signed.")] = None,
    today: Today = None,
) -> None:
    """Take the sign-off of a look back. It stays in the file, with the reason."""
    from leaflets.delivery import write_whole
    from leaflets.project import find_root, open_project
    from leaflets.reviewing.design import revoked_look

    project = open_project(find_root(Path.cwd()))
    for path, data in revoked_look(project, name, day(today), reason).items():
        write_whole(path, data)
    typer.echo("Revoked: the sign-off of this project’s look.")
