"""Alternating rounds: in each the bare loop and a contestant make the same leaflets, one right after the other.

So the machine's other work falls on both. What counts is the ratio of the two, and of all rounds the median.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contestants import Contestant
from costs import Cost


@dataclass(frozen=True)
class Ratios:
    """A contestant's cost in each round as a multiple of the bare loop's, CPU and wall.

    `leaflets` is how many were made, `seconds` the CPU of one, for those who want to know on which machine.
    """

    label: str
    leaflets: int
    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    seconds: float

    @property
    def middle(self) -> float:
        """The median of the CPU ratios."""
        return statistics.median(self.cpu)

    @property
    def middle_wall(self) -> float:
        """The median of the wall ratios."""
        return statistics.median(self.wall)


def compete(loop: Contestant, others: Sequence[Contestant], rounds: Iterable[Sequence[str]]) -> list[Ratios]:
    """Let contestants make the leaflets of each round, after the bare loop made them, and return their ratios.

    Where several are given they run in turn, so that one may go on with what another left (a second build).
    """
    costs: list[list[Cost]] = []
    count = 0
    for names in rounds:
        costs.append([one.run(names).each(len(names)) for one in (loop, *others)])
        count += len(names)
    columns = list(zip(*costs, strict=True))
    return [_ratios(one.label, count, columns[0], column) for one, column in zip(others, columns[1:], strict=True)]


def _ratios(label: str, count: int, base: Sequence[Cost], own: Sequence[Cost]) -> Ratios:
    pairs = list(zip(own, base, strict=True))
    cpu = tuple(one.cpu / bare.cpu for one, bare in pairs)
    wall = tuple(one.wall / bare.wall for one, bare in pairs)
    return Ratios(label, count, cpu, wall, statistics.median(one.cpu for one in own))
