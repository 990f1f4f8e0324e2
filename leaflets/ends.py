"""How a run is asked to end from outside: Ctrl-C, SIGTERM, and the terminal that closes."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

ENDS = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP
"""The signals that ask a process to end. A pool's workers hear none of them: the process that started them decides."""
_swallowed: list[BaseException] = []
"""An end that Python told nobody of, since it came in the middle of a finaliser or a callback."""


class Terminated(SystemExit):
    """The run was asked to end; the code is the shell's for that signal, such as 143 for SIGTERM."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)


@contextmanager
def termination() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into `Terminated`, so that whatever is under way is ended in order.

    A signal that is ignored stays so: that is how `nohup` keeps a run alive. An end that Python swallows is kept for
    `heed`.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [one for one in ENDS - {signal.SIGINT} if signal.getsignal(one) == signal.SIG_DFL]
    for one in heard:
        signal.signal(one, _end)
    told, sys.unraisablehook = sys.unraisablehook, _keep
    try:
        yield
    finally:
        sys.unraisablehook = told
        for one in heard:
            signal.signal(one, signal.SIG_DFL)


def heed() -> None:
    """Raise the end that was asked for where Python could raise none: in a finaliser or a callback. Long work asks."""
    if _swallowed:
        raise _swallowed.pop()


def _keep(unraisable: Any) -> None:
    """Keep an end that Python can raise nowhere; what else it cannot raise is told as always."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt | Terminated):
        _swallowed[:] = [unraisable.exc_value]
    else:
        sys.__unraisablehook__(unraisable)


def _end(number: int, _frame: FrameType | None) -> None:
    raise Terminated(number)


@contextmanager
def ends_ignored() -> Iterator[None]:
    """Let nothing disturb what has to be done to the end, such as ending processes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in ENDS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def ends_blocked() -> Iterator[None]:
    """Let an end wait while processes start: they inherit that, and in the middle of a fork Python would lose it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
