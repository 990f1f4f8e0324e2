"""Rule L12: the sentences of a text, and whether the translation has as many as its source."""

import re
from collections.abc import Iterator
from functools import lru_cache

from leaflets.model import Language
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import SPACELESS, scripts_of

STOPS = ".．。।॥۔።។"
_FULL_STOP = r"[.．](?=[\s“”»\"’)|]|$)"
"""A full stop inside a word ends no sentence."""
_CLOSING = " “”’»\"'|)）"


def check(entry: Entry) -> Iterator[Finding]:
    """Find a text with more or fewer sentences than its source; Chinese and others join sentences with a comma."""
    if entry.is_source or entry.source is None or not entry.language.words.ends_sentences:
        return
    wanted = len(sentences_of(entry.bare_source, entry.source))
    joins = bool(scripts_of(entry.language.script) & SPACELESS)
    for text in entry.bare_texts:
        given = len(sentences_of(text, entry.language))
        if given > wanted or (given < wanted and not joins):
            yield Finding("L12", f"The source has {_counted(wanted)}, the translation {given}.")


def pairs(entry: Entry, source: Language, text: str) -> list[tuple[str, str]]:
    """Return the sentences of both, side by side; both as a whole where there are more of them on one side."""
    before, after = sentences_of(entry.bare_source, source), sentences_of(text, entry.language)
    return list(zip(before, after, strict=True)) if len(before) == len(after) else [(entry.bare_source, text)]


def sentences_of(text: str, language: Language) -> list[str]:
    """Return the sentences of a text, where the language has a sign of its own without looking at full stops."""
    return [one for one in _ends(language.words.full_stop).split(text) if one.strip(_CLOSING)]


@lru_cache(maxsize=64)
def _ends(full_stop: str | None) -> re.Pattern[str]:
    stop = re.escape(full_stop) if full_stop and full_stop != "." else rf"[{STOPS[2:]}]|{_FULL_STOP}"
    return re.compile(rf"[?？؟!！]|{stop}")


def _counted(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"
