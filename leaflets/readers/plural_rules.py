"""Which plural form stands for which number, as the header of a PO file says it in the language C."""

import gettext
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_THOUSANDS = [first * 10**power for power in (3, 4, 5, 6, 9) for first in (1, 2, 3, 5)]
TRIED = (*range(1201), *(large + more for large in _THOUSANDS for more in (0, 1, 2, 5, 11, 12, 100)))
"""Numbers by which rules are told apart: whatever leaflets count, and large ones, where some languages differ."""
_RULE = re.compile(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=([^;]*);?\s*")


@dataclass(frozen=True)
class PluralRule:
    """How many forms there are, and the number of the form for each number that is tried."""

    count: int
    forms: tuple[int, ...]


@lru_cache(maxsize=256)
def plural_index(plural_forms: str) -> Callable[[int], int]:
    """Return the function that a Plural-Forms header describes."""
    return gettext.c2py(plural_forms.partition("plural=")[2].rstrip(";"))


@lru_cache(maxsize=256)
def read_rule(plural_forms: str) -> PluralRule | None:
    """Return what a header does, or None if it says nothing, or names a form that it does not have."""
    found = _RULE.fullmatch(plural_forms)
    try:
        index = gettext.c2py(found[2]) if found else None
        forms = tuple(int(index(number)) for number in TRIED) if index else ()
    except (ValueError, ArithmeticError, RecursionError):
        return None
    if found is None or not all(0 <= form < int(found[1]) for form in forms):
        return None
    return PluralRule(int(found[1]), forms)


def renumbered(said: PluralRule, wanted: PluralRule) -> dict[int, int] | None:
    """Return which form of one rule is to become which of the other: it may be another number, or one of several.

    None if a form of the first stands for numbers that the other tells apart; then no renumbering helps.
    """
    pairs = Counter(zip(said.forms, wanted.forms, strict=True))
    if len({one for one, _ in pairs}) != len(pairs):
        return None
    best = sorted(pairs, key=lambda pair: pairs[pair])
    return {form: old for old, form in best}
