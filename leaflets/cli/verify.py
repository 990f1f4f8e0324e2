"""`leaflets verify`: whether a printed leaflet is still right."""

from pathlib import Path
from typing import Annotated

import typer

from leaflets.cli.options import Json


def verify(
    file: Annotated[Path, typer.Argument(help="A PDF that leaflets build has made.", metavar="FILE")],
    json: Json = False,
) -> None:
    """Tell whether a PDF is current, outdated (and what changed) or unknown, and whether its file was altered."""
    from dataclasses import asdict

    from leaflets.cli.show import show_json
    from leaflets.project import find_root, open_project
    from leaflets.verification import verify as verify_file

    verdict = verify_file(open_project(find_root(Path.cwd())), file)
    if json:
        show_json(asdict(verdict))
    else:
        sheet = verdict.sheet
        if sheet:
            typer.secho(
                f"{sheet.clinic} · {sheet.language} · {sheet.topic} · {sheet.edition} · {sheet.content_id}", bold=True
            )
        typer.secho(_STATES[verdict.state], fg="green" if verdict.state == "current" else "red")
        for change in verdict.changes:
            typer.echo(f"  {change}")
        typer.secho(_FILES[verdict.file], fg="red" if verdict.file == "altered" else None)
    raise typer.Exit(0 if verdict.state == "current" and verdict.file != "altered" else 1)


_STATES = {
    "current": "Current: these are the words and figures of today.",
    "outdated": "Outdated: do not hand it out. Since it was printed:",
    "unknown": "Unknown: this PDF was not made by this project.",
}
_FILES = {
    "genuine": "The file is byte for byte the one that was delivered.",
    "altered": "The file was ALTERED after it was delivered.",
    "not recorded": "No report records this file, so nobody can tell whether it was altered.",
}
