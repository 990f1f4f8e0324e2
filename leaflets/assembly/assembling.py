"""Makes leaflets of parts: the one door of this room.

A leaflet for which anything is unusual is not made here: it is typeset whole, and whatever is wrong with it is told
then. So no fault is told in another way than ever.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Generic, TypeVar

from leaflets.assembly.bodies import Body, PageOfBody
from leaflets.assembly.cutting import UnsuitedError
from leaflets.assembly.joining import join
from leaflets.assembly.keeping import Shelf
from leaflets.assembly.parting import OPTIONAL, Parted, part
from leaflets.assembly.preparing import body_of
from leaflets.assembly.stationeries import Stationery, stationery_of
from leaflets.assembly.verdicts import is_judged_alike
from leaflets.model import Composition, Outcome, Printed
from leaflets.typesetting import typeset
from leaflets.typesetting.press import Part, typeset_part

BODIES, STATIONERIES = 24, 600
"""How many of each a process keeps in memory: a body takes about 100 kB, a stationery 40 kB."""
SAME = 0.01
"""How far the sizes of a place may be apart in a body and in a stationery, in CSS pixels."""
Made = TypeVar("Made")


class _Latest(Generic[Made]):
    """What was used last, by its key; None is known of what cannot be made."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[str, Made | None] = OrderedDict()

    def find(self, key: str, make: Callable[[], Made | None]) -> Made | None:
        """Return what is known under a key, or make it."""
        if key not in self._known:
            self._known[key] = make()
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


class Assembler:
    """Joins bodies and stationeries, which it typesets once each."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self._bodies: _Latest[Body] = _Latest(BODIES)
        self._stationeries: _Latest[Stationery] = _Latest(STATIONERIES)

    def assemble(self, composition: Composition) -> Printed | None:
        """Return the leaflet as PDF; None for one that has to be typeset whole. Never raises, so no worker is lost."""
        try:
            return self._assembled(composition)
        except Exception:  # noqa: BLE001 - whatever its parts are like, a leaflet can be typeset whole
            return None

    def _assembled(self, composition: Composition) -> Printed | None:
        start = time.perf_counter()
        parted = part(composition)
        if parted is None:
            return None
        stationery = self._stationeries.find(
            parted.stationery_key, lambda: self._made(parted.stationery_key, parted.stationery, stationery_of)
        )
        if stationery is None:
            return None
        body = self._body(parted, stationery)
        if body is None or not is_judged_alike(body.compared, parted.tones):
            return None
        return Printed(
            leaflet=composition.leaflet,
            pdf=join(body, stationery, parted.said, parted.tones),
            content_id=composition.content_id,
            state=composition.state,
            pages=len(body.pages),
            fonts=tuple(sorted({*body.families, *stationery.families})),
            seconds=time.perf_counter() - start,
        )

    def _body(self, parted: Parted, stationery: Stationery) -> Body | None:
        """Return a body that a stationery fits; None if there is none."""
        for one in (parted, parted.as_large)[: 1 + parted.is_large]:
            body = self._bodies.find(one.body_key, partial(self._made, one.body_key, one.body_page(), body_of))
            if body is not None and _fit(body, stationery):
                return body
        return None

    def _made(self, key: str, page: Composition, prepare: Callable[[Part], Made]) -> Made | None:
        """Return a part, ready to be joined: kept, or typeset now; None where the press or the knife refuses it."""
        found = self._shelf.find(key) if self._shelf else None
        made = found or typeset_part(page)
        if not isinstance(made, Part):
            return None
        try:
            prepared = prepare(made)
        except UnsuitedError:
            return None
        if self._shelf and found is None:
            self._shelf.keep(key, made)
        return prepared


def _fit(body: Body, stationery: Stationery) -> bool:
    """Tell whether each place of a body has the size of the part that goes there, and no part is left over.

    A contact card may be higher where what stands below it has room to move.
    """
    names = {name for page in body.pages for name in page.areas}
    return names == set(stationery.parts) and all(_fits_on(page, stationery) for page in body.pages)


def _fits_on(page: PageOfBody, stationery: Stationery) -> bool:
    room = page.moving.room if page.moving else 0.0
    for name, area in page.areas.items():
        own = stationery.parts[name].area
        most = max(SAME, room if name == OPTIONAL else 0.0)
        if abs(own[2] - area[2]) > SAME or not -SAME <= own[3] - area[3] <= most:
            return False
    return True


@lru_cache(maxsize=2)
def _assembler(shelf: Shelf | None) -> Assembler:
    """Return what this process makes leaflets with."""
    return Assembler(shelf)


def assemble(composition: Composition, shelf: Shelf | None = None) -> Outcome:
    """Return a leaflet made of parts, or typeset whole where it has to be. Never raises, so no worker is lost."""
    return _assembler(shelf).assemble(composition) or typeset(composition)
