"""Figures from the evidence register, worded for a language."""

from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from jinja2 import Environment
from markupsafe import Markup, escape

from leaflets.composition.phrase import Phrase
from leaflets.composition.units import bound, counted_together, number_of_form, plural_form, unit_pattern
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
        self._cases = words.language.words.cases
        self._brackets = words.language.brackets
        self._per = per

    def phrase(self, figure: Figure) -> Phrase:
        """Return a figure as it stands in a sentence, “1 to 3 days”, and in each case of its unit."""
        if figure.per:
            return Phrase(self._with_band(self.frequency(figure)))
        cases = [name for name, units in self._cases.items() if figure.unit in units]
        return Phrase(self._said(figure), figure.unit, {name: self._said(figure, name) for name in cases})

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
        caption = self._worded(wording, self._range(low, high), number(total, self._locale))
        is_most = figure.bound == "at most"
        return Frequency(low, high, total, caption, self._band(high / total, figure.bound), is_most)

    def _with_band(self, frequency: Frequency) -> Markup:
        """Return a rate as a sentence has it: numbers, and in brackets the word for them on the scale of leaflets."""
        word = frequency.band[:1].lower() + frequency.band[1:]
        opening, closing = self._brackets
        space = " " if opening.isascii() else ""
        return Markup("{}{}{}{}{}").format(frequency.caption, space, opening, word, closing)

    def _band(self, highest: Decimal, bound: str | None) -> Markup:
        """Return the one word for a rate, that of its highest number: no risk is called rarer than it may be."""
        word: Markup = getattr(self._macros, band_of(highest, or_fewer=bound == "at most"))()
        return word

    def _range(self, low: Decimal, high: Decimal) -> Markup:
        first, last = (escape(number(end.normalize(), self._locale)) for end in (low, high))
        return first if low == high else Markup(self._macros.range(first, last).replace(" ", "\u00a0"))  # noqa: S704

    def _said(self, figure: Figure, case: str | None = None) -> Markup:
        """Return a number or range with its unit. Where “2 weeks” is one word, each end of a range says its unit."""
        low, high = figure.ends
        form, last = plural_form(low, high, self._locale), plural_form(high, high, self._locale)
        if low != high and self._swallows_number(figure.unit, last, case):
            single = (figure.model_copy(update={"value": end, "low": None, "high": None}) for end in figure.ends)
            words: Markup = self._macros.range(*(self.phrase(one).in_case(case) for one in single))
            return words
        pattern = self._pattern(figure.unit, form, case)
        count = self._range(low, high)
        if pattern is None:
            return self._worded(figure.unit, count, number_of_form(form, high, self._locale))
        return escape(pattern).replace("{0}", count)

    def _worded(self, macro: str, *numbers: object) -> Markup:
        """Return the template's words for a figure; a number and what it counts stay in one line."""
        return Markup(counted_together(getattr(self._macros, macro)(*numbers)))  # noqa: S704 - escaped by the template

    def _swallows_number(self, unit: str, form: str, case: str | None) -> bool:
        pattern = self._pattern(unit, form, case)
        return pattern is not None and "{0}" not in pattern

    def _pattern(self, unit: str, form: str, case: str | None) -> str | None:
        """Return a unit's pattern: the language's own in a case, or CLDR's; None if the template words the unit."""
        if case is not None:
            forms = self._cases[case][unit]
            return bound(forms.get(form, forms["other"]))
        return None if hasattr(self._macros, unit) else unit_pattern(unit, form, self._locale)


def band_of(rate: Decimal, *, or_fewer: bool = False) -> str:
    """Return the macro that names a rate, such as `uncommon`; “1 of every 1,000, or fewer” is below the border."""
    return next(name for least, name in BANDS if (rate > least if or_fewer and least else rate >= least))
