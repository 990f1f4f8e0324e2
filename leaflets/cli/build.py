"""`leaflets build`: the six steps, in order."""

import gc
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Clinics, Editions, Jobs, Languages, Scheduler, Topics, With
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from leaflets.cli.again import Told
    from leaflets.delivery import Report
    from leaflets.printing.basis import Basis
    from leaflets.printing.keeping import Keeper
    from leaflets.project import Project


RARELY = (100_000, 50, 100)
"""How much has to be made before unused objects are looked for, until leaflets are made: what is imported stays in use,
and looking through it again and again took a tenth of a short run."""


def build(
    clinic: Clinics = [],
    topic: Topics = [],
    language: Languages = [],
    edition: Editions = ["standard"],
    second: With = "",
    everything: Annotated[
        bool, typer.Option("--everything", help="Also languages and topics that a clinic does not offer.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the PDFs go.", show_default="out/ in the project")
    ] = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    today: Today = None,
    release: Annotated[bool, typer.Option("--release", help="Print only what is signed off; refuse drafts.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Typeset all anew, also what did not change.")] = False,
    ordinary: Annotated[
        bool, typer.Option("--ordinary", help="Typeset each leaflet whole, also where clinics share most of it.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each leaflet why it was typeset, or was not.")
    ] = False,
    press: Annotated[
        bool, typer.Option("--press", help="Also make files for a print shop (PDF/X-4), with a ticket for each clinic.")
    ] = False,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile", help="The print shop's colour profile, an ICC file.", show_default="coated paper, FOGRA39"
        ),
    ] = None,
    images: Annotated[
        bool, typer.Option("--images", help="Also make pictures for websites and social media, and a list of them.")
    ] = False,
    contact_sheet: Annotated[
        bool, typer.Option("--contact-sheet", help="Also make one PDF with page one of every leaflet, small.")
    ] = False,
    thickness: Annotated[
        float, typer.Option("--thickness", min=0, max=1, help="How thick the paper of booklets is, in millimetres.")
    ] = 0.1,
    open_: Annotated[bool, typer.Option("--open", help="Open what was printed, if it is few.")] = False,
) -> None:
    """Print leaflets as PDF: every clinic, topic and language, or only those you name."""
    from leaflets.cli.again import Build
    from leaflets.cli.gallery import draw_contact_sheet, draw_images
    from leaflets.cli.opening import open_files
    from leaflets.cli.press import print_for_press, wanted_profile
    from leaflets.cli.show import show_note, show_paths, show_problems, show_reasons, show_report
    from leaflets.folders import find_root
    from leaflets.printing.basis import basis_of
    from leaflets.project import open_project

    gc.set_threshold(*RARELY)
    root, named = find_root(Path.cwd()), (clinic, topic, language, edition, second)
    target = out or root / "out"
    basis = basis_of(root)
    same = Build(basis, (*named, everything, release, ordinary, thickness, day(today)), target)
    for_press = wanted_profile(press, profile)
    is_more = bool(for_press or images or contact_sheet)
    if not (fresh or explain or open_ or scheduler or is_more) and same.show_again():
        raise typer.Exit
    project = open_project(root, fresh=fresh) if is_more else None
    report, keeper, told = print_leaflets(
        root,
        basis,
        named,
        target,
        project=project,
        jobs=jobs,
        scheduler=scheduler,
        today=day(today),
        everything=everything,
        release=release,
        fresh=fresh,
        ordinary=ordinary,
        thickness=thickness,
    )
    show_note(told.overridden)
    show_problems(told.warnings)
    code = show_report(report)
    same.keep(told, report)
    if explain:
        show_reasons(keeper.told)
    else:
        show_paths(report)
    if for_press and project:
        code = max(code, print_for_press(project, report, for_press))
    if images and project:
        code = max(code, draw_images(project, report))
    if contact_sheet and project:
        code = max(code, draw_contact_sheet(project, report, day(today)))
    if open_:
        open_files(report.files)
    raise typer.Exit(code)


def print_leaflets(
    root: Path,
    basis: "Basis",
    named: "tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str], str]",
    out: Path,
    *,
    today: "dt.date",
    jobs: int | None = None,
    scheduler: str | None = None,
    everything: bool = False,
    release: bool = False,
    fresh: bool = False,
    ordinary: bool = False,
    thickness: float = 0.1,
    project: "Project | None" = None,
) -> "tuple[Report, Keeper, Told]":
    """Take the first five steps; return what became of each leaflet, why, and what else people should be told."""
    from leaflets.cli.again import Told
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_note, show_taken
    from leaflets.delivery import Run, deliver, prepare
    from leaflets.logos import logo_warnings
    from leaflets.printing.keeping import open_keeper
    from leaflets.printing.making import Making, asked_of
    from leaflets.printing.places import place_for
    from leaflets.printing.stages import Stages
    from leaflets.project import open_project
    from leaflets.project.overrides import overrides_of, told
    from leaflets.project.withdrawals import withdrawal_warnings
    from leaflets.reviewing.signoffs import lapsing
    from leaflets.selection import Selection, choose, lacking, offering_everything, understand, unreadable
    from leaflets.typesetting import engine_versions, seal

    stages = Stages()
    with stages.during("open"):
        project = project or open_project(root, fresh=fresh)
        project = offering_everything(project) if everything else project
    with stages.during("choose"):
        selection = understand(project, Selection(*named))
        show_taken(selection.told)
        leaflets = choose(project, selection)
        missing = " ".join(lacking(project, selection, leaflets))
        show_note(missing)
    with stages.during("prepare"):
        target = prepare(out)
        seal(project.fonts.all_folders)
        asked = asked_of(project, today, release=release)
        keeper = open_keeper(project, basis, target, asked, fresh=fresh, is_ordinary=ordinary)
        logos, place = logo_warnings(project, leaflets), place_for(project, scheduler, jobs)
        overrides = overrides_of(project)
        run = Run(engine_versions(), unreadable(project, selection), overrides, stages, thickness)

    making = Making(project, keeper, place, stages, today, release)
    made = making.outcomes(leaflets)
    with closing(keeper), progress(len(leaflets)) as bar, closing(made), stages.during("deliver"):
        report = deliver(bar.track(made), target, run, keeper.delivered)
    withdrawn = (
        [] if release else withdrawal_warnings(project, {topic for one in leaflets for topic in project.topics_of(one)})
    )
    warnings = [*lapsing(project, leaflets, today), *logos, *withdrawn]
    return report, keeper, Told(list(selection.told), missing, told(overrides), warnings)
