"""Rules C: whether a message is translated at all, and in characters that are text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from leaflets.model import MessageKey
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding

BROKEN = {"Cc": "a control character", "Co": "a character for private use", "Cn": "a character that Unicode lacks"}
LOST = {"\ufffd": "the sign for a lost character", "\ufffc": "the place of a picture"}
MISREAD = re.compile("[ÂÃ][\u0080-\u00bf]|â[€™œ]")
"""What letters look like that were saved as UTF-8 and read in another charset: `Ã©` for `é`."""
_LINE = "\n"


def gaps(entry: Entry) -> Iterator[Finding]:
    """Find a message that is not translated (C1), doubtful (C2) or not in every plural form (C3)."""
    expected = entry.language.plural_count if entry.key.plural else 1
    filled = sum(bool(text.strip()) for text in entry.texts)
    if entry.fuzzy:
        yield Finding("C2", "The translation is marked as fuzzy.")
    elif not filled:
        yield Finding("C1", "The message is not translated.")
    elif len(entry.texts) != expected or filled < expected:
        rule = "C3" if len(entry.texts) != expected else "C1"
        yield Finding(rule, f"{filled} of {expected} plural forms are there.", "Fill in every form of the message.")


def is_translated(entry: Entry) -> bool:
    """Return whether a message counts as translated: not fuzzy, and every form filled in (C8 of the statistics)."""
    return not any(gaps(entry))


def characters(entry: Entry) -> Iterator[Finding]:
    """Find characters that are no part of any text (C7), and letters that Unicode has in another form (C9)."""
    found = {one for text in entry.texts for one in text if one != _LINE and _is_broken(one)}
    for one in sorted(found):
        what = LOST.get(one) or BROKEN[unicodedata.category(one)]
        yield Finding("C7", f"U+{ord(one):04X} stands in the translation: {what}.")
    if misread := MISREAD.search(" ".join(entry.texts)):
        yield Finding("C7", f"“{misread[0]}” is what is left of a letter that was read in another charset.")
    if any(_is_apart(text) for text in entry.texts):
        yield Finding("C9", "Letters and their accents are saved as separate characters.")
    for one in sorted({one for text in entry.texts for one in text if _is_second(one)}):
        plain = unicodedata.normalize("NFC", one)
        reason = f"U+{ord(one):04X} is a second character for {plain} (U+{ord(plain):04X}), kept for old files."
        yield Finding("C9", reason, f"Type {plain} anew.")


def unlike_source(entry: Entry) -> Iterator[Finding]:
    """Find words in the source language's own catalogue that are not those of the templates (C12)."""
    if entry.is_source and entry.texts != tuple(filter(None, (entry.key.id, entry.key.plural))):
        yield Finding("C12", "The source language says something else than the templates.")


def _is_apart(text: str) -> bool:
    """Return whether a letter and its accent have a character together, and are saved apart.

    Some letters of Gurmukhi, Devanagari, Bengali, Tibetan and Hebrew are taken apart by NFC itself: whoever types one
    as one character, as its keyboard does, does nothing wrong. Nor is anything wrong with the order of two marks.
    """
    if unicodedata.is_normalized("NFC", text):
        return False
    each = "".join(unicodedata.normalize("NFC", one) for one in text)
    return len(unicodedata.normalize("NFC", each)) < len(each)


def _is_second(character: str) -> bool:
    """Return whether Unicode has a letter twice, and this is the one that it keeps for old files."""
    plain = unicodedata.normalize("NFC", character)
    return len(plain) == 1 and plain != character


def _is_broken(character: str) -> bool:
    return character in LOST or unicodedata.category(character) in BROKEN


def twice(keys: Iterable[tuple[MessageKey, int]]) -> Iterator[tuple[MessageKey, int, int]]:
    """Yield each message that stands twice (C6), with the lines of both; plural or not, gettext takes one of them."""
    lines: dict[tuple[str | None, str], int] = {}
    for key, line in keys:
        first = lines.setdefault((key.context, key.id), line)
        if first != line:
            yield key, first, line
