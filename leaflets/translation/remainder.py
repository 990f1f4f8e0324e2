"""What Babel would drop from a catalogue without a word: a message that stands twice, notes after the last message."""

import re
from collections.abc import Iterator, Sequence

from leaflets.errors import Problem, ProjectError
from leaflets.readers.po_lines import check_twice, read_parts

_OBSOLETE = "#~"
_NOTE = re.compile(r"#(?![.:,|~])\s*(.*)")
"""A line that a person wrote for people."""


def refuse_twice(text: str, name: str) -> None:
    """Raise `ProjectError` with both lines of each message that stands twice in use, or twice among the obsolete.

    One that is in use and obsolete is no such case: merging keeps the words of both.
    """
    problems = [*_twice(text, name, obsolete=False), *_twice(text, name, obsolete=True)]
    if problems:
        raise ProjectError(sorted(problems, key=lambda one: one.line or 0))


def _twice(text: str, name: str, *, obsolete: bool) -> Iterator[Problem]:
    lines = (line if line.lstrip().startswith(_OBSOLETE) == obsolete else "" for line in text.split("\n"))
    return check_twice(read_parts("\n".join(lines)), name)


def last_notes(text: str) -> Sequence[str]:
    """Return the notes of translators that stand after the last message."""
    notes: list[str] = []
    for line in map(str.strip, reversed(text.split("\n"))):
        if line and (not line.startswith("#") or line.startswith(_OBSOLETE)):
            break
        note = _NOTE.fullmatch(line)
        if note:
            notes.insert(0, note[1])
    return notes


def with_last_notes(catalogue: bytes, notes: Sequence[str]) -> bytes:
    """Return a catalogue's text with such notes at its end."""
    return (
        catalogue + "".join(["\n", *(f"# {note}".rstrip() + "\n" for note in notes)]).encode() if notes else catalogue
    )
