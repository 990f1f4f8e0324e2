"""Judges PDFs: what each says of itself and prints, against its record and against what the project says today."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from leaflets.composition.sides import BOTH
from leaflets.delivery.ledger import Entry, Ledger
from leaflets.errors import Problem
from leaflets.model import Leaflet
from leaflets.model.work import CHOOSER, STAFF, STANDARD
from leaflets.project import Project
from leaflets.reviewing.design import standing_of
from leaflets.reviewing.signoffs import approval_of_sheet
from leaflets.verification.differences import Differences
from leaflets.verification.inspection import Inspected, Sheet, inspect
from leaflets.verification.standing import no_longer_holds, not_offered
from leaflets.verification.verdict import File, Finding, Verdict

STOP = "Do not hand it out."
AGAIN, WAIT = f"{STOP} Print it again:", f"{STOP} See what its review waits for:"
QUEUE = "leaflets review queue"
NOT_OURS = Finding("unknown", ("This PDF was not made by this project.",), "Ask where it comes from.")
DRAFT_TOO = " It is a draft, too: not for patients."
CURRENT = "Its words, figures and numbers are those of today."
OTHER_LOOK = "It is laid out in a look of the program that is not today’s; how its pages look was not compared."
PACKAGED = "packaged "
LOOK = "leaflets review look"


class Judge:
    """Judges PDFs of one project on one day."""

    def __init__(self, project: Project, today: dt.date) -> None:
        self._project = project
        self._today = today
        self._differences = Differences(project)
        self._ledgers: dict[Path, dict[Entry, None]] = {}

    def verdict(self, path: Path) -> Verdict:
        """Return what is known of a PDF."""
        pdf = inspect(path)
        if isinstance(pdf, Problem):
            return Verdict(path, "not recorded", None, Finding("unknown", (pdf.reason,), pdf.hint))
        records = self._records(path)
        if pdf.sheet is None:
            return Verdict(path, "not recorded", None, self._nameless(pdf, records))
        file = _file_state(pdf.sha256, pdf.sheet, records)
        return Verdict(path, file, pdf.sheet, self._finding(pdf, pdf.sheet, file))

    def _finding(self, pdf: Inspected, sheet: Sheet, file: File) -> Finding:
        """Return the gravest of all that is found, in this order."""
        return (
            self._altered(pdf, sheet, file)
            or self._foreign(sheet)
            or self._beyond_judging(sheet)
            or self._withdrawn(sheet)
            or self._outdated(sheet)
            or self._draft(sheet)
            or self._unseen(sheet)
            or self._unrecorded(sheet, file)
            or self._current(sheet)
        )

    def _altered(self, pdf: Inspected, sheet: Sheet, file: File) -> Finding | None:
        if file == "altered":
            why = "The file was changed after it was delivered."
        elif not pdf.printed.issuperset(sheet.content_id.split(BOTH)):
            why = f"Its pages do not print the content id {sheet.content_id}, which the file names."
        else:
            return None
        return Finding("altered", (why,), *self._print_again(sheet))

    def _foreign(self, sheet: Sheet) -> Finding | None:
        if sheet.leaflet.clinic in self._project.clinics or self._project.faults_of(sheet.leaflet):
            return None
        return Finding("unknown", (f"This project has no clinic “{sheet.leaflet.clinic}”.",), STOP)

    def _beyond_judging(self, sheet: Sheet) -> Finding | None:
        """Say that nothing can be said, because what the sheet rests on has faults."""
        faults = self._project.faults_of(sheet.leaflet)
        if not faults:
            return None
        why = f"What it rests on has faults, so nobody can tell whether it still holds: {faults[0].place}."
        return Finding("unknown", (why,), f"{STOP} See what is wrong, and mend it:", "leaflets check")

    def _withdrawn(self, sheet: Sheet) -> Finding | None:
        gone = not_offered(self._project, sheet.leaflet)
        if gone:
            return Finding("withdrawn", (gone,), STOP)
        if sheet.state is None or not sheet.state.is_final:
            return None
        lost = tuple(no_longer_holds(self._project, sheet.leaflet, sheet.state, self._today))
        if not lost:
            return None
        return Finding("withdrawn", lost, WAIT, QUEUE, self._differences.since(sheet))

    def _outdated(self, sheet: Sheet) -> Finding | None:
        changes = self._differences.since(sheet)
        if sheet.state is None:
            why = "It does not say whether it was approved: an older version of the program made it."
        elif changes:
            why = "Something on it has changed since it was printed." + (DRAFT_TOO if not sheet.state.is_final else "")
        else:
            return None
        return Finding("outdated", (why,), *self._print_again(sheet), changes)

    def _draft(self, sheet: Sheet) -> Finding | None:
        if sheet.state is None or sheet.state.is_final:
            return None
        if approval_of_sheet(self._project, sheet.leaflet, self._today).is_final:
            return Finding("draft", ("It was printed before its words were approved.",), *self._print_again(sheet))
        return Finding("draft", ("Its words are not approved for patients.",), WAIT, QUEUE)

    def _unseen(self, sheet: Sheet) -> Finding | None:
        """Judge a sheet that was printed in a look for which nobody answers today."""
        standing = standing_of(self._project, self._today)
        if not sheet.look:
            why = "It does not say in which look it was printed, so nobody can tell what its pages show."
            return Finding("outdated", (why,), *self._print_again(sheet))
        if sheet.look.startswith(PACKAGED):
            return None
        if sheet.look != standing.look.mark:
            why = "It was printed in a look that this project does not have today, so nobody can tell what it shows."
            return Finding("outdated", (why,), *self._print_again(sheet))
        if not standing.is_covered:
            return Finding("withdrawn", (standing.why_not,), f"{STOP} See what waits to be signed:", LOOK)
        return None

    def _unrecorded(self, sheet: Sheet, file: File) -> Finding | None:
        if file == "genuine":
            return None
        why = "It says what the project says today, but no report records this file,"
        return Finding("unknown", (f"{why} so nobody can tell whether it was altered.",), *self._print_again(sheet))

    def _current(self, sheet: Sheet) -> Finding:
        """Return that a sheet may be handed out, to those whom its edition is for, and what was not compared."""
        standing = standing_of(self._project, self._today)
        why = (CURRENT,) if sheet.look == standing.look.mark else (CURRENT, OTHER_LOOK)
        return Finding("current", why, "For staff only: not for patients." if sheet.leaflet.edition == STAFF else "")

    def _nameless(self, pdf: Inspected, records: Iterable[Entry]) -> Finding:
        """Judge a PDF that does not say what it is: a stranger, or ours after another program took out its metadata."""
        recorded = ((one.content_id, one.path) for one in records if one.content_id in pdf.printed)
        known = next(recorded, None) or self._differences.leaflet_with(pdf.printed)
        if known is None:
            return NOT_OURS
        why = "Another program took out what this file says of itself. It still prints the content id"
        return Finding("altered", (f"{why} {known[0]}, as {known[1]} does.",), STOP)

    def _print_again(self, sheet: Sheet) -> tuple[str, str]:
        """Return the advice to print the sheet again with its command, if the project offers it."""
        one = sheet.leaflet
        if one.clinic not in self._project.clinics or not_offered(self._project, one):
            return STOP, ""
        edition = "" if one.edition == STANDARD else f" -e {one.edition}"
        if one.edition == CHOOSER:
            return AGAIN, f"leaflets build -c {one.clinic}{edition}"
        topic = f" -t {one.topic}" if one.topic else ""
        others = "".join(f" --with {other}" for other in one.others)
        return AGAIN, f"leaflets build -c {one.clinic}{topic} -l {one.language}{edition}{others}"

    def _records(self, path: Path) -> list[Entry]:
        """Return the ledgers of the folders around a file, and of the project's own output folder."""
        folders = dict.fromkeys((*path.resolve().parents, self._project.root / "out"))
        return [entry for folder in folders for entry in self._ledger(folder)]

    def _ledger(self, folder: Path) -> dict[Entry, None]:
        if folder not in self._ledgers:
            self._ledgers[folder] = Ledger(folder).entries
        return self._ledgers[folder]


def _file_state(sha256: str, sheet: Sheet, records: Iterable[Entry]) -> File:
    """Tell a delivered file from a changed one by its bytes, and that from a stranger by what it says it is."""
    says = {(sheet.content_id, str(path)) for path in _paths_of(sheet.leaflet)}
    known = [(entry.sha256, (entry.content_id, entry.path)) for entry in records]
    if any(digest == sha256 for digest, _ in known):
        return "genuine"
    return "altered" if any(names in says for _, names in known) else "not recorded"


def _paths_of(leaflet: Leaflet) -> tuple[PurePosixPath, ...]:
    """Return where files of a leaflet were delivered that say what it says."""
    return leaflet.path, leaflet.former_path, leaflet.to_print_path
