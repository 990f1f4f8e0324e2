"""Makes what is asked for, by the steps of a build: one thread takes all that waits, and hands it to a pool that stays.

Who asks for a leaflet that is under way waits for that one. More than a few that wait are refused at once.
"""

import gc
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import ParamSpec, TypeVar

from leaflets.delivery import Report, Run, deliver, prepare
from leaflets.delivery.report import entry_of
from leaflets.errors import LeafletsError
from leaflets.library.items import Copy
from leaflets.model import Failed, Fate, Leaflet, Preview, Printed, Proof, Standing
from leaflets.printing.executors import make_pool, stop
from leaflets.printing.keeping import Keeper, open_keeper
from leaflets.printing.making import Making, asked_of
from leaflets.printing.places import Here
from leaflets.printing.stages import Stages
from leaflets.project.overrides import overrides_of
from leaflets.serving.present import ALONE, Moment
from leaflets.serving.tidying import collect_young_only
from leaflets.typesetting import engine_versions, seal, typeset_preview

MOST = 24
"""How many leaflets may wait to be made."""
P = ParamSpec("P")
T = TypeVar("T")
Made = Copy | Failed | None


class BusyError(Exception):
    """Too many leaflets wait to be made."""


@dataclass(frozen=True)
class Job:
    """One leaflet of a project as it is in a moment; it is made, or only looked for where it was delivered."""

    moment: Moment
    leaflet: Leaflet
    is_made: bool
    future: "Future[Made]"


