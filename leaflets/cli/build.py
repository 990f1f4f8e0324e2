"""`leaflets build`: the six steps, in order."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from leaflets.cli.options import Clinics, Editions, Jobs, Languages, Scheduler, Topics
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
    scheduler: Scheduler = None,
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
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_note, show_paths, show_problems, show_reasons, show_report, show_taken
    from leaflets.composition import compose_all
    from leaflets.delivery import Run, deliver, prepare
    from leaflets.logos import logo_warnings
    from leaflets.printing.batch import typeset_all
    from leaflets.printing.executors import running
    from leaflets.printing.keeping import open_keeper
    from leaflets.printing.places import place_for
    from leaflets.printing.stages import Stages
    from leaflets.project import find_root, open_project
    from leaflets.project.overrides import overrides_of, told
    from leaflets.project.withdrawals import withdrawal_warnings
    from leaflets.reviewing.release import refuse_unreleasable
    from leaflets.reviewing.signoffs import approvals, lapsing
    from leaflets.selection import Selection, choose, lacking, understand, unreadable
    from leaflets.typesetting import engine_versions, seal

    stages = Stages()
    with stages.during("open"):
        project = open_project(find_root(Path.cwd()))
    with stages.during("choose"):
        selection = understand(project, Selection(clinic, topic, language, edition))
        show_taken(selection.told)
        leaflets = choose(project, selection)
        show_note(" ".join(lacking(project, selection, leaflets)))
    with stages.during("prepare"):
        target = prepare(out or project.root / "out")
        seal(project.fonts.all_folders)
        keeper = open_keeper(project, fresh=fresh)
        logos, place = logo_warnings(project, leaflets), place_for(project, scheduler, jobs)
        run = Run(engine_versions(), unreadable(project, selection), overrides_of(project), stages)
    with running(place.executor(len(leaflets))) as executor, progress(len(leaflets)) as bar, stages.during("deliver"):
        pages = compose_all(project, leaflets, approvals(project, day(today)))
        wanted = refuse_unreleasable(project, pages, day(today)) if release else pages
        found = keeper.found(stages.each("compose", wanted))
        with closing(typeset_all(found, executor, place.renew, stages=stages)) as outcomes:
            report = deliver(bar.track(keeper.kept(stages.each("typeset", outcomes))), target, run)
    show_note(told(overrides_of(project)))
    withdrawn = [] if release else withdrawal_warnings(project, {one.topic for one in leaflets})
    show_problems([*lapsing(project, leaflets, day(today)), *logos, *withdrawn])
    code = show_report(report)
    if explain:
        show_reasons(keeper.told)
    else:
        show_paths(report)
    if open_:
        open_files(report.files)
    raise typer.Exit(code)
