"""`leaflets catalogue preview`: a translator sees their words on the page."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Language, Topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leaflets.errors import Problem
    from leaflets.previewing import Change, Rebuilt, Session

MOST_PROBLEMS = 10
"""How many problems are written out after a rebuild before the rest is counted."""


def preview(
    language: Language,
    topic: Topics = [],
    clinic: Annotated[
        str | None,
        typer.Option("--clinic", "-c", help="In this clinic's brand.", show_default="the first with the language"),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Do it again after each save, until Ctrl-C.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the PDFs go.", show_default="preview/ in the project")
    ] = None,
) -> None:
    """See a language on the page. Words that are missing or faulty are marked there, and listed here."""
    from leaflets.cli.show import show_taken
    from leaflets.delivery import prepare
    from leaflets.model.filing import folder_of
    from leaflets.previewing import Session, Wanted
    from leaflets.project import find_root
    from leaflets.typesetting import engine_versions, seal

    root = find_root(Path.cwd())
    session = Session(root, Wanted(language, tuple(topic), clinic))
    session.check()
    show_taken(session.meant.told)
    place = (out or root / "preview") / folder_of(session.language)
    prepare(place)
    seal(session.project.fonts.all_folders)
    engine_versions()
    pages = _rebuild(session, place)
    if watch:
        _watch(session, root, place)
    raise typer.Exit(0 if all(page.left is not None for page in pages) else 1)


def _watch(session: "Session", root: Path, place: Path) -> None:
    """Rebuild after each save, whatever state people's files are in, until interrupted."""
    from leaflets.cli.show import show_problems
    from leaflets.errors import LeafletsError
    from leaflets.previewing import Change, watch_files

    typer.echo("Watching for saved files; Ctrl-C ends.")
    for changes in watch_files(root, session.project.languages[session.language].lineage):
        if Change.FONTS in changes:
            typer.echo("Fonts are read only at the start; start again to see the change.")
        try:
            pages = _rebuild(session, place, changes)
        except LeafletsError as trouble:
            show_problems(trouble.problems)
            typer.echo("No new page; the last one stays.")
        else:
            if not pages and not changes & {Change.BEGIN, Change.FONTS}:
                typer.echo("Every page is the same as before.")


def _rebuild(session: "Session", place: Path, changes: "frozenset[Change]" = frozenset()) -> "list[Rebuilt]":
    """Write and tell every page that these changes touch; return them."""
    from leaflets.delivery import write_whole

    pages: list[Rebuilt] = []
    told: dict[Problem, None] = {}
    start = time.perf_counter()
    for page in session.rebuild(changes):
        path = place / page.leaflet.file_name("preview")
        if page.pdf is not None:
            write_whole(path, page.pdf)
        _show_problems([one for one in page.problems if one not in told])
        told |= dict.fromkeys(page.problems)
        typer.echo(_summary(page, path, time.perf_counter() - start))
        start = time.perf_counter()
        pages.append(page)
    return pages


def _show_problems(problems: "Sequence[Problem]") -> None:
    """Print problems in the order of their places, and count those that are too many to read."""
    from leaflets.cli.show import show_problems

    in_order = sorted(problems, key=lambda one: (one.path, one.line or 0))
    show_problems(in_order[:MOST_PROBLEMS])
    if len(in_order) > MOST_PROBLEMS:
        typer.echo(f"  and {len(in_order) - MOST_PROBLEMS} more", err=True)


def _summary(page: "Rebuilt", path: Path, seconds: float) -> str:
    """Return what became of a page in one line; `seconds` is what it took."""
    if page.left is None:
        return f"{page.leaflet.topic}: no new page" + ("; the last one stays" if path.exists() else "")
    left = "1 message" if page.left == 1 else f"{page.left or 'no'} messages"
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    result = shown if page.pdf is not None else "the page is the same"
    return f"{page.leaflet.topic}: {left} left · {seconds:.2f} s · {result}"
