"""Rules F: what the program fills in, and what it prints as it stands."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.model import Language
from leaflets.model.characters import script_of
from leaflets.rules.entry import CASED, PLACEHOLDER, Entry
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import SPACELESS

MARKUP = re.compile(r"[<>]|&#?\w+;")
SHARES = set("%٪％﹪‰؉‱؊")
"""Signs for a share of a hundred, a thousand or ten thousand, in any script."""
TOUCHING = re.compile(r"(\w)%\(\w+\)s|%\(\w+\)s(?:\{\w+\})?(\w)")
JOINED_BEHIND = SPACELESS | {"Hang"}
"""Scripts that write particles and counters behind a figure without a space: `3일까지`, `3회`."""
MISPLACED = re.compile(r"%\((\w+)\.(\w+)\)s")


def check(entry: Entry) -> Iterator[Finding]:
    """Find placeholders that differ (F2) or touch a word (F6), and what is no plain text (F1, F3, F4, F5)."""
    for text in entry.texts:
        yield from _placeholders(entry.original, text, entry.language)
        yield from _unknown_cases(text, entry.language)
        yield from _misplaced_cases(text)
        yield from _touching(text)
        bare = PLACEHOLDER.sub("", text)
        for share in sorted(SHARES & set(bare)):
            hint = "Write the words of the source; the numbers are filled in."
            yield Finding("F1", f"A single {share} stands in the translation.", hint)
        if MARKUP.search(bare):
            yield Finding("F3", "Markup stands in the translation, but not in the source.")
        if re.search(r"[{}]", bare):
            yield Finding("F4", "A curly bracket stands in the translation, but not in the source.")
        if _edges(text) != _edges(entry.original):
            yield Finding("F5", "Spaces or lines at the edges or inside are not those of the source.")


def _placeholders(source: str, text: str, language: Language) -> Iterator[Finding]:
    names, ours = PLACEHOLDER.findall(source), PLACEHOLDER.findall(text)
    wanted, given = Counter(names), Counter(ours)
    parts = [f"%({name})s is missing" for name in wanted - given]
    parts += [f"%({name})s is not in the source" for name in given - wanted if name not in wanted]
    parts += [f"%({name})s stands too often" for name in given - wanted if name in wanted]
    if parts:
        yield Finding("F2", f"Placeholders differ: {', '.join(parts)}.")
    elif ours != (order := _order(names, language)):
        hint = f"Put them in the order of the source: {', '.join(f'%({name})s' for name in order)}."
        yield Finding("F2", "Placeholders have changed places, and with them what their numbers mean.", hint)


def _unknown_cases(text: str, language: Language) -> Iterator[Finding]:
    """Find a case that the language does not have, such as `%(days)s{genitive}` in English (F2)."""
    cases = language.words.cases
    there = f"Its cases are {', '.join(cases)}" if cases else "Its words.toml has no table [cases]"
    for name, case in CASED.findall(text):
        if case not in cases:
            hint = f"{there}; write one of them, or %({name})s alone." if cases else f"{there}; write %({name})s alone."
            yield Finding("F2", f"The language has no case “{case}” for %({name})s.", hint)


def _misplaced_cases(text: str) -> Iterator[Finding]:
    """Find a case that stands inside the brackets of its placeholder (F2), where gettext takes it for another name."""
    for name, case in MISPLACED.findall(text):
        yield Finding("F2", f"The case “{case}” stands inside the brackets.", f"Write %({name})s{{{case}}}.")


def _order(names: list[str], language: Language) -> list[str]:
    """Return the order of placeholders: the source's, but for the pairs that the language says the other way round."""
    order = list(names)
    for pair in language.words.reversed_pairs:
        places = [place for place, name in enumerate(order) if name in pair]
        if [order[place] for place in places] == list(pair):
            order[places[0]], order[places[1]] = pair[1], pair[0]
    return order


def _touching(text: str) -> Iterator[Finding]:
    """Find a letter directly beside a placeholder, where words have spaces around them (F6)."""
    for before, behind in TOUCHING.findall(text):
        one, joined = (before, SPACELESS) if before else (behind, JOINED_BEHIND)
        if one.isalpha() and script_of(one) not in joined:
            yield Finding("F6", f"The letter “{one}” touches what is filled in.")


def _edges(text: str) -> tuple[str, str, int]:
    """Return the space before and after a text, and the number of its line ends."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")
