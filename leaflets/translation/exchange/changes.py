"""What an import would change in a catalogue, and the catalogue with those changes."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.errors import Problem, ProjectError
from leaflets.model import MessageKey
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import Catalogue, Standards, read_catalogue
from leaflets.readers.files import CATALOGUE, read_bytes
from leaflets.readers.uses import find_uses
from leaflets.translation.critical import critical_messages
from leaflets.translation.exchange.formats import read_returned
from leaflets.translation.exchange.job import NEEDS_WORK, UNWRITABLE, Row, Unit
from leaflets.translation.exchange.places import Places
from leaflets.translation.exchange.returning import Matched, match
from leaflets.translation.splice import Wanted, splice


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
    catalogue = project.catalogue(matched.code)
    before = _bytes_of(project.catalogue_path(matched.code))
    places = Places(project, matched.code, frozenset(change.unit.key for change in changes))
    ground = places.made_in(before)
    spliced = splice(ground, _unmarked(_wanted(matched, changes)))
    found = _findings(_read(spliced, catalogue, project.standards_of(matched.code)), name, changes)
    stopped = {key for key, findings in found.items() if _errors(findings)}
    faulty = tuple(one for key in stopped for one in _errors(found[key])) if skipped.faulty else ()
    if skipped.faulty:
        changes = tuple(change for change in changes if change.unit.key not in stopped)
        found = {key: findings for key, findings in found.items() if key not in stopped}
    problems += [one for findings in found.values() for one in findings]
    if _errors(problems):
        raise ProjectError(problems)
    wanted = _wanted(matched, changes)
    after = places.tidied(splice(ground, wanted))
    _check_result(catalogue, after, wanted)
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


def _unmarked(wanted: Mapping[MessageKey, Wanted]) -> dict[MessageKey, Wanted]:
    """Return the same texts as if nobody doubted them: a doubtful text has to be as sound as any other."""
    return {key: replace(one, fuzzy=False) for key, one in wanted.items()}


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


def _read(text: bytes, like: Catalogue, standards: Standards | None = None) -> Catalogue:
    """Return what the catalogue's reader makes of a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leaflets.po"
        path.write_bytes(text)
        return read_catalogue(path, like.path, like.language, standards, like.base)


def _check_result(before: Catalogue, text: bytes, wanted: Mapping[MessageKey, Wanted]) -> None:
    """Make sure that the new text says what was asked and else what it said; raise `ProjectError` if not."""
    after = _read(text, before)
    for key, translation in before.translations.items():
        expected = dict(enumerate(translation.texts))
        expected |= wanted[key].texts if key in wanted else {}
        if before.base is not None and not any(expected.values()) and key in before.base.translations:
            expected = dict(enumerate(before.base.translations[key].texts))
        if dict(enumerate(after.translations[key].texts if key in after.translations else ())) != expected:
            hint = f"Run first: leaflets catalogue update -l {before.language.code}"
            reason = "This message is not written as the program writes it, so its words cannot be changed alone."
            raise ProjectError([Problem(before.path, reason, hint, key=f"“{key.id}”")])
