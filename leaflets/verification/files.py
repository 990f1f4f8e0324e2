"""Which PDFs a person means by the files and folders that they name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from leaflets.errors import MisuseError, Problem
from leaflets.model.work import LEDGER, OUTDATED, PRESS, TICKET

SUFFIX = ".pdf"


def find_pdfs(places: Iterable[Path]) -> list[Path]:
    """Return the files, and every PDF in the folders; raise `MisuseError` with each name that is neither.

    What a build moved out of the way in a folder, and a print shop's ticket, are left out, unless they are named.
    """
    found, problems = dict[Path, None](), list[Problem]()
    for place in places:
        try:
            found.update(dict.fromkeys(_pdfs_of(place)))
        except MisuseError as trouble:
            problems += trouble.problems
    if problems:
        raise MisuseError(problems)
    return list(found)


def _pdfs_of(place: Path) -> list[Path]:
    try:
        if place.is_file():
            return [place]
        inside = sorted(_inside(place)) if place.is_dir() else []
        there = place.exists()
    except OSError as error:
        raise _wrong(place, f"This cannot be read: {error.strerror}.") from error
    if inside:
        return inside
    if place.is_dir():
        raise _wrong(place, "No PDF lies in this folder.")
    raise _wrong(place, "This is neither a file nor a folder." if there else "This file is not there.")


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix.lower() == SUFFIX and path.is_file() and not (_is_ticket(path) or _set_aside(path, folder)):
            yield path


def _is_ticket(path: Path) -> bool:
    """Tell whether a file is what a print shop is told with the files, and no leaflet."""
    return path.name == TICKET and path.parents[1].name == PRESS and (path.parents[2] / LEDGER).exists()


def _set_aside(path: Path, folder: Path) -> bool:
    """Tell whether a build moved this file out of the way, somewhere below the folder that was named."""
    between = path.relative_to(folder).parts[:-1]
    places = [folder.joinpath(*between[:depth]) for depth, name in enumerate(between) if name == OUTDATED]
    return any((place / LEDGER).exists() for place in places)


def _wrong(place: Path, reason: str) -> MisuseError:
    return MisuseError([Problem(str(place), reason, "Name a PDF that leaflets build has made, or a folder of them.")])
