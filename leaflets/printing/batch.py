"""Typesets many leaflets over any executor. One that fails, or kills its worker, never stops the rest."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from leaflets.ends import heed
from leaflets.errors import Problem
from leaflets.limits import Limits
from leaflets.model import Composition, Failed, Outcome, Printed
from leaflets.printing.executors import make_pool, running, stop
from leaflets.typesetting import typeset

WINDOW = 32
"""How many leaflets may wait in the executor at once: enough to keep workers busy, little enough for memory."""

PATIENCE = Limits().wall + 60
"""Seconds after which a pool that returns nothing is ended: each leaflet has a limit in its worker, which is less."""
Renew = Callable[[int | None], Executor]


def typeset_all(
    compositions: Iterable[Composition | Failed | Printed],
    executor: Executor,
    renew: Renew = make_pool,
    patience: float = PATIENCE,
) -> Generator[Outcome, None, None]:
    """Yield an outcome for each composition, as they are done; what failed or is printed already passes through.

    A worker that dies breaks its whole pool. What was in flight is then tried again one by one, so that only the
    leaflet that kills its worker is lost, and the rest goes on in a new pool, made by `renew`. So it is with a worker
    that stands still: after `patience` its pool is ended.
    """
    source = iter(compositions)
    in_flight = yield from _run(source, executor, patience)
    while in_flight:
        yield from _one_by_one(deque(in_flight), renew, patience)
        with running(renew(None)) as fresh:
            in_flight = yield from _run(source, fresh, patience)


def _run(
    source: Iterator[Composition | Failed | Printed], executor: Executor, patience: float
) -> Generator[Outcome, None, list[Composition]]:
    """Typeset until the source is empty, or the pool breaks or stands still; return what was in flight then."""
    waiting: dict[Future[Outcome], Composition] = {}
    lost: list[Composition] = []
    exhausted = False
    try:
        while not exhausted or waiting:
            heed()
            while not exhausted and not lost and len(waiting) < WINDOW and not any(one.done() for one in waiting):
                item = next(source, None)
                heed()
                if item is None:
                    exhausted = True
                elif isinstance(item, Failed | Printed):
                    yield item
                else:
                    _submit(executor, item, waiting, lost)
            done = wait(waiting, patience, FIRST_COMPLETED).done
            if waiting and not done:
                stop(executor)
                return [*lost, *waiting.values()]
            for future in done:
                composition = waiting.pop(future)
                trouble = future.exception()
                if isinstance(trouble, BrokenExecutor):
                    lost.append(composition)
                else:
                    yield future.result() if trouble is None else _refused(composition, trouble)
            if lost and not waiting:
                return lost
    finally:
        for future in waiting:
            future.cancel()
    return lost


def _submit(
    executor: Executor, item: Composition, waiting: dict[Future[Outcome], Composition], lost: list[Composition]
) -> None:
    try:
        waiting[executor.submit(typeset, item)] = item
    except BrokenExecutor:
        lost.append(item)


def _one_by_one(suspects: deque[Composition], renew: Renew, patience: float) -> Iterator[Outcome]:
    """Typeset each in a pool of one process, which the next one shares for as long as it lives."""
    while suspects:
        with running(renew(1)) as executor:
            while suspects:
                composition = suspects.popleft()
                try:
                    yield executor.submit(typeset, composition).result(patience)
                except BrokenExecutor:
                    yield _killed(composition)
                    break
                except TimeoutError:
                    stop(executor)
                    yield _stuck(composition, patience)
                    break


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
