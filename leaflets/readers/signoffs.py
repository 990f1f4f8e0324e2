"""Reads `locales/<code>/signoffs.toml` and `back-translations.toml`: what reviewers wrote, and what helps them."""

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from leaflets.errors import Problem
from leaflets.model import BackTranslation, DesignRevocation, DesignSignOff, Revocation, SignOff
from leaflets.readers.tables import KEPT, read_list, read_text, read_toml, read_value, tables_in

SIGNOFFS_FILE, BACK_TRANSLATIONS_FILE = "signoffs.toml", "back-translations.toml"
KEYS = ("signoff", "revoked")
"""The lists that a file of sign-offs has."""
SIGNED = "signed"
"""The folder beside the sign-offs that keeps what was read, one file for each digest."""

Entry = TypeVar("Entry", bound=BaseModel)


def read_signoffs(path: Path, name: str, problems: list[Problem]) -> tuple[SignOff, ...]:
    """Return the sign-offs of a language in the order of the file; without a file there are none."""
    _check_keys(path, name, problems)
    return _read_entries(SignOff, "signoff", path, name, problems)


def read_revocations(path: Path, name: str, problems: list[Problem]) -> tuple[Revocation, ...]:
    """Return the sign-offs of a language that were taken back."""
    return _read_entries(Revocation, "revoked", path, name, problems)


def read_back_translations(path: Path, name: str, problems: list[Problem]) -> tuple[BackTranslation, ...]:
    """Return the back-translations of a language."""
    return _read_entries(BackTranslation, "back_translation", path, name, problems)


def read_design_signoffs(path: Path, name: str, problems: list[Problem]) -> tuple[DesignSignOff, ...]:
    """Return the sign-offs of a project's look in the order of the file; without a file there are none."""
    _check_keys(path, name, problems)
    return _read_entries(DesignSignOff, "signoff", path, name, problems)


def read_design_revocations(path: Path, name: str, problems: list[Problem]) -> tuple[DesignRevocation, ...]:
    """Return the sign-offs of a project's look that were taken back."""
    return _read_entries(DesignRevocation, "revoked", path, name, problems)


def _check_keys(path: Path, name: str, problems: list[Problem]) -> None:
    """Add a problem for every other key: a revocation under a misspelt one would be lost without a word."""
    for key in (read_toml(path, name, []) or {}) if path.exists() else ():
        if key not in KEYS:
            hint = f"Entries begin with [[{KEYS[0]}]] or [[{KEYS[1]}]]."
            problems.append(Problem(name, "This key is not known.", hint, key=key))


def _read_entries(model: type[Entry], key: str, path: Path, name: str, problems: list[Problem]) -> tuple[Entry, ...]:
    if not path.exists():
        return ()
    text = read_text(path, name, problems)
    if text is None:
        return ()
    entries, found = _entries_in(text, model, key, name)
    problems += found
    return entries


@lru_cache(maxsize=KEPT)
def _entries_in(text: str, model: type[Entry], key: str, name: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the entries of a list, frozen, and what is wrong with it."""
    problems: list[Problem] = []
    entries = read_list(tables_in(text, name, problems) or {}, key, name, problems)
    found = [read_value(model, entry, name, problems, key=f"{key} {number}") for number, entry in enumerate(entries, 1)]
    return tuple(entry for entry in found if entry is not None), tuple(problems)
