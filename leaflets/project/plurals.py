"""Turns CLDR's plural rules into gettext's plural forms. Babel's own table for gettext is older than its CLDR data."""

from collections.abc import Iterable

from babel import Locale
from babel.plural import PluralRule, to_gettext

from leaflets.readers.plural_rules import plural_index

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories, in the order in which gettext counts them."""
COUNTED = range(1000)
"""What leaflets count. Categories that only fractions or whole millions have would ask for words that nobody reads."""


def plural_forms_of(locale: Locale, pinned: Iterable[str] = ()) -> str:
    """Return a locale's gettext header for whole numbers: a pinned one that means the same, else a converted one."""
    wanted = _choices(locale)
    same = (forms for forms in pinned if _chosen(forms) == wanted)
    return next(same, None) or _converted(locale)


def _choices(locale: Locale) -> list[int]:
    """Return the index of the form for each number, by CLDR."""
    categories = [locale.plural_form(number) for number in COUNTED]
    used = [category for category in CATEGORIES if category in categories]
    return [used.index(category) for category in categories]


def _chosen(plural_forms: str) -> list[int]:
    index = plural_index(plural_forms)
    return [index(number) for number in COUNTED]


def _converted(locale: Locale) -> str:
    used = {locale.plural_form(number) for number in COUNTED}
    rules = {category: rule for category, rule in locale.plural_form.rules.items() if category in used}
    if "other" not in used:
        rules.pop(max(used, key=CATEGORIES.index))  # the last form is for whatever no rule takes
    return to_gettext(PluralRule(rules))
