"""Reads `clinics/`: one folder a clinic, and `regions.toml` beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from leaflets.errors import Problem
from leaflets.model import Clinic, Region
from leaflets.readers.logos import check_logo
from leaflets.readers.tables import read_toml, read_value

CLINIC_FILE = "clinic.toml"


class Reference(NamedTuple):
    """A name in a clinic's file that has to exist elsewhere: the file, the key and the name."""

    file: str
    key: str
    name: str


def read_clinics(
    folder: Path,
    problems: list[Problem],
    references: list[Reference],
    known: Mapping[str, Clinic] = MappingProxyType({}),
) -> dict[str, Clinic]:
    """Return the clinics of a folder by slug, in alphabetical order; `references` gathers what they refer to.

    Those that are `known` are not read again, and gather nothing.
    """
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    _find_clashes(names, folder.name, problems)
    clinics = {
        name: known.get(name) or _read_clinic(folder / name, f"{folder.name}/{name}", problems, references)
        for name in names
    }
    return {name: clinic for name, clinic in clinics.items() if clinic is not None}


def _find_clashes(names: list[str], folder: str, problems: list[Problem]) -> None:
    alike = defaultdict[str, list[str]](list)
    for name in names:
        alike[name.casefold()].append(name)
    for name in names:
        for twin in (other for other in alike[name.casefold()] if other != name):
            reason = f"On many disks this folder is the same as “{twin}”, and one clinic would overwrite the other."
            problems.append(Problem(f"{folder}/{name}", reason, "Give one of them another name."))
        if not re.fullmatch(r"[\w][\w.-]*", name):
            reason = "A clinic's folder becomes part of file names and may not hold spaces or signs."
            problems.append(Problem(f"{folder}/{name}", reason, "Use letters, digits and hyphens."))


def _read_clinic(folder: Path, name: str, problems: list[Problem], references: list[Reference]) -> Clinic | None:
    file = f"{name}/{CLINIC_FILE}"
    table = read_toml(folder / CLINIC_FILE, file, problems)
    if table is None:
        return None
    hint = "Leave it out; the folder's name is enough."
    reserved = sorted({"slug", "folder"} & table.keys())
    problems.extend(Problem(file, "This key is not known.", hint, key=key) for key in reserved)
    references.extend(_references(table, file))
    logo = _inside(table, "brand", "logo")
    if isinstance(logo, str) and ".." not in logo and not Path(logo).is_absolute():
        check_logo(folder / logo, f"{name}/{logo}", problems)
    return read_value(Clinic, {**table, "slug": folder.name, "folder": folder}, file, problems)


def _references(table: dict[str, Any], file: str) -> Iterator[Reference]:
    """Find what a clinic refers to before anything is validated, so that one run names every fault."""
    for path in (("region",), ("brand", "typeface"), ("staff_language",), ("languages",), ("topics",)):
        value = _inside(table, *path)
        names = value if isinstance(value, list) else [value]
        yield from (Reference(file, ".".join(path), name) for name in names if isinstance(name, str))


def _inside(table: Any, *path: str) -> Any:
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def read_regions(path: Path, name: str, problems: list[Problem]) -> dict[str, Region]:
    """Return the regions of a file by their ISO 3166 code."""
    tables = read_toml(path, name, problems) or {}
    regions = {code: read_value(Region, table, name, problems, key=code) for code, table in tables.items()}
    return {code: region for code, region in regions.items() if region is not None}
