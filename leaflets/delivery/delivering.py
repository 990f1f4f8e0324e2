"""Step 5, deliver: PDFs and the report are written aside and renamed, so a file is either whole or the old one.

The older PDF of a leaflet that could not be printed, or was refused, is moved to a folder of its own: what lies in the
place of a leaflet was printed by the last run that was asked for it.
"""

import errno
import hashlib
import json
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from leaflets.delivery.ledger import Entry, Ledger
from leaflets.errors import DeliveryError, Problem
from leaflets.halves import SUFFIX, remove_halves, write_aside
from leaflets.model import Failed, Leaflet, Outcome, Printed
from leaflets.model.work import OUTDATED
from leaflets.project.overrides import Override

REPORT = "report.json"


@dataclass
class Report:
    """What became of each leaflet, for people and for machines. `moved` is where its older PDFs lie now.

    `kept` tells of those that could not be moved. `unreadable` is what is wrong with clinics of which not even the
    leaflets are known. `overrides` are what the project's folder lays over the program's own content.
    """

    out: Path
    versions: dict[str, str]
    unreadable: tuple[Problem, ...] = ()
    printed: list[dict[str, Any]] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    moved: dict[Leaflet, list[PurePosixPath]] = field(default_factory=lambda: defaultdict(list))
    kept: list[Problem] = field(default_factory=list)
    overrides: Sequence[Override] = ()

    @property
    def ok(self) -> bool:
        """Whether every leaflet was printed, and no older PDF is left in another place."""
        return not (self.failed or self.unreadable or self.kept)

    @property
    def files(self) -> list[Path]:
        """The PDFs that were printed, in the order of their paths."""
        return sorted(self.out / str(entry["path"]) for entry in self.printed)

    @property
    def outdated(self) -> Path:
        """Where the older PDFs of failed leaflets are moved to."""
        return self.out / OUTDATED

    def as_json(self) -> dict[str, Any]:
        """Return the report as `report.json` holds it, leaflets sorted by path."""
        leaflets = sorted([*self.printed, *map(self._failure, self.failed)], key=lambda entry: str(entry["path"]))
        counts = {"printed": len(self.printed), "failed": len(self.failed), "problems": _problems(self.unreadable)}
        overrides = [asdict(one) for one in self.overrides]
        return {"versions": self.versions, "overrides": overrides, **counts, "leaflets": leaflets}

    def _failure(self, failed: Failed) -> dict[str, Any]:
        moved = self.moved.get(failed.leaflet, [])
        told = {
            "state": "failed",
            "moved": next(map(str, moved), None),
            "problems": _problems(failed.problems),
        }
        return {**_names(failed.leaflet), **told}


