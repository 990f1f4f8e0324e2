"""The presses of a cluster's worker: processes of its own, sealed with the fonts and settings of the one who asks.

A press typesets in its main thread, so that all limits hold, and a leaflet that kills it takes nothing else along.
"""

import asyncio
import multiprocessing
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from distributed import Worker, WorkerPlugin

from leaflets.printing.batch import PATIENCE
from leaflets.printing.executors import KilledError
from leaflets.printing.matter import Matter, made_by, settings
from leaflets.printing.pool import Pool
from leaflets.typesetting import seal, warm_up
from leaflets.typesetting.versions import HEEDED

T = TypeVar("T")
TRIES = 2
OWN = "own"
"""The folder with a person's own fonts."""
IDLE = 900.0
"""Seconds after which a press without work ends: the run that it belongs to may have been killed."""


class UnlikeError(RuntimeError):
    """A worker would set pages in another way. The text is a whole sentence."""


@dataclass
class Presses:
    """The presses of this process for one matter. A call takes one that is idle, or starts another.

    `users` is how many runs they serve. `place` is a folder of theirs.
    """

    matter: Matter
    place: Path
    users: int = 0
    is_closed: bool = False
    _idle: SimpleQueue[Pool] = field(default_factory=SimpleQueue)

    def call(self, work: Callable[..., T], *arguments: Any) -> T:
        """Return what some work makes in a press; raise `KilledError` when it is killed there twice."""
        for _ in range(TRIES):
            press = self._taken()
            try:
                made = press.submit(work, *arguments).result(PATIENCE)
            except (BrokenExecutor, TimeoutError):
                press.stop()
            except BaseException:
                press.stop()
                raise
            else:
                self._leave(press)
                return made
        raise KilledError

    def close(self) -> None:
        """End all presses; one at work ends when it is done."""
        self.is_closed = True
        self._end_idle()
        shutil.rmtree(self.place, ignore_errors=True)

    def _leave(self, press: Pool) -> None:
        """Let others have a press."""
        self._idle.put(press)
        if self.is_closed:
            self._end_idle()

    def _end_idle(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().stop()

    def _taken(self) -> Pool:
        with suppress(Empty):
            return self._idle.get_nowait()
        foreign = settings().keys() - self.matter.settings.keys()
        environment = {**dict.fromkeys(foreign, ""), **self.matter.settings}
        return Pool(1, partial(_prepare, self.matter, self.place), environment, IDLE)


class Pressroom(WorkerPlugin):
    """Brings the matter to each worker, once, and to those that join later; an unlike one is refused."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter

    async def setup(self, worker: Worker) -> None:
        """Start the first press of a worker, and look at what sets pages there."""
        opened = partial(_opened, self._matter)
        presses = await asyncio.get_running_loop().run_in_executor(worker.executors["default"], opened)
        try:
            there = await asyncio.get_running_loop().run_in_executor(
                worker.executors["default"], presses.call, made_by, self._matter.packaged
            )
        except KilledError:
            raise UnlikeError(f"On the worker {worker.address} what typesets cannot be started.") from None
        unlike = self._matter.differences(there)
        if unlike:
            raise UnlikeError(f"The worker {worker.address} would set other pages: {unlike}.")

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - that is how it is called
        """End the presses, if no other run uses them."""
        _left(self._matter.key)


def in_press(key: str, work: Callable[..., T], *arguments: Any) -> T:
    """Return what some work makes in a press of this worker, for the matter of a key."""
    return _presses[key].call(work, *arguments)


_presses: dict[str, Presses] = {}
_changing = threading.Lock()


def _opened(matter: Matter) -> Presses:
    """Return the presses for a matter, which one more run uses."""
    multiprocessing.current_process().daemon = False  # the nanny's mark on it forbids processes of its own
    with _changing:
        if matter.key not in _presses:
            place = Path(tempfile.mkdtemp(prefix="leaflets-fonts-"))
            matter.lay(place / OWN)
            _presses[matter.key] = Presses(matter, place)
        presses = _presses[matter.key]
        presses.users += 1
    return presses


def _left(key: str) -> None:
    """Note that one run less uses the presses for a matter; end them after the last one."""
    with _changing:
        presses = _presses.get(key)
        if presses is None:
            return
        presses.users -= 1
        if presses.users <= 0:
            _presses.pop(key).close()


def _prepare(matter: Matter, place: Path) -> None:
    """Make a process that has just started a press for a matter."""
    for name in [one for one in os.environ if one.startswith(HEEDED) and one not in matter.settings]:
        del os.environ[name]
    if matter.own:
        tempfile.tempdir = str(place)  # what is known of these fonts goes with them
    seal(matter.folders(place / OWN))
    warm_up()
