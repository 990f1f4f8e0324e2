"""Bounds one job in this process: its computing time, its waiting and its memory. Nothing takes for ever.

    with bounded("Drawing this logo", Limits(cpu=20)):
        draw(logo)

What happens past a limit, from soft to hard:

- A timer interrupts the job as soon as Python runs again, also out of a sleep or a file that never answers. What is
  raised inside is no `Exception`, so that no library swallows it; outside it is a `LimitExceeded`.
- Memory past the limit is refused by the system; Python says `MemoryError`, which becomes a `LimitExceeded` too.
- A call of a C library that computes and never comes back cannot be interrupted. The kernel ends the process then,
  somewhat later (`RLIMIT_CPU`). In a pool that is a worker, and its leaflet fails alone; in-line it is the whole run.

Outside the main thread there are no timers, and outside Linux no limit of memory: there, only what is refused anyway
becomes a `LimitExceeded`. Bounds may be nested; each raises in its own place.
"""

import math
import signal
import sys
import threading
import time
from contextlib import ContextDecorator, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Literal

GIGABYTE = 1024**3
Kind = Literal["cpu", "wall", "memory"]


@dataclass(frozen=True)
class Limits:
    """What one job may use: seconds of computing, seconds by the clock, and bytes of memory more than before.

    Computing is what counts: on a busy machine a job waits long and has done nothing wrong.
    """

    cpu: float = 120
    wall: float = 1800
    memory: int = GIGABYTE


class LimitExceeded(Exception):  # noqa: N818 - it says what happened, as the standard library's `Timeout…` do
    """A job used more than it may. The text is a whole sentence; `kind` is `cpu`, `wall` or `memory`."""

    def __init__(self, what: str, kind: Kind, limits: Limits) -> None:
        self.kind = kind
        amount = {
            "cpu": f"took more than {_seconds(limits.cpu)} of computing time",
            "wall": f"took more than {_seconds(limits.wall)}",
            "memory": f"needs more than {_bytes(limits.memory)} of memory",
        }[kind]
        super().__init__(f"{what} {amount}.")


class _Stop(BaseException):
    """Ends the job of a bound, from inside."""

    def __init__(self, bound: "Bound", kind: Kind) -> None:
        super().__init__(kind)
        self.bound = bound


def bounded(what: str, limits: Limits | None = None) -> "Bound":
    """Bound a `with` block or a function. `what` begins the sentence that people read: “Drawing this logo”."""
    return Bound(what, limits or Limits())


class Bound(ContextDecorator):
    """One job's limits, while it runs."""

    def __init__(self, what: str, limits: Limits) -> None:
        self._what, self._limits = what, limits
        self._cpu_end = self._wall_end = math.inf
        self._memory_before: tuple[int, int] | None = None
        self._hit: Kind | None = None

    def _recreate_cm(self) -> "Bound":
        return Bound(self._what, self._limits)

    def __enter__(self) -> None:
        self._memory_before = _allow_memory(self._limits.memory)
        if _has_timers():
            self._cpu_end = time.process_time() + self._limits.cpu
            self._wall_end = time.monotonic() + self._limits.wall
            _watch.enter(self)

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            _watch.leave(self)
        except _Stop as stop:  # the timer rang on the way out
            error = stop if error is None else error
            _watch.leave(self)
        _restore_memory(self._memory_before)
        if isinstance(error, MemoryError):
            raise LimitExceeded(self._what, "memory", self._limits) from error
        if self._hit and (error is None or isinstance(error, Exception) or _stopped(error, self)):
            raise LimitExceeded(self._what, self._hit, self._limits) from None

    def exceeded(self) -> Kind | None:
        """Return which limit of time is passed."""
        if time.process_time() >= self._cpu_end:
            return "cpu"
        return "wall" if time.monotonic() >= self._wall_end else None

    def stop(self, kind: Kind) -> "_Stop":
        """Note that a limit is passed, and return what ends the job."""
        self._hit = kind
        return _Stop(self, kind)

    @property
    def ends(self) -> tuple[float, float]:
        """When it ends, in this process's computing time and on the clock."""
        return self._cpu_end, self._wall_end


