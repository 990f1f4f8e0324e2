"""What a program costs: computing time of all its processes, time by the clock, and memory.

Processes that outlive the one that started them are waited for as well (Linux): Chromium leaves some behind.
"""

import ctypes
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

import psutil

BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): orphans of our children become our children."""
OFTEN = 0.02
"""Seconds between two looks at the memory."""
PATIENCE = 10
"""Seconds that orphans have to end."""


@dataclass(frozen=True)
class Cost:
    """Seconds: `cpu` of computing, user and system, by a process and all that it started; `wall` by the clock."""

    cpu: float
    wall: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu + other.cpu, self.wall + other.wall)

    def __mul__(self, count: int) -> "Cost":
        return Cost(self.cpu * count, self.wall * count)

    def each(self, count: int) -> "Cost":
        """Return the share of one of so many leaflets."""
        return Cost(self.cpu / count, self.wall / count)


def adopt_orphans() -> None:
    """Let this process wait for what its children leave behind. Has to run once, before anything is measured."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)


def cost_of(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end and return what it cost. What it says is shown only if it fails: SystemExit."""
    others = {one.pid for one in psutil.Process().children()}
    with TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime + _orphans(others), wall)


def _orphans(others: set[int]) -> float:
    """Wait for the children that are none of these, and return their seconds of computing."""
    orphans = [one for one in psutil.Process().children() if one.pid not in others]
    deadline = time.monotonic() + PATIENCE
    computed = 0.0
    for one in orphans:
        ended = 0
        while not ended:
            ended, _, used = os.wait4(one.pid, os.WNOHANG)
            computed += used.ru_utime + used.ru_stime
            if not ended:
                time.sleep(OFTEN)
                if time.monotonic() > deadline:
                    one.kill()
    return computed


def computed_by(process: psutil.Process) -> float:
    """Return the seconds of computing of a process that runs and of all below it, those that ended included."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


class Peak:
    """Looks at the memory of this process's children, all together, while it is entered.

    `megabytes` counts what they share once (PSS) where the system tells it, else what is resident (RSS).
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.wait(OFTEN):
            self.megabytes = max(self.megabytes, sum(map(_memory, own.children(recursive=True))) / 1e6)


def _memory(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        told = process.memory_full_info()
        return int(getattr(told, "pss", told.rss))
    return 0
