"""Typesets a leaflet, and says what computing it took: workers count for themselves."""

import secrets
import time
from dataclasses import dataclass

from leaflets.model import Composition, Outcome
from leaflets.typesetting import typeset

HERE = secrets.token_hex(8)
"""What tells this process from all others, on other machines too."""


@dataclass(frozen=True)
class Done:
    """What became of a leaflet, the seconds of computing that it took, and the process that did it."""

    outcome: Outcome
    cpu: float
    where: str

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether another process did it."""
        return self.where != HERE


def typeset_timed(composition: Composition) -> Done:
    """Typeset a leaflet. Never raises."""
    start = time.process_time()
    outcome = typeset(composition)
    return Done(outcome, time.process_time() - start, HERE)