class Workshop:
    """Makes leaflets into an output folder, in so many processes; None: as cores and memory allow."""

    def __init__(self, out: Path, jobs: int | None, tell: Callable[[Exception], object]) -> None:
        self.out = prepare(out)
        self._presses, self._tell = Presses(jobs), tell
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._waiting: dict[tuple[int, Leaflet, bool], Future[Made]] = {}
        self._lock = threading.Lock()
        self._keeper: tuple[Moment, Keeper] | None = None
        self._thread = threading.Thread(target=self._work, name="workshop", daemon=True)

    def start(self, moment: Moment) -> None:
        """Begin to work; the fonts of this moment are those that all pages are set in until the end."""
        seal(moment.project.fonts.all_folders)
        self._thread.start()
        self._presses.warm()

    def close(self) -> None:
        """End what is under way, and all processes."""
        self._jobs.put(None)
        self._presses.close()
        self._thread.join()
        if self._keeper:
            self._keeper[1].close()

    def make(self, moment: Moment, leaflet: Leaflet) -> "Future[Made]":
        """Return what will become of a leaflet; raise `BusyError` where too many wait already."""
        return self._asked(moment, leaflet, is_made=True)

    def find(self, moment: Moment, leaflet: Leaflet) -> "Future[Made]":
        """Return a leaflet if its PDF lies where it was delivered and is what would be made now; else nothing."""
        return self._asked(moment, leaflet, is_made=False)

    def proof(self, preview: Preview) -> Future[Proof]:
        """Return what will become of a preview, which is set but never delivered."""
        return self._presses.executor(1).submit(typeset_preview, preview)

    def _asked(self, moment: Moment, leaflet: Leaflet, *, is_made: bool) -> "Future[Made]":
        known = moment.made.get(leaflet)
        if known is not None and (self.out / leaflet.path).is_file():
            done: Future[Made] = Future()
            done.set_result(known)
            return done
        with self._lock:
            key = (id(moment), leaflet, is_made)
            if key not in self._waiting:
                if len(self._waiting) >= (MOST if is_made else 4 * MOST):
                    raise BusyError
                job = Job(moment, leaflet, is_made, Future())
                self._waiting[key] = job.future
                self._jobs.put(job)
            return self._waiting[key]

    def _work(self) -> None:
        """Take all that waits, until the end."""
        while (first := self._jobs.get()) is not None:
            jobs = [first, *self._others()]
            try:
                for moment in {id(one.moment): one.moment for one in jobs}.values():
                    self._do(moment, [one for one in jobs if one.moment is moment])
            except Exception as error:  # noqa: BLE001 - those who wait are told; the workshop stays open
                self._tell(error)
                for one in jobs:
                    self._done(one, error)
            finally:
                gc.unfreeze()  # a build freezes what it has read, for a process that ends with it
                collect_young_only()

    def _others(self) -> Iterator[Job]:
        """Yield what waits besides; what ends the work is put back."""
        try:
            while True:
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)
                    return
                yield job
        except Empty:
            return

    def _do(self, moment: Moment, jobs: list[Job]) -> None:
        keeper = self._keeper_of(moment)
        found, _ = keeper.standing(one.leaflet for one in jobs)
        copies = {one.leaflet: _copy(one) for one in found if isinstance(one, Standing)}
        for leaflet, copy in copies.items():
            moment.note(leaflet, copy)
        left = [one for one in jobs if one.leaflet not in copies and one.is_made]
        for one in jobs:
            if one not in left:
                self._done(one, copies.get(one.leaflet))
        by_leaflet = {one.leaflet: one for one in left}
        if by_leaflet:
            self._make(moment, keeper, by_leaflet)

    def _make(self, moment: Moment, keeper: Keeper, jobs: dict[Leaflet, Job]) -> None:
        """Take the steps of a build, and tell each who waits as soon as their leaflet is delivered."""
        stages, project = Stages(), moment.project
        run = Run(engine_versions(), (), overrides_of(project), stages)
        making = Making(project, keeper, self._presses, stages, moment.today, release=False, alone=ALONE)
        report: Report | None = None
        try:
            with closing(making.outcomes(list(jobs))) as made:
                report = deliver(self._told(moment, made, jobs), self.out, run, keeper.delivered)
        except LeafletsError as trouble:
            for leaflet, job in jobs.items():
                self._ended(moment, job, Failed(leaflet, trouble.problems))
        for failed in report.failed if report else ():
            self._ended(moment, jobs[failed.leaflet], failed)
        keeper.reasons.write()
        keeper.records.write()

    def _told(self, moment: Moment, made: Iterable[Fate], jobs: dict[Leaflet, Job]) -> Iterator[Fate]:
        """Pass outcomes on to be delivered; when the next is asked for, the last one is."""
        for one in made:
            yield one
            job = jobs[one.leaflet]
            if isinstance(one, Failed):
                self._ended(moment, job, one)
            elif (self.out / one.leaflet.path).is_file():
                self._ended(moment, job, _copy(one))

    def _ended(self, moment: Moment, job: Job, outcome: Copy | Failed) -> None:
        if not job.future.done():
            moment.note(job.leaflet, outcome)
            self._done(job, outcome)

    def _done(self, job: Job, outcome: Made | Exception) -> None:
        with self._lock:
            self._waiting.pop((id(job.moment), job.leaflet, job.is_made), None)
        if job.future.done():
            return
        if isinstance(outcome, Exception):
            job.future.set_exception(outcome)
        else:
            job.future.set_result(outcome)

    def _keeper_of(self, moment: Moment) -> Keeper:
        """Return what keeps the leaflets of a moment; that of another one is closed."""
        if self._keeper and self._keeper[0] is moment:
            return self._keeper[1]
        if self._keeper:
            self._keeper[1].close()
        asked = asked_of(moment.project, moment.today, release=False)
        with ALONE:
            keeper = open_keeper(moment.project, moment.basis, self.out, asked)
        self._keeper = (moment, keeper)
        return keeper


@dataclass(frozen=True)
class Presses(Here):
    """A pool of processes that stays open from one build to the next."""

    pools: list[Executor] = field(default_factory=list)
    """The pool, or nothing before it is used and after it broke."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def executor(self, leaflets: int) -> Executor:  # noqa: ARG002 - one pool for all
        """Return the pool, lent for one build."""
        with self.lock:
            if not self.pools:
                self.pools.append(make_pool(self.jobs))
            return _Lent(self, self.pools[0])

    def warm(self) -> None:
        """Let the processes start before anything is asked for."""
        self.executor(1).submit(int)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        while self.pools:
            stop(self.pools.pop())


class _Lent(Executor):
    """The pool as a build sees it: the build may end it, but not by coming to its own end."""

    def __init__(self, presses: Presses, pool: Executor) -> None:
        self._presses, self._pool = presses, pool

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to the pool."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._presses.close()
            raise

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001 - Executor's
        """Give the pool back."""

    def stop(self) -> None:
        """End it: it stands still."""
        self._presses.close()


def _copy(one: Printed | Standing) -> Copy:
    return Copy.of(entry_of(one))
