"""Where leaflets are typeset: in this process when few, in a pool of processes when many.

Anything with the interface of `concurrent.futures.Executor` can take their place, a cluster as well.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

from leaflets.typesetting import warm_up

FEW = 6
"""Up to so many leaflets one process is faster: starting another costs about as much as typesetting these."""
TASKS_PER_WORKER = 400
"""After so many leaflets a worker is replaced: the engine's memory grows slowly."""

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


class Pool(ProcessPoolExecutor):
    """A pool whose workers never see Ctrl-C, not even while they start: this process decides what it means."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a worker. Workers start here, and inherit that SIGINT is blocked."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def make_pool(workers: int | None) -> Pool:
    """Return a pool of fresh processes, spawned so that nothing of this one leaks into them; None means one a core."""
    return Pool(
        max_workers=workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        max_tasks_per_child=TASKS_PER_WORKER,
    )


def stop_workers() -> None:
    """End every worker of this process now, for Ctrl-C."""
    for process in multiprocessing.active_children():
        process.terminate()
    for process in multiprocessing.active_children():
        process.join(timeout=5)


def _start_worker(*_: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    warm_up()
