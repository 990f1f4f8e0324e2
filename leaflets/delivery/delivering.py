"""Step 5, deliver: PDFs and the report are written aside and renamed, so a file is either whole or the old one.

The older PDF of a leaflet that could not be printed, or was refused, is moved to a folder of its own: what lies in the
place of a leaflet was printed by the last run that was asked for it.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from leaflets.delivery.ledger import Entry, Ledger
from leaflets.delivery.report import REPORT, Report, Run, entry_of, entry_of_sheets
from leaflets.delivery.sheets import set_out
from leaflets.errors import DeliveryError, Problem
from leaflets.halves import SUFFIX, remove_halves, write_aside
from leaflets.model import Failed, Fate, Leaflet, Printed, Standing
from leaflets.model.shape import shape_of
from leaflets.model.work import OUTDATED
from leaflets.readers.files import PDF, read_bytes

ENDING = ".pdf"


def prepare(out: Path) -> Path:
    """Make the output folder and return it; raise `DeliveryError` now if it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        trial = out / f"trial.{os.getpid()}{SUFFIX}"
        trial.write_bytes(b"")
        trial.unlink(missing_ok=True)
        remove_halves(out.rglob(f"*{SUFFIX}"))
    except OSError as error:
        raise _undeliverable(out, error, "Choose another folder with --out, or change its permissions.") from error
    return out


def deliver(
    outcomes: Iterable[Fate], out: Path, run: Run, delivered: Callable[[Printed], object] = lambda _: None
) -> Report:
    """Write each leaflet as it arrives, then the report; raise `DeliveryError` when the disk refuses.

    `delivered` is told of each whose file has been written.
    """
    report, ledger = Report(out, run), Ledger(out)
    for outcome in outcomes:
        stands = _stands(outcome, out)
        ended = outcome if isinstance(outcome, Failed) else _written(outcome, out, ledger, run.thickness)
        if isinstance(outcome, Printed) and not isinstance(ended, Failed):
            delivered(outcome)
        leaflet = outcome.leaflet
        if isinstance(ended, Failed):
            paths = (leaflet.path, leaflet.former_path, leaflet.to_print_path, *_made_of(leaflet))
            report.failed.append(_without_older(ended, paths, report))
        else:
            kept = [_set_aside(leaflet, path, report) for path in _older(leaflet, stands=stands)]
            report.kept += [one for one in kept if one]
            _noted(ended, report)
    write_whole(out / REPORT, report.lines())
    return report


def _written(printed: Printed | Standing, out: Path, ledger: Ledger, thickness: float) -> dict[str, Any] | Failed:
    """Record a leaflet in the ledger, then write it; return its entry in the report, or why this one is refused.

    One that is bound is written once more on its sheets, whose paper is as thick as `thickness`, in millimetres.
    """
    entry = entry_of(printed)
    path = out / printed.leaflet.path
    try:
        _recorded(ledger, Entry(entry["sha256"], printed.content_id, entry["path"]))
        if isinstance(printed, Printed):
            write_changed(path, printed.pdf)
        if shape_of(printed.leaflet.edition).is_bound:
            sheets = set_out(_pdf_of(printed, path), thickness)
            entry["to_print"] = entry_of_sheets(printed.leaflet, sheets)
            _recorded(ledger, Entry(sheets.sha256, printed.content_id, str(printed.leaflet.to_print_path)))
            write_changed(out / printed.leaflet.to_print_path, sheets.pdf)
    except DeliveryError as trouble:
        if trouble.stops_all:
            raise
        return Failed(printed.leaflet, trouble.problems)
    return entry


def _stands(outcome: Fate, out: Path) -> bool:
    """Tell whether a leaflet's PDF lies in its place already, just as it was made now."""
    if isinstance(outcome, Printed):
        return _holds(out / outcome.leaflet.path, outcome.pdf)
    return isinstance(outcome, Standing)


def _older(leaflet: Leaflet, *, stands: bool) -> list[PurePosixPath]:
    """Return where older files of a leaflet may lie; what was made of its PDF is older unless that `stands`."""
    return [leaflet.former_path, *(() if stands else _made_of(leaflet))]


def _made_of(leaflet: Leaflet) -> tuple[PurePosixPath, ...]:
    """Return where files lie that are made of a leaflet's PDF: one for a print shop, and pictures for websites."""
    return leaflet.press_path, *leaflet.picture_paths.values()


def _pdf_of(printed: Printed | Standing, path: Path) -> bytes:
    """Return the PDF of a leaflet that is delivered; raise `DeliveryError` where it cannot be read."""
    if isinstance(printed, Printed):
        return printed.pdf
    try:
        return read_bytes(path, str(printed.leaflet.path), PDF)
    except OSError as error:
        raise _undeliverable(path, error) from error


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file is there with just these bytes: then it stays as it is, with its time."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _noted(entry: dict[str, Any], report: Report) -> None:
    try:
        report.printed.add(entry)
    except OSError as error:
        raise _undeliverable(report.out / REPORT, error) from error


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
        what = "PDF" if path.suffix == ENDING else "picture"
        reason = f"An older {what} of this leaflet is still in its place and cannot be moved: {error.strerror}."
        return Problem(str(path), reason, "Do not hand it out; delete it, or move it away.")
    report.moved[leaflet].append(place)
    if path == leaflet.former_path:
        with suppress(OSError):  # other files are in it
            older.parent.rmdir()
    return None


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace a file in one step; whatever stops the writing leaves the old file as it was."""
    try:
        write_aside(path, data)
    except OSError as error:
        raise _undeliverable(path, error) from error


def write_changed(path: Path, data: bytes) -> None:
    """Write a file, unless it is there already."""
    if not _holds(path, data):
        write_whole(path, data)


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
