"""What Babel would drop from a catalogue without a word: a message that stands twice, notes after the last message."""

from collections.abc import Sequence

from leaflets.errors import ProjectError
from leaflets.readers.po_faults import check_twice
from leaflets.readers.po_text import PoText


def refuse_twice(text: PoText, name: str) -> None:
    """Raise `ProjectError` with both lines of each message that stands twice in use, or twice among the obsolete.

    One that is in use and obsolete is no such case: merging keeps the words of both.
    """
    in_use, obsolete = ([one for one in text.entries if one.obsolete is kind] for kind in (False, True))
    problems = [*check_twice(in_use, name), *check_twice(obsolete, name)]
    if problems:
        raise ProjectError(sorted(problems, key=lambda one: one.line or 0))


def last_notes(text: PoText) -> Sequence[str]:
    """Return the notes of translators that stand after the last message."""
    return [one.text for one in text.rest if not one.kind]


def with_last_notes(catalogue: bytes, notes: Sequence[str]) -> bytes:
    """Return a catalogue's text with such notes at its end."""
    return (
        catalogue + "".join(["\n", *(f"# {note}".rstrip() + "\n" for note in notes)]).encode() if notes else catalogue
    )
