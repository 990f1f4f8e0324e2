"""Where leaflets are typeset: in this process when few, in a pool of processes when many.

Anything with the interface of `concurrent.futures.Executor` can take their place, a cluster as well.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import ParamSpec, Protocol, TypeVar, runtime_checkable

from leaflets.ends import ends_ignored

FEW = 6
"""Up to so many leaflets one process is faster: starting another costs about as much as typesetting these."""

P = ParamSpec("P")
T = TypeVar("T")


@runtime_checkable
class Stoppable(Protocol):
    """An executor that can end at once."""

    def stop(self) -> None:
        """End now, whatever is under way."""


class InlineExecutor(Executor):
    """Runs each call at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call and return its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - that is what a future does
            future.set_exception(error)
        return future


def make_executor(leaflets: int, jobs: int | None = None) -> Executor:
    """Return the executor for so many leaflets. `jobs` is the number of processes; None means one a core."""
    workers = min(jobs or os.cpu_count() or 1, leaflets)
    if workers <= 1 or (jobs is None and leaflets <= FEW):
        return InlineExecutor()
    return make_pool(workers)


def make_pool(workers: int | None) -> Executor:
    """Return a pool of fresh processes; None means one a core."""
    from leaflets.printing.pool import Pool

    pool: Executor = Pool(workers)
    return pool


@contextmanager
def running(executor: Executor) -> Iterator[Executor]:
    """Use an executor and wait for its end, so that no process is left behind, whatever happens."""
    try:
        yield executor
    except BaseException:
        with ends_ignored():
            stop(executor)
        raise
    with ends_ignored():
        executor.shutdown()


def stop(executor: Executor) -> None:
    """End an executor now: a pool does not wait for what its workers are at."""
    if isinstance(executor, Stoppable):
        executor.stop()
    else:
        executor.shutdown(cancel_futures=True)
