"""`leaflets catalogue pseudo`: leaflets in pseudo-languages, to prove templates and brands."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Clinics, Editions, Jobs, Json, Topics

if TYPE_CHECKING:
    from leaflets.delivery import Report
    from leaflets.translation.pseudo import Limits


def pseudo(
    kind: Annotated[list[str], typer.Option("--kind", help="long, rtl, tall, stacked or cjk (repeat for more).")] = [],
    clinic: Clinics = [],
    topic: Topics = [],
    edition: Editions = ["standard"],
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the PDFs go.", show_default="out/pseudo in the project")
    ] = None,
    jobs: Jobs = None,
    json: Json = False,
) -> None:
    """Print leaflets in pseudo-languages, to see whether there is room for longer words, other scripts, higher lines.

    Nothing is written into locales/. Pages that are too many or too full are named, and can be looked at all the same.
    """
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_taken
    from leaflets.composition import compose_all
    from leaflets.delivery import Run, deliver, prepare, write_whole
    from leaflets.printing.batch import typeset_all
    from leaflets.printing.executors import make_executor, make_pool, running
    from leaflets.project import find_root, open_project
    from leaflets.selection import Selection, choose, understand
    from leaflets.translation.pseudo import Limits, find_kinds, pseudo_project
    from leaflets.typesetting import engine_versions, seal

    kinds = find_kinds(kind)
    project = open_project(find_root(Path.cwd()))
    meant = understand(project, Selection(clinic, topic, (), edition))
    show_taken(meant.told)
    project = pseudo_project(project, kinds)
    leaflets = choose(project, replace(meant, languages=[one.code for one in kinds]))
    target = out or project.root / "out" / "pseudo"
    prepare(target)
    seal(project.fonts.all_folders)
    versions, limits = engine_versions(), Limits(project)
    with running(make_executor(len(leaflets), jobs)) as executor, progress(len(leaflets)) as bar:
        pages = limits.lift(compose_all(project, leaflets))
        outcomes = limits.watch(typeset_all(pages, executor, lambda workers: make_pool(workers or jobs)))
        report = deliver(bar.track(outcomes), target, Run(versions))
    for leaflet, pdf in limits.proofs(report.failed):
        write_whole(target / leaflet.path, pdf)
    _show(report, limits, json=json)
    if not json:
        told = ", ".join(f"{one.code} is {one.name}" for one in kinds)
        typer.echo(f"Folders: {told}.", err=True)
    raise typer.Exit(0 if report.ok else 1)


def _show(report: "Report", limits: "Limits", *, json: bool) -> None:
    """Tell what was printed, what would not fit, and what could not be printed at all."""
    from leaflets.cli.show import show_failures, show_json, show_table

    rows = _rows(limits)
    if json:
        failed = [entry for entry in report.as_json()["leaflets"] if entry["state"] == "failed"]
        show_json({"out": str(report.out), "printed": len(report.printed), "too_long": rows, "failed": failed})
        return
    show_failures(report.failed)
    if rows:
        typer.secho("These need more pages than they may have:", fg="yellow", err=True)
        show_table(list(rows[0]), [[str(value) for value in row.values()] for row in rows])
    typer.echo(f"{len(report.printed)} pseudo-leaflets in {report.out}, {len(rows)} of them too long.", err=True)
    if report.failed:
        typer.secho(
            f"{len(report.failed)} more with text outside its place, or that cannot be printed: see above.",
            fg="red",
            bold=True,
            err=True,
        )


def _rows(limits: "Limits") -> list[dict[str, Any]]:
    found = sorted(limits.too_long, key=lambda one: one.leaflet)
    return [
        {"clinic": one.leaflet.clinic, "language": one.leaflet.language, "topic": one.leaflet.topic,
         "edition": one.leaflet.edition, "paper": one.paper, "pages": one.pages, "allowed": one.allowed}
        for one in found
    ]  # fmt: skip
