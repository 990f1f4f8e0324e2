"""Where leaflets are typeset: in this process when few, in a pool of processes when many.

Anything with the interface of `concurrent.futures.Executor` can take their place, a cluster as well.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

FEW = 6
"""Up to so many leaflets one process is faster: starting another costs about as much as typesetting these."""

P = ParamSpec("P")
T = TypeVar("T")


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
    finally:
        with _interrupts_ignored():
            executor.shutdown()


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
