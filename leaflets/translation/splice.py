"""Puts translations into the text of a catalogue and leaves every other byte as it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel.messages.pofile import normalize

from leaflets.model import MessageKey
from leaflets.readers.po import read
from leaflets.readers.po_text import FUZZY, PREVIOUS, Comment, Entry


@dataclass(frozen=True)
class Wanted:
    """What a message shall say: the texts that change, by plural form, and whether it is marked as fuzzy."""

    texts: Mapping[int, str]
    fuzzy: bool


@dataclass(frozen=True, order=True)
class _Edit:
    """A place in the text, from where to where, and what shall stand there."""

    start: int
    end: int
    text: str


def splice(data: bytes, wanted: Mapping[MessageKey, Wanted]) -> bytes:
    """Return a sound catalogue's text with the wanted translations. Keys that it lacks are left out."""
    if not wanted:
        return data
    text = data.decode("utf-8")
    edits = [
        edit
        for entry in read(text).entries
        if entry.key and entry.key in wanted and not entry.obsolete
        for edit in (*_texts(text, entry, wanted[entry.key].texts), *_flags(text, entry, fuzzy=wanted[entry.key].fuzzy))
    ]
    return "".join(_edited(text, sorted(edits))).encode("utf-8")


def _edited(text: str, edits: Iterable[_Edit]) -> Iterator[str]:
    done = 0
    for edit in edits:
        yield text[done : edit.start]
        yield edit.text
        done = edit.end
    yield text[done:]


def _texts(text: str, entry: Entry, texts: Mapping[int, str]) -> Iterator[_Edit]:
    """Yield the edits that give a message its texts; a form that it lacks is put behind the last one."""
    ending = _ending(text, entry)
    is_plural = entry.key is not None and entry.key.plural is not None
    parts = {one.keyword: one for one in entry.parts}
    missing = ""
    for form, said in sorted(texts.items()):
        name = f"msgstr[{form}]" if is_plural else "msgstr"
        written = f"{name} {normalize(said, width=0)}".replace("\n", ending)
        if name in parts:
            yield _Edit(parts[name].start, parts[name].end, written)
        else:
            missing += ending + written
    if missing:
        yield _Edit(entry.parts[-1].end, entry.parts[-1].end, missing)


def _flags(text: str, entry: Entry, *, fuzzy: bool) -> Iterator[_Edit]:
    """Yield the edits that set or take off the mark `fuzzy`, and leave other flags. It stands above earlier texts."""
    if (FUZZY in entry.flags) == fuzzy:
        return
    ending = _ending(text, entry)
    lines = [one for one in entry.comments if one.flags]
    if not fuzzy:
        for line in lines:
            yield from _without_mark(text, line)
    elif lines:
        flags = ", ".join(sorted([*lines[0].flags, FUZZY]))
        yield _Edit(lines[0].start, lines[0].end, f"#, {flags}")
    else:
        start = next((one for one in entry.comments if one.kind == PREVIOUS), entry.parts[0]).start
        yield _Edit(start, start, f"#, {FUZZY}{ending}")


def _without_mark(text: str, line: Comment) -> Iterator[_Edit]:
    rest = [one for one in line.flags if one != FUZZY]
    if rest and FUZZY in line.flags:
        yield _Edit(line.start, line.end, f"#, {', '.join(rest)}")
    elif FUZZY in line.flags:
        start, end = text.rfind("\n", 0, line.start) + 1, text.find("\n", line.end) + 1
        stands_alone = end > 0 and not text[start : line.start].strip()
        yield _Edit(start, end, "") if stands_alone else _Edit(line.start, line.end, "")


def _ending(text: str, entry: Entry) -> str:
    """Return how the line of a message ends."""
    end = text.find("\n", entry.parts[0].start)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
