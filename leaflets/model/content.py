"""A topic in one language: a tree of sections and statements, which layouts turn into pages."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup

from leaflets.model.evidence import Figure


@dataclass(frozen=True)
class Frequency:
    """How often something happens: `low` to `high` of every `total`.

    `caption` says it in words, `band` in one word of the scale of medicine leaflets; `or_fewer` that it may be less.
    """

    low: Decimal
    high: Decimal
    total: int
    caption: Markup
    band: Markup
    or_fewer: bool = False

    @property
    def certain(self) -> Decimal:
        """How many are sure to have it: none where the number is the most that was found."""
        return Decimal(0) if self.or_fewer else self.low


@dataclass(frozen=True)
class Extent:
    """A length on a scale from none to `whole`: up to `low` for certain, and up to `high` at most, in one unit."""

    low: Decimal
    high: Decimal
    whole: Decimal

    @classmethod
    def of(cls, part: Figure, whole: Figure) -> "Extent":
        """Return the length of a figure on the scale of another; ValueError if it does not lie on it."""
        low, high = part.ends
        most = whole.ends[1]
        if part.unit != whole.unit or not 0 <= low <= high <= most:
            raise ValueError(f"{low:f} to {high:f} {part.unit} is no part of a scale of {most:f} {whole.unit}")
        return cls(low, high, most)


@dataclass(frozen=True)
class Statement:
    """One idea in the reader's words. `heading` is a question's or a risk's name; `staff` is for staff's eyes only.

    `figures` are the references (`F36.soreness`) of the figures that its words print, in the order of printing.
    """

    id: str
    kind: str
    text: Markup
    facts: tuple[str, ...]
    critical: bool
    heading: Markup | None = None
    frequency: Frequency | None = None
    extent: Extent | None = None
    staff: Markup | None = None
    figures: tuple[str, ...] = ()
    is_captioned: bool = False


@dataclass(frozen=True)
class Section:
    """Statements under a title. `kind` is key, section, group, risks, checklist or warning.

    `number` is a warning's telephone; `say` is what a reader can say on the telephone, in English, whatever the
    leaflet's language.
    """

    id: str
    kind: str
    title: Markup
    number: Markup | None = None
    say: str | None = None
    items: tuple["Section | Statement", ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order, those of groups included."""
        found: list[Statement] = []
        for item in self.items:
            found.extend(item.statements if isinstance(item, Section) else (item,))
        return tuple(found)


@dataclass(frozen=True)
class Content:
    """A whole topic in one language. `id` is a digest of all that a reviewer would read, `marks` one a statement."""

    title: Markup
    lead: Markup
    version: str
    dated: dt.date
    pages: int
    per: int | None
    sections: tuple[Section, ...] = ()
    id: str = field(default="")
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        return tuple(statement for section in self.sections for statement in section.statements)
