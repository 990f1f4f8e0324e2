"""`leaflets clinic sheet`: what marketing shows to the owner of a clinic."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Jobs
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.project import Project


def sheet(
    clinic: Annotated[str, typer.Argument(help="A clinic, by its folder or name.", metavar="CLINIC")],
    topic: Annotated[
        str, typer.Option("--topic", "-t", help="The topic to show.", show_default="the clinic's first")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the PDF goes.", show_default="out/ in the project")
    ] = None,
    jobs: Jobs = None,
    today: Today = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it.")] = False,
) -> None:
    """Print a clinic's brand sheet: logo, colours with their contrasts, type in each language, every layout."""
    from leaflets.cli.opening import open_files
    from leaflets.cli.show import show_failures, show_note, shown, working
    from leaflets.delivery import prepare, write_whole
    from leaflets.folders import find_root
    from leaflets.gallery.brand_sheet import brand_sheet
    from leaflets.gallery.layouts import Desk, first_of_each, small
    from leaflets.model import Failed
    from leaflets.model.work import brand_sheet_path
    from leaflets.printing.basis import basis_of
    from leaflets.project import open_project

    root = find_root(Path.cwd())
    target, basis, project = prepare(out or root / "out"), basis_of(root), open_project(root)
    slug, about = _meant(project, clinic, topic)
    with working("Printing"):
        fates = Desk(project, basis, target, day(today), jobs).printed(first_of_each(project, slug, about))
        layouts = [small(project, one, target) for one in fates if not isinstance(one, Failed)]
        pdf = brand_sheet(project, project.clinics[slug], about, layouts, day(today))
    path = target / brand_sheet_path(slug)
    write_whole(path, pdf)
    failed = [one for one in fates if isinstance(one, Failed)]
    show_failures(failed)
    show_note("What cannot be printed is left out of the sheet." if failed else "")
    typer.echo(shown(path))
    if open_:
        open_files([path])


def _meant(project: "Project", clinic: str, topic: str) -> tuple[str, str]:
    """Return the clinic and the topic that are meant; raise the error that says why they cannot be shown."""
    from leaflets.errors import MisuseError, Problem, ProjectError
    from leaflets.project.faults import Thing
    from leaflets.project.naming import meant_thing

    meant = meant_thing(project, "clinic", clinic, "CLINIC")
    about = meant_thing(project, "topic", topic, "--topic") if topic else None
    wrong = [one for one in (meant, about) if isinstance(one, Problem)]
    if isinstance(meant, Problem) or isinstance(about, Problem):
        raise MisuseError(wrong)
    if meant.name not in project.clinics:
        raise ProjectError(project.faults.of([Thing("clinic", meant.name)]))
    return meant.name, about.name if about else project.clinics[meant.name].topics[0]
