"""What a library holds: each leaflet that was printed, what state it is in, and in which other shapes it is there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from leaflets.model import Language, Leaflet
from leaflets.model.filing import folder_of

StateName = Literal["final", "draft", "outdated", "withdrawn"]


@dataclass(frozen=True)
class State:
    """Whether a leaflet may be handed out. `why` says more in English; a final one holds `until` a day."""

    name: StateName
    why: str = ""
    until: dt.date | None = None


@dataclass(frozen=True)
class Copy:
    """A PDF in the library: its leaflet in one edition, how many pages it has, and what tells it from any other."""

    leaflet: Leaflet
    state: str
    content_id: str
    sha256: str
    size: int
    pages: int

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Copy":
        """Return the copy that an entry of a report tells of."""
        others = tuple(entry.get("with", ()))
        leaflet = Leaflet(entry["clinic"], entry["language"], entry["topic"], entry["edition"], others)
        return cls(leaflet, entry["state"], entry["content_id"], entry["sha256"], entry["bytes"], entry["pages"])

    @property
    def path(self) -> str:
        """Where the PDF is in the library."""
        return str(self.leaflet.path)

    @property
    def file(self) -> str:
        """What the PDF is called."""
        return self.leaflet.path.name

    @property
    def sheets(self) -> int:
        """How many sheets of paper it takes, printed on both sides."""
        return -(-self.pages // 2)


@dataclass(frozen=True)
class Item:
    """A leaflet in the library: a topic in a language, as a clinic hands it out.

    `title` is in its language, `english` in English. Without a `copy` there is nothing to print. `shapes` are its
    other editions.
    """

    leaflet: Leaflet
    language: Language
    title: str
    english: str
    state: State
    copy: Copy | None = None
    lead: str = ""
    version: str = ""
    dated: dt.date | None = None
    reviewed: dt.date | None = None
    shapes: tuple[Copy, ...] = ()

    @property
    def id(self) -> str:
        """What it is called in the library: `aspen-row/punjabi/aftercare`."""
        return f"{self.leaflet.clinic}/{self.folder}/{self.leaflet.topic}"

    @property
    def is_offered(self) -> bool:
        """Whether staff are led to it: what is outdated or withdrawn is only told of."""
        return self.copy is not None and self.state.name in {"final", "draft"}

    @property
    def folder(self) -> str:
        """The name of its language's folder."""
        return folder_of(self.leaflet.language)

    @property
    def content_id(self) -> str:
        """What tells its words from all others; empty for what is not there."""
        return self.copy.content_id if self.copy else ""

    @property
    def stem(self) -> str:
        """What its files are called, without their endings."""
        return self.leaflet.path.stem

    @property
    def sheet(self) -> str:
        """The name of the page about it for staff."""
        return f"sheet_{self.leaflet.topic}.html"

    @property
    def page(self) -> str:
        """The name of its page for patients."""
        return f"{self.stem}.html"

    @property
    def page_path(self) -> str:
        """Where its page for patients is in the library."""
        return str(self.leaflet.path.with_suffix(".html"))

    @property
    def thumbnail(self) -> str:
        """The name of the small picture of its first page."""
        return f"{self.stem}_small.webp"

    @property
    def pictures(self) -> list[str]:
        """The names of the pictures of its pages."""
        return [f"{self.stem}_{number + 1}.webp" for number in range(self.copy.pages if self.copy else 0)]


@dataclass(frozen=True)
class Shelf:
    """What a library has of one clinic. `chooser` is the sheet of the front desk, if there is one.

    `address` is where the library is on the web, as the clinic has it.
    """

    clinic: str
    name: str
    items: tuple[Item, ...]
    chooser: Copy | None = None
    address: str | None = None

    @cached_property
    def languages(self) -> list[Language]:
        """The languages in which it has anything, in the clinic's order."""
        return list({one.leaflet.language: one.language for one in self.items}.values())

    @cached_property
    def topics(self) -> dict[str, str]:
        """The topics of which it has anything, in the clinic's order, with their English titles."""
        return {one.leaflet.topic: one.english for one in self.items}

    @cached_property
    def _by(self) -> Mapping[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for one in self.items:
            found[one.leaflet.language].append(one)
            found[f"/{one.leaflet.topic}"].append(one)
        return found

    def in_language(self, code: str) -> list[Item]:
        """Return what it has in a language."""
        return self._by[code]

    def about(self, topic: str) -> list[Item]:
        """Return what it has about a topic."""
        return self._by[f"/{topic}"]


@dataclass(frozen=True)
class Holdings:
    """All that a library has, clinic by clinic."""

    shelves: tuple[Shelf, ...]
    today: dt.date
    pages: Mapping[str, str] = field(default_factory=dict)
    """The web pages for patients by their paths."""

    @property
    def items(self) -> list[Item]:
        """Every leaflet."""
        return [one for shelf in self.shelves for one in shelf.items]

    @property
    def copies(self) -> list[Copy]:
        """Every PDF."""
        found = [one for item in self.items for one in (item.copy, *item.shapes) if one]
        return found + [one.chooser for one in self.shelves if one.chooser]


def counted(items: Iterable[Item]) -> dict[StateName, int]:
    """Return how many of some leaflets are in which state, in the order of their use."""
    names: tuple[StateName, ...] = ("final", "draft", "outdated", "withdrawn")
    states = [one.state.name for one in items]
    return {name: states.count(name) for name in names if name in states}
