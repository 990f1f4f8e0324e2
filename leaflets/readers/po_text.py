"""What PO text says: messages with their parts and comments, and where each of them stands."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from leaflets.model import MessageKey
from leaflets.readers.po_tokens import joined

FUZZY, PREVIOUS = "fuzzy", "|"
FLAGS = (",", "!", "=")
"""What a comment of flags starts with: `!` is an old way, `=` a new one."""
_FILE = re.compile("\u2068([^\u2069]{0,500})\u2069(?::(\\d+))?|(\\S+?)(?::(\\d+))?(?=\\s|$)")
"""A place in a file; a name with spaces stands between two signs that nobody sees."""


class Piece(NamedTuple):
    """A text in quotes, and the line that it is in."""

    line: int
    text: str


@dataclass(slots=True)
class Part:
    """One part of a message: its keyword, such as `msgstr[0]`, its texts, and from where to where it stands."""

    keyword: str
    line: int
    start: int
    end: int
    obsolete: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says, wherever its lines are wrapped."""
        return joined([one.text for one in self.pieces])

    @property
    def form(self) -> int | None:
        """Which plural form it is, if it says so."""
        return int(self.keyword[7:-1]) if self.keyword.startswith("msgstr[") else None


class Comment(NamedTuple):
    """A comment: its kind, which is the sign after `#` or nothing where a person wrote it, and what it says."""

    kind: str
    text: str
    line: int
    start: int
    end: int

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that it sets. `fuzzy` counts where a space stands for the comma too."""
        if self.kind not in FLAGS:
            return ()
        written = (" ".join(one.split()) for one in self.text.split(","))
        return tuple(flag for one in written for flag in ([*one.split()] if FUZZY in one.split() else [one]) if flag)


@dataclass
class Entry:
    """A message: the comments above it, and its parts in their order."""

    comments: tuple[Comment, ...] = ()
    parts: list[Part] = field(default_factory=list)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What each part says; of two with one keyword, the first."""
        return {one.keyword: one.text for one in reversed(self.parts)}

    @cached_property
    def key(self) -> MessageKey | None:
        """What it is filed under, if it has an English text."""
        if "msgid" not in self.texts:
            return None
        return MessageKey(self.texts.get("msgctxt"), self.texts["msgid"], self.texts.get("msgid_plural"))

    @property
    def is_header(self) -> bool:
        """Whether it speaks of the file."""
        return self.key == MessageKey(None, "") and not self.obsolete

    @property
    def obsolete(self) -> bool:
        """Whether no template has it any more."""
        return self.parts[0].obsolete

    @property
    def line(self) -> int:
        """The line of its English text."""
        return next((one for one in self.parts if one.keyword == "msgid"), self.parts[0]).line

    @property
    def words(self) -> list[Part]:
        """The parts that are the translation."""
        return [one for one in self.parts if one.keyword.startswith("msgstr")]

    @property
    def flags(self) -> tuple[str, ...]:
        """What is marked about it."""
        return tuple(dict.fromkeys(flag for one in self.comments for flag in one.flags))

    def notes(self, kind: str = "") -> list[str]:
        """Return what people noted, or the comments of another kind."""
        return [one.text for one in self.comments if one.kind == kind]

    @property
    def locations(self) -> list[tuple[str, int | None]]:
        """The files that have it, with the line if it is told."""
        found = (place for one in self.comments if one.kind == ":" for place in _FILE.finditer(one.text))
        return [(one[1] or one[3] or "", int(line[:9]) if (line := one[2] or one[4]) else None) for one in found]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is no PO: the line, the reason and the hint, and the message that it is a part of."""

    line: int
    reason: str
    hint: str
    key: MessageKey | None = None


@dataclass(frozen=True)
class PoText:
    """What PO text says: its messages, the comments after the last one, and what is wrong with it."""

    entries: tuple[Entry, ...]
    rest: tuple[Comment, ...]
    faults: tuple[Fault, ...]

    @property
    def header(self) -> Entry | None:
        """The entry that speaks of the file."""
        return next((one for one in self.entries if one.is_header), None)
