"""Where a build typesets: on this machine, or on a cluster. Both can be made anew when they break."""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leaflets.printing.executors import make_executor, make_pool
from leaflets.project import Project

if TYPE_CHECKING:
    from leaflets.printing.matter import Matter


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


@dataclass(frozen=True)
class There:
    """The cluster whose scheduler is at an address, and what its workers need beside compositions."""

    address: str
    matter: "Matter"

    def executor(self, _leaflets: int) -> Executor:
        """Return what typesets there; raise `MachineError` where it cannot be used."""
        return self.renew(None)

    def renew(self, _workers: int | None) -> Executor:
        """Return the same in the place of one that stood still."""
        from leaflets.printing.cluster import join_cluster

        return join_cluster(self.address, self.matter)


def place_for(project: Project, scheduler: str | None, jobs: int | None) -> Here | There:
    """Return where a project's leaflets are typeset; the press has to be sealed already."""
    if scheduler is None:
        return Here(jobs)
    from leaflets.printing.matter import matter_of

    return There(scheduler, matter_of(project))
