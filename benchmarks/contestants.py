"""Those who take part: each makes the same leaflets, and is asked what they cost."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from costs import Cost, cost_of
from sheets import Page, read_pages

PLACE = Path(__file__).parent
Run = Callable[[Sequence[str]], Cost]
"""Makes the leaflets of these names and returns what all of them cost."""


@dataclass(frozen=True)
class Contestant:
    """`label` is what people read, `run` makes leaflets; `folder` of a workplace holds its PDFs."""

    label: str
    run: Run
    folder: str


@contextmanager
def kept(label: str, engine: str, place: Path) -> Iterator[Contestant]:
    """Open an engine that stays open between leaflets."""
    command = [sys.executable, str(PLACE / "engines.py"), engine, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:

        def answer() -> str:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise SystemExit(f"{label} ended with code {process.wait()}.")
            return line

        def run(names: Sequence[str]) -> Cost:
            if process.stdin:
                process.stdin.write(json.dumps(list(names)) + "\n")
                process.stdin.flush()
            return Cost(**json.loads(answer()))

        answer()
        yield Contestant(label, run, engine)
        if process.stdin:
            process.stdin.close()


def started(label: str, folder: str, place: Path, command: Callable[[Page, str], list[str]]) -> Contestant:
    """Return a program that starts anew for each leaflet: `command` for a page and the file that its PDF goes to."""
    (place / folder).mkdir(exist_ok=True)
    pages = read_pages(place)

    def run(names: Sequence[str]) -> Cost:
        costs = [cost_of(command(pages[name], f"{folder}/{name}.pdf"), place) for name in names]
        return sum(costs, Cost(0, 0))

    return Contestant(label, run, folder)
