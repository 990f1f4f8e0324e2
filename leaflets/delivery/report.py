"""The report of a run: what became of each leaflet, for people and for machines."""

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from leaflets.delivery.binding import THICKNESS
from leaflets.delivery.printed import PrintedEntries
from leaflets.delivery.sheets import Sheets
from leaflets.errors import Problem
from leaflets.model import Failed, Leaflet, Printed, Standing
from leaflets.model.work import OUTDATED
from leaflets.printing.stages import Stages
from leaflets.project.overrides import Override

REPORT = "report.json"


@dataclass(frozen=True)
class Run:
    """What a report says of the run itself.

    `unreadable` is what is wrong with clinics of which not even the leaflets are known. `overrides` are what the
    project's folder lays over the program's own content. `stages` is the watch that tells what each step took.
    `thickness` is that of the paper of booklets, in millimetres.
    """

    versions: dict[str, str]
    unreadable: tuple[Problem, ...] = ()
    overrides: Sequence[Override] = ()
    stages: Stages = field(default_factory=Stages)
    thickness: float = THICKNESS


@dataclass
class Report:
    """What became of each leaflet, for people and for machines. `moved` is where its older PDFs lie now.

    `kept` tells of those that could not be moved.
    """

    out: Path
    run: Run
    printed: PrintedEntries = field(default_factory=PrintedEntries)
    failed: list[Failed] = field(default_factory=list)
    moved: dict[Leaflet, list[PurePosixPath]] = field(default_factory=lambda: defaultdict(list))
    kept: list[Problem] = field(default_factory=list)

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """What is wrong with clinics of which not even the leaflets are known."""
        return self.run.unreadable

    @property
    def ok(self) -> bool:
        """Whether every leaflet was printed, and no older PDF is left in another place."""
        return not (self.failed or self.unreadable or self.kept)

    @property
    def files(self) -> list[Path]:
        """The PDFs that were printed, in the order of their paths; after a booklet, its sheets."""
        return [self.out / str(one["path"]) for entry in self.printed.in_order() for one in files_of(entry)]

    @property
    def outdated(self) -> Path:
        """Where the older PDFs of failed leaflets are moved to."""
        return self.out / OUTDATED

    def as_json(self) -> dict[str, Any]:
        """Return the report as `report.json` holds it."""
        return {**self._head(), "leaflets": list(self._leaflets())}

    def lines(self) -> Iterator[bytes]:
        """Yield `report.json` part by part: a large one is never in memory as a whole."""
        head = json.dumps(self._head(), ensure_ascii=False, indent=2)
        yield f'{head.removesuffix("}").rstrip()},\n  "leaflets": ['.encode()
        between = "\n"
        for entry in self._leaflets():
            text = json.dumps(entry, ensure_ascii=False, indent=2).replace("\n", "\n    ")
            yield f"{between}    {text}".encode()
            between = ",\n"
        yield b"]\n}\n" if between == "\n" else b"\n  ]\n}\n"

    def _head(self) -> dict[str, Any]:
        """Return what a report says before it comes to the leaflets."""
        run = self.run
        overrides = [asdict(one) for one in run.overrides]
        counts = {"printed": len(self.printed), "failed": len(self.failed), "problems": _problems(run.unreadable)}
        return {"versions": run.versions, "overrides": overrides, "stages": run.stages.as_json(), **counts}

    def _leaflets(self) -> Iterator[dict[str, Any]]:
        """Yield what is said of each leaflet, by path."""
        failed = sorted(map(self._failure, self.failed), key=_path)
        return heapq.merge(self.printed.in_order(), failed, key=_path)

    def _failure(self, failed: Failed) -> dict[str, Any]:
        moved = self.moved.get(failed.leaflet, [])
        told = {
            "state": "failed",
            "moved": next(map(str, moved), None),
            "problems": _problems(failed.problems),
        }
        return {**_names(failed.leaflet), **told}


def _path(entry: dict[str, Any]) -> str:
    return str(entry["path"])


def _names(leaflet: Leaflet) -> dict[str, Any]:
    return {
        "path": str(leaflet.path),
        "clinic": leaflet.clinic,
        "topic": leaflet.topic,
        "language": leaflet.language,
        "edition": leaflet.edition,
        **({"with": list(leaflet.others)} if leaflet.others else {}),
    }


def entry_of(printed: Printed | Standing) -> dict[str, Any]:
    """Return what a report says of a leaflet that is printed."""
    return {
        **_names(printed.leaflet),
        "state": printed.state,
        "content_id": printed.content_id,
        "sha256": printed.sha256,
        "bytes": printed.size,
        "pages": printed.pages,
        "fonts": list(printed.fonts),
        "seconds": round(printed.seconds, 3),
        "new": printed.is_new,
        "problems": [],
    }


def entry_of_sheets(leaflet: Leaflet, sheets: Sheets) -> dict[str, Any]:
    """Return what a report says of the sheets on which a booklet is printed."""
    told = {"sha256": sheets.sha256, "bytes": len(sheets.pdf), "sheets": sheets.count}
    return {"path": str(leaflet.to_print_path), **told}


def files_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a report's entry says of each file of a leaflet: its PDF, and of a booklet also its sheets."""
    return [entry, entry["to_print"]] if "to_print" in entry else [entry]


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"path": one.path, "line": one.line, "key": one.key, "reason": one.reason, "hint": one.hint} for one in problems
    ]
