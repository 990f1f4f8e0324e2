"""What the lines of a PO file show and Babel passes over: lines that are no PO, and messages that stand twice."""

import re
from collections.abc import Iterator

from babel.messages.pofile import unescape

from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.rules import RULES
from leaflets.rules.catalogue import twice

_PO_LINE = re.compile(r'(#~?\|?\s*)?((msgid|msgid_plural|msgctxt|msgstr(\[\d+\])?)\s*)?"([^"\\]|\\.)*"|#([^~].*)?|')
"""A line of a PO file: a comment, nothing, or a text in quotes with or without its keyword."""
_TEXT = re.compile(r'(?:#~\s*)?(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*("(?:[^"\\]|\\.)*")')


def check_lines(text: str, name: str) -> Iterator[Problem]:
    """Find lines that are no PO. Babel takes a text without its closing quote, and drops the last letter in silence."""
    hint = 'Each text starts and ends with a straight quote ("), and a quote inside it is written \\".'
    for number, line in enumerate(text.splitlines(), 1):
        if not _PO_LINE.fullmatch(line.strip()):
            reason = f"This line is not valid in a catalogue: {line.strip()[:60]}"
            yield Problem(name, reason, hint, number, rule="C8")


def check_twice(text: str, name: str) -> Iterator[Problem]:
    """Find messages that stand twice, obsolete ones too. Babel drops one translation, in silence; gettext refuses."""
    for key, first, line in twice(_messages(text)):
        reason = f"The message stands in line {first} already."
        yield Problem(name, reason, RULES["C6"].hint, line, shown(key), rule="C6")


def _messages(text: str) -> Iterator[tuple[MessageKey, int]]:
    """Yield each message, in use or obsolete, with the line of its source text."""
    parts: dict[str, str] = {}
    keyword, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        found = _TEXT.fullmatch(line.strip())
        if found is None:
            continue
        if found[1] in {"msgctxt", "msgid"} and "msgstr" in parts:
            yield _key(parts), start
            parts = {}
        keyword = (found[1] or keyword).partition("[")[0]
        start = number if found[1] == "msgid" else start
        parts[keyword] = parts.get(keyword, "") + unescape(found[2])
    if "msgid" in parts:
        yield _key(parts), start


def _key(parts: dict[str, str]) -> MessageKey:
    return MessageKey(parts.get("msgctxt"), parts["msgid"], parts.get("msgid_plural"))


def shown(key: MessageKey) -> str:
    """Return a message as people know it: its English text, and its context."""
    return f"“{key.id}”" if key.context is None else f"“{key.id}” ({key.context})"
