"""What each step took: steps that feed each other are told apart, and no second counts twice."""

import time
from collections.abc import Iterator

from leaflets.printing.stages import Stages


def _busy(count: int) -> Iterator[int]:
    for number in range(count):
        sum(range(20_000))
        yield number


def test_no_second_counts_twice() -> None:
    """A step that waits for another one pays nothing: all of them together took no longer than the run."""
    stages, start = Stages(), time.perf_counter()
    with stages.during("deliver"):
        assert list(range(50)) == list(stages.each("typeset", stages.each("compose", _busy(50))))
    told = stages.as_json()
    assert ["compose", "typeset", "deliver"] == list(told)
    assert told["compose"]["wall"] > 0
    assert sum(one["wall"] for one in told.values()) <= time.perf_counter() - start + 0.003  # each is rounded


def test_computing_elsewhere_is_added() -> None:
    """What other processes computed for a step counts as computing, not as time by the clock."""
    stages = Stages()
    stages.add("typeset", 12.5)
    assert {"typeset": {"wall": 0.0, "cpu": 12.5}} == stages.as_json()
