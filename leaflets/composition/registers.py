"""Registers that come with the program: what was measured of the shipped leaflets, in `templates/*.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from leaflets.errors import ProjectError
from leaflets.folders import TEMPLATES, package_content
from leaflets.model import Language
from leaflets.readers.tables import read_toml


def of_language(tables: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """Return what tables have of a language; of the wording of a region, what they have of its parent."""
    return next((tables[one] for one in language.lineage if one in tables), {})


@cache
def packaged_register(name: str) -> dict[str, Any]:
    """Return the tables of a register by its file's name; raise `ProjectError` for one that cannot be read."""
    problems: list[Any] = []
    tables = read_toml(package_content() / TEMPLATES / name, f"{TEMPLATES}/{name}", problems)
    if tables is None:
        raise ProjectError(problems)
    return tables
