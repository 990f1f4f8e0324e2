"""A pool of processes that typeset leaflets. Kept apart, so that printing a few does not load the library."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from typing import ParamSpec, TypeVar

import psutil
from loky import ProcessPoolExecutor

from leaflets.cell import end_with_parent
from leaflets.ends import ENDS, ends_blocked
from leaflets.typesetting import warm_up

P = ParamSpec("P")
T = TypeVar("T")


class Pool(ProcessPoolExecutor):  # type: ignore[misc]  # loky has no types
    """A pool whose workers hear of no end but their parent's: this process decides what Ctrl-C or SIGTERM means.

    Workers print nothing, as what they have to say comes back as a value, and they never outlive this process, however
    it ends. loky's pool stands a worker that is killed, and replaces workers whose memory grows; Python's own can wait
    for ever after either (https://github.com/python/cpython/issues/94777).
    """

    def __init__(
        self,
        workers: int,
        prepare: Callable[[], object] = warm_up,
        environment: Mapping[str, str] | None = None,
        idle: float | None = None,
    ) -> None:
        """Make a pool of so many workers: each does `prepare` first, with variables laid over this environment.

        A worker ends after `idle` seconds without work, and is started again for the next.
        """
        start, env = (os.getpid(), prepare), dict(environment or {})
        with ends_blocked(), _silence():  # a process that keeps track of semaphores starts here
            super().__init__(workers, timeout=idle, initializer=_start_worker, initargs=start, env=env)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a worker. Workers start here, and inherit that what would end them is blocked."""
        if len(self._processes or ()) == self._max_workers:
            return self._handed(fn, *args, **kwargs)
        with ends_blocked(), _silence():
            resource_tracker.ensure_running()  # would start with them, and unblock the signals in doing so
            return self._handed(fn, *args, **kwargs)

    def _handed(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = super().submit(fn, *args, **kwargs)
        return future

    def stop(self) -> None:
        """End the workers now, whatever they are at; what is in flight fails as of a broken pool."""
        for worker in list((self._processes or {}).values()):
            with suppress(psutil.Error):
                psutil.Process(worker.pid).kill()
        try:
            self.shutdown()
        except RuntimeError:  # the end came while the thread was about to start that loky waits for here
            self.shutdown(wait=False)


@contextmanager
def _silence() -> Iterator[None]:
    """Let processes that start now print nowhere: one whose parent is killed would show its library's traceback."""
    kept = {one: _copy(one) for one in (1, 2)}
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        for one in kept:
            os.dup2(nowhere, one)
        yield
    finally:
        os.close(nowhere)
        for one, copy in kept.items():
            if copy is None:
                os.close(one)
            else:
                os.dup2(copy, one)
                os.close(copy)


def _copy(number: int) -> int | None:
    try:
        return os.dup(number)
    except OSError:  # it is closed
        return None


def _start_worker(parent: int, prepare: Callable[[], object]) -> None:
    for end in ENDS:
        signal.signal(end, signal.SIG_IGN)  # the parent decides what it means
    _end_with(parent)
    prepare()


def _end_with(parent: int) -> None:
    """See that this worker ends when its parent does, however that ends."""
    end_with_parent()
    threading.Thread(target=_wait_for_end_of, args=(parent,), daemon=True).start()


def _wait_for_end_of(parent: int) -> None:
    """End this process as soon as another one is its parent: the first one has gone, perhaps before it began."""
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(1)
    os._exit(1)