def prepare(out: Path) -> None:
    """Make the output folder, and find out now whether it can be written; raise `DeliveryError` if not."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        trial = out / f"trial.{os.getpid()}{SUFFIX}"
        trial.write_bytes(b"")
        trial.unlink(missing_ok=True)
        remove_halves(out.rglob(f"*{SUFFIX}"))
    except OSError as error:
        raise _undeliverable(out, error, "Choose another folder with --out, or change its permissions.") from error


def deliver(
    outcomes: Iterable[Outcome],
    out: Path,
    versions: dict[str, str],
    unreadable: tuple[Problem, ...] = (),
    overrides: Sequence[Override] = (),
) -> Report:
    """Write each leaflet as it arrives, then the report; raise `DeliveryError` when the disk refuses."""
    report, ledger = Report(out, versions, unreadable, overrides=overrides), Ledger(out)
    for outcome in outcomes:
        ended = _written(outcome, out, ledger) if isinstance(outcome, Printed) else outcome
        leaflet = outcome.leaflet
        if isinstance(ended, Failed):
            report.failed.append(_without_older(ended, (leaflet.path, leaflet.former_path), report))
        else:
            kept = _set_aside(leaflet, leaflet.former_path, report)
            report.kept += [kept] if kept else []
            report.printed.append(ended)
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    write_whole(out / REPORT, text.encode("utf-8"))
    return report


def _written(printed: Printed, out: Path, ledger: Ledger) -> dict[str, Any] | Failed:
    """Record a leaflet in the ledger, then write it; return its entry in the report, or why this one is refused."""
    entry = _entry(printed)
    path = out / printed.leaflet.path
    try:
        _recorded(ledger, Entry(entry["sha256"], printed.content_id, entry["path"]))
        if not _holds(path, printed.pdf):
            write_whole(path, printed.pdf)
    except DeliveryError as trouble:
        if trouble.stops_all:
            raise
        return Failed(printed.leaflet, trouble.problems)
    return entry


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file is there with just these bytes: then it stays as it is, with its time."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _recorded(ledger: Ledger, entry: Entry) -> None:
    try:
        ledger.record(entry)
    except OSError as error:
        raise _undeliverable(ledger.path, error) from error


def _without_older(failed: Failed, paths: Iterable[PurePosixPath], report: Report) -> Failed:
    """Move the older PDFs of a failed leaflet out of the way; where that cannot be done, the failure says so."""
    problems = (_set_aside(failed.leaflet, path, report) for path in paths)
    return Failed(failed.leaflet, (*failed.problems, *(one for one in problems if one is not None)))


def _set_aside(leaflet: Leaflet, path: PurePosixPath, report: Report) -> Problem | None:
    """Move an older PDF of a leaflet out of the way, and its folder, if nothing else is in it."""
    older, place = report.out / path, PurePosixPath(OUTDATED, path)
    if not older.is_file():
        return None
    try:
        (report.out / place).parent.mkdir(parents=True, exist_ok=True)
        older.replace(report.out / place)
    except OSError as error:
        reason = f"An older PDF of this leaflet is still in its place and cannot be moved: {error.strerror}."
        return Problem(str(path), reason, "Do not hand it out; delete it, or move it away.")
    report.moved[leaflet].append(place)
    if path == leaflet.former_path:
        with suppress(OSError):  # other files are in it
            older.parent.rmdir()
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step; whatever stops the writing leaves the old file as it was."""
    try:
        write_aside(path, data)
    except OSError as error:
        raise _undeliverable(path, error) from error


def _undeliverable(path: Path, error: OSError, another: str = "Change its permissions.") -> DeliveryError:
    reasons = {
        errno.ENOSPC: ("The disk is full.", "Free some space, then try again; what is already there is whole."),
        errno.EACCES: ("This place may not be written.", another),
        errno.EROFS: ("This disk is read-only.", another),
        errno.ENOTDIR: ("A file stands where a folder has to be.", f"Move the file away. {another}"),
        errno.EEXIST: ("A file stands where a folder has to be.", f"Move the file away. {another}"),
        errno.EISDIR: ("A folder stands where a file has to be.", "Move the folder away."),
    }
    reason, hint = reasons.get(error.errno or 0, (f"This cannot be written: {error.strerror}.", another))
    one_file = {errno.EISDIR, errno.EACCES, errno.EPERM}
    return DeliveryError([Problem(str(path), reason, hint)], stops_all=error.errno not in one_file)


def _names(leaflet: Leaflet) -> dict[str, Any]:
    return {
        "path": str(leaflet.path),
        "clinic": leaflet.clinic,
        "topic": leaflet.topic,
        "language": leaflet.language,
        "edition": leaflet.edition,
    }


def _entry(printed: Printed) -> dict[str, Any]:
    return {
        **_names(printed.leaflet),
        "state": printed.state,
        "content_id": printed.content_id,
        "sha256": hashlib.sha256(printed.pdf).hexdigest(),
        "bytes": len(printed.pdf),
        "pages": printed.pages,
        "fonts": list(printed.fonts),
        "seconds": round(printed.seconds, 3),
        "new": printed.is_new,
        "problems": [],
    }


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"path": one.path, "line": one.line, "key": one.key, "reason": one.reason, "hint": one.hint} for one in problems
    ]
