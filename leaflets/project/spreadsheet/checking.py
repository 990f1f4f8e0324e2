"""Holds clinics, as they are after an import, against everything that holds for them; faults by their cells."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from leaflets.errors import Problem
from leaflets.folders import CLINICS
from leaflets.halves import folder_aside
from leaflets.model.brand import is_at_home
from leaflets.project.crosscheck import check_clinics, check_references
from leaflets.project.faults import FaultFinding
from leaflets.project.project import Project
from leaflets.project.spreadsheet.changes import Change
from leaflets.project.spreadsheet.columns import LOGO, columns
from leaflets.project.spreadsheet.rows import Table
from leaflets.readers.clinics import CLINIC_FILE, Reference, read_clinics
from leaflets.readers.groups import Group, inside, lay_over


def check_changes(
    project: Project, groups: Mapping[str, Group], table: Table, changes: Iterable[Change]
) -> Iterator[Problem]:
    """Yield what is wrong with clinics as they would be: each is read as any other, in a folder aside."""
    by_slug = {one.slug: one for one in changes}
    home = project.root / CLINICS
    with folder_aside(home) as aside:
        folder = aside / CLINICS
        folder.mkdir()
        for change in by_slug.values():
            _lay_out(folder / change.slug, change, home / change.slug)
        found = list(_read(project, groups, folder))
    for problem in found:
        first, *others = Path(problem.path).parts
        touched = by_slug.get(others[0]) if first == CLINICS and others else None
        yield from [problem] if touched is None else _by_cell(table, groups, touched, problem)


def _lay_out(folder: Path, change: Change, home: Path) -> None:
    """Write a clinic's folder as it is after a change, with the logo that it has now if it gets no other."""
    folder.mkdir()
    (folder / CLINIC_FILE).write_bytes(change.after)
    name = inside(change.tables, *columns()[LOGO].path)
    if change.logo is not None:
        (folder / change.logo.name).write_bytes(change.logo.data)
    elif isinstance(name, str) and is_at_home(name) and (home / name).is_file():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(home / name, folder / name)


def _read(project: Project, groups: Mapping[str, Group], folder: Path) -> Iterable[Problem]:
    found, references = FaultFinding(), list[Reference]()
    clinics = read_clinics(folder, groups, lambda slug, told: found.add("clinic", slug, told), references)
    check_references(project, references, found)
    check_clinics(replace(project, clinics=clinics, faulty_offers={}), found)
    return found.finish().all


def _by_cell(table: Table, groups: Mapping[str, Group], change: Change, problem: Problem) -> Iterator[Problem]:
    """Yield a problem of a clinic's folder at the cell that says what is wrong; what is missing, at its column."""
    key = LOGO if Path(problem.path).name != CLINIC_FILE else problem.key or ""
    if key and _is_missing(groups, change, key):
        yield from _missing(table, change, key, problem)
        return
    column = next((one for one in table.headings if f"{key}.".startswith(f"{one}.")), None)
    if column in change.row.cells:
        yield table.fault(change.row.number, column, problem.reason, problem.hint)
    elif change.is_new:
        yield table.fault(change.row.number, key or None, problem.reason, problem.hint)
    else:
        yield problem


def _is_missing(groups: Mapping[str, Group], change: Change, key: str) -> bool:
    group = groups.get(str(change.tables.get("group", "")))
    laid = lay_over(change.tables, group, "", []).table if group else change.tables
    return inside(laid, *key.split(".")) is None


def _missing(table: Table, change: Change, key: str, problem: Problem) -> Iterator[Problem]:
    """Yield the columns in which a key, or those of a table that a clinic needs, could stand."""
    needed = [one for one in columns().values() if one.is_required and f"{one.key}.".startswith(f"{key}.")]
    for one in needed:
        if one.key in table.headings:
            yield table.fault(change.row.number, one.key, "This is missing.", "Fill in the cell; a clinic needs it.")
        else:
            hint = f"Add a column “{one.heading}”, or say it in the group of these clinics."
            yield table.fault(table.header, one.key, "A clinic needs this, and no column says it.", hint)
    if not needed:
        yield problem
