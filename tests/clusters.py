"""A real Dask cluster on this machine's loopback: a scheduler and workers, each a process of its own.

They are started by the commands that `docs/scale.md` shows.
"""

import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from conftest import ROOT
from forking import HANGS


class Dask:
    """A scheduler, and the workers that were added to it. `close` kills what is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.scheduler = self._start("scheduler", "--port", "0")
        wait_until((folder / "scheduler.json").exists)
        self.address: str = json.loads((folder / "scheduler.json").read_text("utf-8"))["address"]
        self.workers: list[psutil.Process] = []

    def add_worker(self) -> None:
        """Start a worker of one thread."""
        self.workers.append(self._start("worker", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"))

    def wait_for_workers(self) -> None:
        """Wait until all workers are known to the scheduler."""
        logs = [self._folder / f"worker-{number}.log" for number in range(len(self.workers))]
        wait_until(lambda: all("Registered to" in log.read_text("utf-8") for log in logs))

    @staticmethod
    def presses(worker: psutil.Process) -> list[psutil.Process]:
        """Return the processes of a worker that typeset."""
        return [one for one in worker.children() if "loky.backend.popen_loky_posix" in _command(one)]

    def close(self) -> None:
        """Kill the scheduler and all workers, with what they started."""
        for process in [self.scheduler, *self.workers]:
            if process.is_running():
                for one in [*process.children(recursive=True), process]:
                    one.kill()
                process.wait(HANGS)

    def _start(self, kind: str, *options: str) -> psutil.Process:
        name = f"{kind}-{len(self.workers)}" if kind == "worker" else kind
        file = ("--scheduler-file", str(self._folder / "scheduler.json"))
        command = Path(sys.executable).with_name("dask")
        with (self._folder / f"{name}.log").open("w") as log:
            return psutil.Popen(
                [command, *_documented(kind), *file, "--no-dashboard", *options],
                cwd=self._folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _command(process: psutil.Process) -> list[str]:
    """Return a process's command line; nothing of one that has just ended."""
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:
        return []


def _documented(kind: str) -> list[str]:
    """Return the arguments with which the documents start a process of a cluster, here instead of there."""
    found = re.search(rf"^dask ({kind}.*)$", (ROOT / "docs" / "scale.md").read_text("utf-8"), re.MULTILINE)
    assert found, kind
    told = found[1].replace("10.0.0.5", "127.0.0.1")
    return [one for one in shlex.split(told) if not one.startswith("tcp://")]  # the file says where, with the port


def wait_until(happened: Callable[[], object]) -> None:
    """Poll until something has happened."""
    deadline = time.monotonic() + HANGS
    while not happened():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.005)
