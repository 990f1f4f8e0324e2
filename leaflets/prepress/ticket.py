"""The ticket that goes to a print shop with the files: sizes, inks, folds, languages, and what is to be filled in."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from leaflets.composition.english import english_title
from leaflets.composition.rendering import filled
from leaflets.model import Leaflet
from leaflets.model.shape import POINTS, shape_of
from leaflets.prepress.conversion import PressFile
from leaflets.prepress.separation import Separation
from leaflets.prepress.sheet import BLEED, SLUG
from leaflets.project import Project
from leaflets.typesetting.papers import set_paper

TEMPLATE = "library/print-ticket.html.j2"
INCH = 25.4
FOLDED = 2
"""How often a leaflet is folded that is."""


@dataclass(frozen=True)
class Line:
    """One file of an order."""

    leaflet: Leaflet
    state: str
    sha256: str
    content_id: str
    file: PressFile

    @classmethod
    def of(cls, leaflet: Leaflet, entry: dict[str, Any], file: PressFile) -> Self:
        """Return the line of a file; it keeps all but its bytes."""
        kept = PressFile(b"", file.pages, file.width, file.height, file.ink, file.runs_out)
        return cls(leaflet, str(entry["state"]), hashlib.sha256(file.pdf).hexdigest(), str(entry["content_id"]), kept)


@dataclass(frozen=True)
class Job:
    """Files that are printed alike: one topic in one edition and size, in several languages."""

    title: str
    edition: str
    pages: int
    size: tuple[str, str]
    folds: int
    languages: tuple[str, ...]
    drafts: int


def ticket(project: Project, clinic: str, lines: Sequence[Line], separation: Separation) -> bytes:
    """Return the ticket of a clinic's order, as PDF; raise `ProjectError` where its template cannot be filled."""
    own = project.clinics[clinic]
    jobs = list(_jobs(project, lines))
    context = {
        "clinic": own, "jobs": jobs, "files": len(lines), "drafts": sum(one.state == "draft" for one in lines),
        "paper": project.region_of(own).paper, "profile": separation.profile.description, "spots": separation.spots,
        "bleed": round(BLEED / POINTS), "slug": round(SLUG / POINTS), "limit": round(separation.limit * 100),
        "ink": round(max(one.file.ink for one in lines) * 100), "runs_out": any(one.file.runs_out for one in lines),
    }  # fmt: skip
    return set_paper(filled(project.environment, TEMPLATE, context), "print-ticket", project.fonts.all_folders)


def _jobs(project: Project, lines: Sequence[Line]) -> Iterator[Job]:
    order = list(project.topics)

    def alike(line: Line) -> tuple[int, str, int, tuple[str, str]]:
        place = order.index(line.leaflet.topic) if line.leaflet.topic in order else -1
        return place, line.leaflet.edition, line.file.pages, size_of(line.file)

    for (_, edition, pages, size), group in groupby(sorted(lines, key=alike), key=alike):
        same = list(group)
        names = tuple(" + ".join(project.languages[code].name for code in one.leaflet.languages) for one in same)
        title = english_title(project, same[0].leaflet)
        drafts = sum(one.state == "draft" for one in same)
        yield Job(
            title, edition, pages, size, FOLDED if shape_of(edition).is_folded else 0, tuple(sorted(names)), drafts
        )


def size_of(file: PressFile) -> tuple[str, str]:
    """Return the size of cut paper, in millimetres and inches."""
    inches = " × ".join(f"{one / INCH:.2f}".rstrip("0").rstrip(".") for one in (file.width, file.height))
    return f"{file.width:g} × {file.height:g} mm", f"{inches} in"
