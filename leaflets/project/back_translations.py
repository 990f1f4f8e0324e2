"""What catalogues say, put back into English for reviewers: read for a language when it is asked for.

Nothing that is printed rests on it, and it is as long as the catalogues.
"""

from dataclasses import dataclass
from pathlib import Path

from leaflets.errors import Problem
from leaflets.folders import LOCALES
from leaflets.model import BackTranslation
from leaflets.readers import signoffs
from leaflets.readers.signoffs import BACK_TRANSLATIONS_FILE


@dataclass(frozen=True)
class BackTranslations:
    """The back-translations of a language, those of the package first, and what is wrong with its files."""

    entries: tuple[BackTranslation, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_back_translations(layers: tuple[Path, ...], language: str) -> BackTranslations:
    """Return what was put back into English of a language, layer over layer."""
    place, problems = Path(LOCALES, language, BACK_TRANSLATIONS_FILE), list[Problem]()
    entries = tuple(
        entry
        for layer in reversed(layers)
        for entry in signoffs.read_back_translations(layer / place, place.as_posix(), problems)
    )
    return BackTranslations(entries, tuple(problems))
