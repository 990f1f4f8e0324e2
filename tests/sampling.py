"""What the tests take of many: which sample leaflets are printed, and which cases are tried in which language.

Each language is printed at one clinic in turn, and English at every clinic. So every topic is printed in every
language, and for every clinic; each script meets another brand, and each brand another script.

What could be tried in every language is tried in turn: a language gets a share of the cases, and a case some languages,
`TIMES` about. So no test takes longer when a language comes. `LEAFLETS_SEED=…` takes other shares, and
`make test-everything` prints and tries all.
"""

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
CLINICS = sorted(path.parent.name for path in ROOT.glob("clinics/*/clinic.toml"))
LANGUAGES = tuple(tomllib.loads((ROOT / "locales" / "languages.toml").read_text("utf-8")))
EVERYTHING = bool(os.environ.get("LEAFLETS_EVERYTHING"))
SEED = int(os.environ.get("LEAFLETS_SEED", "12"))
"""Which of many cases are tried: another number takes others."""
TURN = 2
"""Where the turn begins: the pages that reference pictures show are among those that are printed."""
TIMES = 4
"""In how many languages a case is tried, or one fewer."""
SHARES = 1 if EVERYTHING else -(-len(LANGUAGES) // TIMES)
"""Into how many shares cases are dealt."""

Case = TypeVar("Case")


def is_printed(clinic: str, language: str) -> bool:
    """Tell whether the tests print a clinic's leaflets in a language."""
    place = LANGUAGES.index(language) + CLINICS.index(clinic) - TURN
    return EVERYTHING or language == "en" or place % len(CLINICS) == 0


PRINTED = [(clinic, language) for clinic in CLINICS for language in LANGUAGES if is_printed(clinic, language)]
"""Clinics with the languages that their leaflets are printed in."""


def share_of(cases: Iterable[Case], turn: str | int, shares: int = SHARES) -> list[Case]:
    """Return the cases that are tried in a language, or whose turn it is otherwise: one of so many shares.

    Cases need an order that stays. So few that some would get none are tried by all.
    """
    first = SEED + (LANGUAGES.index(turn) if isinstance(turn, str) else turn)
    dealt = list(cases)
    if EVERYTHING or len(dealt) < shares:
        return dealt
    return [case for place, case in enumerate(dealt) if (place + first) % shares == 0]
