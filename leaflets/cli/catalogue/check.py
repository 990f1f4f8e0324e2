"""`leaflets catalogue check`: catalogues against the rules for translations."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Json, Languages

if TYPE_CHECKING:
    from leaflets.translation.checking import Checked


def check(
    language: Languages = [],
    json: Json = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding; a terminal shows the first 20.")
    ] = False,
    sarif: Annotated[Path | None, typer.Option("--sarif", help="Write them to this file too, as SARIF 2.1.0.")] = None,
) -> None:
    """Check translations against the rules, the gravest findings first.

    Errors also stop the leaflets that need the message; warnings do not.
    """
    from leaflets.cli.findings import show_checked
    from leaflets.cli.show import show_json, show_problems, show_taken, working
    from leaflets.delivery import write_whole
    from leaflets.project import SAID, find_root, open_project
    from leaflets.selection import Selection, understand
    from leaflets.translation.checking import check_catalogues
    from leaflets.translation.sarif import as_sarif

    with working("Checking"):
        project = open_project(find_root(Path.cwd()))
        meant = understand(project, Selection(languages=language), translators=True)
        language = list(meant.languages)
        project.require((*SAID, "language"), language)
        checked = check_catalogues(project, language or project.languages)
    show_taken(meant.told)
    if sarif is not None:
        write_whole(sarif, as_sarif(checked))
    problems = [problem for one in checked for problem in one.problems]
    if json:
        show_json([entry for one in checked for entry in _entries(one)])
    else:
        show_checked(checked, everything=everything)
        if sarif is not None:
            typer.echo(f"SARIF: {sarif}", err=True)
    left_out = () if language else project.faults_in("language")
    show_problems(left_out)
    raise typer.Exit(1 if left_out or any(problem.severity == "error" for problem in problems) else 0)


def _entries(checked: "Checked") -> list[dict[str, Any]]:
    """Return a language's findings for a machine."""
    from dataclasses import asdict

    return [
        {
            "language": checked.language,
            "critical": problem.key in checked.critical,
            "translation": checked.texts.get(problem.key or "", ()),
            **asdict(problem),
        }
        for problem in checked.problems
    ]
