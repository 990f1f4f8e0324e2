"""Makes leaflets, and says what computing them took: workers count for themselves."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.model import Outcome
from leaflets.printing.sharing import Batch, make

HERE = secrets.token_hex(8)
"""What tells this process from all others, on other machines too."""


@dataclass(frozen=True)
class Done:
    """What became of some leaflets, the seconds of computing that they took, and the process that did it."""

    outcomes: Sequence[Outcome]
    cpu: float
    where: str

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether another process did it."""
        return self.where != HERE


def make_timed(batch: Batch) -> Done:
    """Make the leaflets of a batch. Never raises."""
    start = time.process_time()
    outcomes = make(batch)
    return Done(outcomes, time.process_time() - start, HERE)
