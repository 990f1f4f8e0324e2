"""Reads `clinics/_groups/`: one folder a group, with what its clinics have in common and what they may not change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from leaflets.errors import Problem
from leaflets.folders import GROUPS
from leaflets.model import Clinic
from leaflets.model.brand import is_at_home
from leaflets.names import meant
from leaflets.readers.logos import check_logo
from leaflets.readers.tables import faults_of_part, known_keys, read_toml

GROUP_FILE = "group.toml"
LOCKED = "locked"
NOT_ITS_OWN = {"slug", "folder", "inherited"}
"""Fields of a clinic that no file says."""


@dataclass(frozen=True)
class Group:
    """What clinics have in common. `path` is the folder, `file` how people know what is written in it.

    `tables` are its keys as they are written; None where they cannot be read. `locked` are the keys that no clinic may
    say otherwise. `faults` are those that touch all its clinics, whatever these say themselves.
    """

    name: str
    path: Path
    file: str
    tables: Mapping[str, Any] | None
    locked: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()

    @cached_property
    def all_faults(self) -> tuple[Problem, ...]:
        """Everything that is wrong with it by itself, also with what its clinics say otherwise."""
        if self.tables is None:
            return self.faults
        unplaced = {**self.tables, "slug": self.name, "folder": self.path}
        return (*self.faults, *faults_of_part(Clinic, unplaced, self.file), *self.faults_of_logo)

    @cached_property
    def faults_of_logo(self) -> tuple[Problem, ...]:
        """What is wrong with the logo that it names."""
        logo, problems = logo_in(self.tables), list[Problem]()
        if logo is not None:
            check_logo(self.path / logo, f"{Path(self.file).parent.as_posix()}/{logo}", problems)
        return tuple(problems)


@dataclass(frozen=True)
class Laid:
    """A clinic's table laid over that of its group. `inherited` are the keys of which only the group says anything."""

    table: dict[str, Any]
    inherited: frozenset[str] = frozenset()

    def file_of(self, key: str | None, own: str, group: Group | None) -> str:
        """Return the file in which somebody finds a key: the clinic's own, or that of its group."""
        *tables, last = parts = (key or "").split(".")
        lacking = inside(self.table, *tables)
        if isinstance(lacking, dict) and last not in lacking:
            return own  # the group may leave to its clinics what is missing
        is_inherited = any(".".join(parts[: end + 1]) in self.inherited for end in range(len(parts)))
        return group.file if group and is_inherited else own


def read_groups(folder: Path) -> dict[str, Group]:
    """Return the groups in a folder of clinics, those with faults included, in alphabetical order."""
    place = folder / GROUPS
    if not place.is_dir():
        return {}
    found = sorted(one for one in place.iterdir() if one.is_dir() and not one.name.startswith("."))
    return {one.name: _read_group(one, f"{folder.name}/{GROUPS}/{one.name}/{GROUP_FILE}") for one in found}


def _read_group(path: Path, file: str) -> Group:
    problems: list[Problem] = []
    table = read_toml(path / GROUP_FILE, file, problems)
    if table is None:
        return Group(path.name, path, file, None, faults=tuple(problems))
    for key in sorted({*NOT_ITS_OWN, "group"} & table.keys()):
        hint = "Leave it out; a group belongs to no other, and its folder’s name is enough."
        problems.append(Problem(file, "This key is not known.", hint, key=key))
    locked = table.get(LOCKED, [])
    if not (isinstance(locked, list) and all(isinstance(one, str) for one in locked)):
        hint = 'Write it in square brackets, such as ["brand.primary", "brand.logo"].'
        problems.append(Problem(file, "This has to be a list of keys.", hint, key=LOCKED))
        locked = []
    problems += _unknown(locked, file)
    own = {key: value for key, value in table.items() if key not in {LOCKED, "group", *NOT_ITS_OWN}}
    return Group(path.name, path, file, own, tuple(locked), tuple(problems))


def _unknown(locked: list[str], file: str) -> Iterator[Problem]:
    for key in locked:
        *tables, last = key.split(".")
        known = known_keys(Clinic, *tables)
        if last not in known:
            reason = f"“{key}” is no key of a clinic, so nothing is locked by it."
            whole = [".".join((*tables, one)) for one in known]
            yield Problem(file, reason, meant(key, whole or known_keys(Clinic)), key=LOCKED)


def lay_over(table: Mapping[str, Any], group: Group, file: str, problems: list[Problem]) -> Laid:
    """Return a clinic's table laid over its group's, key by key, after adding what it may not say otherwise."""
    below = group.tables or {}
    for key in group.locked:
        problems.extend(_against_lock(table, below, key, file, group))
    inherited: set[str] = set()
    return Laid(_merged(table, below, "", inherited), frozenset(inherited))


def _merged(over: Mapping[str, Any], below: Mapping[str, Any], prefix: str, inherited: set[str]) -> dict[str, Any]:
    merged = dict(over)
    for key, value in below.items():
        name = f"{prefix}{key}"
        if key not in over:
            merged[key] = value
            inherited |= {name, *_names(value, f"{name}.")}
        elif isinstance(value, dict) and isinstance(over[key], dict):
            merged[key] = _merged(over[key], value, f"{name}.", inherited)
    return merged


def _names(value: Any, prefix: str) -> Iterator[str]:
    """Yield the names of all keys below one."""
    for key, one in value.items() if isinstance(value, dict) else ():
        yield f"{prefix}{key}"
        yield from _names(one, f"{prefix}{key}.")


def _against_lock(
    table: Mapping[str, Any], below: Mapping[str, Any], key: str, file: str, group: Group
) -> Iterator[Problem]:
    own, locked = inside(table, *key.split(".")), inside(below, *key.split("."))
    for name, said, kept in _leaves(own, locked, key):
        if said != kept:
            reason = f"The group “{group.name}” keeps this key for itself."
            hint = f"Take it out here; {group.file} says it for all its clinics, and may unlock it."
            yield Problem(file, reason, hint, key=name)


def _leaves(own: Any, locked: Any, key: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the keys that a clinic says below a locked one, each with both values."""
    if isinstance(own, dict):
        for name, one in own.items():
            yield from _leaves(one, locked.get(name) if isinstance(locked, dict) else None, f"{key}.{name}")
    elif own is not None:
        yield key, own, locked


def in_its_file(problem: Problem, laid: Laid, own: str, group: Group | None) -> Problem:
    """Return a problem of a clinic with the file that says what is wrong."""
    return replace(problem, path=laid.file_of(problem.key, own, group))


def inside(table: Any, *path: str) -> Any:
    """Return what stands in a table under a path of keys; None where nothing does."""
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def logo_in(tables: Mapping[str, Any] | None) -> str | None:
    """Return the logo that tables name, if it is a file in its folder; what else it may be is told with other keys."""
    logo = inside(tables, "brand", "logo")
    return logo.strip() if isinstance(logo, str) and is_at_home(logo.strip()) else None
