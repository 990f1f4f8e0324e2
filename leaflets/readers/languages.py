"""Reads `locales/languages.toml`: one line a language."""

from pathlib import Path

from leaflets.errors import Problem
from leaflets.model import Language
from leaflets.readers.tables import read_toml, read_value


def read_languages(path: Path, name: str, problems: list[Problem]) -> dict[str, Language]:
    """Return the languages of a registry by code; what they take from their parents is not there yet."""
    languages: dict[str, Language] = {}
    for code, table in (read_toml(path, name, problems) or {}).items():
        language = read_value(
            Language, {**table, "code": code} if isinstance(table, dict) else table, name, problems, key=code
        )
        if language is not None and _locale_is_known(language, name, problems):
            languages[code] = language
            if not language.plural_forms and language.parent is None:
                hint = "Add it: locales/registry.toml has it for many languages. Wording of a region needs a parent."
                problems.append(Problem(name, "This key is missing.", hint, key=f"{code}.plural_forms"))
    return languages


def _locale_is_known(language: Language, name: str, problems: list[Problem]) -> bool:
    try:
        return bool(language.locale)
    except ValueError as error:
        hint = 'Add cldr = "…" with a locale whose numbers and dates its readers expect, such as en_US.'
        problems.append(Problem(name, str(error), hint, key=language.code))
        return False
