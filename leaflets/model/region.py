"""Where a clinic stands: the numbers to call there, the paper, the languages in which help answers."""

from typing import Annotated, Literal

from babel.languages import get_official_languages
from pydantic import Field

from leaflets.model.contact import ServiceNumber
from leaflets.model.further import Further, LanguageCode
from leaflets.model.written import Written


class Region(Written):
    """The rules of a place: they follow the clinic, never the language. `country` is an ISO 3166-1 code.

    `further` names where its readers find more, the first one first.
    `languages` are those in which help answers, the first one first, by their ISO 639 codes; where they are left out,
    the country's official ones. `source` says who publishes its nurse line; `verified` that a person looked there.
    """

    emergency: ServiceNumber
    nurse_line: ServiceNumber | None = None
    paper: Literal["letter", "a4"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    languages: tuple[LanguageCode, ...] = ()
    source: str | None = None
    verified: bool = False
    further: tuple[Further, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers that its leaflets print in running words."""
        return tuple(number for number in (self.emergency, self.nurse_line) if number)

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages in which help answers; English where CLDR knows none of the country."""
        official = get_official_languages(self.country, de_facto=True)
        return self.languages or tuple(one for one in official if len(one) <= 3) or ("en",)

    def speaks(self, language: str) -> bool:
        """Tell whether help answers there in a language, by its code: `fr_CA` is French."""
        return language.partition("_")[0] in self.spoken
