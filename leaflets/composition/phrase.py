"""A figure in words, with the forms that sentences may ask for."""

from collections.abc import Mapping
from typing import Self

from markupsafe import Markup


class Phrase(Markup):
    """A figure in words, as it stands by itself.

    `cases` are its other forms by the names of their cases, such as `oblique`; `unit` is what it counts, or None for
    a frequency, which has no cases.
    """

    cases: Mapping[str, Markup]
    unit: str | None

    def __new__(cls, text: object, unit: str | None = None, cases: Mapping[str, Markup] | None = None) -> Self:
        """Return the words with their forms."""
        phrase = super().__new__(cls, text)
        phrase.unit, phrase.cases = unit, cases or {}
        return phrase

    @property
    def forms(self) -> tuple[Markup, ...]:
        """Every form, the longest first."""
        return tuple(sorted((self, *self.cases.values()), key=len, reverse=True))

    def in_case(self, case: str | None) -> "Phrase":
        """Return the phrase with another form in front, and with all of its forms."""
        return self if case is None else Phrase(self.cases[case], self.unit, self.cases)
