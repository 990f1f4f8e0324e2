"""Does work on a stranger's file in a process of its own, with little time and memory: there it may hang or crash.

`limits` interrupts Python, and nothing else; a library in C or Rust that never comes back is ended only here.
"""

import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from leaflets.ends import ENDS, ends_blocked
from leaflets.limits import Limits

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent ends."""
FOR_A_PDF = Limits(cpu=20, wall=120, memory=256 * 1024**2)
"""One of ours takes a tenth of a second; memory is what it takes more than the process has already."""

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Burst:
    """The work came to no end: it took too long, too much memory, or broke the library."""


def apart(work: Callable[[Subject], Any], subject: Subject, limits: Limits = FOR_A_PDF) -> Any:
    """Return what some work makes of its subject, or the exception that it raises, or that it `Burst`."""
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, subject, limits, theirs), daemon=True)
    try:
        with ends_blocked():
            process.start()
        theirs.close()
        return ours.recv() if ours.poll(limits.wall) else Burst()
    except EOFError:
        return Burst()
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join()


def end_with_parent() -> None:
    """Have the system end this process when its parent ends, however that ends."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # a C library without prctl(2)
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _work(work: Callable[[Subject], Any], subject: Subject, limits: Limits, answer: Connection) -> None:
    end_with_parent()
    gc.freeze()  # what the parent made is not looked through, so that its memory stays shared
    for end in ENDS:  # the parent decides what one means; until now they were blocked
        signal.signal(end, signal.SIG_IGN)
    faulthandler.disable()
    with Path(os.devnull).open("wb") as nowhere:  # a library that breaks says so in its own words
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    _limit(limits)
    with suppress(MemoryError, OSError):
        try:
            found = work(subject)
        except MemoryError:
            found = Burst()
        except Exception as error:  # noqa: BLE001 - the caller knows which of them it can put into words
            found = error
        answer.send(found)


def _limit(limits: Limits) -> None:
    """Have the system end what takes too much, where it can."""
    if sys.platform == "win32":
        return
    import resource

    seconds = round(limits.cpu)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import psutil

        most = psutil.Process().memory_info().vms + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
