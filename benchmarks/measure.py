"""Measures how fast the program is beside what people would use instead: `make benchmark` and `make benchmark-quick`.

    python benchmarks/measure.py                 all; writes recorded.json, and table and plot into the README
    python benchmarks/measure.py samples fleet   these parts only; the others stay as they were recorded
    python benchmarks/measure.py --quick         our own commands only, compared with recorded.json

The machine may be shared and noisy: ratios of what ran one right after the other say more than seconds.
"""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from costs import adopt_orphans
from machine import load, machine, versions
from peers import missing
from races import CLINICS, probe_all, race_fleet, race_peers, race_samples, race_short
from record import FILE, Record, moved, recorded
from report import write_report
from rounds import Ratios
from waits import Wait, waits

from leaflets.store.store import PLACE
from leaflets.typesetting import seal

FONTS = Path(__file__).parent.parent / "fonts"
ROUNDS, QUICK_ROUNDS = 2, 3
Part = Callable[[Record, Path, Namespace], Record]
"""Measures a part into a record, in a folder of its own; the options tell how large it is."""


def short(record: Record, place: Path, _options: Namespace) -> Record:
    """Race our own commands over few leaflets: what the quick form compares with."""
    return replace(record, short=shown(race_short(place, QUICK_ROUNDS)))


def peers(record: Record, place: Path, options: Namespace) -> Record:
    """Race what people would use instead."""
    return replace(record, peers=shown(race_peers(place, options.clinics)))


def samples(record: Record, place: Path, options: Namespace) -> Record:
    """Race our builds of the samples, and look at everybody's memory and files."""
    return replace(record, samples=shown(race_samples(place, options.rounds)), probes=probe_all(place))


def fleet(record: Record, place: Path, options: Namespace) -> Record:
    """Race our builds of a fleet."""
    return replace(record, fleet=shown(race_fleet(place, options.clinics)))


def persons(record: Record, _place: Path, _options: Namespace) -> Record:
    """Measure what a person waits for."""
    return replace(record, waits=[told(one) for one in waits()])


PARTS: dict[str, Part] = {part.__name__: part for part in (short, peers, samples, fleet, persons)}


def quick() -> None:
    """Race our own commands, and tell what moved since the recorded run."""
    before = recorded().short
    with TemporaryDirectory() as folder:
        raced = list(race_short(Path(folder) / "short", QUICK_ROUNDS))
    print("CPU of each leaflet, bare WeasyPrint loop = 1")
    print("\n".join(moved(before, raced)))


def whole(options: Namespace) -> None:
    """Measure parts. After each, all is written down, so that a run that is stopped leaves something."""
    print("\n".join(missing()))
    parts = options.parts or list(PARTS)
    record = replace(
        recorded() if FILE.exists() and options.parts else Record(), machine=machine(), versions=versions()
    )
    with TemporaryDirectory() as folder:
        os.environ[PLACE] = str(Path(folder) / "store")  # what the project itself keeps is left alone
        for name in parts:
            before = load()
            record = PARTS[name](record, Path(folder) / name, options)
            record = replace(record, loads={**record.loads, name: (before, load())})
            record.save()
            write_report(record)


def shown(raced: Iterable[Ratios]) -> list[Ratios]:
    """Print ratios as soon as they are known, and return them."""
    found = []
    for one in raced:
        print(f"{one.label:<60}{one.middle:>8.3f} × CPU{one.middle_wall:>8.3f} × wall", flush=True)
        found.append(one)
    return found


def told(one: Wait) -> Wait:
    """Print what a person waits for, and hand it on."""
    print(f"{one.label:<72}{one.value:>8.2f} {one.unit}   at most {one.most:g}", flush=True)
    return one


if __name__ == "__main__":
    parser = ArgumentParser(description="Measures how fast the program is, beside what people would use instead.")
    parser.add_argument("parts", nargs="*", help=f"what to measure anew: {', '.join(PARTS)} (all)")
    parser.add_argument("--clinics", type=int, default=CLINICS, help="how many clinics the fleet has (%(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of the samples (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="only compare our own commands with what is recorded")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - PARTS.keys():
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    adopt_orphans()
    seal([one for one in FONTS.iterdir() if one.is_dir()])
    quick() if chosen.quick else whole(chosen)
