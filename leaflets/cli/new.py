"""`leaflets new`: a project folder to start from."""

from pathlib import Path
from typing import Annotated

import typer


def new(folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")]) -> None:
    """Make a project folder with one sample clinic, ready to build."""
    from leaflets.project.scaffold import make_project

    clinic = make_project(folder)
    typer.secho(f"Made {folder} with the sample clinic {clinic}.", fg="green")
    typer.echo(f"Next: cd {folder} && leaflets build -l en")
