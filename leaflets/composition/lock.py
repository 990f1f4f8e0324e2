"""The number lock: what a statement prints is what the evidence register says, in the locale's own signs."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberFormatError, parse_decimal

from leaflets.composition.direction import plain
from leaflets.composition.figures import Figures
from leaflets.composition.phrase import Phrase
from leaflets.model import Figure, Statement

_NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f\u066b\u066c’']*\d)?")
_PLACE = "\ufffc"
_DASHES = "-–－﹣"
_CHANGED = re.compile(rf"(?<!{_PLACE})[{_DASHES}]{_PLACE}|[.,/\u066b\u066c]{_PLACE}|{_PLACE}[/°]")
"""A number with something beside it that makes another number of it."""
_PER_CENT = frozenset("%‰‱٪؉؊")
_SWALLOWED = (1, 2)
"""Counts that a grammatical singular or dual may say without a number, such as the Arabic for “2 hours”."""


class Lock:
    """Compares rendered statements with the register. `numbers` are the place's telephone numbers."""

    def __init__(
        self, figures: Figures, find_figure: Callable[[str], Figure], locale: Locale, numbers: Collection[str]
    ) -> None:
        self._figures = figures
        self._find_figure = find_figure
        self._locale = locale
        self._numbers = numbers

    def misprints(self, statement: Statement) -> Iterator[str]:
        """Yield what is wrong with the figures of a statement, as whole sentences."""
        rest = plain(" ".join(filter(None, (statement.heading, statement.text, statement.staff))))
        printed = [(one, self._printed_as(one, statement)) for one in statement.figures]
        for reference, forms in sorted(printed, key=lambda one: len(plain(one[1].forms[0])), reverse=True):
            figure = self._find_figure(reference)
            phrase = _form_in(rest, forms)
            if phrase not in rest:
                yield f"It does not say “{phrase}”, which is {reference} of the register."
            if not self._says(phrase, figure):
                yield f"“{phrase}” is not the number of {reference} in the register."
            rest = rest.replace(phrase, _PLACE, 1)
            if figure.per and statement.frequency and statement.frequency != self._figures.frequency(figure):
                yield f"Its picture or its frequency word is not that of {reference}."
        for number in self._numbers:
            rest = re.sub(rf"(?<![\d.,{_PLACE}]){re.escape(number)}(?![\d%{_PLACE}])", "", rest)
        left = "".join(filter(_counts, rest))
        if left:
            yield f"“{left}” stands in it, and is no figure of the register."
        if _CHANGED.search(rest):
            yield "A sign beside a figure changes it."

    def _printed_as(self, reference: str, statement: Statement) -> Phrase:
        """Return a figure as a statement prints it: the picture of a rate has its frequency word beside it."""
        figure = self._find_figure(reference)
        if figure.per and statement.frequency:
            return Phrase(self._figures.frequency(figure).caption)
        return self._figures.phrase(figure)

    def _says(self, phrase: str, figure: Figure) -> bool:
        """Tell whether the numbers in a phrase, read back by the locale's rules, are those of the figure."""
        wanted = self._wanted(figure)
        around = _NUMBER.sub(_PLACE, phrase)
        if any(map(_counts, around)) or _CHANGED.search(around):
            return False
        try:
            found = [parse_decimal(one, locale=self._locale, strict=True) for one in _NUMBER.findall(phrase)]
        except NumberFormatError:
            return False
        return found in wanted or (not figure.per and _are_said_in_words(wanted[0], found))

    def _wanted(self, figure: Figure) -> list[list[Decimal]]:
        """Return the numbers of a figure in each order that a language may say them: “of 1,000, 8” is one."""
        if not figure.per:
            low, high = figure.ends
            return [[low] if low == high else [low, high]]
        frequency = self._figures.frequency(figure)
        ends = [frequency.low] if frequency.low == frequency.high else [frequency.low, frequency.high]
        return [[*ends, Decimal(frequency.total)], [Decimal(frequency.total), *ends]]


def _form_in(text: str, phrase: Phrase) -> str:
    """Return the form of a phrase that stands in a text; the phrase as it stands by itself if none does."""
    return next((form for form in map(plain, phrase.forms) if form in text), plain(phrase))


def _are_said_in_words(wanted: list[Decimal], found: list[Decimal]) -> bool:
    """Tell whether words may say the numbers that are not found: none but one and two, the higher end one of them."""
    return wanted[-1] in _SWALLOWED and found == [one for one in wanted if one in found or one not in _SWALLOWED]


@lru_cache(maxsize=2**14)
def _counts(character: str) -> bool:
    """Tell whether a character is a digit, a fraction, or a sign of arithmetic, in any script and width."""
    return any(
        one in _PER_CENT or unicodedata.category(one) == "Sm" or unicodedata.category(one).startswith("N")
        for one in (character, *unicodedata.normalize("NFKC", character))
    )
