"""The words of which PO text is made, as gettext cuts them: keywords, texts, comments, and where each stands."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

Kind = Literal["keyword", "text", "comment", "obsolete", "junk"]

_TOKEN = re.compile(
    r"""
      (?P<space>(?:[ \t\r\f\v\n]|\\\n)+)
    | (?P<obsolete>\#~(?!\|))
    | (?P<comment>\#[^\n]*)
    | (?P<text>"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*")
    | (?P<keyword>(?:msgctxt|msgid_plural|msgid|domain|msgstr(?:\s*\[\s*(?P<form>\d+)\s*\])?)(?![\w$]))
    | (?P<junk>[^\n]+)
    """,
    re.VERBOSE | re.ASCII,
)
"""`#~` marks the rest of its line as obsolete. What stands behind `#|` is the earlier source text; nothing reads it."""
_KINDS: dict[str, Kind] = {one: one for one in get_args(Kind)}
_ESCAPED = re.compile(r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9A-Fa-f]+)|(?P<sign>[\s\S]))")
_SIGNS = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"', "\n": "",
}  # fmt: skip
"""What gettext understands after a backslash, beside numbers of bytes. At the end of a line, the text just goes on."""
_MARK = "\ufeff"


class Token(NamedTuple):
    """One word of the text; `value` is the keyword with its number, the text in quotes, or the comment."""

    kind: Kind
    value: str
    line: int
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield every word of PO text but for white space; what is none takes the rest of its line."""
    line = 1
    for found in _TOKEN.finditer(text, int(text.startswith(_MARK))):
        written = found[0]
        if found.lastgroup != "space":
            value = f"msgstr[{int(found['form'][:9])}]" if found["form"] else written
            yield Token(_KINDS.get(found.lastgroup or "", "junk"), value, line, found.start(), found.end())
        line += written.count("\n")


def unescaped(quoted: str) -> str:
    """Return what a text in quotes says. Bytes that make no letter by themselves stand for surrogates until joined."""
    if "\\" not in quoted:
        return quoted[1:-1]
    return _ESCAPED.sub(_meant, quoted[1:-1])


def _meant(found: re.Match[str]) -> str:
    if found["sign"] is not None:
        return _SIGNS.get(found["sign"], found[0])
    byte = (int(found["octal"], 8) if found["octal"] else int(found["hex"][-2:], 16)) & 0xFF
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)


def joined(pieces: list[str]) -> str:
    """Return the text of several pieces; bytes that make no letter together are shown as lost characters."""
    text = "".join(pieces)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text


def strange_escapes(quoted: str) -> list[str]:
    """Return what stands after a backslash and means nothing, each once."""
    if "\\" not in quoted:
        return []
    found = (one[0] for one in _ESCAPED.finditer(quoted[1:-1]) if one["sign"] is not None and one["sign"] not in _SIGNS)
    return list(dict.fromkeys(found))
