"""Which PDFs a person means by the files and folders that they name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from leaflets.errors import MisuseError, Problem
from leaflets.model.work import BRAND_SHEET, CONTACT_SHEET, LEDGER, OUTDATED, PRESS, TICKET

SUFFIX = ".pdf"


def find_pdfs(places: Iterable[Path]) -> list[Path]:
    """Return the files, and every PDF in the folders; raise `MisuseError` with each name that is neither.

    What a build moved out of the way in a folder, and papers for staff, are left out, unless they are named.
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
        if path.suffix.lower() == SUFFIX and path.is_file() and not (_is_paper(path) or _set_aside(path, folder)):
            yield path


def _is_paper(path: Path) -> bool:
    """Tell whether a file is a paper for staff that lies beside a build's leaflets, and no leaflet."""
    out = _home_of(path.resolve())
    return out is not None and (out / LEDGER).exists()


def _home_of(path: Path) -> Path | None:
    """Return the output folder of what is called like a paper for staff; None for anything else."""
    above = path.parent.parent
    if path.name == TICKET:
        return above.parent if above.name == PRESS else None
    if path.name == CONTACT_SHEET:
        return path.parent
    return above if path.name.endswith(f"_{BRAND_SHEET}.pdf") else None


def _set_aside(path: Path, folder: Path) -> bool:
    """Tell whether a build moved this file out of the way, somewhere below the folder that was named."""
    between = path.relative_to(folder).parts[:-1]
    places = [folder.joinpath(*between[:depth]) for depth, name in enumerate(between) if name == OUTDATED]
    return any((place / LEDGER).exists() for place in places)


def _wrong(place: Path, reason: str) -> MisuseError:
    return MisuseError([Problem(str(place), reason, "Name a PDF that leaflets build has made, or a folder of them.")])
