"""What the lines of a PO file say where Babel passes over it: lines and messages that are no PO, or stand twice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from babel.messages.pofile import unescape

from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.rules import RULES
from leaflets.rules.catalogue import twice

_PO_LINE = re.compile(r'(#~?\|?\s*)?((msgid|msgid_plural|msgctxt|msgstr(\[\d+\])?)\s*)?"([^"\\]|\\.)*"|#([^~].*)?|')
"""A line of a PO file: a comment, nothing, or a text in quotes with or without its keyword."""
_TEXT = re.compile(r'(?:#~\s*)?(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*("(?:[^"\\]|\\.)*")')
_ESCAPED = re.compile(r"\\.")
_ESCAPES = {r"\\", r"\"", r"\n", r"\t", r"\r"}
"""What Babel understands after a backslash; it would print any other backslash."""


@dataclass(frozen=True)
class Part:
    """One part of a message: its keyword, such as `msgstr[0]`, and each of its lines with the text there."""

    keyword: str
    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of its keyword."""
        return self.pieces[0][0]

    @property
    def text(self) -> str:
        """Its text, wherever the lines are wrapped."""
        return "".join(text for _, text in self.pieces)


Parts = tuple[Part, ...]
"""A message as its lines show it, in their order."""


def read_parts(text: str) -> list[Parts]:
    """Return the messages of a PO file, in use or obsolete, the header too."""
    messages: list[list[Part]] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = _TEXT.fullmatch(line.strip())
        if found is None or not (found[1] or messages):
            continue
        if found[1] and (not messages or _begins(found[1], messages[-1])):
            messages.append([])
        if found[1]:
            messages[-1].append(Part(found[1]))
        messages[-1][-1].pieces.append((number, unescape(found[2])))
    return [tuple(parts) for parts in messages]


def _begins(keyword: str, before: Iterable[Part]) -> bool:
    return keyword in {"msgctxt", "msgid"} and any(one.keyword.startswith("msgstr") for one in before)


def check_lines(text: str, name: str) -> Iterator[Problem]:
    """Find lines that are no PO. Babel takes a text without its closing quote, and drops the last letter in silence."""
    hint = 'Each text starts and ends with a straight quote ("), and a quote inside it is written \\".'
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not _PO_LINE.fullmatch(line):
            yield Problem(name, f"This line is not valid in a catalogue: “{line[:60]}”.", hint, number, rule="C8")
        elif not line.startswith("#") or line.startswith("#~"):
            for sign in dict.fromkeys(one for one in _ESCAPED.findall(line) if one not in _ESCAPES):
                reason = f"“{sign}” means nothing in a catalogue."
                escapes = r"Write \\ for a backslash, \" for a quote, \n for a new line."
                yield Problem(name, reason, escapes, number, rule="C8")


def check_parts(messages: Iterable[Parts], name: str) -> Iterator[Problem]:
    """Find messages with a part too many or of the wrong kind. Babel takes one of them, in silence; gettext refuses."""
    for parts in messages:
        key = key_of(parts)
        for reason, hint, line in _faults(parts):
            yield Problem(name, reason, hint, line, shown(key) if key else None, rule="C8")


def _faults(parts: Parts) -> Iterator[tuple[str, str, int]]:
    """Yield reason, hint and line of what is wrong with the parts of a message."""
    first: dict[str, int] = {}
    is_plural = any(one.keyword == "msgid_plural" for one in parts)
    for part in parts:
        if first.setdefault(part.keyword, part.line) != part.line:
            reason = f"This message has {part.keyword} in line {first[part.keyword]} already."
            yield reason, "Keep the right one; programs differ in which they take.", part.line
        elif is_plural and part.keyword == "msgstr":
            hint = "Write msgstr[0] before the first form, msgstr[1] before the next."
            yield "The line does not say which plural form it is.", hint, part.line
        elif not is_plural and part.keyword.startswith("msgstr["):
            yield "This message has no plural forms.", "Write msgstr without a number.", part.line
    forms = [one for one in parts if one.keyword.startswith("msgstr[")]
    wrong = next((one for number, one in enumerate(forms) if one.keyword != f"msgstr[{number}]"), None)
    if wrong and len(first) == len(parts) and is_plural:
        yield "The plural forms are not in their order.", "Number them from 0 on.", wrong.line
    if "msgid" not in first:
        hint = "Write msgid with the English text above it, or take it out."
        yield "This belongs to no message.", hint, parts[0].line


def check_twice(messages: Iterable[Parts], name: str) -> Iterator[Problem]:
    """Find messages that stand twice, obsolete ones too. Babel drops one translation, in silence; gettext refuses."""
    keys = ((key_of(parts), parts) for parts in messages)
    lines = ((key, next(one.line for one in parts if one.keyword == "msgid")) for key, parts in keys if key)
    for key, first, line in twice(lines):
        reason = f"The {'message' if key.id else 'header'} stands in line {first} already."
        yield Problem(name, reason, RULES["C6"].hint, line, shown(key), rule="C6")


def key_of(parts: Parts) -> MessageKey | None:
    """Return what a message is filed under, if it has an English text."""
    texts = {one.keyword: one.text for one in reversed(parts)}
    return MessageKey(texts.get("msgctxt"), texts["msgid"], texts.get("msgid_plural")) if "msgid" in texts else None


def shown(key: MessageKey) -> str:
    """Return a message as people know it: its English text, and its context."""
    text = f"“{key.id}”" if key.id else "the header"
    return text if key.context is None else f"{text} ({key.context})"
