"""Compares a table with the folders of clinics: what each row changes there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaflets.errors import Problem, ProjectError
from leaflets.folders import CLINICS, GROUPS
from leaflets.project.new_clinic import slug_of
from leaflets.project.project import Project
from leaflets.project.spreadsheet.changes import Altered, Change, Plan, by_path
from leaflets.project.spreadsheet.checking import check_changes
from leaflets.project.spreadsheet.columns import FOLDER, LOGO, NAME, Column, Value, columns
from leaflets.project.spreadsheet.edits import changed_text, new_text, with_changes
from leaflets.project.spreadsheet.logos import Logo, Logos, holds, name_in
from leaflets.project.spreadsheet.rows import Row, Table
from leaflets.readers.clinics import CLINIC_FILE, is_name_of_folder
from leaflets.readers.encoding import as_text
from leaflets.readers.files import TOML, read_bytes
from leaflets.readers.groups import Group, inside, read_groups
from leaflets.readers.tables import read_toml

LONGEST_FOLDER = 80
"""Letters of a folder's name: it becomes part of file names."""
BOM = b"\xef\xbb\xbf"
"""What some editors put in front of UTF-8; a file that has it keeps it."""


def plan_import(project: Project, table: Table, beside: Path) -> Plan:
    """Return what a table changes, logos being looked for `beside` it; raise ProjectError with all that is wrong."""
    planning = Planning(project, table, beside)
    planned = [planning.plan(row, slug) for row, slug in planning.slugs()]
    changes = tuple(one for one in planned if isinstance(one, Change))
    found = check_changes(project, planning.groups, table, changes)
    problems = table.in_order([*table.problems, *planning.problems, *found])
    if problems:
        raise ProjectError(problems)
    return Plan(changes, tuple(one for one in planned if isinstance(one, str)))


