"""What statements rest on: facts, their figures, their sources."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from leaflets.model.clinic import wrong
from leaflets.model.written import Written

Certainty = Literal["high", "moderate", "low", "very low", "expert opinion"]
"""GRADE words (Guyatt 2008); "expert opinion" for rules of practice and law."""


class Figure(Written):
    """A number with its unit: `value`, or a range from `low` to `high`.

    `per` makes it a frequency: `value` of every `per` treatments (or persons). `bound` says how exact it is.
    `unit` is a CLDR duration or length (`day`, `minute`) or a unit that `templates/parts/figures.html.j2` words.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str
    per: int | None = Field(default=None, gt=0)
    bound: Literal["about", "at most", "at least", "under"] | None = None
    period: str | None = None

    @model_validator(mode="after")
    def _is_value_or_range(self) -> Self:
        hint = "Write either value, or low and high."
        ends = (self.low, self.high)
        if (self.value is None) == (ends == (None, None)) or (self.value is None and None in ends):
            raise wrong("A figure needs one value or one range.", hint)
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise wrong("The range is upside down.", "Write the smaller number as low.")
        return self

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The range, or the single value twice."""
        if self.value is not None:
            return self.value, self.value
        return Decimal(self.low or 0), Decimal(self.high or 0)


class Fact(Written):
    """One row of the evidence register, with the figures that may be printed."""

    id: str
    summary: str = Field(min_length=1)
    certainty: Certainty
    sources: tuple[str, ...] = Field(min_length=1)
    verified: bool
    checked: dt.date
    due: dt.date
    figures: dict[str, Figure] = Field(default_factory=dict)


class Source(BaseModel):
    """A publication in CSL-JSON, as reference managers export it; keys that we do not use are kept."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    type: str
    title: str = ""
    publisher: str = ""
    container_title: str = Field(default="", alias="container-title")
    author: tuple[dict[str, str], ...] = ()
    issued: dict[str, Any] = Field(default_factory=dict)

    @property
    def short(self) -> str:
        """Who published it and when, such as “Boyce 2020”; without authors, its publisher or title."""
        first = self.author[0] if self.author else {}
        own = first.get("family") or first.get("literal")
        who = own or self.container_title or self.publisher or self.title
        return f"{who} {self.year}" if self.year else who

    @property
    def year(self) -> int | None:
        """The year of publication, where known."""
        parts = self.issued.get("date-parts") or [[]]
        return int(parts[0][0]) if parts[0] else None
