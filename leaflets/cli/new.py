"""`leaflets new`: a project folder to start from."""

from pathlib import Path
from typing import Annotated

import typer


def new(folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")]) -> None:
    """Make a project folder with one sample clinic, ready to build."""
    from leaflets.project.scaffold import make_project

    sample = make_project(folder)
    typer.secho(f"Made {folder} with the sample clinic {sample.slug}.", fg="green")
    if sample.left_out:
        names = ", ".join(one.name for one in sample.left_out)
        typer.echo(f"It does not offer {names}: their typefaces are not installed. They come with: {sample.command}")
    typer.echo(f"Next: cd {folder} && leaflets build -l en")
