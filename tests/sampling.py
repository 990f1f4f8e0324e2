"""What the tests take of many: which sample leaflets are printed, and which cases are tried in which language.

English leaflets are printed for every clinic. Each other language is printed at one clinic in turn: one of the topics
with the most difficult pages, and its share of all; Arabic, whose pages are mirrored, in all. So every topic is
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

from leaflets.model.reworded import are_reworded

ROOT = Path(__file__).parent.parent
CLINICS = sorted(path.parent.name for path in ROOT.glob("clinics/*/clinic.toml"))
_REGISTER = tomllib.loads((ROOT / "locales" / "languages.toml").read_text("utf-8"))
LANGUAGES = tuple(code for code, line in _REGISTER.items() if "parent" not in line)
"""The languages that have all of their words; wording of a region says nearly the same as its parent."""
EVERYTHING = bool(os.environ.get("LEAFLETS_EVERYTHING"))
SEED = int(os.environ.get("LEAFLETS_SEED", "12"))
"""Which of many cases are tried: another number takes others."""
_WRITTEN = sorted(path.name.removesuffix(".html.j2") for path in ROOT.glob("templates/topics/*.html.j2"))
TOPICS = [one for one in _WRITTEN if not are_reworded(one)]
TURN = 2
"""Where the turn begins: the pages that reference pictures show are among those that are printed."""
TIMES = 2
"""In how many languages a case is tried, or one fewer; each has some of every kind."""
SHARES = 1 if EVERYTHING else -(-len(LANGUAGES) // TIMES)
"""Into how many shares cases are dealt."""

DIFFICULT = ("screening", "side-effects")
"""Topics of which one is printed in every language: a form to fill in, and pictures of risks."""
IN_ALL = ("en", "ar")
"""Languages that every topic is printed in."""
PICTURED = {
    ("pa", "contraindications"), ("ru", "contraindications"), ("zh_Hans", "aftercare"), ("zh_Hant", "side-effects"),
    ("hi", "side-effects"),
}  # fmt: skip
"""Leaflets that are compared with a reference picture, besides those."""

Case = TypeVar("Case")


def share_of(cases: Iterable[Case], turn: str | int, shares: int = SHARES) -> list[Case]:
    """Return the cases that are tried in a language, or whose turn it is otherwise: one of so many shares.

    Cases need an order that stays. Of so few that some turns would have none, each has one.
    """
    first = SEED + (LANGUAGES.index(turn) if isinstance(turn, str) else turn)
    dealt = list(cases)
    if EVERYTHING:
        return dealt
    return [case for place, case in enumerate(dealt) if (place + first) % min(shares, len(dealt)) == 0]


def is_printed(clinic: str, language: str, topic: str) -> bool:
    """Tell whether the tests print a clinic's leaflet in a language."""
    place = LANGUAGES.index(language) + CLINICS.index(clinic) - TURN
    return EVERYTHING or language == "en" or (place % len(CLINICS) == 0 and topic in topics_in(language))


def topics_in(language: str) -> list[str]:
    """Return the topics that the tests print in a language: the same in some languages, which are built together."""
    turn = LANGUAGES.index(language) % len(TOPICS)
    chosen = {*share_of(DIFFICULT, turn), *share_of(TOPICS, turn)}
    return [one for one in TOPICS if language in IN_ALL or one in chosen or (language, one) in PICTURED]


PRINTED = [one for one in product(CLINICS, LANGUAGES) if any(is_printed(*one, topic) for topic in TOPICS)]
"""Clinics with the languages that their leaflets are printed in."""


def printed_of(topic: str) -> list[tuple[str, str]]:
    """Return the clinics with the languages that a topic's leaflet is printed in."""
    return [one for one in PRINTED if is_printed(*one, topic)]


def printed_together(clinic: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the leaflets of a clinic that the tests print: languages, with the topics that are printed in them."""
    topics = {language: TOPICS if EVERYTHING else topics_in(language) for one, language in PRINTED if one == clinic}
    for together in dict.fromkeys(map(tuple, topics.values())):
        yield [language for language, those in topics.items() if tuple(those) == together], list(together)
