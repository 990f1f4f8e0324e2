"""Puts translations into the text of a catalogue and leaves every other byte as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from babel.messages.pofile import denormalize, normalize

from leaflets.model import MessageKey

FUZZY = "fuzzy"
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<form>\d+)\])?)\s*(?=")')


@dataclass(frozen=True)
class Wanted:
    """What a message shall say: the texts that change, by plural form, and whether it is marked as fuzzy."""

    texts: Mapping[int, str]
    fuzzy: bool


@dataclass
class _Entry:
    """A message in the text: from which line on it stands, its flags' lines, the lines of each of its fields."""

    start: int
    flags: list[int]
    fields: dict[str, list[int]] = field(default_factory=dict)


def splice(data: bytes, wanted: Mapping[MessageKey, Wanted]) -> bytes:
    """Return a sound catalogue's text with the wanted translations. Keys that it lacks are left out."""
    if not wanted:
        return data
    lines = re.split(r"(?<=\n)", data.decode("utf-8"))
    for entry in reversed(_entries(lines)):
        key = _key(lines, entry)
        if key in wanted:
            _write_texts(lines, entry, wanted[key].texts, is_plural=key.plural is not None)
            _write_flags(lines, entry, fuzzy=wanted[key].fuzzy)
    return "".join(lines).encode("utf-8")


def _entries(lines: list[str]) -> list[_Entry]:
    """Return the messages that are in use, in their order."""
    entries: list[_Entry] = []
    entry: _Entry | None = None
    flags: list[int] = []
    name = ""
    for number, line in enumerate(map(str.strip, lines)):
        keyword = _KEYWORD.match(line)
        if keyword:
            name = keyword[1]
            if entry is None or name == "msgctxt" or (name == "msgid" and "msgid" in entry.fields):
                entry, flags = _Entry(number, flags), []
                entries.append(entry)
            entry.fields[name] = [number]
        elif line.startswith('"') and entry is not None:
            entry.fields[name].append(number)
        else:
            entry = None
            is_apart = not line or line.startswith("#~")
            flags = [] if is_apart else [*flags, number] if line.startswith("#,") else flags
    return [entry for entry in entries if "msgid" in entry.fields]


def _key(lines: list[str], entry: _Entry) -> MessageKey:
    context, one, many = (_text(lines, entry, name) for name in ("msgctxt", "msgid", "msgid_plural"))
    return MessageKey(context, one or "", many)


def _text(lines: list[str], entry: _Entry, name: str) -> str | None:
    if name not in entry.fields:
        return None
    pieces = (lines[number].strip() for number in entry.fields[name])
    return "".join(denormalize(_KEYWORD.sub("", piece)) for piece in pieces)


def _write_texts(lines: list[str], entry: _Entry, texts: Mapping[int, str], *, is_plural: bool) -> None:
    ending = _ending(lines, entry)
    for form, text in sorted(texts.items(), reverse=True):
        name = f"msgstr[{form}]" if is_plural else "msgstr"
        written = f"{name} {normalize(text, width=0)}".replace("\n", ending)
        numbers = entry.fields.get(name)
        if numbers:
            last = lines[numbers[-1]]
            lines[numbers[0] : numbers[-1] + 1] = [written + last[len(last.rstrip("\r\n")) :]]
        else:
            end = max(number for field in entry.fields.values() for number in field)
            lines[end] = lines[end].rstrip("\r\n") + ending
            lines.insert(end + 1, written + ending)


def _write_flags(lines: list[str], entry: _Entry, *, fuzzy: bool) -> None:
    marked = [number for number in entry.flags if FUZZY in _flags(lines[number])]
    if bool(marked) == fuzzy:
        return
    ending = _ending(lines, entry)
    if not fuzzy:
        for number in marked:
            rest = [one for one in _flags(lines[number]) if one != FUZZY]
            lines[number] = f"#, {', '.join(rest)}{ending}" if rest else ""
    elif entry.flags:
        lines[entry.flags[0]] = f"#, {', '.join(sorted([*_flags(lines[entry.flags[0]]), FUZZY]))}{ending}"
    else:
        lines[entry.start] = f"#, {FUZZY}{ending}{lines[entry.start]}"


def _flags(line: str) -> list[str]:
    return [one.strip() for one in line.strip().removeprefix("#,").split(",")]


def _ending(lines: list[str], entry: _Entry) -> str:
    return "\r\n" if lines[entry.start].endswith("\r\n") else "\n"
