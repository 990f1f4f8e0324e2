"""Reads `locales/places.toml`: what the parts of countries are called."""

from pathlib import Path

from leaflets.errors import Problem
from leaflets.readers.tables import read_toml

PLACES_FILE = "places.toml"


def read_places(path: Path, name: str, problems: list[Problem]) -> dict[str, dict[str, list[str]]]:
    """Return the names of each part of a country, by the codes of both."""
    return dict(read_toml(path, name, problems) or {})
