"""Reads `evidence/`: the register of facts, the sources as reference managers export them, the claims to avoid."""

import difflib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from leaflets.errors import Problem
from leaflets.model import Claim, Criterion, Fact, Figure, Source, Subject, Therapy, Withdrawal
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.files import JSON, read_bytes
from leaflets.readers.structure import TooMuchError, parse_json
from leaflets.readers.tables import read_entries, read_list, read_toml, read_value


def read_facts(path: Path, name: str, problems: list[Problem]) -> dict[str, Fact]:
    """Return the facts of a register by id; figures that are rounded from others have no numbers yet."""
    return read_entries(Fact, path, name, problems)


def read_claims(path: Path, name: str, problems: list[Problem]) -> dict[str, Claim]:
    """Return the claims that leaflets must not make, by id."""
    return read_entries(Claim, path, name, problems)


def read_therapies(path: Path, name: str, problems: list[Problem]) -> dict[str, Therapy]:
    """Return the treatments that leaflets are about, by id, in the order of the file."""
    return read_entries(Therapy, path, name, problems)


def read_withdrawals(path: Path, name: str, problems: list[Problem]) -> dict[str, Withdrawal]:
    """Return what was withdrawn, by the id of the fact or the source."""
    return read_entries(Withdrawal, path, name, problems)


def read_subjects(path: Path, name: str, problems: list[Problem]) -> dict[str, Subject]:
    """Return what people ask about and where leaflets answer it, by id, in the order of the file."""
    return read_entries(Subject, path, name, problems)


def round_figures(facts: dict[str, Fact], name: str, problems: list[Problem]) -> dict[str, Fact]:
    """Return the facts with the numbers of every figure that is rounded from others."""
    plain = {
        f"{fact.id}.{key}": figure
        for fact in facts.values()
        for key, figure in fact.figures.items()
        if not figure.rounded_from
    }

    def rounded(reference: str, figure: Figure) -> Figure:
        unknown = [origin for origin in figure.rounded_from if origin not in plain]
        for origin in unknown:
            close = difflib.get_close_matches(origin, plain, n=1)
            hint = f"Did you mean “{close[0]}”?" if close else "Name a figure that is written with its own numbers."
            problems.append(Problem(name, f"No figure to round from is called “{origin}”.", hint, key=reference))
        if unknown or not figure.rounded_from:
            return figure
        try:
            return figure.rounded(plain[origin] for origin in figure.rounded_from)
        except ValueError:
            hint = "Round from figures in percent, or with a “per”."
            problems.append(Problem(name, "Only a frequency can be rounded from others.", hint, key=reference))
            return figure

    return {
        fact.id: fact.model_copy(
            update={"figures": {key: rounded(f"{fact.id}.figures.{key}", one) for key, one in fact.figures.items()}}
        )
        for fact in facts.values()
    }


def read_sources(path: Path, name: str, problems: list[Problem]) -> dict[str, Source]:
    """Return the publications of a CSL-JSON file by id."""
    hint = "Export it again from the reference manager as CSL-JSON."
    try:
        items = parse_json(as_text(read_bytes(path, name, JSON)))
    except FileNotFoundError:
        problems.append(Problem(name, "This file is missing.", hint))
    except json.JSONDecodeError as error:
        problems.append(Problem(name, f"This is not valid JSON: {error.msg}.", hint, error.lineno))
    except TooMuchError as error:
        problems.append(Problem(name, str(error), hint))
    except OSError as error:
        problems.append(Problem(name, f"This file cannot be read: {error.strerror}.", hint))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "This file is not UTF-8 text.", "Save it again as UTF-8.", line_of(error)))
    else:
        return _sources(items, name, problems)
    return {}


def _sources(items: Any, name: str, problems: list[Problem]) -> dict[str, Source]:
    """Return the publications that can be read; one that cannot costs only what rests on it, if it has an id."""
    hint = "Export it again from the reference manager as CSL-JSON."
    found: dict[str, Source] = {}
    for item in items if isinstance(items, list) else [items]:
        identifier = item.get("id") if isinstance(item, dict) else None
        try:
            source = Source.model_validate(item)
        except (ValidationError, TypeError):
            if isinstance(identifier, str) and identifier:
                problems.append(Problem(name, "This publication is not valid CSL-JSON.", hint, key=identifier))
            else:
                problems.append(Problem(name, "This is not a CSL-JSON list of publications.", hint))
        else:
            if source.id in found:
                own = "Give each publication an id of its own."
                problems.append(Problem(name, "Two publications have this id.", own, key=source.id))
            found.setdefault(source.id, source)
    return found


def read_criteria(path: Path, name: str, problems: list[Problem]) -> list[Criterion]:
    """Return what instruments ask of a leaflet, in the order of the file."""
    entries = read_list(read_toml(path, name, problems) or {}, "criterion", name, problems)
    found = [
        read_value(Criterion, entry, name, problems, key=f"criterion {number}")
        for number, entry in enumerate(entries, 1)
    ]
    return [criterion for criterion in found if criterion is not None]
