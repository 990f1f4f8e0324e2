"""Makes only what was not made before: first by what a leaflet is composed from, then by its composed page.

The page itself says all that its words, figures, drawings and brand come to; beside it stand the fonts, the engine
with its libraries, and the program. A leaflet with a fault is never kept: its faults are looked for again. The PDF of a
leaflet that is made of parts is not kept: it lies where it was delivered, and is soon joined again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leaflets.assembly import Shelf
from leaflets.model import Composition, Failed, Fate, Leaflet, Printed
from leaflets.printing.basis import Basis
from leaflets.printing.grounds import Grounds
from leaflets.printing.reasons import FAILED, FRESH, LOST, UNCHANGED, UNSURE, Reasons, parts_of
from leaflets.printing.records import Record, Records
from leaflets.printing.sharing import Sharing, sharing_of
from leaflets.project import Project
from leaflets.store import Store, digest_of_fonts, digest_of_program, key_of
from leaflets.typesetting import engine_parts

KIND = "pages"
PARTS, WHOLE = "of parts", "whole"
"""How a leaflet is made: the sheets are the same, the files are not."""


@dataclass
class Keeper:
    """Finds what was printed before, and keeps what is printed now.

    `fonts` is the digest of the files of all fonts, or None where some cannot be read: then all is printed, and nothing
    kept. `engine` are the versions of all that sets a page. A `fresh` run finds nothing, and keeps what it prints.
    `sharing` tells which leaflets are made of parts, `grounds` what they are composed from, and `records` what became
    of them before. `told` is for each leaflet why it was made or not, for people.
    """

    store: Store
    reasons: Reasons
    records: Records
    grounds: Grounds
    fonts: str | None
    engine: Mapping[str, str]
    fresh: bool = False
    sharing: Sharing = field(default_factory=Sharing)
    told: dict[Leaflet, str] = field(default_factory=dict)
    _on_the_way: dict[Leaflet, "_OnTheWay"] = field(default_factory=dict)

    def standing(self, leaflets: Iterable[Leaflet]) -> tuple[list[Fate], list[Leaflet]]:
        """Return what does not even have to be composed, as all that it is composed from is as it was; and the rest."""
        standing: list[Fate] = []
        others: list[Leaflet] = []
        for leaflet in leaflets:
            known = None if self.fresh else self._unchanged(leaflet)
            if known is None:
                others.append(leaflet)
            else:
                standing.append(known)
        return standing, others

    def found(self, compositions: Iterable[Composition | Failed]) -> Iterator[Composition | Fate]:
        """Yield what was printed before in the place of its composition; all else passes through."""
        for one in compositions:
            if isinstance(one, Failed):
                yield one
            elif self.fonts is None:
                self.told[one.leaflet] = UNSURE
                yield one
            else:
                yield self._found(one, self.fonts) or one

    def kept(self, outcomes: Iterable[Fate]) -> Iterator[Fate]:
        """Yield outcomes as they come, after keeping what is new and would be costly to make again."""
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                self._on_the_way.pop(outcome.leaflet, None)
                self.told[outcome.leaflet] = FAILED
            elif isinstance(outcome, Printed) and outcome.is_new:
                self._keep(outcome)
            yield outcome

    def delivered(self, printed: Printed) -> None:
        """Remember a leaflet whose file lies where it belongs now."""
        one = self._on_the_way.pop(printed.leaflet, None)
        if one is not None:
            self.records.note(
                printed.leaflet, one.known or self._on_ground(Record.of(printed, one.page), printed.leaflet)
            )

    def close(self) -> None:
        """Write what is remembered, and let go of what was not used for long."""
        self.reasons.write()
        self.records.write()
        self.store.shrink()

    def _unchanged(self, leaflet: Leaflet) -> Fate | None:
        """Return a leaflet if its ground is what it was, and its file is at hand."""
        record = self.records.find(leaflet)
        ground = None if record is None else self.grounds.of(leaflet)
        if record is None or ground is None:
            return None
        if record.whole != ground.whole:
            if record.beside_words != ground.beside_words or record.words != self.grounds.words_of(leaflet):
                return None
            record = record.on(ground, record.words)
            self.records.note(leaflet, record)
        return self._at_hand(leaflet, record)

    def _found(self, composition: Composition, fonts: str) -> Fate | None:
        leaflet, parts = composition.leaflet, parts_of(composition, fonts, self.engine)
        page = key_of(composition, fonts, self.engine, digest_of_program(), self._way(leaflet))
        if not self.fresh:
            record = self.records.find(leaflet)
            if record is not None and record.page == page:
                record = self._on_ground(record, leaflet)
                self.records.note(leaflet, record)
                known = self._at_hand(leaflet, record)
            else:
                known = self._kept(leaflet, page)
            if known:
                self.reasons.note(leaflet, parts)
                return known
        self.told[leaflet] = FRESH if self.fresh else self.reasons.since(leaflet, parts) or LOST
        self._on_the_way[leaflet] = _OnTheWay(page, parts)
        return None

    def _at_hand(self, leaflet: Leaflet, record: Record) -> Fate | None:
        """Return a leaflet from where it lies, or from the store."""
        if self.records.lies(leaflet, record):
            self.told[leaflet] = UNCHANGED
            return record.standing(leaflet)
        return self._kept(leaflet, record.page, record)

    def _kept(self, leaflet: Leaflet, page: str, known: Record | None = None) -> Printed | None:
        """Return a leaflet from the store."""
        data = self.store.find(KIND, page) if self._way(leaflet) == WHOLE else None
        if data is None:
            return None
        self.told[leaflet] = UNCHANGED
        self._on_the_way[leaflet] = _OnTheWay(page, known=known)
        return _unpacked(leaflet, data)

    def _keep(self, printed: Printed) -> None:
        one = self._on_the_way.get(printed.leaflet)
        if one is not None:
            if self._way(printed.leaflet) == WHOLE:
                self.store.keep(KIND, one.page, _packed(printed))
            self.reasons.note(printed.leaflet, one.parts)

    def _on_ground(self, record: Record, leaflet: Leaflet) -> Record:
        ground = self.grounds.of(leaflet)
        return record.on(ground, self.grounds.words_of(leaflet) if ground else "")

    def _way(self, leaflet: Leaflet) -> str:
        return way_of(self.sharing, leaflet)


@dataclass(frozen=True)
class _OnTheWay:
    """A leaflet that is not delivered yet: the digest of its page, what it rests on, and its record if it has one."""

    page: str
    parts: Mapping[str, str] = field(default_factory=dict)
    known: Record | None = None


def way_of(sharing: Sharing, leaflet: Leaflet) -> str:
    """Return how a leaflet is made."""
    return PARTS if sharing.is_shared(leaflet) else WHOLE


def open_keeper(  # noqa: PLR0913 - what it is about, and how
    project: Project,
    basis: Basis,
    out: Path,
    asked: Callable[[Leaflet], object],
    *,
    fresh: bool = False,
    is_ordinary: bool = False,
) -> Keeper:
    """Return what keeps the leaflets of a project in an output folder; the press has to be sealed already.

    `basis` is all that was there before the project was opened; `asked` tells what an outcome rests on besides files.
    An ordinary keeper knows each leaflet as one that is typeset whole.
    """
    store = basis.store
    fonts, engine = digest_of_fonts(project.fonts.all_folders, store), engine_parts()
    shelf = None if fonts is None else Shelf(project.root, key_of(fonts, engine, digest_of_program()), fresh)
    sharing = sharing_of(project, shelf, is_ordinary=is_ordinary)
    grounds = Grounds(project, basis, fonts, lambda leaflet: (way_of(sharing, leaflet), asked(leaflet)))
    records = Records(store, project.root, out, lambda: grounds.stand)
    reasons = Reasons(store, str(project.root))
    return Keeper(store, reasons, records, grounds, fonts, engine, fresh, sharing)


def _packed(printed: Printed) -> bytes:
    """Return what was printed as bytes: a line that says what it is, then the PDF."""
    head = {
        "content_id": printed.content_id,
        "state": printed.state,
        "pages": printed.pages,
        "fonts": printed.fonts,
        "seconds": printed.seconds,
    }
    return json.dumps(head).encode() + b"\n" + printed.pdf


def _unpacked(leaflet: Leaflet, data: bytes) -> Printed:
    """Return what was printed; the store vouches that a run of this program packed it."""
    line, _, pdf = data.partition(b"\n")
    head = json.loads(line)
    return Printed(
        leaflet=leaflet,
        pdf=pdf,
        content_id=head["content_id"],
        state=head["state"],
        pages=head["pages"],
        fonts=tuple(head["fonts"]),
        seconds=head["seconds"],
        is_new=False,
    )
