"""Where leaflets are typeset: in this process when few, in a pool of processes when many.

Anything with the interface of `concurrent.futures.Executor` can take their place; `cluster` does.
"""

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


@runtime_checkable
class Roomy(Protocol):
    """An executor that says itself how many calls may wait in it, so that its workers are busy."""

    @property
    def window(self) -> int:
        """How many calls may wait."""


class KilledError(Exception):
    """The process that did a call was killed, and the one that did it again, too. Other calls are not concerned."""


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
    """Return the executor for so many leaflets. `jobs` is the number of processes; None: as cores and memory allow."""
    if min(jobs or leaflets, leaflets) <= 1 or (jobs is None and leaflets <= FEW):
        return InlineExecutor()
    workers = min(jobs or _processes_here(), leaflets)
    return InlineExecutor() if workers == 1 else make_pool(workers)


def make_pool(workers: int | None) -> Executor:
    """Return a pool of fresh processes; None means as many as cores and memory allow."""
    from leaflets.printing.pool import Pool

    pool: Executor = Pool(workers or _processes_here())
    return pool


def _processes_here() -> int:
    from leaflets.printing.machine import processes_here

    return processes_here()


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
