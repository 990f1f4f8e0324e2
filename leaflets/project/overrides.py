"""What a person's folder lays over the content of the package, by kind: which files and entries say something else.

Identical copies override nothing. Topics and catalogues are not listed: two people sign their words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from leaflets.folders import CLINICS, EVIDENCE, LOCALES
from leaflets.project.look import is_own, look_of
from leaflets.project.project import (
    CLAIMS_FILE,
    COVERAGE_FILE,
    FACTS_FILE,
    GLOSSARY_FILE,
    LANGUAGES_FILE,
    REGIONS_FILE,
    SOURCES_FILE,
    THERAPIES_FILE,
    WITHDRAWN_FILE,
    Project,
)
from leaflets.readers.encoding import as_text
from leaflets.readers.files import JSON, read_bytes
from leaflets.readers.structure import parse_json, parse_toml
from leaflets.readers.waivers import EXCEPTIONS_FILE
from leaflets.readers.wording import WORDS_FILE

Kind = Literal["look", "fonts", "regions", "evidence", "coverage", "rules"]
REGISTERS: tuple[tuple[Kind, str, str], ...] = (
    ("regions", CLINICS, REGIONS_FILE),
    ("evidence", EVIDENCE, FACTS_FILE),
    ("evidence", EVIDENCE, SOURCES_FILE),
    ("evidence", EVIDENCE, WITHDRAWN_FILE),
    ("evidence", EVIDENCE, THERAPIES_FILE),
    ("coverage", EVIDENCE, COVERAGE_FILE),
    ("rules", EVIDENCE, CLAIMS_FILE),
    ("rules", LOCALES, LANGUAGES_FILE),
    ("rules", LOCALES, GLOSSARY_FILE),
)
"""The files that are laid over the package's entry by entry."""
MOST = 4
"""How many names are told of a kind before the rest is counted."""


@dataclass(frozen=True)
class Override:
    """One file of a folder that says something else than the package; `entries` name what in it, in a register."""

    kind: Kind
    path: str
    entries: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it: the entries, or the file."""
        return self.entries or (self.path,)


@lru_cache(maxsize=4)
def overrides_of(project: Project) -> tuple[Override, ...]:
    """Return what a project overrides; where the folder is the package's own content, nothing."""
    if len(project.layers) == 1:
        return ()
    look = look_of(project)
    return (
        *(Override("look", name) for name in look.templates),
        *(Override("fonts", name) for name in look.fonts),
        *_of_registers(project),
        *_of_rules(project),
    )


def told(overrides: tuple[Override, ...]) -> str:
    """Return overrides in one sentence, by kind; empty if there is none."""
    kinds = dict.fromkeys(one.kind for one in overrides)
    parts = [f"the {kind} ({_names([one for one in overrides if one.kind == kind])})" for kind in kinds]
    return f"This project overrides {', '.join(parts)}." if parts else ""


def _names(overrides: list[Override]) -> str:
    names = [name for one in overrides for name in one.names]
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"


def _of_registers(project: Project) -> Iterator[Override]:
    for kind, folder, file in REGISTERS:
        path = project.root / folder / file
        if path.is_file() and is_own(project, path):
            own, packaged = (_entries(project, layer / folder / file) for layer in (project.root, project.layers[-1]))
            entries = tuple(name for name, entry in own.items() if _differs(file, name, entry, packaged))
            if entries:
                yield Override(kind, f"{folder}/{file}", entries)


def _differs(file: str, name: str, entry: Any, packaged: Mapping[str, Any]) -> bool:
    """Tell whether an entry says something else than the package: a new one adds, unless it takes something away."""
    return entry != packaged[name] if name in packaged else file == WITHDRAWN_FILE


def _of_rules(project: Project) -> Iterator[Override]:
    """Yield what turns rules for translations off, or changes what they look for."""
    for code in project.languages:
        for file in (WORDS_FILE, EXCEPTIONS_FILE):
            path = project.root / LOCALES / code / file
            if path.is_file() and is_own(project, path) and (file == EXCEPTIONS_FILE or _in_package(project, path)):
                yield Override("rules", project.name_of(path))


def _in_package(project: Project, path: Path) -> bool:
    return (project.layers[-1] / path.relative_to(project.root)).is_file()


def _entries(project: Project, path: Path) -> Mapping[str, Any]:
    """Return the entries of a register as they are written; none of a file that cannot be read, which is told apart."""
    try:
        text = as_text(read_bytes(path, project.name_of(path), JSON))
        if path.suffix == ".json":
            return {str(one.get("id")): one for one in parse_json(text)}
        return parse_toml(text)
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
