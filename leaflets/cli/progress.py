"""How far the work is: a bar on a terminal, and plain lines now and then elsewhere; each with rate and time left."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import typer

T = TypeVar("T")
FEW = 12
"""Up to so many, nobody asks how long it takes."""
UNITS = (("hour", 3600), ("minute", 60), ("second", 1))
OFTEN = 60.0
"""Seconds after which a line is due, however little was done."""


@contextmanager
def progress(total: int, done: str = "typeset") -> Iterator["Progress"]:
    """Show a bar on a terminal, and plain lines now and then elsewhere; `done` says what is done to each."""
    if not sys.stderr.isatty():
        yield Progress(total, done)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn(done), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _BarProgress(total, done, bar, bar.add_task(done, total=total, rate=""))


class Progress:
    """Tells about each tenth of the leaflets in a plain line, and about each minute. `clock` counts seconds."""

    def __init__(self, total: int, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._what, self._clock = total, what, clock
        self._done = 0
        self._told = (0, clock())

    def track(self, items: Iterable[T]) -> Iterator[T]:
        """Pass items through and count them."""
        for item in items:
            self._done += 1
            self.tell()
            yield item

    def tell(self) -> None:
        """Say how far the work is, if that is due."""
        tenth = max(1, self._total // 10)
        is_due = self._done % tenth == 0 or self._done == self._total
        if self._total > tenth and (is_due or self._clock() - self._told[1] >= OFTEN):
            left = "" if self._total <= FEW else self._left()
            typer.echo(f"{self._what} {self._done} of {self._total}{left}", err=True)

    def _left(self) -> str:
        """Return the rate since the last line, and how long the rest takes at that."""
        rate = self.rate()
        if not rate or self._done == self._total:
            return ""
        return f", {_rate(rate)}, about {_duration((self._total - self._done) / rate)} left"

    def rate(self) -> float:
        """Return how many were done in a second since it was asked last."""
        before, now = self._told, (self._done, self._clock())
        self._told = now
        return (now[0] - before[0]) / (now[1] - before[1]) if now[1] > before[1] else 0.0


class _BarProgress(Progress):
    def __init__(self, total: int, what: str, bar: Any, task: Any) -> None:
        super().__init__(total, what)
        self._bar = bar
        self._task = task

    def tell(self) -> None:
        speed = self._bar.tasks[0].speed
        self._bar.update(self._task, completed=self._done, rate=_rate(speed) if speed else "")


def _rate(rate: float) -> str:
    return (
        f"{rate:.0f} a second" if rate >= 10 else f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.0f} a minute"
    )


def _duration(seconds: float) -> str:
    unit, size = next(((unit, size) for unit, size in UNITS if seconds >= 2 * size), UNITS[-1])
    number = max(1, round(seconds / size))
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
