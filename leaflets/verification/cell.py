"""Reads a stranger's PDF in a process of its own, with little time and memory: it may hang, burst or crash there."""

import faulthandler
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

SECONDS = 20
"""Computing time for one PDF; one of ours takes a tenth of a second."""
PATIENCE = 120
"""Seconds by the clock, for a busy machine."""
BYTES = 256 * 1024 * 1024
"""Memory more than the process has already."""


@dataclass(frozen=True)
class Burst:
    """The work came to no end: it took too long, too much memory, or broke the library."""


def apart(work: Callable[[bytes], Any], data: bytes) -> Any:
    """Return what some work makes of a file, or the exception that it raises, or that it `Burst`."""
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, data, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(PATIENCE) else Burst()
    except EOFError:
        return Burst()
    finally:
        ours.close()
        process.kill()
        process.join()


def _work(work: Callable[[bytes], Any], data: bytes, answer: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    with Path(os.devnull).open("wb") as nowhere:  # a library that breaks says so in its own words
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    _limit()
    with suppress(MemoryError, OSError):
        try:
            found = work(data)
        except MemoryError:
            found = Burst()
        except Exception as error:  # noqa: BLE001 - the caller knows which of them it can put into words
            found = error
        answer.send(found)


def _limit() -> None:
    """Have the system end what takes too much, where it can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import psutil

        most = psutil.Process().memory_info().vms + BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
