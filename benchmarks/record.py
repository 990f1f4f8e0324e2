"""What a run found, as `recorded.json` keeps it: table and plot are made of it, and later runs are compared with it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from probes import Probe
from rounds import Ratios
from waits import Wait

FILE = Path(__file__).parent / "recorded.json"
MOVED = 0.2
"""From which part of a ratio on a change is told."""


@dataclass(frozen=True)
class Record:
    """A run, or what is there of it.

    `loads` are those of the machine before and after each part. `samples` and `fleet` are our builds, `peers` the
    others, `short` is our own in the short form.
    """

    machine: str = ""
    versions: str = ""
    loads: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    samples: Sequence[Ratios] = ()
    fleet: Sequence[Ratios] = ()
    peers: Sequence[Ratios] = ()
    short: Sequence[Ratios] = ()
    probes: Mapping[str, Probe] = field(default_factory=dict)
    waits: Sequence[Wait] = ()

    @property
    def own(self) -> Sequence[Ratios]:
        """All our builds."""
        return [*self.samples, *self.fleet]

    def save(self) -> None:
        """Write the record over the last one."""
        FILE.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", "utf-8")


def recorded() -> Record:
    """Return the last run; SystemExit before the first."""
    if not FILE.exists():
        raise SystemExit("Nothing is recorded yet: run make benchmark first.")
    told: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    for name in ("samples", "fleet", "peers", "short"):
        told[name] = [Ratios(**one) for one in told[name]]
    told["probes"] = {label: Probe(**one) for label, one in told["probes"].items()}
    told["waits"] = [Wait(*one) for one in told["waits"]]
    return Record(**told)


def moved(before: Sequence[Ratios], now: Sequence[Ratios]) -> list[str]:
    """Return a line for each ratio, with what it was; those that moved by more than a fifth say so."""
    known = {one.label: one.middle for one in before}
    return [_compared(one, known.get(one.label)) for one in now]


def _compared(one: Ratios, before: float | None) -> str:
    line = f"{one.label:<44}{one.middle:>8.3f} ×"
    if before is None:
        return f"{line}   not recorded yet"
    change = one.middle / before - 1
    told = "" if abs(change) <= MOVED else f"   {'SLOWER' if change > 0 else 'faster'} by {abs(change):.0%}"
    return f"{line}   recorded {before:.3f} ×{told}"
