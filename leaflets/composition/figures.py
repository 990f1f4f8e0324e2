"""Figures from the evidence register, worded for a language."""

from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from jinja2 import Environment
from markupsafe import Markup, escape

from leaflets.composition.words import Words
from leaflets.model import Figure, Frequency

FIGURES = "parts/figures.html.j2"
"""The template that words figures."""
BANDS = ((Decimal("0.1"), "very_common"), (Decimal("0.01"), "common"), (Decimal("0.001"), "uncommon"),
         (Decimal("0.0001"), "rare"), (Decimal(0), "very_rare"))  # fmt: skip
"""The lowest rate of each frequency word: CIOMS Working Groups III and V, as in EU leaflets."""


def number(value: Decimal | int, locale: Locale) -> str:
    """Return a number with the locale's signs and Latin digits, which packs, clocks and telephones carry too."""
    return format_decimal(value, locale=locale, numbering_system="latn")


class Figures:
    """Words figures for one leaflet. `per` is the one denominator that its frequencies share, or None."""

    def __init__(self, environment: Environment, words: Words, locale: Locale, per: int | None) -> None:
        template = environment.get_template(FIGURES)
        self._macros: Any = template.make_module(dict(words.functions))
        self._locale = locale
        self._per = per

    def phrase(self, figure: Figure) -> Markup:
        """Return a figure as it stands in a sentence: “1 to 3 days”, “about 8 of every 100 treatments”."""
        if figure.per:
            return self.frequency(figure).caption
        low, high = figure.ends
        return self._with_unit(self._range(low, high), high, figure.unit)

    def frequency(self, figure: Figure) -> Frequency:
        """Return a rate with its caption and its frequency word, over the leaflet's denominator."""
        if not figure.per:
            raise ValueError("This figure is not a frequency: it has no “per”.")
        total = self._per or figure.per
        low, high = (end * total / figure.per for end in figure.ends)
        if low != int(low) or high != int(high):
            raise ValueError(f"{low:f} to {high:f} of {total} is no whole number; choose a larger per= for the topic")
        wording = f"{(figure.bound or 'exactly').replace(' ', '_')}_of_{figure.unit}s".removeprefix("exactly_")
        if not hasattr(self._macros, wording):
            raise ValueError(f"parts/figures.html.j2 has no words for this frequency: it needs a macro {wording}")
        caption = getattr(self._macros, wording)(self._range(low, high), number(total, self._locale))
        return Frequency(low, high, total, caption, self._bands(low / total, high / total))

    def _bands(self, low: Decimal, high: Decimal) -> tuple[Markup, ...]:
        names = dict.fromkeys(band_of(rate) for rate in (low, high))
        return tuple(getattr(self._macros, name)() for name in names)

    def _range(self, low: Decimal, high: Decimal) -> Markup:
        first, last = (escape(number(end.normalize(), self._locale)) for end in (low, high))
        words: Markup = first if low == high else self._macros.range(first, last)
        return words

    def _with_unit(self, count: Markup, value: Decimal, unit: str) -> Markup:
        worded = getattr(self._macros, unit, None)
        if worded is not None:
            words: Markup = worded(count, value)
            return words
        return escape(unit_pattern(unit, value, self._locale, is_range=not count.isnumeric())).replace("{0}", count)


def band_of(rate: Decimal) -> str:
    """Return the macro that names a rate, such as `uncommon`."""
    return next(name for least, name in BANDS if rate >= least)


def unit_pattern(unit: str, value: Decimal, locale: Locale, *, is_range: bool) -> str:
    """Return CLDR's long pattern for a unit, such as `{0} days`, in the plural form of a value.

    For a range the value is its upper end, as CLDR's plural ranges have it in most languages; a
    form that swallows its number, such as the Arabic dual, cannot stand for a range.
    """
    patterns = locale._data["unit_patterns"]  # noqa: SLF001 - babel.units reads it the same way
    kind = next((key for key in patterns if key in {f"duration-{unit}", f"length-{unit}"}), None)
    if kind is None:
        raise ValueError(f"“{unit}” is neither a CLDR unit nor worded in parts/figures.html.j2.")
    form = locale.plural_form(value)
    long = patterns[kind]["long"]
    pattern = str(long.get(form) or long["other"])
    whole = pattern if "{0}" in pattern or not is_range else str(long["other"])
    return whole.replace("{0} ", "{0}\u00a0").replace(" {0}", "\u00a0{0}")
