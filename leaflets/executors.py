"""Where leaflets are typeset: in this process when few, in a pool of processes when many.

Anything with the interface of `concurrent.futures.Executor` can take their place, a cluster as well.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
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

    def __init__(self, workers: int | None) -> None:
        super().__init__(
            max_workers=workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            max_tasks_per_child=TASKS_PER_WORKER,
        )
        self._calls: Any = self._call_queue  # type: ignore[attr-defined]

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a worker. Workers start here, and inherit that SIGINT is blocked."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def release(self) -> None:
        """Let what is queued for dead workers fail.

        The thread that feeds them would wait for ever on a full pipe that nobody reads, and the program could not
        end: https://github.com/python/cpython/issues/94777, mended in later releases of Python in this way.
        """
        self._calls._reader.close()  # noqa: SLF001


def make_pool(workers: int | None) -> Pool:
    """Return a pool of fresh processes, spawned so that nothing of this one leaks into them; None means one a core."""
    return Pool(workers)


@contextmanager
def running(executor: Executor) -> Iterator[Executor]:
    """Use an executor, and leave no process behind, whatever happens.

    After Ctrl-C, what has not begun is cancelled and what has begun is waited for: a second or two. Killing workers in
    mid-write can leave Python's own pool waiting for ever.
    """
    try:
        yield executor
    finally:
        if threading.current_thread() is threading.main_thread():
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            executor.shutdown(cancel_futures=True)
            signal.signal(signal.SIGINT, before)
        else:
            executor.shutdown(cancel_futures=True)


def _start_worker(*_: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    warm_up()
