"""Rule L12: the sentences of a text, and whether the translation has as many as its source."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from leaflets.model import Language
from leaflets.rules.entry import Entry
from leaflets.rules.lengths import usual_range
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import SPACELESS, scripts_of

STOPS = ".．。।॥۔።។"
_QUESTIONS = "?？؟!！፧՞"
GREEK_QUESTIONS = ";\u037e"
"""What ends a question in Greek, and half a sentence elsewhere."""
_FULL_STOP = r"[.．](?=[\s“”»\"’)|]|$)"
"""A full stop inside a word ends no sentence."""
_CLOSING = " “”’»\"'|)）"
_CLAUSES = re.compile(r"[，、；：,;:]")
SHORT = 0.8
"""A text that joins sentences and has less than this share of the usual length has probably lost one."""


def check(entry: Entry) -> Iterator[Finding]:
    """Find a text with more or fewer sentences than its source.

    Chinese and others join sentences with a comma. There a sentence is missed where the text has fewer clauses than
    its source has sentences, or is short besides.
    """
    if entry.is_source or entry.source is None or not entry.language.words.ends_sentences:
        return
    wanted = len(sentences_of(entry.bare_source, entry.source))
    joins = bool(scripts_of(entry.language.script) & SPACELESS)
    for text in entry.bare_texts:
        given = len(sentences_of(text, entry.language))
        if given > wanted or (given < wanted and not (joins and _may_be_joined(text, wanted, entry))):
            yield Finding("L12", f"The source has {_counted(wanted)}, the translation {given}.")


def _may_be_joined(text: str, wanted: int, entry: Entry) -> bool:
    """Tell whether a text with fewer sentences can still say what each of the source's says."""
    clauses = sum(len(_CLAUSES.split(one.strip(_CLOSING))) for one in sentences_of(text, entry.language))
    usual = math.sqrt(math.prod(usual_range(entry)))
    return clauses >= wanted and len(text) >= SHORT * usual * len(entry.bare_source)


def pairs(entry: Entry, source: Language, text: str) -> list[tuple[str, str]]:
    """Return the sentences of both, side by side; both as a whole where there are more of them on one side."""
    before, after = sentences_of(entry.bare_source, source), sentences_of(text, entry.language)
    return list(zip(before, after, strict=True)) if len(before) == len(after) else [(entry.bare_source, text)]


def sentences_of(text: str, language: Language) -> list[str]:
    """Return the sentences of a text, where the language has a sign of its own without looking at full stops."""
    questions = GREEK_QUESTIONS if language.script == "Grek" else ""
    return [one for one in _ends(language.words.full_stop, questions).split(text) if one.strip(_CLOSING)]


@lru_cache(maxsize=64)
def _ends(full_stop: str | None, questions: str) -> re.Pattern[str]:
    stop = re.escape(full_stop) if full_stop and full_stop != "." else rf"[{STOPS[2:]}]|{_FULL_STOP}"
    return re.compile(rf"[{_QUESTIONS}{questions}]|{stop}")


def _counted(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"
