"""Reads `clinics/`: one folder a clinic, and `regions.toml` beside them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from leaflets.errors import Problem
from leaflets.folders import GROUPS
from leaflets.model import Clinic, Region
from leaflets.names import meant
from leaflets.readers.groups import NOT_ITS_OWN, Group, Laid, in_its_file, inside, lay_over, logo_in
from leaflets.readers.logos import check_logo
from leaflets.readers.tables import read_toml, read_value

CLINIC_FILE = "clinic.toml"
REFERRING = (("region",), ("brand", "typeface"), ("staff_language",), ("languages",), ("topics",))
"""The keys that name something else; they are looked at before anything is validated, so that one run tells all."""
Tell = Callable[[str, Iterable[Problem]], None]
"""Takes what is wrong with a clinic, by its slug."""


class Reference(NamedTuple):
    """A name in a clinic's file, or in that of its group, that has to exist elsewhere: the file, the key, the name."""

    clinic: str
    file: str
    key: str
    name: str


def read_clinics(
    folder: Path,
    groups: Mapping[str, Group],
    tell: Tell,
    references: list[Reference],
    known: Mapping[str, Clinic] = MappingProxyType({}),
) -> dict[str, Clinic]:
    """Return the clinics of a folder by slug, in alphabetical order; `references` gathers what they refer to.

    Those that are `known` are not read again, and gather nothing.
    """
    names = sorted(one.name for one in folder.iterdir() if one.is_dir() and one.name[0] != "." and one.name != GROUPS)
    for name in names:
        tell(name, _clashes(name, names, folder.name))
    clinics = {}
    for name in names:
        problems: list[Problem] = []
        clinic = known.get(name) or _read_clinic(folder / name, f"{folder.name}/{name}", groups, problems, references)
        tell(name, problems)
        if clinic is not None:
            clinics[name] = clinic
    return clinics


def _clashes(name: str, names: list[str], folder: str) -> Iterator[Problem]:
    for twin in (one for one in names if one != name and one.casefold() == name.casefold()):
        reason = f"On many disks this folder is the same as “{twin}”, and one clinic would overwrite the other."
        yield Problem(f"{folder}/{name}", reason, "Give one of them another name.")
    if not is_name_of_folder(name):
        reason = "A clinic's folder becomes part of file names and may not hold spaces or signs."
        yield Problem(f"{folder}/{name}", reason, "Use letters, digits and hyphens.")


def is_name_of_folder(name: str) -> bool:
    """Tell whether a clinic's folder may be called so."""
    return re.fullmatch(r"[\w][\w.-]*", name) is not None


def _read_clinic(
    folder: Path, name: str, groups: Mapping[str, Group], problems: list[Problem], references: list[Reference]
) -> Clinic | None:
    file = f"{name}/{CLINIC_FILE}"
    table = read_toml(folder / CLINIC_FILE, file, problems)
    if table is None:
        return None
    hint = "Leave it out; the folder's name is enough."
    reserved = sorted(NOT_ITS_OWN & table.keys())
    problems.extend(Problem(file, "This key is not known.", hint, key=key) for key in reserved)
    group = _group_of(table, groups, file, problems)
    laid = lay_over(table, group, file, problems) if group else Laid(table)
    for path in REFERRING:
        value, key = inside(laid.table, *path), ".".join(path)
        names = value if isinstance(value, list) else [value]
        place = laid.file_of(key, file, group)
        references.extend(Reference(folder.name, place, key, one) for one in names if isinstance(one, str))
    if group and group.tables is None:
        return None
    if group and "brand.logo" in laid.inherited:
        problems.extend(group.faults_of_logo)
    elif (logo := logo_in(table)) is not None:
        check_logo(folder / logo, f"{name}/{logo}", problems)
    found: list[Problem] = []
    placed = {"slug": folder.name, "folder": folder, "inherited": laid.inherited}
    clinic = read_value(Clinic, {**laid.table, **placed}, file, found)
    problems.extend(in_its_file(one, laid, file, group) for one in found)
    return clinic


def _group_of(
    table: Mapping[str, Any], groups: Mapping[str, Group], file: str, problems: list[Problem]
) -> Group | None:
    """Return the group that a clinic names, after adding what is wrong with it for all its clinics."""
    name = table.get("group")
    if not isinstance(name, str):
        return None
    if name not in groups:
        hint = meant(name, groups) if groups else f"Make its folder in {Path(file).parts[0]}/{GROUPS}, or take it out."
        problems.append(Problem(file, f"There is no group “{name}”.", hint, key="group"))
        return None
    problems.extend(groups[name].faults)
    return groups[name]


def read_regions(path: Path, name: str, problems: list[Problem]) -> dict[str, Region]:
    """Return the regions of a file by their ISO 3166 code."""
    tables = read_toml(path, name, problems) or {}
    regions = {code: read_value(Region, table, name, problems, key=code) for code, table in tables.items()}
    return {code: region for code, region in regions.items() if region is not None}
