"""Saves the look of a clinic: into its own file, comments kept, and never over what somebody else saved."""

from dataclasses import dataclass
from pathlib import Path

from leaflets.delivery import write_whole
from leaflets.editing.looks import FIELDS, Brands, Look, Upload
from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.translation.saving import PATIENCE, alone, save

MOST = 1000
"""How many logos a folder may hold before no further name is looked for."""


@dataclass(frozen=True)
class SavedLook:
    """What became of it. `refused` says why nothing was written; `clash`, that the file has been saved meanwhile."""

    is_written: bool
    refused: tuple[Problem, ...] = ()
    clash: bool = False


def save_look(project: Project, slug: str, look: Look, known: str) -> SavedLook:
    """Write a look into a clinic's file; `known` is that file's mark as it was seen last.

    A new logo lies beside it under a name that no other file has. Raises `LeafletsError` where nothing can be written.
    """
    place = project.clinics[slug].folder / "clinic.toml"
    with alone(place, PATIENCE):
        brands = Brands(project, slug)
        if brands.mark != known:
            return SavedLook(is_written=False, clash=True)
        refused = tuple(_kept_back(brands, look)) or brands.judged(look).errors
        if refused:
            return SavedLook(is_written=False, refused=refused)
        logo = _logo(brands.path.parent, look.logo) if look.logo else None
        after = brands.changed(look, logo.name if logo else "")
        if logo and look.logo and not logo.exists():
            write_whole(logo, look.logo.data)
        if after != brands.before:
            save(brands.path, after, source=brands.path, before=brands.before)
    return SavedLook(is_written=True)


def _kept_back(brands: Brands, look: Look) -> list[Problem]:
    """Return a problem for each field that is to be another one, and that the clinic's group says for it."""
    changed = [name for name in FIELDS if getattr(look, name) != getattr(brands.standing, name)]
    return [
        Problem(
            brands.name,
            "The group says this for all its clinics.",
            f"Change it in {brands.owners[name]}.",
            key=f"brand.{name}",
        )
        for name in changed
        if name in brands.owners
    ]


def _logo(folder: Path, upload: Upload) -> Path:
    """Return where a logo goes: its name is that of no other file, unless that holds the same."""
    names = (folder / f"logo{f'-{number}' if number else ''}{upload.suffix}" for number in range(MOST))
    return next(one for one in names if not one.exists() or _holds(one, upload.data))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
