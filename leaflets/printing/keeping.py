"""Typesets only what was not typeset before: a leaflet's PDF is kept under the digest of all that made it.

The page itself says all that its words, figures, drawings and brand come to; beside it stand the fonts, the engine
with its libraries, and the program. A leaflet with a fault is never kept: its faults are looked for again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from leaflets.assembly import Shelf
from leaflets.model import Composition, Failed, Leaflet, Outcome, Printed
from leaflets.printing.reasons import FAILED, FRESH, LOST, UNCHANGED, UNSURE, Reasons, parts_of
from leaflets.printing.sharing import Sharing, sharing_of
from leaflets.project import Project
from leaflets.store import Store, digest_of_fonts, digest_of_program, key_of, open_store
from leaflets.typesetting import engine_parts

KIND = "pages"
PARTS, WHOLE = "of parts", "whole"
"""How a leaflet is made: the sheets are the same, the files are not."""


@dataclass
class Keeper:
    """Finds what was printed before, and keeps what is printed now.

    `fonts` is the digest of the files of all fonts, or None where some cannot be read: then all is printed, and nothing
    kept. `engine` are the versions of all that sets a page. A `fresh` run finds nothing, and keeps what it prints.
    `sharing` tells which leaflets are made of parts.
    `told` is for each leaflet why it was made or not, for people.
    """

    store: Store
    reasons: Reasons
    fonts: str | None
    engine: Mapping[str, str]
    fresh: bool = False
    sharing: Sharing = field(default_factory=Sharing)
    told: dict[Leaflet, str] = field(default_factory=dict)
    _keys: dict[Leaflet, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def found(self, compositions: Iterable[Composition | Failed]) -> Iterator[Composition | Failed | Printed]:
        """Yield what was printed before in the place of its composition; all else passes through."""
        for one in compositions:
            if isinstance(one, Failed):
                yield one
            elif self.fonts is None:
                self.told[one.leaflet] = UNSURE
                yield one
            else:
                yield self._found(one, self.fonts) or one

    def kept(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield outcomes as they come, after keeping what is new; at the end, let go of what was not used for long."""
        for outcome in outcomes:
            key, parts = self._keys.pop(outcome.leaflet, ("", {}))
            if isinstance(outcome, Failed):
                self.told[outcome.leaflet] = FAILED
            elif key:
                self.store.keep(KIND, key, _packed(outcome))
                self.reasons.note(outcome.leaflet, parts)
            yield outcome
        self.store.shrink()

    def _found(self, composition: Composition, fonts: str) -> Printed | None:
        way = PARTS if self.sharing.is_shared(composition.leaflet) else WHOLE
        key = key_of(composition, fonts, self.engine, digest_of_program(), way)
        data = None if self.fresh else self.store.find(KIND, key)
        leaflet, parts = composition.leaflet, parts_of(composition, fonts, self.engine)
        if data is None:
            self.told[leaflet] = FRESH if self.fresh else self.reasons.since(leaflet, parts) or LOST
            self._keys[leaflet] = (key, parts)
            return None
        self.told[leaflet] = UNCHANGED
        self.reasons.note(leaflet, parts)
        return _unpacked(leaflet, data)


def open_keeper(project: Project, *, fresh: bool = False, is_ordinary: bool = False) -> Keeper:
    """Return what keeps the pages of a project; the press has to be sealed already.

    An ordinary keeper knows each leaflet as one that is typeset whole.
    """
    store = open_store(project.root)
    fonts, engine = digest_of_fonts(project.fonts.all_folders, store), engine_parts()
    shelf = None if fonts is None else Shelf(project.root, key_of(fonts, engine, digest_of_program()), fresh)
    sharing = sharing_of(project, shelf, is_ordinary=is_ordinary)
    return Keeper(store, Reasons(store, str(project.root)), fonts, engine, fresh, sharing)


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
