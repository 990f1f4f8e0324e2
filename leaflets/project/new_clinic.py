"""Makes a clinic's folder from what people give: read as any other before it lies among the others."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from leaflets.errors import MisuseError, Problem
from leaflets.folders import CLINICS
from leaflets.halves import folder_aside
from leaflets.model import Clinic
from leaflets.project.crosscheck import check_references
from leaflets.project.faults import FaultFinding
from leaflets.project.project import Project
from leaflets.readers.clinics import CLINIC_FILE, Reference, read_clinics
from leaflets.readers.groups import read_groups


def slug_of(name: str) -> str:
    """Return the name of a folder for a clinic's name."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:40].strip("-") or "clinic"


def make_clinic(project: Project, slug: str, table: Mapping[str, Any], logo: Path | None) -> Path:
    """Write a new clinic's folder and return it; raise MisuseError with all that is wrong, and write nothing then."""
    place = project.root / CLINICS / slug
    if place.exists():
        hint = "Nothing is overwritten: give another --slug, or change the file that is there."
        raise MisuseError([Problem(f"{CLINICS}/{slug}", "This clinic is there already.", hint)])
    with folder_aside(project.root / CLINICS) as aside:
        folder = aside / CLINICS / slug
        folder.mkdir(parents=True)
        (folder / CLINIC_FILE).write_text(tomlkit.dumps(dict(table)), "utf-8")
        if logo is not None:
            shutil.copyfile(logo, folder / f"logo{logo.suffix.lower()}")
        _, problems = read_alone(project, folder)
        if problems:
            raise MisuseError(problems)
        folder.rename(place)
    return place


def read_alone(project: Project, folder: Path) -> tuple[Clinic | None, list[Problem]]:
    """Return the clinic of a folder that lies in none but a folder of its own, and everything that is wrong with it."""
    found, references = FaultFinding(), list[Reference]()
    groups = read_groups(project.root / CLINICS)
    clinics = read_clinics(folder.parent, groups, lambda slug, told: found.add("clinic", slug, told), references)
    check_references(project, references, found)
    return clinics.get(folder.name), list(found.finish().all)
