"""Units of time as words: CLDR's forms of a unit in a language, and a language's own."""

import re
import typing
from functools import lru_cache

from babel import Locale

from leaflets.model import Language, Unit
from leaflets.model.characters import script_of
from leaflets.rules.scripts import has_spaces
from leaflets.rules.wordlist import as_words, find

UNITS: tuple[Unit, ...] = typing.get_args(Unit)
SYMBOLS = re.compile(r"(?<![^\W\d_])(?:mg|mcg|[µμ]g|kg|m[lL]|cm|mm|km|°[CF])(?![^\W\d_])")
STEM = 4
"""From so many letters on, a form may have other endings: `jour`, `journée`."""


def named_in(words: str, unit: Unit, language: Language) -> str | None:
    """Return the first of CLDR's forms of a unit that stands in a text as a word, if any."""
    return next(iter(find(words, _words_for(unit, language.locale))), None)


def added_in(words: str, unit: Unit, language: Language) -> str | None:
    """Return the first word for a unit, CLDR's or the language's own, that is a word for sure."""
    own = tuple(form for form in _own(unit, language) if has_spaces(form) or len(form) > 1)
    return next(iter(find(words, (*_words_for(unit, language.locale), *own))), None)


def single_in(words: str, unit: Unit, language: Language) -> str | None:
    """Return `one` with a unit after or before it, such as `une journée`."""
    forms = [form.strip("*") for form in (*forms_of(unit, language.locale), *_own(unit, language))]
    forms = [form if len(form) < STEM or not has_spaces(form) else f"{form}*" for form in forms]
    gap = " " if has_spaces("".join(forms)) else ""
    return next(iter(find(words, [f"{one}{gap}{form}" for one in language.words.ones for form in forms])), None)


def reworded_in(words: str, unit: Unit, language: Language) -> bool:
    """Return whether a unit is named in any way: CLDR's form with any ending, or one of the language's own."""
    forms = forms_of(unit, language.locale)
    stems = [as_words(form).strip() for form in forms if len(form) >= STEM or script_of(form[0]) != "Latn"]
    return any(_starts(words, stem) for stem in stems) or bool(find(words, (*forms, *_own(unit, language))))


def allowed_in(words: str, unit: Unit, language: Language) -> bool:
    """Return whether a source text speaks of a unit inside another word, such as `today`."""
    return unit in words or named_in(words, unit, language) is not None or bool(find(words, _own(unit, language)))


def _starts(words: str, stem: str) -> bool:
    """Return whether a word starts with a stem; Arabic puts short words in front, and some scripts have no spaces."""
    return stem in words if script_of(stem[0]) == "Arab" or not has_spaces(stem) else f" {stem}" in words


def _own(unit: Unit, language: Language) -> tuple[str, ...]:
    return language.words.units.get(unit, ())


@lru_cache(maxsize=1024)
def _words_for(unit: Unit, locale: Locale) -> tuple[str, ...]:
    """Return the forms that are words for sure: a single Chinese character may be part of another word."""
    return tuple(form for form in forms_of(unit, locale) if has_spaces(form) or len(form) > 1)


@lru_cache(maxsize=1024)
def forms_of(unit: Unit, locale: Locale) -> tuple[str, ...]:
    """Return CLDR's words for a unit, such as `jour` and `jours`; no abbreviations, no rates."""
    patterns = locale._data["unit_patterns"]  # noqa: SLF001 - babel.units reads it the same way
    lengths = patterns.get(f"duration-{unit}", {})
    found = {
        str(pattern).replace("{0}", "").strip()
        for length in ("long", "short")
        for form, pattern in lengths.get(length, {}).items()
        if form != "per"
    }
    return tuple(sorted(form for form in found if _is_word(form)))


def _is_word(form: str) -> bool:
    return bool(form) and not re.search(r"[\s./॰]", form) and (len(form) > 1 or not has_spaces(form))
