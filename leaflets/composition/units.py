"""CLDR's words for units, in the plural form of a number or of a range."""

import re
from collections.abc import Mapping
from decimal import Decimal

from babel import Locale

_OTHER_FOR_ONE = {("one", "one"): "other"}
_OTHER_AFTER_ONE = {("other", "one"): "other"}
RANGES: Mapping[str, Mapping[tuple[str, str], str]] = {
    **dict.fromkeys(("ak", "fa", "or", "sd"), _OTHER_FOR_ONE),
    **dict.fromkeys(("af", "an", "bg", "ca", "en", "es", "et", "eu", "fi"), _OTHER_AFTER_ONE),
    **dict.fromkeys(("ia", "io", "nb", "no", "pcm", "si", "sv", "ur"), _OTHER_AFTER_ONE),
    "ka": {("one", "other"): "one", **_OTHER_AFTER_ONE},
    "mk": {**_OTHER_FOR_ONE, **_OTHER_AFTER_ONE},
    "lv": {("zero", "zero"): "other", ("one", "zero"): "other", ("other", "zero"): "other"},
    "ro": {("few", "one"): "few"},
    "sl": {(low, "one"): "few" for low in ("one", "two", "few", "other")},
    "he": {("one", "two"): "other", **_OTHER_AFTER_ONE, ("other", "two"): "other"},
    "ar": {
        ("zero", "one"): "zero",
        ("zero", "two"): "zero",
        ("one", "two"): "other",
        ("other", "one"): "other",
        ("other", "two"): "other",
    },
}
"""Plural forms of ranges that are not the form of their upper end, by the forms of their ends.

All of them stand in CLDR 48.2, supplemental/pluralRanges (© Unicode, Inc.; Unicode licence), which Babel leaves out;
for every other language and pair CLDR has the form of the upper end.
"""
_MOST_TRIED = 1000
_HAN_AFTER = re.compile(r"(?<=[\d}]) ?(?=[\u4e00-\u9fff])")
"""Between a number, or its place in a pattern, and a Chinese character: no space is written (CLDR's patterns of Hong
Kong have one), and lines may break."""
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=\w)")


def plural_form(low: Decimal, high: Decimal, locale: Locale) -> str:
    """Return the plural form that a range is counted in, or a single number, which is the range of it twice."""
    first, last = locale.plural_form(low), locale.plural_form(high)
    return last if low == high else RANGES.get(locale.language, {}).get((first, last), last)


def number_of_form(form: str, value: Decimal, locale: Locale) -> Decimal:
    """Return a number that has a plural form: the value itself, or the first that has it."""
    tried = (value, *map(Decimal, range(_MOST_TRIED)))
    return next((one for one in tried if locale.plural_form(one) == form), value)


def unit_pattern(unit: str, form: str, locale: Locale) -> str:
    """Return CLDR's long pattern for a unit in a plural form, such as `{0} days`.

    Some swallow their number, such as the Arabic dual.
    """
    patterns = locale._data["unit_patterns"]  # noqa: SLF001 - babel.units reads it the same way
    kind = next((key for key in patterns if key in {f"duration-{unit}", f"length-{unit}"}), None)
    if kind is None:
        raise ValueError(f"“{unit}” is neither a CLDR unit nor worded in parts/figures.html.j2.")
    long = patterns[kind]["long"]
    return bound(str(long.get(form) or long["other"]))


def bound(pattern: str) -> str:
    """Return a pattern whose number and unit stay in one line; Chinese writes no space between them."""
    joined = _HAN_AFTER.sub("\u2060", pattern)
    return joined.replace("{0} ", "{0}\u00a0").replace(" {0}", "\u00a0{0}")


def counted_together(words: str) -> str:
    """Return words in which each number stays in one line with the word after it, which is what it counts."""
    return _HAN_AFTER.sub("\u2060", _AFTER_NUMBER.sub("\u00a0", words))
