"""Typesets many leaflets over any executor. One that fails, or kills its worker, never stops the rest."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from leaflets.ends import heed
from leaflets.errors import LeafletsError, Problem
from leaflets.limits import Limits
from leaflets.model import Composition, Failed, Fate, Outcome
from leaflets.printing.executors import InlineExecutor, KilledError, Roomy, make_pool, running, stop
from leaflets.printing.sharing import MOST, Batch, Sharing
from leaflets.printing.stages import Stages
from leaflets.printing.timing import Done, make_timed

WINDOW = 32
"""How many leaflets may wait in an executor that does not say: enough for its workers, little enough for memory."""

PATIENCE = Limits().wall + 60
"""Seconds after which a pool that returns nothing is ended: each leaflet has a limit in its worker, which is less."""
TYPESET = "typeset"
"""The step for which the computing of other processes counts."""
Renew = Callable[[int | None], Executor]


def typeset_all(  # noqa: PLR0913 - what it is made of, and how
    compositions: Iterable[Composition | Fate],
    executor: Executor,
    renew: Renew = make_pool,
    patience: float = PATIENCE,
    stages: Stages | None = None,
    sharing: Sharing | None = None,
) -> Generator[Fate, None, None]:
    """Yield an outcome for each composition, as they are done; what failed or is printed already passes through.

    A worker that dies breaks its whole pool. What was in flight is then tried again one by one, so that only the
    leaflet that kills its worker is lost, and the rest goes on in a new pool, made by `renew`. So it is with a worker
    that stands still: after `patience` its pool is ended. A cluster tries again by itself; when it is lost as a whole,
    its `LeafletsError` is raised. What `sharing` makes of parts goes to other processes in batches.
    """
    most = 1 if isinstance(executor, InlineExecutor) else MOST
    all_of_it = _All((sharing or Sharing()).batches(compositions, most), renew, patience, stages or Stages())
    in_flight = yield from all_of_it.run(executor)
    while in_flight:
        yield from all_of_it.one_by_one(deque(single for one in in_flight for single in one.singles))
        with running(renew(None)) as fresh:
            in_flight = yield from all_of_it.run(fresh)


@dataclass(frozen=True)
class _All:
    """All that is to be typeset, and how."""

    source: Iterator[Batch | Fate]
    renew: Renew
    patience: float
    stages: Stages

    def run(self, executor: Executor) -> Generator[Fate, None, list[Batch]]:
        """Typeset until the source is empty, or the pool breaks or stands still; return what was in flight then."""
        flight, exhausted = _InFlight(executor), False
        try:
            while not exhausted or flight.waiting:
                heed()
                while not exhausted and flight.has_room:
                    item = next(self.source, None)
                    heed()
                    if item is None:
                        exhausted = True
                    elif isinstance(item, Batch):
                        flight.submit(item)
                    else:
                        yield item
                if not flight.moves(self.patience):
                    stop(executor)
                    return [*flight.lost, *flight.waiting.values()]
                for batch, future in flight.returned():
                    if isinstance(future.exception(), KilledError) and len(batch.compositions) > 1:
                        flight.submit_all(batch.singles)  # one of them did it, and only that one is to be lost
                    else:
                        yield from self._outcomes(batch, future)
                if flight.lost and not flight.waiting:
                    return flight.lost
        finally:
            flight.cancel()
        return flight.lost

    def one_by_one(self, suspects: deque[Batch]) -> Iterator[Outcome]:
        """Typeset each in a pool of one process, which the next one shares for as long as it lives."""
        while suspects:
            with running(self.renew(1)) as executor:
                while suspects:
                    single = suspects.popleft()
                    [composition] = single.compositions
                    try:
                        future = executor.submit(make_timed, single)
                        future.exception(self.patience)
                        yield from self._outcomes(single, future)
                    except BrokenExecutor:
                        yield _killed(composition)
                        break
                    except TimeoutError:
                        stop(executor)
                        yield _stuck(composition, self.patience)
                        break

    def _outcomes(self, batch: Batch, future: Future[Done]) -> Iterator[Outcome]:
        """Yield what became of each leaflet; raise what broke the whole executor."""
        match future.exception():
            case None:
                done = future.result()
                if done.is_from_elsewhere:
                    self.stages.add(TYPESET, done.cpu)
                yield from done.outcomes
            case KilledError():
                yield from (_killed(one) for one in batch.compositions)
            case BrokenExecutor() | LeafletsError() as broken:
                raise broken
            case trouble:
                yield from (_refused(one, trouble) for one in batch.compositions)


@dataclass
class _InFlight:
    """The leaflets that wait in one executor. `lost` are those whose pool broke; after one, no more are taken."""

    executor: Executor
    waiting: dict[Future[Done], Batch] = field(default_factory=dict)
    lost: list[Batch] = field(default_factory=list)
    done: SimpleQueue[Future[Done]] = field(default_factory=SimpleQueue)

    @property
    def has_room(self) -> bool:
        """Whether one more may wait. What is done goes first, so that nothing piles up."""
        window = self.executor.window if isinstance(self.executor, Roomy) else WINDOW
        return not self.lost and self.done.empty() and len(self.waiting) < window

    def submit_all(self, batches: Iterable[Batch]) -> None:
        """Hand batches to the executor, whether or not there is room."""
        for batch in batches:
            self.submit(batch)

    def submit(self, item: Batch) -> None:
        """Hand leaflets to the executor."""
        try:
            future = self.executor.submit(make_timed, item)
        except BrokenExecutor:
            self.lost.append(item)
        else:
            self.waiting[future] = item
            future.add_done_callback(self.done.put)

    def moves(self, patience: float) -> bool:
        """Wait until something is done, if anything waits; tell whether it is, within `patience` seconds.

        `concurrent.futures.wait` takes the locks of all futures. Ctrl-C in the middle of that would leave them locked,
        and the pool would wait for them for ever.
        """
        with suppress(Empty):
            if self.waiting:
                self.done.put(self.done.get(timeout=patience))
            return True
        return False

    def returned(self) -> Iterator[tuple[Batch, Future[Done]]]:
        """Yield what is done, but for what is lost."""
        while not self.done.empty():
            future = self.done.get()
            batch = self.waiting.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                self.lost.append(batch)
            else:
                yield batch, future

    def cancel(self) -> None:
        """Take back what waits still."""
        for future in self.waiting:
            future.cancel()


def _killed(composition: Composition) -> Failed:
    hint = "Free some memory or use --jobs 1, then build it again; if it happens each time, please report it."
    reason = "The process that typeset this leaflet was killed, twice."
    return Failed(composition.leaflet, (Problem(str(composition.leaflet.path), reason, hint),))


def _stuck(composition: Composition, patience: float) -> Failed:
    hint = "Please report it, with the leaflet's name and this line."
    reason = f"The process that typeset this leaflet did nothing for {patience / 60:.0f} minutes, twice, and was ended."
    return Failed(composition.leaflet, (Problem(str(composition.leaflet.path), reason, hint),))


def _refused(composition: Composition, trouble: BaseException) -> Failed:
    reason = f"The place where leaflets are typeset refused this one: {type(trouble).__name__}: {trouble}."
    return Failed(composition.leaflet, (Problem(str(composition.leaflet.path), reason, "Build it again."),))
