"""What an import would change in a catalogue, and the catalogue with those changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.errors import Problem, ProjectError
from leaflets.model import MessageKey
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import Catalogue
from leaflets.readers.files import CATALOGUE, read_bytes
from leaflets.readers.uses import find_uses
from leaflets.translation.critical import critical_messages
from leaflets.translation.exchange.formats import read_returned
from leaflets.translation.exchange.job import NEEDS_WORK, UNWRITABLE, Row, Unit
from leaflets.translation.exchange.returning import Matched, match
from leaflets.translation.rewriting import Rewriting
from leaflets.translation.splice import Wanted


@dataclass(frozen=True)
class Change:
    """One text that an import would write: where it stands, and old and new words and state."""

    row: Row
    unit: Unit
    text: str
    state: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Import:
    """A file beside a catalogue: what it changes, what it leaves, and the catalogue's text before and after.

    `warnings` are what the rules say of the changes; `faulty` why they stop the texts that are left out.
    """

    code: str
    changes: tuple[Change, ...]
    stale: tuple[Row, ...]
    emptied: tuple[Row, ...]
    before: bytes
    after: bytes
    warnings: tuple[Problem, ...] = ()
    faulty: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """What is left out of an import that would else be refused: stale texts, and those that a rule stops."""

    stale: bool = False
    faulty: bool = False


def read_import(project: Project, data: bytes, name: str, skipped: Skipped = Skipped()) -> Import:
    """Return what a file would change; raise `ProjectError` with everything that speaks against it."""
    returned, problems = read_returned(data, name)
    matched = match(project, returned, name, problems, skip_stale=skipped.stale)
    if not matched.pairs:
        raise ProjectError(problems)
    changes = _changes(project, matched)
    if changes and matched.code == SOURCE_LANGUAGE:
        hint = "Change them in the templates; leaflets catalogue update brings them here."
        problems.append(Problem(name, "The words of the source language are the templates' own.", hint))
    before = _bytes_of(project.catalogue_path(matched.code))
    rewriting = Rewriting(project, matched.code, before, frozenset(change.unit.key for change in changes))
    found = _findings(rewriting.tried(_wanted(matched, changes)), name, changes)
    stopped = {key for key, findings in found.items() if _errors(findings)}
    faulty = tuple(one for key in stopped for one in _errors(found[key])) if skipped.faulty else ()
    if skipped.faulty:
        changes = tuple(change for change in changes if change.unit.key not in stopped)
        found = {key: findings for key, findings in found.items() if key not in stopped}
    problems += [one for findings in found.values() for one in findings]
    if _errors(problems):
        raise ProjectError(problems)
    after = rewriting.written(_wanted(matched, changes))
    emptied = tuple(row for row, unit in matched.pairs if row.edited and not row.asks and unit.text)
    return Import(matched.code, changes, matched.stale, emptied, before, after, tuple(problems), faulty)


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [one for one in problems if one.severity == "error"]


def _bytes_of(path: Path) -> bytes:
    return read_bytes(path, str(path), CATALOGUE)


def _changes(project: Project, matched: Matched) -> tuple[Change, ...]:
    places: dict[MessageKey, dict[str, None]] = defaultdict(dict)
    uses = list(find_uses(project.environment, project.topics.values()))
    critical = critical_messages(project, uses)
    for use in uses:
        places[use.key][str(replace(use, critical=use.key in critical))] = None
    for key in critical - places.keys():
        places[key]["in the layouts · critical"] = None
    found = []
    for row, unit in matched.pairs:
        text, state = row.asked
        if row.asks and (text, state) != (unit.text, unit.state) and not UNWRITABLE.search(text):
            found.append(Change(row, unit, text, state, tuple(places[unit.key])))
    return tuple(found)


def _wanted(matched: Matched, changes: Iterable[Change]) -> dict[MessageKey, Wanted]:
    """Return the texts of each changed message by form, and whether it is doubtful: in one form is in all."""
    new = {(change.unit.key, change.unit.form): change for change in changes}
    texts: dict[MessageKey, dict[int, str]] = defaultdict(dict)
    states: dict[MessageKey, list[str]] = defaultdict(list)
    for _, unit in matched.pairs:
        change = new.get((unit.key, unit.form))
        states[unit.key].append(change.state if change else unit.state)
        if change and change.text != unit.text:
            texts[unit.key][unit.form] = change.text
    keys = dict.fromkeys(change.unit.key for change in new.values())
    return {key: Wanted(texts[key], fuzzy=NEEDS_WORK in states[key]) for key in keys}


def _findings(after: Catalogue, name: str, changes: Iterable[Change]) -> dict[MessageKey, list[Problem]]:
    """Return what the rules find in the changed messages, at their rows of the file; the gravest first."""
    rows: dict[MessageKey, Change] = {}
    for change in changes:
        rows.setdefault(change.unit.key, change)
    return {
        key: [
            replace(fault, path=name, line=change.row.line, key=f"“{key.id}”", hint=_hint(fault))
            for fault in sorted(after.translations[key].faults, key=lambda one: one.severity)
        ]
        for key, change in rows.items()
        if key in after.translations and any(after.translations[key].texts)
    }


def _hint(fault: Problem) -> str:
    return (
        f"{fault.hint} To import the other texts now, add --skip-faulty." if fault.severity == "error" else fault.hint
    )
