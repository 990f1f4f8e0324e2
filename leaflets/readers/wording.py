"""Reads `locales/<code>/words.toml`: what a language's words look like."""

from pathlib import Path

from leaflets.errors import Problem
from leaflets.model import Language
from leaflets.model.wording import Wording
from leaflets.readers.tables import read_toml, read_value

WORDS_FILE = "words.toml"


def with_words(language: Language, path: Path, name: str, problems: list[Problem]) -> Language:
    """Return a language with its words; as it is if the file is not there."""
    if not path.exists():
        return language
    words = read_value(Wording, read_toml(path, name, problems) or {}, name, problems)
    return language if words is None else language.model_copy(update={"words": words})
