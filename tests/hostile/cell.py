"""Runs a piece of the program in a fork that has little time and memory, and tells how it ended."""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from hostile.watching import Watch

SECONDS, BYTES = 20, 850 * 1024**2
"""What one hostile input may take: processor time, and memory beside what is there before it is read.

Together with the program itself, which takes up to 150 MB when nothing is read yet, that is one gigabyte. A fork also
holds what the tests before it left in the process: that is not the input's.
"""
PATIENCE = 120
"""Seconds by the clock: nothing may wait for a reader or a writer, but a machine may be busy."""
OUTSIDE = "OUTSIDE: "
"""What a line of the log begins with that names a file outside the project, the program and the system, or a call."""
SIZE, RESIDENT = 0, 1
"""Fields of `/proc/self/statm`: the whole address space, and what of it is in memory."""
KILLED = 128
"""An exit code above it stands for a signal."""


@dataclass(frozen=True)
class Ending:
    """How a run ended: its exit code, what it printed, its processor time and the most memory it took, in bytes."""

    code: int
    printed: str
    seconds: float
    taken: int

    @property
    def fault(self) -> str | None:
        """Why this is no way to end, or None."""
        if self.code > KILLED:
            return f"killed by {signal.Signals(self.code - KILLED).name}"
        if "Traceback" in self.printed or "leaflets-error" in self.printed:
            return f"traceback:\n{self.printed[-3000:]}"
        if self.code not in {0, 1, 2}:
            return f"exit code {self.code}: {self.printed[-1000:]}"
        if OUTSIDE in self.printed:
            return self.printed[self.printed.index(OUTSIDE) :]
        return "more than a gigabyte" if self.taken > BYTES else None


def run(work: Callable[[], int], folder: Path, log: Path, *asked_for: Path) -> Ending:
    """Run some work in a fork, inside a folder; it returns its exit code. Files that were asked for may lie outside."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"%d\n" % _bytes(RESIDENT))
        _work(work, Watch((folder, log, *asked_for)), folder, log)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as pipe:
        before = int(pipe.readline() or 0)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    printed = log.read_text("utf-8", errors="replace")
    taken = used.ru_maxrss * 1024 - before
    return Ending(code if code >= 0 else KILLED - code, printed, used.ru_utime + used.ru_stime, taken)


def _work(work: Callable[[], int], watch: Watch, folder: Path, log: Path) -> None:
    """Do the work and end the process, whatever happens: the tests go on in the parent alone."""
    code = 3
    kept: tuple[TextIO, ...] = ()
    try:
        _limit()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
        kept = sys.stdout, sys.stderr  # the program lays streams of its own over them, and these would be closed
        os.chdir(folder)
        code = work()
    except BaseException:  # noqa: BLE001 - this is what the tests look for
        traceback.print_exc()
    finally:
        for stream in (*kept, sys.stdout, sys.stderr):
            stream.flush()
        os.write(2, "".join(f"\n{OUTSIDE}{one}" for one in watch.told).encode())
        os._exit(code)


def _limit() -> None:
    """Bound what the process may take. Time is the wall's, too: nothing may wait for a reader or a writer."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _bytes(SIZE) + 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bytes(field: int) -> int:
    """Return what this process has of one kind of memory; a field of `/proc/self/statm`, which counts pages."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[field]) * resource.getpagesize()
