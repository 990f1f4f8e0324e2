"""A topic in one language: a tree of sections and statements, which layouts turn into pages."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup


@dataclass(frozen=True)
class Frequency:
    """How often something happens: `low` to `high` of every `total`.

    `caption` says it in words, `band` in one word of the scale of medicine leaflets.
    """

    low: Decimal
    high: Decimal
    total: int
    caption: Markup
    band: Markup


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
    staff: Markup | None = None
    figures: tuple[str, ...] = ()


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
