"""Writes files for a press beside the leaflets that they are made of, and a ticket for the printer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaflets.delivery import Report, write_whole
from leaflets.delivery.delivered import delivered_pdf, leaflet_of
from leaflets.delivery.ledger import Entry, Ledger
from leaflets.errors import Problem
from leaflets.model import Failed, Leaflet
from leaflets.model.shape import FOLDS, POINTS, shape_of
from leaflets.model.work import PRESS, TICKET
from leaflets.prepress.brand import faults_of_inks
from leaflets.prepress.brush import UnprintableError
from leaflets.prepress.checks import faults_of
from leaflets.prepress.conversion import Folds, PressFile, for_press, unfolded
from leaflets.prepress.profile import Profile
from leaflets.prepress.separation import Separation, separation_of
from leaflets.prepress.ticket import Line, ticket
from leaflets.project import Project
from leaflets.typesetting.folding import folds_of


@dataclass
class PressRun:
    """What became of the files for a press: the lines of each clinic's ticket, and what failed."""

    out: Path
    lines: dict[str, list[Line]] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many files there are."""
        return sum(map(len, self.lines.values()))


def deliver_for_press(
    project: Project, report: Report, profile: Profile, entries: Iterable[dict[str, Any]]
) -> PressRun:
    """Write a file for a press of each leaflet that a build printed, then a ticket for each clinic.

    `entries` are what the report says of them. Raises `DeliveryError` when the disk refuses.
    """
    run, ledger = PressRun(report.out), Ledger(report.out)
    known: dict[str, Separation | tuple[Problem, ...]] = {}
    for entry in entries:
        leaflet = leaflet_of(entry)
        if leaflet.clinic not in known:
            faults = tuple(faults_of_inks(project, project.clinics[leaflet.clinic], profile))
            known[leaflet.clinic] = faults or separation_of(project.clinics[leaflet.clinic].brand, profile)
        made = _made(entry, report.out, known[leaflet.clinic], _where_folded(project, leaflet))
        if isinstance(made, Failed):
            run.failed.append(made)
            (report.out / leaflet.press_path).unlink(missing_ok=True)
            continue
        path = str(leaflet.press_path)
        line = Line.of(leaflet, entry, made)
        ledger.record(Entry(line.sha256, str(entry["content_id"]), path))
        write_whole(report.out / path, made.pdf)
        run.lines.setdefault(leaflet.clinic, []).append(line)
    for clinic, lines in run.lines.items():
        separation = known[clinic]
        if isinstance(separation, Separation):
            write_whole(report.out / PRESS / clinic / TICKET, ticket(project, clinic, lines, separation))
    return run


def _where_folded(project: Project, leaflet: Leaflet) -> Folds:
    """Return where the pages of a leaflet are folded."""
    if not shape_of(leaflet.edition).is_folded:
        return unfolded
    fold = FOLDS[project.region_of(project.clinics[leaflet.clinic]).paper]
    is_mirrored = project.languages[leaflet.language].direction == "rtl"
    return lambda page: [one * POINTS for one in folds_of(fold, is_inside=page % 2 == 1, is_mirrored=is_mirrored)]


def _made(
    entry: dict[str, Any], out: Path, separation: Separation | tuple[Problem, ...], folds: Folds
) -> PressFile | Failed:
    """Return a leaflet's file for a press, or what stands against it."""
    leaflet = leaflet_of(entry)
    if not isinstance(separation, Separation):
        return Failed(leaflet, separation)
    place, data = str(leaflet.press_path), delivered_pdf(entry, out)
    if isinstance(data, Failed):
        return data
    try:
        made = for_press(data, separation, folds)
    except UnprintableError as error:
        hint = "Look for it in the logo, or in what your folder lays over the program's layouts."
        return Failed(leaflet, (Problem(place, f"Its page holds {error}, which this program has no inks for.", hint),))
    return _checked(leaflet, made, separation.limit)


def _checked(leaflet: Leaflet, made: PressFile, limit: float) -> PressFile | Failed:
    """Return a file for a press if it keeps to PDF/X-4 and takes no more ink than the paper."""
    faults = list(dict.fromkeys(faults_of(made.pdf)))
    if made.ink > limit + 1e-3:
        faults.append(f"{made.ink:.0%} of ink in one place, and paper takes {limit:.0%}")
    hint = "Please report it, with the leaflet's name and this line."
    problems = [Problem(str(leaflet.press_path), f"This is no PDF/X-4: {fault}.", hint) for fault in faults]
    return Failed(leaflet, tuple(problems)) if problems else made
