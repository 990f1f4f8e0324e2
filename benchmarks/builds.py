"""Our own commands as contestants: `leaflets build` of whole projects and of one leaflet, with and without a store."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from contestants import Contestant
from costs import Cost, cost_of

from leaflets.store.store import PLACE

LEAFLETS = [sys.executable, "-m", "leaflets"]


class Project:
    """A folder with clinics, and a store and an output folder of the benchmark's own."""

    def __init__(self, root: Path, place: Path) -> None:
        self._root = root
        self._store, self.out = place / "store", place / "out"

    def build(self, label: str, *options: str, forgets: bool = False) -> Contestant:
        """Return `leaflets build` with options. One that forgets finds nothing kept, and no PDF of an earlier run."""

        def run(_names: Sequence[str]) -> Cost:
            if forgets:
                self.forget()
            return self._cost("build", "--out", str(self.out), *options)

        return Contestant(label, run, "out")

    def command(self, label: str, *arguments: str) -> Contestant:
        """Return another command."""
        return Contestant(label, lambda _names: self._cost(*arguments), "")

    def forget(self) -> None:
        """Delete what was kept and what was delivered."""
        for folder in (self._store, self.out):
            shutil.rmtree(folder, ignore_errors=True)

    def _cost(self, *arguments: str) -> Cost:
        return cost_of([*LEAFLETS, *arguments], self._root, {PLACE: str(self._store)})
