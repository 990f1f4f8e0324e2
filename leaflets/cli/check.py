"""`leaflets check`: everything that can be known without printing."""

from pathlib import Path
from typing import Annotated

import typer


def check(json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False) -> None:
    """Check clinics, words, evidence and fonts, without printing anything."""
    from dataclasses import asdict

    from leaflets.checks import check_all
    from leaflets.cli.show import show_json, show_problems
    from leaflets.errors import ProjectError
    from leaflets.project import find_root, open_project

    root = find_root(Path.cwd())
    try:
        problems = check_all(open_project(root))
    except ProjectError as trouble:
        problems = list(trouble.problems)
    if json:
        show_json([asdict(problem) for problem in problems])
    elif problems:
        show_problems(problems)
        typer.secho(f"\n{len(problems)} to mend.", fg="red", bold=True, err=True)
    else:
        typer.secho("No problems found.", fg="green")
    raise typer.Exit(1 if problems else 0)
