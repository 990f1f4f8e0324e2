"""Opens printed leaflets with the program that the system has for PDFs."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from leaflets.cli.show import FEW


def open_files(paths: Sequence[Path]) -> None:
    """Open each file, or say why not; what was printed is there in any case."""
    if not paths:
        return
    if len(paths) > FEW:
        _tell(f"Not opened: {len(paths)} leaflets are too many to open at once.")
        return
    if not has_viewer():
        _tell("Not opened: no program that opens files was found here. Open them from their folder.")
        return
    failed = [path for path in paths if typer.launch(str(path.resolve())) != 0]
    if failed:
        _tell(f"Not opened: {', '.join(map(str, failed))}. Open them from their folder.")


def has_viewer() -> bool:
    """Tell whether this system can open a file: Windows and macOS can; elsewhere xdg-open and a screen are needed."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(shutil.which("xdg-open")) and any(os.environ.get(one) for one in ("DISPLAY", "WAYLAND_DISPLAY"))


def _tell(text: str) -> None:
    typer.secho(text, fg="yellow", err=True)
