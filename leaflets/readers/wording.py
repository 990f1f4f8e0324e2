"""Reads `locales/<code>/words.toml`: what a language's words look like."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale

from leaflets.errors import Problem
from leaflets.model import Language
from leaflets.model.wording import Wording
from leaflets.readers.tables import KEPT, read_text, read_value, tables_in

WORDS_FILE = "words.toml"
_COUNTED = (*map(Decimal, range(200)), Decimal("0.5"), Decimal("1.5"))
"""Numbers that figures may count; among them is one of each plural form but that for millions."""
_MAY_SAY_THEIR_NUMBER = {"one", "two"}
"""Plural forms that may be words for a single number, such as the Arabic dual."""


def with_words(language: Language, path: Path, name: str, problems: list[Problem]) -> Language:
    """Return a language with its words; as it is if the file is not there or at fault."""
    text = read_text(path, name, problems) if path.exists() else None
    if text is None:
        return language
    words, found = _words_in(text, language.locale, name)
    problems += found
    return language if words is None else language.model_copy(update={"words": words})


@lru_cache(maxsize=KEPT)
def _words_in(text: str, locale: Locale, name: str) -> tuple[Wording | None, tuple[Problem, ...]]:
    """Return the words that a text holds, frozen, and what is wrong with it; no words if something is."""
    problems: list[Problem] = []
    words = read_value(Wording, tables_in(text, name, problems) or {}, name, problems)
    problems += _wrong_cases(words, locale, name) if words else []
    return None if problems else words, tuple(problems)


def _wrong_cases(words: Wording, locale: Locale, name: str) -> Iterator[Problem]:
    """Yield what is wrong with the plural forms of the cases of figures."""
    forms = _forms_of(locale) if words.cases else ()
    hint = f"The language has these: {', '.join(forms)}."
    for case, units in words.cases.items():
        for unit, said in units.items():
            key = f"cases.{case}.{unit}"
            for form in (one for one in forms if one not in said):
                yield Problem(name, f"The plural form “{form}” is missing.", hint, key=key)
            for form, pattern in said.items():
                if form not in {*forms, *locale.plural_form.tags}:
                    yield Problem(name, f"The language has no plural form “{form}”.", hint, key=key)
                elif "{0}" not in pattern and form not in _MAY_SAY_THEIR_NUMBER:
                    reason = f"“{pattern}” has no place for its number."
                    yield Problem(name, reason, "Write {0} where the number stands.", key=f"{key}.{form}")


@lru_cache(maxsize=64)
def _forms_of(locale: Locale) -> tuple[str, ...]:
    """Return the plural forms that figures need, as CLDR names them."""
    return tuple(dict.fromkeys((*map(locale.plural_form, _COUNTED), "other")))
