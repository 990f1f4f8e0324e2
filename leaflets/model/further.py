"""Where readers find more than a leaflet can say: bodies that do not belong to the clinic."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from leaflets.model.contact import Line, Url
from leaflets.model.written import Written

MOST_FURTHER = 2
"""How many bodies the imprint has room for."""
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Further(Written):
    """A body with its web address.

    `languages` are those that it writes in, by their ISO 639 codes; left out, nobody said. `source` says who it is or
    where it was read; `verified` that a person read a page of its own site.
    """

    name: Line
    web: Url
    languages: tuple[LanguageCode, ...] = ()
    source: str | None = None
    verified: bool = False


def in_language(further: Iterable[Further], language: str) -> tuple[Further, ...]:
    """Return the bodies that write in a language, by its code (`fr_CA` is French); all of them if none is said to."""
    every = tuple(further)
    own = tuple(one for one in every if language.partition("_")[0] in one.languages)
    return (own or every)[:MOST_FURTHER]
