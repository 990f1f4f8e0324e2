"""`leaflets check`: everything that can be known without printing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Json
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from leaflets.errors import Problem


def check(
    today: Today = None,
    json: Json = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Look at all anew, also if nothing has changed.")] = False,
    pages: Annotated[
        bool,
        typer.Option("--pages", help="Also typeset every leaflet and read its pages; it takes as long as a build."),
    ] = False,
) -> None:
    """Check clinics, words, evidence and plain language, without printing anything. Warnings do not fail."""
    from dataclasses import asdict

    from leaflets.cli.kept import kept_problems
    from leaflets.cli.show import show_findings, show_json, working
    from leaflets.folders import find_root

    root, asked = find_root(Path.cwd()), day(today)
    with working("Checking"):
        problems = kept_problems(root, "check", asked, lambda: _problems(root, asked), fresh=fresh)
    if pages:
        problems = list(dict.fromkeys([*problems, *_problems_of_pages(root, asked, fresh=fresh)]))
    if json:
        show_json([asdict(problem) for problem in problems])
    else:
        show_findings(problems)
    raise typer.Exit(1 if any(problem.severity == "error" for problem in problems) else 0)


def _problems(root: Path, today: "dt.date") -> "Sequence[Problem]":
    from leaflets.checks import check_all
    from leaflets.errors import ProjectError
    from leaflets.project import open_project

    try:
        return check_all(open_project(root), today)
    except ProjectError as trouble:
        return trouble.problems


def _problems_of_pages(root: Path, today: "dt.date", *, fresh: bool) -> "Iterator[Problem]":
    """Yield what is wrong with the pages of all leaflets, which are printed into a folder that goes."""
    from tempfile import TemporaryDirectory

    from leaflets.cli.build import print_leaflets
    from leaflets.errors import ProjectError
    from leaflets.printing.basis import basis_of

    with TemporaryDirectory(prefix="leaflets-") as place:
        try:
            report, _, _ = print_leaflets(
                root, basis_of(root), ((), (), (), ("standard",), ""), Path(place), today=today, fresh=fresh
            )
        except ProjectError:
            return  # what stops all of it is told already
        yield from report.unreadable
        for failed in report.failed:
            yield from failed.problems
