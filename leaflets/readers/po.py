"""Reads PO text: the one place that says what its lines mean. It keeps where each word stands, and loses nothing.

It cuts and joins as GNU gettext does; what gettext refuses is a fault here too.
"""

from leaflets.readers.po_parts import HALF_OBSOLETE, faults_of
from leaflets.readers.po_text import FLAGS, PREVIOUS, Comment, Entry, Fault, Part, Piece, PoText
from leaflets.readers.po_tokens import Token, strange_escapes, tokens, unescaped


def read(text: str) -> PoText:
    """Return what PO text says."""
    reader = _Reader(text)
    for token in tokens(text):
        reader.take(token)
    entries, rest = reader.entries, tuple(reader.comments)
    faults = reader.faults or [fault for one in entries for fault in faults_of(one)]
    return PoText(tuple(entries), rest, tuple(sorted(faults, key=lambda one: one.line)))


class _Reader:
    """Puts the words of PO text together to messages."""

    def __init__(self, text: str) -> None:
        self._lines = text.removeprefix("\ufeff").split("\n")
        self.entries: list[Entry] = []
        self.comments: list[Comment] = []
        self.faults: list[Fault] = []
        self._obsolete = self._broken = 0
        self._had: set[str] = set()

    def take(self, token: Token) -> None:
        """Take the next word."""
        match token.kind:
            case "obsolete":
                self._obsolete = token.line
            case "comment":
                self.comments.append(_comment(token))
            case "keyword":
                self._keyword(token)
            case "text":
                self._say(token)
            case _:
                self._refuse(token.line)

    def _keyword(self, token: Token) -> None:
        if token.value == "domain":
            hint = "Take it out; one catalogue is one file."
            self.faults.append(Fault(token.line, "A line with “domain” puts the messages into another file.", hint))
            return
        if not self.entries or self._begins(token.value):
            self.entries.append(Entry(tuple(self.comments)))
            self.comments, self._had = [], set()
        self._had.add(token.value.partition("[")[0])
        self._let_go_of_comments()
        self.entries[-1].parts.append(
            Part(token.value, token.line, token.start, token.end, self._obsolete == token.line)
        )

    def _begins(self, keyword: str) -> bool:
        """Return whether a keyword is the first of a new message, or the next part of the one before."""
        is_whole = "msgstr" in self._had and keyword in {"msgctxt", "msgid", "msgid_plural"}
        return is_whole or (keyword == "msgctxt" and self._had != {"msgctxt"})

    def _say(self, token: Token) -> None:
        for sign in strange_escapes(token.value):
            hint = r"Write \\ for a backslash, \" for a quote, \n for a new line."
            self.faults.append(Fault(token.line, f"“{sign}” means nothing in a catalogue.", hint))
        if not self.entries:
            self._refuse(token.line)
            return
        self._let_go_of_comments()
        part = self.entries[-1].parts[-1]
        part.pieces.append(Piece(token.line, unescaped(token.value)))
        part.end = token.end
        if part.obsolete != (self._obsolete == token.line):
            self.faults.append(Fault(token.line, *HALF_OBSOLETE))

    def _let_go_of_comments(self) -> None:
        """Refuse comments in the middle of a message: nothing says which of its parts they are about."""
        if self.comments:
            reason, hint = "A comment stands in the middle of a message.", "Put it above the message."
            self.faults.append(Fault(self.comments[0].line, reason, hint))
            self.comments = []

    def _refuse(self, line: int) -> None:
        """Note a line that is no PO, once."""
        if line == self._broken:
            return
        self._broken = line
        shown = self._lines[line - 1].strip()
        hint = 'Each text starts and ends with a straight quote ("), and a quote inside it is written \\".'
        self.faults.append(Fault(line, f"This line is not valid in a catalogue: “{shown[:60]}”.", hint))


def _comment(token: Token) -> Comment:
    text = token.value.removeprefix("#").removeprefix("~")
    kind = text[:1] if text[:1] in {".", ":", PREVIOUS, *FLAGS} else ""
    return Comment(kind, text[len(kind) :].strip(), token.line, token.start, token.start + len(token.value.rstrip()))
