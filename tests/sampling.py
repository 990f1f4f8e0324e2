"""What the tests take of many: which sample leaflets are printed, and which cases are tried in which language.

English leaflets are printed for every clinic. Each other language is printed at one clinic in turn: the topics with
the most difficult pages, and its share of the others; Arabic, whose pages are mirrored, in all. So every topic is
printed for every clinic and in some languages, and each script meets another brand.

What could be tried in every language is tried in turn: a language gets a share of the cases, and a case some languages,
`TIMES` about. So no test takes longer when a language comes. `LEAFLETS_SEED=…` takes other shares, and
`make test-everything` prints and tries all.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
CLINICS = sorted(path.parent.name for path in ROOT.glob("clinics/*/clinic.toml"))
_REGISTER = tomllib.loads((ROOT / "locales" / "languages.toml").read_text("utf-8"))
LANGUAGES = tuple(code for code, line in _REGISTER.items() if "parent" not in line)
"""The languages that have all of their words; wording of a region says nearly the same as its parent."""
EVERYTHING = bool(os.environ.get("LEAFLETS_EVERYTHING"))
SEED = int(os.environ.get("LEAFLETS_SEED", "12"))
"""Which of many cases are tried: another number takes others."""
TOPICS = sorted(path.name.removesuffix(".html.j2") for path in ROOT.glob("templates/topics/*.html.j2"))
TURN = 2
"""Where the turn begins: the pages that reference pictures show are among those that are printed."""
TIMES = 4
"""In how many languages a case is tried, or one fewer."""
SHARES = 1 if EVERYTHING else -(-len(LANGUAGES) // TIMES)
"""Into how many shares cases are dealt."""

DIFFICULT = ("screening", "side-effects")
"""Topics that are printed in every language: a form to fill in, and pictures of risks."""
IN_ALL = ("en", "ar")
"""Languages that every topic is printed in."""
PICTURED = {("pa", "contraindications"), ("ru", "contraindications"), ("zh_Hans", "aftercare")}
"""Leaflets that are compared with a reference picture, besides those."""

Case = TypeVar("Case")


def share_of(cases: Iterable[Case], turn: str | int, shares: int = SHARES) -> list[Case]:
    """Return the cases that are tried in a language, or whose turn it is otherwise: one of so many shares.

    Cases need an order that stays. So few that some would get none are tried by all.
    """
    first = SEED + (LANGUAGES.index(turn) if isinstance(turn, str) else turn)
    dealt = list(cases)
    if EVERYTHING or len(dealt) < shares:
        return dealt
    return [case for place, case in enumerate(dealt) if (place + first) % shares == 0]


def is_printed(clinic: str, language: str, topic: str) -> bool:
    """Tell whether the tests print a clinic's leaflet in a language."""
    place = LANGUAGES.index(language) + CLINICS.index(clinic) - TURN
    return EVERYTHING or language == "en" or (place % len(CLINICS) == 0 and topic in topics_in(language))


def topics_in(language: str) -> list[str]:
    """Return the topics that the tests print in a language."""
    chosen = {*DIFFICULT, *share_of(TOPICS, language)}
    return [one for one in TOPICS if language in IN_ALL or one in chosen or (language, one) in PICTURED]


PRINTED = [one for one in product(CLINICS, LANGUAGES) if is_printed(*one, DIFFICULT[0])]
"""Clinics with the languages that their leaflets are printed in."""


def printed_together(clinic: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the leaflets of a clinic that the tests print: languages, with the topics that are printed in them."""
    topics = {language: TOPICS if EVERYTHING else topics_in(language) for one, language in PRINTED if one == clinic}
    for together in dict.fromkeys(map(tuple, topics.values())):
        yield [language for language, those in topics.items() if tuple(those) == together], list(together)
