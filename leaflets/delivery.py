"""Step 5, deliver: PDFs and the report are written aside and renamed, so a file is either whole or the old one."""

import errno
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaflets.errors import DeliveryError, Problem
from leaflets.model import Failed, Leaflet, Outcome, Printed
from leaflets.model.work import LEDGER

REPORT = "report.json"
ASIDE = ".part"
"""The suffix of files that are not whole yet."""


@dataclass
class Report:
    """What became of each leaflet, for people and for machines."""

    out: Path
    versions: dict[str, str]
    printed: list[dict[str, Any]] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every leaflet was printed."""
        return not self.failed

    def as_json(self) -> dict[str, Any]:
        """Return the report as `report.json` holds it, leaflets sorted by path."""
        failures = [{**_names(one.leaflet), "state": "failed", "problems": _problems(one)} for one in self.failed]
        leaflets = sorted([*self.printed, *failures], key=lambda entry: str(entry["path"]))
        counts = {"printed": len(self.printed), "failed": len(self.failed)}
        return {"versions": self.versions, **counts, "leaflets": leaflets}


def prepare(out: Path) -> None:
    """Make the output folder, and find out now whether it can be written; raise `DeliveryError` if not."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        trial = out / f"trial.{os.getpid()}{ASIDE}"
        trial.write_bytes(b"")
        trial.unlink(missing_ok=True)
    except OSError as error:
        raise _undeliverable(out, error, "Choose another folder with --out, or change its permissions.") from error


def deliver(outcomes: Iterable[Outcome], out: Path, versions: dict[str, str]) -> Report:
    """Write each leaflet as it arrives, then the report; raise `DeliveryError` when the disk refuses."""
    report = Report(out, versions)
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            report.failed.append(outcome)
        else:
            try:
                write_whole(out / outcome.leaflet.path, outcome.pdf)
            except DeliveryError as trouble:
                if trouble.stops_all:
                    raise
                report.failed.append(Failed(outcome.leaflet, trouble.problems))
            else:
                report.printed.append(_entry(outcome))
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    write_whole(out / REPORT, text.encode("utf-8"))
    _record(report)
    return report


def _record(report: Report) -> None:
    """Add what was printed to the ledger, which keeps every file that was ever delivered here."""
    path = report.out / LEDGER
    before = path.read_text("utf-8").splitlines() if path.exists() else []
    lines = dict.fromkeys((*before, *(f"{one['sha256']} {one['content_id']} {one['path']}" for one in report.printed)))
    if len(lines) > len(before):
        write_whole(path, "".join(f"{line}\n" for line in lines).encode())


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step; whatever stops the writing leaves the old file as it was."""
    aside = path.with_name(f"{path.name}.{os.getpid()}{ASIDE}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
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
        "problems": [],
    }


def _problems(failed: Failed) -> list[dict[str, Any]]:
    return [
        {"path": one.path, "line": one.line, "key": one.key, "reason": one.reason, "hint": one.hint}
        for one in failed.problems
    ]
