"""What statements rest on: facts, their figures, their sources."""

import datetime as dt
import re
from collections.abc import Container, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from leaflets.model.written import Written, wrong

Certainty = Literal["high", "moderate", "low", "very low", "expert opinion"]
"""GRADE words (Guyatt 2008); "expert opinion" for rules of practice and law."""


LARGEST = 10_000_000
"""The largest number that a leaflet could print."""
Number = Annotated[Decimal, Field(ge=-LARGEST, le=LARGEST, decimal_places=6)]


class Figure(Written):
    """A number with its unit: `value`, or a range from `low` to `high`.

    `per` makes it a frequency: `value` of every `per` treatments (or persons). `bound` says how exact it is.
    `unit` is a CLDR duration or length (`day`, `minute`) or a unit that `templates/parts/figures.html.j2` words.
    `rounded_from` names the figures (`F30.bleeding`) that the project rounds this frequency from, so that it follows
    them; then neither value nor range is written.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str
    per: int | None = Field(default=None, gt=0, le=LARGEST)
    bound: Literal["about", "at most", "at least", "under"] | None = None
    period: str | None = None
    rounded_from: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_value_or_range(self) -> Self:
        if self.rounded_from:
            return self._has_no_number_of_its_own()
        hint = "Write either value, or low and high."
        ends = (self.low, self.high)
        if (self.value is None) == (ends == (None, None)) or (self.value is None and None in ends):
            raise wrong("A figure needs one value or one range.", hint)
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise wrong("The range is upside down.", "Write the smaller number as low.")
        return self

    def _has_no_number_of_its_own(self) -> Self:
        if (self.value, self.low, self.high) != (None, None, None):
            raise wrong("A rounded figure takes its numbers from others.", "Take value, low and high out.")
        if self.per is None:
            raise wrong("A rounded figure has to be a frequency.", "Add per, such as per = 100.")
        return self

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The range, or the single value twice."""
        if self.value is not None:
            return self.value, self.value
        return Decimal(self.low or 0), Decimal(self.high or 0)

    @property
    def rates(self) -> tuple[Decimal, Decimal]:
        """The ends as shares of one: a percentage over 100, a frequency over its `per`; ValueError for the rest."""
        total = 100 if self.unit == "percent" else self.per
        if total is None:
            raise ValueError("This figure is neither a percentage nor a frequency.")
        low, high = self.ends
        return low / total, high / total

    def rounded(self, origins: Iterable["Figure"]) -> "Figure":
        """Return this figure with its numbers: the whole numbers of every `per` that are nearest to its origins."""
        rates = [rate for origin in origins for rate in origin.rates]
        whole = [(rate * (self.per or 1)).quantize(Decimal(1), ROUND_HALF_UP) for rate in (min(rates), max(rates))]
        low, high = whole
        if low == high:
            return self.model_copy(update={"value": low, "low": None, "high": None})
        return self.model_copy(update={"value": None, "low": low, "high": high})


Urgency = Literal["at once", "the same day", "soon"]
"""How soon a sign needs help: an emergency, a doctor today, or a call to the clinic."""


class Lookup(Written):
    """Where and when somebody read what a source says of a fact; a quotation is what another work says that it says."""

    where: Literal["full text", "abstract", "web page", "quotation"]
    on: dt.date

    @property
    def is_of_the_source(self) -> bool:
        """Whether the source itself was read, not what another work tells of it."""
        return self.where != "quotation"


