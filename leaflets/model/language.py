"""A language: a CLDR locale with the few facts that CLDR or Babel do not give."""

import gettext
import re
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import AfterValidator, Field, field_validator

from leaflets.model.wording import Wording
from leaflets.model.written import Written, wrong

INHERITED = ("plural_forms", "review_months")
"""What a line of the register takes from its parent's, besides words."""
MOST_FORMS = 6
"""Plural forms that a language can have; CLDR knows six categories."""


def _chooses_a_form(value: str) -> str:
    """Refuse what does not choose one of its forms for every number that a leaflet could count."""
    found = re.fullmatch(r"nplurals=(\d{1,2}); plural=(.+);", value)
    if found is None or not 1 <= int(found[1]) <= MOST_FORMS:
        raise wrong("This is not a header of plural forms.", "Write it as nplurals=2; plural=(n != 1);")
    try:
        index = gettext.c2py(found[2])
        fits = all(0 <= index(number) < int(found[1]) for number in range(1000))
    except (ValueError, ArithmeticError, RecursionError, MemoryError):
        fits = False
    if not fits:
        hint = "Copy the header from CLDR or from another catalogue of the language."
        raise wrong("The plural forms do not choose one form for every number.", hint)
    return value


PluralForms = Annotated[str, AfterValidator(_chooses_a_form)]
"""A gettext header: how many plural forms there are, and the C expression that chooses one for a number."""


Provenance: TypeAlias = Literal["original", "machine draft", "translated"]
"""Where words come from: the source, a program and nobody has checked them, or a person."""


class Language(Written):
    """One language of `locales/languages.toml`.

    `code` is the folder of its catalogue (`fr_CA`); `cldr` the locale that Babel formats with, when it differs;
    `parent` the language over whose words it has some of its own (`pt_BR` for `pt_PT`); `plural_forms` the pinned
    gettext header, which is the parent's where it has none; `provenance` says honestly where the words come from;
    `own_name` and `english_name` stand in for names that CLDR lacks; `review_months` is how long a sign-off holds;
    `words` come from `locales/<code>/words.toml`: what the rules for translations look for.
    """

    code: str
    cldr: str | None = None
    parent: str | None = None
    plural_forms: PluralForms = ""
    provenance: Provenance
    own_name: str | None = None
    words: Wording = Wording()
    english_name: str | None = None
    review_months: Annotated[int, Field(ge=1, le=24)] = 12

    @field_validator("cldr")
    @classmethod
    def _is_known(cls, value: str | None) -> str | None:
        if value is not None:
            _parse(value)
        return value

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale for numbers, dates and names."""
        return _parse(self.cldr or self.code)

    @property
    def bcp47(self) -> str:
        """The language tag for `lang` attributes and the PDF's catalogue, such as `zh-Hans`."""
        return self.code.replace("_", "-")

    @cached_property
    def script(self) -> str:
        """The ISO 15924 script, such as `Guru`, from CLDR's likely subtags."""
        if self.locale.script:
            return self.locale.script
        likely = get_global("likely_subtags")
        whole = likely.get(str(self.locale)) or likely.get(self.locale.language) or ""
        parts = [part for part in str(whole).split("_") if re.fullmatch(r"[A-Z][a-z]{3}", part)]
        return parts[0] if parts else "Latn"

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction

    @property
    def name(self) -> str:
        """The language's name in English, for staff."""
        if self.english_name:
            return self.english_name
        names = Locale("en").languages
        return self.locale.get_display_name("en") or self.code if self.cldr is None else names.get(self.code, self.code)

    @property
    def endonym(self) -> str:
        """The language's name for itself, for readers."""
        return self.own_name or (self.locale.get_display_name() if self.cldr is None else None) or self.code

    @property
    def brackets(self) -> tuple[str, str]:
        """The round brackets that the language writes: those of Chinese and Japanese are as wide as a character."""
        return ("\uff08", "\uff09") if self.script in {"Hans", "Hant", "Jpan"} else ("(", ")")

    @property
    def plural_count(self) -> int:
        """How many plural forms a message of this language has."""
        return int(self.plural_forms.removeprefix("nplurals=").split(";")[0])

    @property
    def lineage(self) -> tuple[str, ...]:
        """Its code, and its parent's if it has one: whose words it says, the first first."""
        return (self.code,) if self.parent is None else (self.code, self.parent)

    def is_in(self, language: str) -> bool:
        """Tell whether this is a language, by its code, or its wording of a region: `en_US` is in `en`."""
        return language in self.lineage

    def over(self, parent: "Language") -> "Language":
        """Return the language with all that its parent has and it does not have of its own."""
        own = self.model_fields_set
        taken = {name: getattr(parent, name) for name in INHERITED if name not in own}
        words = parent.words.model_copy(update=_laid_over(self.words, parent.words))
        return self.model_copy(update={**taken, "words": words})

    def locale_in(self, country: str) -> Locale:
        """Return the locale as used in a country (`en` in `GB`), or the plain one where CLDR has none."""
        if "_" in self.code:
            return self.locale
        try:
            return Locale(self.locale.language, country)
        except UnknownLocaleError:
            return self.locale


def _laid_over(own: Wording, base: Wording) -> dict[str, Any]:
    """Return the words that are a language's own, in tables together with those of its parent that it does not say."""
    found: dict[str, Any] = {}
    for name in own.model_fields_set:
        said, below = getattr(own, name), getattr(base, name)
        found[name] = {**below, **said} if isinstance(said, dict) else said
    return found


def _parse(identifier: str) -> Locale:
    try:
        return Locale.parse(identifier)
    except (UnknownLocaleError, ValueError):
        raise wrong(
            f"“{identifier}” is not a locale that CLDR knows.",
            "Set cldr to a locale whose numbers and dates its readers expect, such as en_US.",
        ) from None
