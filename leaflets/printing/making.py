"""Steps 3 and 4 of a build: compose and typeset what is not made already."""

import datetime as dt
import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from functools import cache

from leaflets.composition import compose_all
from leaflets.model import Composition, Failed, Fate, Leaflet
from leaflets.printing.batch import typeset_all
from leaflets.printing.executors import running
from leaflets.printing.keeping import Keeper
from leaflets.printing.places import Here, There
from leaflets.printing.stages import Stages
from leaflets.project import Project
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signoffs import approvals, turning_days

USUAL = (700, 10, 10)
"""How often Python looks for unused objects by itself: pages leave many, and memory has to stay small."""
AT_ONCE = 256
"""How many leaflets are looked up at once: a look at the clock for each would take as long."""


@dataclass(frozen=True)
class Making:
    """What leaflets are made of, for which day, and where; `release` refuses what is not signed off.

    Each is composed inside `alone`: what filling a template may use is counted for the process, so one thread does it.
    """

    project: Project
    keeper: Keeper
    place: Here | There
    stages: Stages
    today: dt.date
    release: bool
    alone: AbstractContextManager[object] = field(default_factory=nullcontext)

    def outcomes(self, leaflets: Sequence[Leaflet]) -> Generator[Fate, None, None]:
        """Yield what became of each leaflet: of those that stand as they were at once, of others as they are made."""
        left: list[Leaflet] = []
        for start in range(0, len(leaflets), AT_ONCE):
            with self.stages.during("prepare"):
                standing, others = self.keeper.standing(leaflets[start : start + AT_ONCE])
            left += others
            yield from standing
        yield from self._made(left)

    def _made(self, leaflets: Sequence[Leaflet]) -> Generator[Fate, None, None]:
        gc.freeze()  # what was read so far stays in use
        gc.set_threshold(*USUAL)
        keeper, stages, place = self.keeper, self.stages, self.place
        with running(place.executor(len(leaflets))) as executor:
            pages = compose_all(self.project, keeper.sharing.sorted(leaflets), approvals(self.project, self.today))
            wanted = refuse_unreleasable(self.project, pages, self.today) if self.release else pages
            found = keeper.found(stages.each("compose", self._each(wanted)))
            sharing = keeper.sharing if isinstance(place, Here) else keeper.sharing.elsewhere
            with closing(typeset_all(found, executor, place.renew, stages=stages, sharing=sharing)) as typeset:
                yield from keeper.kept(stages.each("typeset", typeset))

    def _each(self, pages: Iterable[Composition | Failed]) -> Iterator[Composition | Failed]:
        """Yield pages, each of which is composed alone."""
        coming = iter(pages)
        while True:
            with self.alone:
                page = next(coming, None)
            if page is None:
                return
            yield page


def asked_of(project: Project, today: dt.date, *, release: bool) -> Callable[[Leaflet], object]:
    """Return what tells what an outcome rests on besides files: whether it is for release, and which days have come."""

    @cache
    def come(topic: str, language: str) -> int:
        return sum(day <= today for day in turning_days(project, topic, language))

    def asked(leaflet: Leaflet) -> object:
        topics = project.topics_of(leaflet) or ("",)
        return release, *(come(topic, code) for topic in topics for code in leaflet.languages)

    return asked
