"""Steps 3 and 4 of a build: compose and typeset what is not made already."""

import datetime as dt
import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from leaflets.composition import compose_all
from leaflets.model import Fate, Leaflet
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
    """What leaflets are made of, for which day, and where; `release` refuses what is not signed off."""

    project: Project
    keeper: Keeper
    place: Here | There
    stages: Stages
    today: dt.date
    release: bool

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
            found = keeper.found(stages.each("compose", wanted))
            sharing = keeper.sharing if isinstance(place, Here) else keeper.sharing.elsewhere
            with closing(typeset_all(found, executor, place.renew, stages=stages, sharing=sharing)) as typeset:
                yield from keeper.kept(stages.each("typeset", typeset))


def asked_of(project: Project, today: dt.date, *, release: bool) -> Callable[[Leaflet], object]:
    """Return what tells what an outcome rests on besides files: whether it is for release, and which days have come."""

    @cache
    def come(topic: str, language: str) -> int:
        return sum(day <= today for day in turning_days(project, topic, language))

    return lambda leaflet: (release, *(come(leaflet.topic, code) for code in leaflet.languages))