class _Watch:
    """The process's timers: they ring at the nearest end of all bounds, and each second after it until it is heeded."""

    def __init__(self) -> None:
        self._bounds: list[Bound] = []
        self._handlers: dict[int, Any] = {}
        self._cpu_limit: tuple[int, int] | None = None

    def enter(self, bound: Bound) -> None:
        if not self._bounds:
            self._handlers = {one: signal.signal(one, self._ring) for one in (signal.SIGPROF, signal.SIGALRM)}
            self._cpu_limit = _cpu_limit()
        self._bounds.append(bound)
        self._set()

    def leave(self, bound: Bound) -> None:
        if bound not in self._bounds:
            return
        self._bounds.remove(bound)
        self._set()
        if not self._bounds:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            self._handlers = {}

    def _set(self) -> None:
        """Set both timers, and the kernel's own end some time after them."""
        cpu = min((bound.ends[0] for bound in self._bounds), default=math.inf)
        wall = min((bound.ends[1] for bound in self._bounds), default=math.inf)
        _set_timer(signal.ITIMER_PROF, cpu - time.process_time())
        _set_timer(signal.ITIMER_REAL, wall - time.monotonic())
        longest = max((bound.ends[0] for bound in self._bounds), default=math.inf)
        _end_by_kernel(longest, self._cpu_limit)

    def _ring(self, _signal: int, _frame: FrameType | None) -> None:
        for bound in self._bounds:  # the outermost first
            kind = bound.exceeded()
            if kind:
                raise bound.stop(kind)
        if self._bounds:
            self._set()  # the clocks differ by a little: ring once more


_watch = _Watch()


def _set_timer(timer: int, left: float) -> None:
    if math.isinf(left):
        signal.setitimer(timer, 0)
    else:
        signal.setitimer(timer, max(left, 0.01), 1)


def _has_timers() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _stopped(error: BaseException, bound: Bound) -> bool:
    return isinstance(error, _Stop) and error.bound is bound


def _cpu_limit() -> tuple[int, int]:
    import resource

    return resource.getrlimit(resource.RLIMIT_CPU)


def _end_by_kernel(end: float, before: tuple[int, int] | None) -> None:
    """Have the kernel end this process when it still computes well after the end; put back what was, if there is none.

    Python does not see it (SIGXCPU has its default action), so that it works inside a C library too.
    """
    import resource

    if before is None:
        return
    soft, hard = before
    late = soft if math.isinf(end) else math.ceil(end * 1.1 + 10)
    known = [one for one in (soft, hard, late) if one != resource.RLIM_INFINITY]
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (min(known, default=resource.RLIM_INFINITY), hard))


def _allow_memory(more: int) -> tuple[int, int] | None:
    """Allow this process so many bytes more than it has; return what it was allowed before, None if it is not known.

    Counted is what a process writes to (`RLIMIT_DATA`); fonts and libraries, which are only read, are not.
    """
    if sys.platform != "linux":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = [_data_bytes() + more, soft, hard]
    try:
        least = min(one for one in wanted if one != resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_DATA, (least, hard))
    except (OSError, ValueError):
        return None
    return soft, hard


def _restore_memory(before: tuple[int, int] | None) -> None:
    if before is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, before)


def _data_bytes() -> int:
    """Return how many bytes this process can write to."""
    for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    raise OSError("This system does not say how much memory a process has.")


def _seconds(number: float) -> str:
    if number >= 120 and number % 60 == 0:
        return f"{number / 60:g} minutes"
    return "1 second" if number == 1 else f"{number:g} seconds"


def _bytes(number: int) -> str:
    return f"{number / GIGABYTE:g} GB" if number >= GIGABYTE else f"{math.ceil(number / 1024**2)} MB"