@dataclass
class Planning:
    """One comparison. `problems` gathers what is wrong with rows before any clinic is read as a whole.

    `own` are the tables of the clinics' files by their folders; None where a file cannot be read.
    """

    project: Project
    table: Table
    beside: Path
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = self.project.root / CLINICS
        self.groups = read_groups(self.folder)
        self.logos = Logos(self.project.root, self.beside)
        names = sorted(one.name for one in self.folder.iterdir() if (one / CLINIC_FILE).exists())
        self.own = {name: read_toml(self.folder / name / CLINIC_FILE, _file_of(name), []) for name in names}

    def slugs(self) -> Iterator[tuple[Row, str]]:
        """Yield each row with the folder that it is about; those that name none, or one twice, are faults."""
        first: dict[str, Row] = defaultdict()
        for row in self.table.rows:
            slug = self._slug_of(row)
            if slug is None:
                continue
            earlier = first.setdefault(slug.casefold(), row)
            if earlier is not row:
                reason = f"This row is about the same clinic as row {earlier.number}: {CLINICS}/{slug}."
                self._fault(row, FOLDER, reason, "Keep one of them, or give each a folder of its own.")
            elif self._is_folder(row, slug):
                yield row, slug

    def _slug_of(self, row: Row) -> str | None:
        """Return the folder that a row names, that of the clinic with its name, or that of a new one."""
        if FOLDER in row.cells:
            return row.cells[FOLDER].strip()
        if NAME not in row.cells:
            self._fault(row, NAME, "This row names no clinic.", "Write its name, or that of its folder.")
            return None
        name = row.cells[NAME]
        same = [slug for slug, tables in self.own.items() if tables and _alike(tables.get(NAME), name)]
        if len(same) > 1:
            hint = f"Add a column “Folder” that says which: {', '.join(same)}."
            self._fault(row, NAME, "Several clinics have this name.", hint)
            return None
        return same[0] if same else slug_of(name)

    def _is_folder(self, row: Row, slug: str) -> bool:
        """Tell whether a clinic's folder is or may be called so, after adding why not."""
        twin = next((one for one in self.own if one != slug and one.casefold() == slug.casefold()), None)
        if not is_name_of_folder(slug) or slug.casefold() == GROUPS or len(slug) > LONGEST_FOLDER:
            reason = "A clinic's folder becomes part of file names and may not hold spaces or signs."
            self._fault(row, FOLDER, reason, "Use letters, digits and hyphens.")
        elif twin is not None:
            self._fault(row, FOLDER, f"On many disks this folder is the same as “{twin}”.", f"Write it as “{twin}”.")
        elif slug in self.own and self.own[slug] is None:
            read_toml(self.folder / slug / CLINIC_FILE, _file_of(slug), self.problems)
        elif slug not in self.own and (self.folder / slug).exists():
            hint = f"Put its {CLINIC_FILE} back, move the folder away, or name another."
            self._fault(row, FOLDER, f"{CLINICS}/{slug} is there and holds no {CLINIC_FILE}.", hint)
        else:
            return True
        return False

    def plan(self, row: Row, slug: str) -> Change | str | None:
        """Return what a row changes, the clinic itself where it changes nothing, or None where it cannot be made."""
        own = self.own.get(slug) or {}
        group = self.groups.get(row.cells.get("group", str(own.get("group", ""))))
        found = list(self._altered(row, own, (group.tables if group else None) or {}))
        logo = self._logo(row, slug, own, group)
        if isinstance(logo, Logo) and inside(own, *columns()[LOGO].path) != logo.name:
            found.append(Altered(LOGO, inside(own, *columns()[LOGO].path), logo.name))
        elif isinstance(logo, Altered):
            found.append(logo)
        altered, brought = tuple(found), logo if isinstance(logo, Logo) else None
        if slug not in self.own:
            return self._made(row, slug, altered, brought, group)
        return self._edited(row, slug, altered, brought) if altered or brought else slug

    def _altered(self, row: Row, own: Mapping[str, Any], below: Mapping[str, Any]) -> Iterator[Altered]:
        """Yield the keys that a row says otherwise than the clinic's file, but for its logo."""
        for column in (columns()[key] for key in row.cells if key not in {FOLDER, LOGO}):
            value = column.value_of(row.cells[column.key])
            old = inside(own, *column.path)
            new = _settled(column, value, old, inside(below, *column.path)) if value else old
            if new is not old:
                yield Altered(column.key, old, new)

    def _logo(self, row: Row, slug: str, own: Mapping[str, Any], group: Group | None) -> Logo | Altered | None:
        """Return the logo that a row brings, that the clinic's own gives way to its group's, or None for neither."""
        found = self.logos.find(row.cells[LOGO]) if LOGO in row.cells else None
        if found is None or isinstance(found, Problem):
            if found is not None:
                self._fault(row, LOGO, found.reason, found.hint)
            return None
        path, folder = columns()[LOGO].path, self.folder / slug
        name, inherited = inside(own, *path), inside(group.tables, *path) if group else None
        if isinstance(name, str) and holds(folder / name, found[1]):
            return None
        if group is not None and isinstance(inherited, str) and holds(group.path / inherited, found[1]):
            return None if name is None else Altered(LOGO, name, None)
        return Logo(name_in(folder, name, inherited, *found), found[1])

    def _made(
        self, row: Row, slug: str, altered: tuple[Altered, ...], logo: Logo | None, group: Group | None
    ) -> Change:
        """Return a new clinic. It offers English and all topics if nobody says otherwise, as any new one."""
        offered: dict[str, Value] = {"languages": ["en"], "topics": list(self.project.subjects)}
        said = {one.key for one in altered} | set((group.tables if group else None) or {})
        altered += tuple(Altered(key, None, value) for key, value in offered.items() if key not in said)
        order = list(columns())
        altered = tuple(sorted(altered, key=lambda one: order.index(one.key)))
        changes = by_path(altered)
        return Change(slug, row, None, new_text(changes).encode(), with_changes({}, changes), altered, logo)

    def _edited(self, row: Row, slug: str, altered: tuple[Altered, ...], logo: Logo | None) -> Change | None:
        """Return what becomes of a clinic's file, or None where it cannot be changed without harm."""
        before = read_bytes(self.folder / slug / CLINIC_FILE, _file_of(slug), TOML)
        changes = by_path(altered)
        text = changed_text(as_text(before), changes)
        if text is None:
            reason = f"{_file_of(slug)} is written in a way that the program cannot change safely."
            self._fault(row, None, reason, f"Change it there by hand: {', '.join(one.key for one in altered)}.")
            return None
        after = (BOM if before.startswith(BOM) else b"") + text.encode()
        return Change(slug, row, before, after, with_changes(self.own[slug] or {}, changes), altered, logo)

    def _fault(self, row: Row, key: str | None, reason: str, hint: str) -> None:
        self.problems.append(self.table.fault(row.number, key, reason, hint))


def _settled(column: Column, value: Value, old: Any, inherited: Any) -> Any:
    """Return what a clinic's file says of a key after a row says it: what the group says is not repeated."""
    if old is not None and column.means_the_same(value, old):
        return old
    return None if inherited is not None and column.means_the_same(value, inherited) else value


def _file_of(slug: str) -> str:
    return f"{CLINICS}/{slug}/{CLINIC_FILE}"


def _alike(one: object, other: str) -> bool:
    return isinstance(one, str) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
