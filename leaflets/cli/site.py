"""`leaflets site`: the steps of a build, then pages around its PDFs, in a folder that needs no server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Clinics, Editions, Jobs, Languages, Topics
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from leaflets.delivery import Report
    from leaflets.project import Project

FOLDER = "library"


def site(
    out: Annotated[
        Path | None, typer.Argument(help="Where the library goes.", show_default="library/ in the project")
    ] = None,
    clinic: Clinics = [],
    topic: Topics = [],
    language: Languages = [],
    edition: Editions = ["standard"],
    pack_up: Annotated[bool, typer.Option("--zip", help="Also pack it into one file, beside the folder.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Only what is signed off; refuse drafts.")] = False,
    jobs: Jobs = None,
    today: Today = None,
    open_: Annotated[bool, typer.Option("--open", help="Open its first page.")] = False,
) -> None:
    """Make a library: a folder for browsers, with every leaflet as PDF and as a web page. It needs no server.

    Open index.html in it by a double click, from a USB stick, a shared folder or a web host.
    """
    from leaflets.cli.build import print_leaflets
    from leaflets.cli.opening import open_files
    from leaflets.cli.show import show_note, show_problems, show_report, shown
    from leaflets.folders import find_root
    from leaflets.library import refuse_another_site
    from leaflets.model.work import STANDARD
    from leaflets.printing.basis import basis_of
    from leaflets.project import open_project

    root = find_root(Path.cwd())
    target, editions = out or root / FOLDER, tuple(dict.fromkeys((STANDARD, *edition)))
    refuse_another_site(target)
    basis, project = basis_of(root), open_project(root)
    report, _, told = print_leaflets(
        root,
        basis,
        (clinic, topic, language, editions, ""),
        target,
        jobs=jobs,
        today=day(today),
        release=release,
        project=project,
    )
    show_note(told.overridden)
    show_problems(told.warnings)
    code = show_report(report)
    made = _make(project, report, day(today), release=release, packed=pack_up)
    if made is None:
        raise typer.Exit(code or 1)
    typer.echo(shown(made))
    if open_:
        open_files([made])
    raise typer.Exit(code)


def _counted(files: "Iterable[tuple[str, bytes]]", steps: "Iterator[object]") -> "Iterator[tuple[str, bytes]]":
    """Pass files through; what record systems get is the last of each leaflet, and so a step."""
    for path, data in files:
        if path.endswith(".fhir.json"):
            next(steps, None)
        yield path, data


def _make(project: "Project", report: "Report", today: "dt.date", *, release: bool, packed: bool) -> Path | None:
    """Write the library around the PDFs; return its first page, or nothing where it would be empty."""
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_failures, show_note, shown
    from leaflets.library import Library, collect, pack, publish
    from leaflets.store import open_store

    holdings, failed = collect(project, report, today, release=release)
    show_failures(failed)
    if not holdings.shelves:
        show_note("Nothing was printed, so there is no library.")
        return None
    files = Library(project, holdings, report.out, open_store(project.root)).files()
    with progress(len(holdings.items), "shown") as bar:
        names = publish(holdings, _counted(files, bar.track(holdings.items)), report.out)
    if packed:
        typer.echo(shown(pack(report.out, names, (today.year, today.month, today.day))))
    return report.out / "index.html"
