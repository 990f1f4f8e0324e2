"""A pool of processes that typeset leaflets. Kept apart, so that printing a few does not load the library."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any, ParamSpec, TypeVar

from loky import ProcessPoolExecutor

from leaflets.typesetting import warm_up

P = ParamSpec("P")
T = TypeVar("T")


class Pool(ProcessPoolExecutor):  # type: ignore[misc]  # loky has no types
    """A pool whose workers never see Ctrl-C, not even while they start: this process decides what it means.

    loky's pool stands a worker that is killed, and replaces workers whose memory grows; Python's own can wait for ever
    after either (https://github.com/python/cpython/issues/94777).
    """

    def __init__(self, workers: int | None) -> None:
        super().__init__(max_workers=workers or os.cpu_count(), initializer=_start_worker)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a worker. Workers start here, and inherit that SIGINT is blocked."""
        resource_tracker.ensure_running()  # would start with them, and unblock SIGINT for this process in doing so
        with _interrupts_blocked():
            future: Future[T] = super().submit(fn, *args, **kwargs)
            return future


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(*_: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    warm_up()
