"""Which leaflets are made of parts that others share, and in which order, so that a part is at hand where it is needed.

It rests on the project alone, not on what is asked for: a leaflet is the same, byte by byte, in each build.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from leaflets.assembly import Shelf, assemble
from leaflets.model import Clinic, Composition, Fate, Leaflet, Outcome
from leaflets.model.contact import LIBRARY
from leaflets.project import Project
from leaflets.project.look import look_of
from leaflets.typesetting import typeset

LEAST = 3
"""How many clinics have to share a body for it to pay."""
Look = tuple[object, ...]
"""What of a clinic shows outside of its places on a page."""
MOST = 12
"""How many leaflets a batch has at most."""
FEWEST = 4
"""How many batches the clinics of a look make at least, if they are as many."""


@dataclass(frozen=True)
class Batch:
    """Leaflets that a worker makes one after the other: of parts if they are shared, which a shelf may keep."""

    compositions: tuple[Composition, ...]
    is_shared: bool = False
    shelf: Shelf | None = None

    @property
    def singles(self) -> Iterator["Batch"]:
        """Each leaflet as a batch of its own."""
        return (replace(self, compositions=(one,)) for one in self.compositions)


def make(batch: Batch) -> Sequence[Outcome]:
    """Make the leaflets of a batch, in this process."""
    return [assemble(one, batch.shelf) if batch.is_shared else typeset(one) for one in batch.compositions]


@dataclass(frozen=True)
class Sharing:
    """Tells of each leaflet of a project whether it is made of parts. Without `looks`, which are clinics', none is.

    `counts` are how many clinics have a look, a language and a topic in common; `topics` are all there are.
    """

    looks: Mapping[str, Look] = field(default_factory=dict)
    counts: Mapping[tuple[Look, str, str], int] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    shelf: Shelf | None = None

    @property
    def elsewhere(self) -> "Sharing":
        """The same for other machines, which have no shelf."""
        return replace(self, shelf=None)

    def is_shared(self, leaflet: Leaflet) -> bool:
        """Tell whether a leaflet's body is that of other clinics, too. One in several languages is made whole."""
        look = None if leaflet.others else self.looks.get(leaflet.clinic)
        return look is not None and self.counts.get((look, leaflet.language, leaflet.topic), 0) >= LEAST

    def sorted(self, leaflets: Iterable[Leaflet]) -> list[Leaflet]:
        """Return leaflets so that those that share a body stand together; others stay in their order, after them.

        A batch of clinics goes through all topics, and the next batch begins with another topic. So what is made at the
        same time in two processes has neither a body nor a stationery in common, and each is typeset once.
        """
        return sorted(leaflets, key=self._place)

    def _place(self, leaflet: Leaflet) -> tuple[object, ...]:
        if not self.is_shared(leaflet):
            return (True,)
        look, topic = self.looks[leaflet.clinic], self.topics.index(leaflet.topic)
        row, rows = self._rows[leaflet.clinic]
        return False, leaflet.language, look, leaflet.edition, (row - topic) % rows, topic

    @cached_property
    def _rows(self) -> dict[str, tuple[int, int]]:
        """In which batch each clinic is, and how many batches there are of its look."""
        alike: dict[Look, list[str]] = defaultdict(list)
        for clinic, look in self.looks.items():
            alike[look].append(clinic)
        found: dict[str, tuple[int, int]] = {}
        for clinics in alike.values():
            size = min(MOST, -(-len(clinics) // FEWEST))
            found |= {clinic: (place // size, -(-len(clinics) // size)) for place, clinic in enumerate(clinics)}
        return found

    def batches(self, compositions: Iterable[Composition | Fate], most: int = MOST) -> Iterator[Batch | Fate]:
        """Yield what shares a body together, all else one by one."""

        def kind(one: Composition | Fate) -> object:
            if isinstance(one, Composition) and self.is_shared(one.leaflet):
                return self._place(one.leaflet)
            return None

        for shared, group in groupby(compositions, key=kind):
            waiting: list[Composition] = []
            for one in group:
                if not isinstance(one, Composition):
                    yield one
                    continue
                waiting.append(one)
                if len(waiting) == (most if shared else 1):
                    yield Batch(tuple(waiting), shared is not None, self.shelf)
                    waiting = []
            if waiting:
                yield Batch(tuple(waiting), shared is not None, self.shelf)


def sharing_of(project: Project, shelf: Shelf | None = None, *, is_ordinary: bool = False) -> Sharing:
    """Return which leaflets of a project share their bodies; none where the folder has a look of its own.

    Nor do those of which the code leads to their own page: each has another one.
    """
    if is_ordinary or look_of(project).templates:
        return Sharing()
    looks = {name: _look(project, one) for name, one in project.clinics.items() if one.contact.code != LIBRARY}
    counts = Counter(
        (looks[name], language, topic)
        for name, clinic in project.clinics.items()
        if name in looks
        for language in clinic.languages
        for topic in clinic.topics
    )
    return Sharing(looks, counts, project.subjects, shelf)


def _look(project: Project, clinic: Clinic) -> Look:
    region = project.region_of(clinic)
    place = region.country, region.paper, region.emergency, region.nurse_line or ""
    brand = clinic.brand
    return *place, brand.typeface, brand.family, brand.corners, brand.ornament
