"""The last net: a fault that no step foresaw is told in plain words, and kept for those who can mend it."""

import os
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

import typer

import leaflets

PREFIX = "leaflets-error-"
"""How the files begin in which the details are kept."""


def show_unforeseen(error: Exception) -> int:
    """Say that something unforeseen happened, where to look and what to send; return the exit code."""
    from leaflets.readers.files import last_read

    what = "The machine has not enough memory for this" if isinstance(error, MemoryError) else "The program is at fault"
    typer.secho(f"{what}: something happened that it did not foresee.", fg="red", bold=True, err=True)
    name = last_read()
    if name:
        typer.echo(f"  The last file that it opened is {name}. Look there first, and try again without it.", err=True)
    kept = _keep(error)
    if kept:
        typer.echo(f"  → Please report it, and add this file, which says where it happened: {kept}", err=True)
    typer.secho("Stopped. Every file that was already there is whole.", fg="red", err=True)
    return 1


def _keep(error: Exception) -> Path | None:
    """Write the details into a new file in the folder for temporary files; None if the disk refuses."""
    with suppress(OSError):
        descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=".log")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"leaflets {leaflets.__version__}, Python {sys.version}\n{sys.argv[1:]}\n")
            file.writelines(traceback.format_exception(error))
        return Path(name)
    return None
