"""Reads `evidence/`: the register of facts, and the sources as reference managers export them."""

import json
from pathlib import Path

from pydantic import ValidationError

from leaflets.errors import Problem
from leaflets.model import Fact, Source
from leaflets.readers.tables import read_toml, read_value


def read_facts(path: Path, name: str, problems: list[Problem]) -> dict[str, Fact]:
    """Return the facts of a register by id."""
    tables = read_toml(path, name, problems) or {}
    facts = {
        key: read_value(Fact, {**table, "id": key} if isinstance(table, dict) else table, name, problems, key=key)
        for key, table in tables.items()
    }
    return {key: fact for key, fact in facts.items() if fact is not None}


def read_sources(path: Path, name: str, problems: list[Problem]) -> dict[str, Source]:
    """Return the publications of a CSL-JSON file by id."""
    hint = "Export it again from the reference manager as CSL-JSON."
    try:
        items = json.loads(path.read_text("utf-8"))
        sources = [Source.model_validate(item) for item in items]
    except FileNotFoundError:
        problems.append(Problem(name, "This file is missing.", hint))
    except json.JSONDecodeError as error:
        problems.append(Problem(name, f"This is not valid JSON: {error.msg}.", hint, error.lineno))
    except (OSError, UnicodeDecodeError, ValidationError, TypeError):
        problems.append(Problem(name, "This is not a CSL-JSON list of publications.", hint))
    else:
        return {source.id: source for source in sources}
    return {}