class Fact(Written):
    """One row of the evidence register, with the figures that may be printed.

    `read` says of each source that somebody looked up for this fact where and when; `verified`, that the first one
    says what the fact says.
    `contraindication` marks the rows that say when not to treat: never (absolute), or only after a talk (relative);
    `therapy` names the treatment that they are about, if it is not the first of the register.
    `urgency` marks the signs of trouble: how soon to get help.
    """

    id: str
    summary: str = Field(min_length=1)
    certainty: Certainty
    sources: tuple[str, ...] = Field(min_length=1)
    verified: bool
    checked: dt.date
    due: dt.date
    read: dict[str, Lookup] = Field(default_factory=dict, validate_default=True)
    contraindication: Literal["absolute", "relative"] | None = None
    therapy: str | None = None
    urgency: Urgency | None = None
    figures: dict[str, Figure] = Field(default_factory=dict)

    @field_validator("read", mode="before")
    @classmethod
    def _is_of_its_sources(cls, read: object, info: ValidationInfo) -> object:
        sources: tuple[str, ...] = info.data.get("sources", ())
        for name in read if isinstance(read, dict) and sources else ():
            if name not in sources:
                hint = f"Name one of them ({', '.join(sources)}), or take it out. An id with a dot stands in quotes."
                raise wrong(f"“{name}” is not a source of this fact.", hint)
        return read

    @field_validator("read")
    @classmethod
    def _was_read_by_then(cls, read: dict[str, Lookup], info: ValidationInfo) -> dict[str, Lookup]:
        checked = info.data.get("checked")
        for name, one in read.items():
            if checked and one.on > checked:
                reason = f"“{name}” was read on {one.on}, and the fact was last checked before that, on {checked}."
                raise wrong(reason, "Set checked to the day of the last reading, or correct the day.")
        return read

    @field_validator("read")
    @classmethod
    def _has_read_what_verifies_it(cls, read: dict[str, Lookup], info: ValidationInfo) -> dict[str, Lookup]:
        sources: tuple[str, ...] = info.data.get("sources", ())
        if not sources or not info.data.get("verified") or _is_read(sources[0], read):
            return read
        main = sources[0]
        quoted, unread = "is known by a quotation only", "was not read, or nothing says so"
        key = main if re.fullmatch(r"[\w-]+", main, re.ASCII) else f'"{main}"'
        line = f'{key} = {{ where = "abstract", on = {info.data.get("checked", "2026-11-28")} }}'
        hint = f"Read it, then write [{info.data.get('id')}.read] with {line}. Or set verified = false."
        reason = f"The fact is verified, but “{main}”, its first source, {quoted if main in read else unread}."
        raise wrong(reason, hint)

    @model_validator(mode="after")
    def _only_contraindications_are_of_a_therapy(self) -> Self:
        if self.therapy is not None and self.contraindication is None:
            hint = "Take therapy out: any topic may rest on this fact. Or say which contraindication it is."
            raise wrong("Only a contraindication belongs to a therapy.", hint)
        return self

    @property
    def unread(self) -> tuple[str, ...]:
        """The sources that nobody read for this fact, those known by quotation included."""
        return tuple(source for source in self.sources if not _is_read(source, self.read))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The facts whose figures this one's are rounded from."""
        origins = (origin for figure in self.figures.values() for origin in figure.rounded_from)
        return tuple(dict.fromkeys(origin.partition(".")[0] for origin in origins))


def _is_read(source: str, read: Mapping[str, Lookup]) -> bool:
    return source in read and read[source].is_of_the_source


def asked_about(item: str, known: Container[str]) -> str:
    """Return the known fact that an item of a checklist asks about by its id; `C08-skin` asks about a part of C08."""
    return item if item in known else item.rpartition("-")[0]


IDENTIFIERS = ("DOI", "PMID", "PMCID", "ISBN", "ISSN", "URL", "number")
"""The CSL variables by which a publication can be looked up; `number` is a report's, a ruling's or an article's."""


class Source(BaseModel):
    """A publication in CSL-JSON, as reference managers export it; variables that we do not use are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Annotated[str, BeforeValidator(str)]
    type: str
    title: str = ""

    @property
    def csl(self) -> dict[str, Any]:
        """The item as CSL processors take it."""
        return self.model_dump(mode="json")

    @property
    def is_dated(self) -> bool:
        """Whether it says when it was written."""
        issued = (self.model_extra or {}).get("issued")
        return bool(isinstance(issued, dict) and any(issued.get(name) for name in ("date-parts", "raw", "literal")))

    @property
    def identifier(self) -> str | None:
        """What the publication can be looked up by, such as its DOI."""
        found = (str((self.model_extra or {}).get(name) or "") for name in IDENTIFIERS)
        return next((one for one in found if one), None)
