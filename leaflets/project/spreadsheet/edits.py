"""Changes keys in the text of a clinic's file, and leaves all else as somebody wrote it: comments, order, spacing."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
import tomlkit.exceptions
import tomlkit.items
from tomlkit.container import Container

from leaflets.project.spreadsheet.columns import Value
from leaflets.readers.structure import parse_toml

Changes = Mapping[tuple[str, ...], Value | None]
"""New values by the paths of their keys; None takes a key out."""


def new_text(changes: Changes) -> str:
    """Return the text of a new file."""
    return tomlkit.dumps(with_changes({}, changes))


def with_changes(tables: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Return a file's tables as they are after some changes."""
    changed = copy.deepcopy(dict(tables))
    for (*outer, last), value in changes.items():
        table = changed
        for name in outer:
            inner = table.setdefault(name, {}) if value is not None else table.get(name, {})
            table = inner if isinstance(inner, dict) else {}
        if value is None:
            table.pop(last, None)
        else:
            table[last] = value
    return changed


def changed_text(text: str, changes: Changes) -> str | None:
    """Return a file's text after some changes; None if it is written in a way that they cannot be made safely."""
    is_of_windows = "\r\n" in text
    plain = text.replace("\r\n", "\n") if is_of_windows else text
    try:
        document = tomlkit.parse(plain)
        for path, value in changes.items():
            _change(document, path, value)
        changed = tomlkit.dumps(document)
        is_right = parse_toml(changed) == with_changes(parse_toml(plain), changes)
    except (tomlkit.exceptions.TOMLKitError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None  # the library does not know every way in which tables can be written
    return (changed.replace("\n", "\r\n") if is_of_windows else changed) if is_right else None


def _change(document: Any, path: Sequence[str], value: Value | None) -> None:
    *outer, last = path
    table = document
    for name in outer:
        if name not in table:
            # inside of another table as { … }: a heading of its own would part comments from what they speak of
            _add(table, name, tomlkit.table() if table is document else tomlkit.inline_table())
        table = table[name]
    if value is None:
        del table[last]
    elif last not in table:
        _add(table, last, tomlkit.item(value))
    elif isinstance(table[last], tomlkit.items.Array) and isinstance(value, list):
        table[last] = _changed_list(table[last], value)
    else:
        table[last] = value


def _add(table: Any, key: str, value: Any) -> None:
    """Add a key after the last of its table: a comment further down speaks of what follows it."""
    container: Any = table if isinstance(table, Container) else getattr(table, "value", None)
    is_plain = isinstance(container, Container) and not isinstance(table, tomlkit.items.InlineTable)
    keys = [one for one, item in container.body if one is not None and not _is_table(item)] if is_plain else []
    if keys and not _is_table(value):
        container._insert_after(keys[-1], key, value)  # noqa: SLF001 - the library has no other way to say where
    else:
        table[key] = value


def _is_table(item: Any) -> bool:
    return isinstance(item, tomlkit.items.Table | tomlkit.items.AoT)


def _changed_list(array: Any, value: Sequence[str]) -> Any:
    """Return a list without what is no more in it, and with what is new; comments beside the others stay."""
    kept = [one for one in array if one in value]
    if kept != [one for one in value if one in kept]:  # in another order
        return _written_anew(value, of_lines="\n" in array.as_string())
    for place in reversed([place for place, one in enumerate(array) if one not in value]):
        del array[place]
    for place, one in enumerate(value):
        if place >= len(array) or array[place] != one:
            array.insert(place, one)
    return array


def _written_anew(value: Sequence[str], *, of_lines: bool) -> Any:
    array = tomlkit.array()
    if not of_lines:
        array.extend(value)
        return array
    for one in value:
        array.add_line(one, indent="  ")
    array.add_line(indent="")
    return array
