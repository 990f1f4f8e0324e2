"""Where a build typesets, and what takes its place when it breaks."""

from concurrent.futures import Executor
from dataclasses import dataclass

from leaflets.printing.executors import make_executor, make_pool


@dataclass(frozen=True)
class Here:
    """This machine, in so many processes; None: as cores and memory allow."""

    jobs: int | None

    def executor(self, leaflets: int) -> Executor:
        """Return what typesets so many leaflets."""
        return make_executor(leaflets, self.jobs)

    def renew(self, workers: int | None) -> Executor:
        """Return a pool in the place of one that broke."""
        return make_pool(workers or self.jobs)
