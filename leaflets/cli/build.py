"""`leaflets build`: the six steps, in order."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from leaflets.cli.options import Clinics, Editions, Jobs, Languages, Topics
from leaflets.cli.today import Today, day


def build(
    clinic: Clinics = [],
    topic: Topics = [],
    language: Languages = [],
    edition: Editions = ["standard"],
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the PDFs go.", show_default="out/ in the project")
    ] = None,
    jobs: Jobs = None,
    today: Today = None,
    release: Annotated[bool, typer.Option("--release", help="Print only what is signed off; refuse drafts.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Typeset all anew, also what did not change.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each leaflet why it was typeset, or was not.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open what was printed, if it is few.")] = False,
) -> None:
    """Print leaflets as PDF: every clinic, topic and language, or only those you name."""
    from leaflets.cli.opening import open_files
    from leaflets.cli.show import progress, show_note, show_paths, show_problems, show_reasons, show_report, show_taken
    from leaflets.composition import compose_all
    from leaflets.delivery import deliver, prepare
    from leaflets.logos import logo_warnings
    from leaflets.printing.batch import typeset_all
    from leaflets.printing.executors import make_executor, make_pool, running
    from leaflets.printing.keeping import open_keeper
    from leaflets.project import find_root, open_project
    from leaflets.project.overrides import overrides_of, told
    from leaflets.project.withdrawals import withdrawal_warnings
    from leaflets.reviewing.release import refuse_unreleasable
    from leaflets.reviewing.signoffs import approvals, lapsing
    from leaflets.selection import Selection, choose, lacking, understand, unreadable
    from leaflets.typesetting import engine_versions, seal

    project = open_project(find_root(Path.cwd()))
    selection = understand(project, Selection(clinic, topic, language, edition))
    show_taken(selection.told)
    leaflets = choose(project, selection)
    show_note(" ".join(lacking(project, selection, leaflets)))
    target = out or project.root / "out"
    prepare(target)
    seal(project.fonts.all_folders)
    keeper = open_keeper(project, fresh=fresh)
    versions, logos = engine_versions(), logo_warnings(project, leaflets)
    with running(make_executor(len(leaflets), jobs)) as executor, progress(len(leaflets)) as bar:
        pages = compose_all(project, leaflets, approvals(project, day(today)))
        wanted = refuse_unreleasable(project, pages, day(today)) if release else pages
        with closing(
            typeset_all(keeper.found(wanted), executor, lambda workers: make_pool(workers or jobs))
        ) as outcomes:
            unread = unreadable(project, selection)
            report = deliver(bar.track(keeper.kept(outcomes)), target, versions, unread, overrides_of(project))
    show_note(told(overrides_of(project)))
    withdrawn = [] if release else withdrawal_warnings(project, {one.topic for one in leaflets})
    show_problems([*lapsing(project, leaflets, day(today)), *logos, *withdrawn])
    code = show_report(report)
    if explain:
        show_reasons(keeper.told)
    else:
        show_paths(report.files)
    if open_:
        open_files(report.files)
    raise typer.Exit(code)
