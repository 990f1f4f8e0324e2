"""Rule X3: which rules on meaning know enough of a language to watch it."""

from collections.abc import Iterator

from leaflets.model import Language
from leaflets.rules.registry import Finding
from leaflets.rules.wordlist import listed

NUMBERS = tuple(map(str, range(2, 11)))
"""Numbers whose words every language has to list; greater ones are said in many ways, or made of these."""
HALVES = ("only", "until")
"""Half-negative phrases of the source that decide what a sentence means in every language."""
NAMED = 3
"""So many meanings are named before the rest is counted."""


def asleep(language: Language, source: Language) -> Iterator[Finding]:
    """Yield what no rule sees in a language, because its words.toml does not have the words."""
    if language.provenance == "original":
        return
    if not language.words.negation:
        yield Finding("S2", "“not”")
    lists = (("S2", missing_halves), ("S6", missing_meanings), ("N3", missing_numbers))
    for rule, missing in lists:
        if lost := missing(language, source):
            yield Finding(rule, f"{listed(lost[:NAMED])}{f' and {len(lost) - NAMED} more' if lost[NAMED:] else ''}")


def missing_halves(language: Language, _source: Language) -> tuple[str, ...]:
    """Return the half-negative phrases that a language does not say in any way."""
    return tuple(one for one in HALVES if one not in language.words.half_negation)


def missing_meanings(language: Language, source: Language) -> tuple[str, ...]:
    """Return the meanings with an opposite that a language has no word for; what only turns others round may lack."""
    turned = {*source.words.reversals, *source.words.reversals.values()}
    return tuple(one for one in source.words.contrast if one not in turned | language.words.contrast.keys())


def missing_numbers(language: Language, _source: Language) -> tuple[str, ...]:
    """Return the numbers that a language has no word for."""
    return tuple(one for one in NUMBERS if one not in language.words.numbers)
