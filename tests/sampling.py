"""Which of the sample leaflets the tests print: each language at one clinic in turn, and English at every clinic.

So every topic is printed in every language, and for every clinic; each script meets another brand, and each brand
another script. `make test-everything` prints all of them.
"""

import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CLINICS = sorted(path.parent.name for path in ROOT.glob("clinics/*/clinic.toml"))
LANGUAGES = tuple(tomllib.loads((ROOT / "locales" / "languages.toml").read_text("utf-8")))
EVERYTHING = bool(os.environ.get("LEAFLETS_EVERYTHING"))
TURN = 2
"""Where the turn begins: the pages that reference pictures show are among those that are printed."""


def is_printed(clinic: str, language: str) -> bool:
    """Tell whether the tests print a clinic's leaflets in a language."""
    place = LANGUAGES.index(language) + CLINICS.index(clinic) - TURN
    return EVERYTHING or language == "en" or place % len(CLINICS) == 0


PRINTED = [(clinic, language) for clinic in CLINICS for language in LANGUAGES if is_printed(clinic, language)]
"""Clinics with the languages that their leaflets are printed in."""
