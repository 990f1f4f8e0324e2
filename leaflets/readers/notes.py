"""What translators are told about a message: where it stands, and the notes that template writers left."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment

from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.readers.messages import find_messages
from leaflets.readers.templates import SUFFIX, parse, source_of, tokens

TAG = "TRANSLATORS:"
"""A template comment that begins so is a note on the messages in the lines right below it, up to an empty line."""


@dataclass(frozen=True)
class Place:
    """One use of a message: its template, line and the note above it."""

    template: str
    line: int
    key: MessageKey
    note: str | None


def find_places(environment: Environment, problems: list[Problem]) -> Iterator[Place]:
    """Yield every use of every message in every template, layouts included."""
    for name in environment.list_templates():
        tree = parse(environment, name, problems) if name.endswith(SUFFIX) else None
        if tree is not None:
            notes = _notes(source_of(environment, name), name)
            for line, key in find_messages(tree):
                yield Place(name, line, key, notes.get(line))


@lru_cache(maxsize=512)
def _notes(source: str, name: str) -> dict[int, str]:
    """Return the note for each line that has one."""
    lines = source.splitlines()
    notes: dict[int, str] = {}
    for start, kind, value in tokens(source, name):
        text = value.strip()
        if kind == "comment" and text.startswith(TAG):
            line = start + value.count("\n") + 1
            while line <= len(lines) and lines[line - 1].strip():
                notes[line] = " ".join(text.removeprefix(TAG).split())
                line += 1
    return notes
