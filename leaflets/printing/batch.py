"""Typesets many leaflets over any executor. One that fails, or kills its worker, never stops the rest."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Outcome
from leaflets.printing.executors import make_pool
from leaflets.typesetting import typeset

WINDOW = 32
"""How many leaflets may wait in the executor at once: enough to keep workers busy, little enough for memory."""


def typeset_all(
    compositions: Iterable[Composition | Failed],
    executor: Executor,
    renew: Callable[[int | None], Executor] = make_pool,
) -> Iterator[Outcome]:
    """Yield an outcome for each composition, as they are done; a `Failed` passes through.

    A worker that dies breaks its whole pool. What was in flight is then tried again one by one, so that only the
    leaflet that kills its worker is lost, and the rest goes on in a new pool, made by `renew`.
    """
    source = iter(compositions)
    in_flight = yield from _run(source, executor)
    while in_flight:
        yield from _one_by_one(deque(in_flight), renew)
        with renew(None) as fresh:
            in_flight = yield from _run(source, fresh)


def _run(source: Iterator[Composition | Failed], executor: Executor) -> Generator[Outcome, None, list[Composition]]:
    """Typeset until the source is empty, or the pool breaks; return what was in flight then."""
    waiting: dict[Future[Outcome], Composition] = {}
    lost: list[Composition] = []
    exhausted = False
    try:
        while not exhausted or waiting:
            while not exhausted and not lost and len(waiting) < WINDOW and not any(one.done() for one in waiting):
                item = next(source, None)
                if item is None:
                    exhausted = True
                elif isinstance(item, Failed):
                    yield item
                else:
                    _submit(executor, item, waiting, lost)
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
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


def _one_by_one(suspects: deque[Composition], renew: Callable[[int | None], Executor]) -> Iterator[Outcome]:
    """Typeset each in a pool of one process, which the next one shares for as long as it lives."""
    while suspects:
        with renew(1) as executor:
            while suspects:
                composition = suspects.popleft()
                try:
                    yield executor.submit(typeset, composition).result()
                except BrokenExecutor:
                    yield _killed(composition)
                    break


def _killed(composition: Composition) -> Failed:
    hint = "Free some memory or use --jobs 1, then build it again; if it happens each time, please report it."
    reason = "The process that typeset this leaflet was killed, twice."
    return Failed(composition.leaflet, (Problem(str(composition.leaflet.path), reason, hint),))


def _refused(composition: Composition, trouble: BaseException) -> Failed:
    reason = f"The place where leaflets are typeset refused this one: {type(trouble).__name__}: {trouble}."
    return Failed(composition.leaflet, (Problem(str(composition.leaflet.path), reason, "Build it again."),))
