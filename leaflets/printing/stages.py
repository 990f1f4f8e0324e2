"""How long each step of a run takes: by the clock, and in computing, here and in other processes.

The steps feed each other one leaflet at a time, so the watch goes to and fro between them: what one takes while another
waits for it counts for the one only.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
ORDER = ("open", "choose", "prepare", "compose", "typeset", "deliver")
"""The steps as a run takes them."""


@dataclass
class Spent:
    """Seconds by the clock, in which this process worked or waited, and seconds of computing, of all processes."""

    wall: float = 0.0
    cpu: float = 0.0


class Stages:
    """A watch that knows which step is under way."""

    def __init__(self) -> None:
        self._spent: dict[str, Spent] = {}
        self._under_way: list[str] = []
        self._mark = (0.0, 0.0)

    @contextmanager
    def during(self, stage: str) -> Iterator[None]:
        """Count what happens inside for a step, but for what is counted for another one meanwhile."""
        self._charge()
        self._spent.setdefault(stage, Spent())
        self._under_way.append(stage)
        try:
            yield
        finally:
            self._charge()
            self._under_way.pop()

    def each(self, stage: str, items: Iterable[T]) -> Iterator[T]:
        """Pass items through, and count for a step what it takes to make them."""
        source = iter(items)
        while True:
            with self.during(stage):
                try:
                    item = next(source)
                except StopIteration:
                    return
            yield item

    def add(self, stage: str, cpu: float) -> None:
        """Count seconds that other processes computed for a step."""
        self._spent.setdefault(stage, Spent()).cpu += cpu

    def as_json(self) -> dict[str, dict[str, float]]:
        """Return the seconds of each step until now."""
        self._charge()
        spent = sorted(self._spent.items(), key=lambda item: ORDER.index(item[0]))
        return {stage: {"wall": round(one.wall, 3), "cpu": round(one.cpu, 3)} for stage, one in spent}

    def _charge(self) -> None:
        """Count what was spent since the last look for the step that is under way."""
        now = (time.perf_counter(), time.process_time())
        if self._under_way:
            spent = self._spent[self._under_way[-1]]
            spent.wall += now[0] - self._mark[0]
            spent.cpu += now[1] - self._mark[1]
        self._mark = now
