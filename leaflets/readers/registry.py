"""Reads `locales/registry.toml`: the languages that are known here better than by CLDR alone."""

from pathlib import Path

from leaflets.errors import Problem
from leaflets.model import KnownLanguage
from leaflets.readers.tables import read_toml, read_value

REGISTRY_FILE = "registry.toml"


def read_registry(path: Path, name: str, problems: list[Problem]) -> dict[str, KnownLanguage]:
    """Return the languages of a registry by code."""
    found = {
        code: read_value(
            KnownLanguage, {**table, "code": code} if isinstance(table, dict) else table, name, problems, key=code
        )
        for code, table in (read_toml(path, name, problems) or {}).items()
    }
    return {code: known for code, known in found.items() if known is not None}
