"""Reads TOML tables into values, and says in plain words which key is wrong."""

import difflib
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from leaflets.errors import Problem
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.files import TOML, read_bytes
from leaflets.readers.structure import TooMuchError, parse_toml

Table = TypeVar("Table", bound=BaseModel)
KEPT = 512
"""As many files are not read again while they say the same: a preview opens its project anew at every change.

It is more than a project of all languages has: one file too many, read in turn, and none would be remembered.
"""
LONGEST_SHOWN = 60
"""As many characters of a wrong value are shown."""


def read_toml(path: Path, name: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the file's tables, or None after adding the problem. `name` is how people know the file."""
    text = read_text(path, name, problems)
    return None if text is None else tables_in(text, name, problems)


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """Return the text of a TOML file, or None after adding the problem."""
    try:
        return as_text(read_bytes(path, name, TOML))
    except FileNotFoundError:
        problems.append(Problem(name, "This file is missing.", "Put it there, or take a copy from another folder."))
    except OSError as error:
        problems.append(Problem(name, f"This file cannot be read: {error.strerror}.", "Check its permissions."))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "This file is not UTF-8 text.", "Save it again as UTF-8.", line_of(error)))
    return None


def tables_in(text: str, name: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the tables of a text in TOML, or None after adding the problem."""
    try:
        return parse_toml(text)
    except tomli.TOMLDecodeError as error:
        reason, line = _syntax_error(str(error), text)
        hint = "Texts stand in quotes, lists in [ ], and each key on a line of its own."
        problems.append(Problem(name, f"This is not valid TOML: {reason}.", hint, line))
    except TooMuchError as error:
        problems.append(Problem(name, str(error), "Compare the file with the one that comes with the program."))
    return None


def _syntax_error(message: str, text: str) -> tuple[str, int]:
    """Split tomli's `reason (at line 3, column 5)`."""
    reason, _, place = message.partition(" (at ")
    if place.startswith("line "):
        return reason, int(place.removeprefix("line ").split(",")[0])
    return reason, text.count("\n") + (not text.endswith("\n"))


def read_value(
    model: type[Table], values: Mapping[str, Any], name: str, problems: list[Problem], *, key: str = ""
) -> Table | None:
    """Return the table as a value, or None after adding one problem for each key that is wrong."""
    if not isinstance(values, Mapping):
        problems.append(Problem(name, "This has to be a table.", f"Write it as [{key}] with its keys below.", key=key))
        return None
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        problems.extend(_problem(model, detail, name, key) for detail in _without_echoes(error.errors()))
    return None


def faults_of_part(model: type[BaseModel], values: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """Yield what is wrong with a table that may lack keys, since another file adds them, and that is no whole yet."""
    try:
        model.model_validate(dict(values))
    except ValidationError as error:
        for detail in _without_echoes(error.errors()):
            is_of_whole = detail["type"] == "leaflets" and bool(_keys(model, detail["loc"]))
            if detail["type"] != "missing" and not is_of_whole:
                yield _problem(model, detail, name, "")


def known_keys(model: type[BaseModel], *path: str) -> list[str]:
    """Return the keys that a table in a model may have; none where no table is."""
    table: Any = model
    for key in path:
        table = _inside(table, key)
    if typing.get_origin(table) is dict:
        return [str(one) for one in typing.get_args(typing.get_args(table)[0])]
    return _keys(model, path)


def read_tables(tables: Mapping[str, Any], key: str, name: str, problems: list[Problem]) -> dict[str, Any]:
    """Return the tables below a key, such as `[typeface.…]`; none, after adding the problem, if something else is."""
    found = tables.get(key, {})
    if isinstance(found, dict):
        return found
    problems.append(Problem(name, "This has to be a table.", f"Write it as [{key}.…] with its keys below.", key=key))
    return {}


def read_list(tables: Mapping[str, Any], key: str, name: str, problems: list[Problem]) -> list[Any]:
    """Return the entries of a list, such as `[[family]]`; none, after adding the problem, if it is no list."""
    found = tables.get(key, [])
    if isinstance(found, list):
        return found
    hint = f"Begin each entry with [[{key}]]."
    problems.append(Problem(name, f"“{key}” is not a list of entries.", hint, key=key))
    return []


def read_entries(model: type[Table], path: Path, name: str, problems: list[Problem]) -> dict[str, Table]:
    """Return the tables of a file as values by their key, which is their `id` too; faulty ones are left out."""
    text = read_text(path, name, problems)
    if text is None:
        return {}
    entries, found = _entries_in(text, model, name)
    problems += found
    return dict(entries)


@lru_cache(maxsize=KEPT)
def _entries_in(text: str, model: type[Table], name: str) -> tuple[Mapping[str, Table], tuple[Problem, ...]]:
    """Return what a text says, and what is wrong with it; the values are frozen, and may be shared."""
    problems: list[Problem] = []
    found = {
        key: read_value(model, {**table, "id": key} if isinstance(table, dict) else table, name, problems, key=key)
        for key, table in (tables_in(text, name, problems) or {}).items()
    }
    return {key: value for key, value in found.items() if value is not None}, tuple(problems)


def _without_echoes(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out that a list is empty where pydantic took its only entries out because they are wrong."""
    places = [detail["loc"] for detail in details]
    for detail in details:
        own = detail["loc"]
        echoes = detail["type"] == "too_short" and any(one != own and one[: len(own)] == own for one in places)
        if not echoes:
            yield detail


def _problem(model: type[BaseModel], detail: ErrorDetails, name: str, prefix: str) -> Problem:
    location = [part for part in detail["loc"] if part != "[key]"]
    key = ".".join(str(part) for part in (prefix, *location) if part != "") or None
    reason, hint = _words(model, detail)
    return Problem(name, reason, hint, key=key)


def _words(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str]:
    """Return reason and hint for an error of pydantic, without its jargon."""
    context = detail.get("ctx") or {}
    shown = f"{getattr(model, 'shown_by', 'the sample clinic')} shows how."
    known: dict[str, Callable[[], tuple[str, str]]] = {
        "leaflets": lambda: (context["reason"], context["hint"]),
        "extra_forbidden": lambda: ("This key is not known.", _meant(model, detail["loc"])),
        "missing": lambda: ("This key is missing.", f"Add it; {shown}"),
        "too_short": lambda: ("This is empty.", "Write at least one entry."),
        "string_too_short": lambda: _too_short(context["min_length"]),
        "string_too_long": lambda: ("This is too long.", f"Use at most {context['max_length']} characters."),
        "dict_type": lambda: ("This has to be a table.", f"Write it as a table of keys; {shown}"),
        "model_type": lambda: ("This has to be a table.", f"Write it as a table of keys; {shown}"),
        "tuple_type": lambda: ("This has to be a list.", 'Write it in square brackets, such as ["one", "two"].'),
        "string_type": lambda: ("This has to be a text.", "Write it in quotes."),
        "bool_type": lambda: ("This has to be true or false.", "Write one of both words, without quotes."),
        "literal_error": lambda: (f"“{_shown(detail['input'])}” is not possible here.", _of_these(detail)),
    }
    if detail["type"] not in known:
        return f"{detail['msg']}.", "Correct the value."
    return known[detail["type"]]()


def _shown(value: object) -> str:
    """Return a value as people find it in their file, cut where it would fill the screen."""
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _of_these(detail: ErrorDetails) -> str:
    """Return the word that was probably meant, or all that are possible."""
    expected = str(detail.get("ctx", {})["expected"])
    close = difflib.get_close_matches(str(detail["input"]).casefold(), re.findall("'([^']*)'", expected), n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Use {expected}."


def _too_short(least: int) -> tuple[str, str]:
    if least == 1:
        return "This is empty.", "Write at least one character."
    return "This is too short.", f"Write at least {least} characters."


def _meant(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    known = _keys(model, location[:-1])
    close = difflib.get_close_matches(str(location[-1]), known, n=1)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"Known keys here: {', '.join(known)}."


def _keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the table at a location may have."""
    inside: Any = model
    for part in location:
        inside = _inside(inside, part)
    if isinstance(inside, type) and issubclass(inside, BaseModel):
        return [name for name in inside.model_fields if name not in {"slug", "folder", "inherited", "code", "id"}]
    return []


def _inside(model: Any, part: int | str) -> Any:
    if typing.get_origin(model) is dict:
        return typing.get_args(model)[1]
    if isinstance(model, type) and issubclass(model, BaseModel) and part in model.model_fields:
        annotation = model.model_fields[str(part)].annotation
        return _unwrapped(annotation)
    return None


def _unwrapped(annotation: Any) -> Any:
    """Return the table type inside `Table | None`."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return next((one for one in typing.get_args(annotation) if one is not type(None)), None)
    return annotation
