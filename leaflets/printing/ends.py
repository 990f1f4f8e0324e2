"""How a run is asked to end from outside: Ctrl-C, SIGTERM, and the terminal that closes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDS = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP
"""The signals that ask a process to end. A pool's workers hear none of them: the process that started them decides."""


class Terminated(SystemExit):
    """The run was asked to end; the code is the shell's for that signal, such as 143 for SIGTERM."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)


@contextmanager
def termination() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into `Terminated`, so that whatever is under way is ended in order.

    A signal that is ignored stays so: that is how `nohup` keeps a run alive.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [one for one in ENDS - {signal.SIGINT} if signal.getsignal(one) == signal.SIG_DFL]
    for one in heard:
        signal.signal(one, _end)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)


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
