"""`leaflets check`: everything that can be known without printing."""

from pathlib import Path

import typer

from leaflets.cli.options import Json
from leaflets.cli.today import Today, day


def check(
    today: Today = None,
    json: Json = False,
) -> None:
    """Check clinics, words, evidence and plain language, without printing anything. Warnings do not fail."""
    from dataclasses import asdict

    from leaflets.checks import check_all
    from leaflets.cli.show import show_findings, show_json, working
    from leaflets.errors import ProjectError
    from leaflets.project import find_root, open_project

    root = find_root(Path.cwd())
    try:
        with working("Checking"):
            problems = check_all(open_project(root), day(today))
    except ProjectError as trouble:
        problems = list(trouble.problems)
    if json:
        show_json([asdict(problem) for problem in problems])
    else:
        show_findings(problems)
    raise typer.Exit(1 if any(problem.severity == "error" for problem in problems) else 0)
