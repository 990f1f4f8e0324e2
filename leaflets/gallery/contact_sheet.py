"""A contact sheet: page one of every leaflet of a build, by clinic and language, small enough to look at a hundred."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image

from leaflets.composition.rendering import filled
from leaflets.delivery import Report, write_whole
from leaflets.delivery.delivered import delivered_pdf
from leaflets.errors import Problem, ProjectError
from leaflets.gallery.brand_sheet import PAPERS
from leaflets.gallery.cards import Cards
from leaflets.gallery.images import QUALITY, Images
from leaflets.gallery.telling import Teller, Told
from leaflets.library.interface import day_in_words
from leaflets.library.pictures import as_jpeg, as_uri
from leaflets.model import Failed, Language
from leaflets.model.work import CONTACT_SHEET, THUMBNAIL
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.fonts import quoted
from leaflets.readers.templates import LIBRARY
from leaflets.store import open_store
from leaflets.typesetting.papers import set_paper

TEMPLATE = f"{LIBRARY}/contact-sheet.html.j2"
MOST = 800
"""So many leaflets stand on one contact sheet; nobody looks at more in one go, and setting it takes memory."""
COLUMNS = 6
TYPEFACE = "source-sans"


@dataclass(frozen=True)
class Small:
    """A leaflet's first page as a data URI, with its shape: height ÷ width."""

    told: Told
    uri: str
    shape: float


@dataclass(frozen=True)
class Span:
    """Leaflets of one clinic in one language that stand beside each other; `is_first` says that it begins there."""

    leaflets: tuple[Small, ...]
    is_first: bool

    @property
    def language(self) -> Language:
        """The language that they are in."""
        return self.leaflets[0].told.language


@dataclass(frozen=True)
class OfClinic:
    """What is shown of a clinic, row by row."""

    name: str
    rows: tuple[tuple[Span, ...], ...]


def deliver_contact_sheet(
    project: Project, report: Report, today: dt.date, entries: Iterable[dict[str, Any]]
) -> tuple[Path, list[Failed]]:
    """Write the contact sheet of a build; return where it is, and what could not be read for it.

    `entries` are what the report says of its leaflets. Raises `ProjectError` where they are too many.
    """
    count = len(report.printed)
    if count > MOST:
        reason = f"This build has {count} leaflets, and a contact sheet holds {MOST}."
        raise ProjectError(
            [Problem("--contact-sheet", reason, "Name clinics, topics or languages with -c, -t and -l.")]
        )
    failed: list[Failed] = []
    small = list(_small(project, report.out, entries, failed))
    english = project.languages[SOURCE_LANGUAGE]
    own = [project.clinics[one.told.leaflet.clinic] for one in small]
    context = {
        "paper": PAPERS[project.region_of(own[0]).paper if own else "a4"],
        "clinics": list(_by_clinic(small)),
        "columns": COLUMNS,
        "count": len(small),
        "drafts": sum(one.told.is_draft for one in small),
        "failed": len(report.failed),
        "text": quoted(project.fonts.stack(english, TYPEFACE, "text")),
        "day": day_in_words(today),
    }
    pdf = set_paper(filled(project.environment, TEMPLATE, context), "contact-sheet", project.fonts.all_folders)
    write_whole(report.out / CONTACT_SHEET, pdf)
    return report.out / CONTACT_SHEET, failed


def _small(project: Project, out: Path, entries: Iterable[dict[str, Any]], failed: list[Failed]) -> Iterator[Small]:
    teller, images = Teller(project), Images(Cards(project), open_store(project.root))
    for entry in entries:
        pdf = delivered_pdf(entry, out)
        if isinstance(pdf, Failed):
            failed.append(pdf)
            continue
        told = teller.told(entry)
        (picture,) = images.of(told, pdf, (THUMBNAIL,))
        yield Small(told, as_uri(_for_pdf(picture.data), "jpeg"), picture.height / picture.width)


def _for_pdf(webp: bytes) -> bytes:
    """Return a picture in a form that a PDF holds as it is; any other would be ten times as large there."""
    with Image.open(BytesIO(webp), formats=["WEBP"]) as picture:
        return as_jpeg(picture.convert("RGB"), QUALITY)


def _by_clinic(small: Iterable[Small]) -> Iterator[OfClinic]:
    """Yield leaflets by clinic and language; languages with few of them stand beside each other."""

    def clinic_of(one: Small) -> str:
        return one.told.clinic

    def language_of(one: Small) -> str:
        return one.told.language.name

    for clinic, own in groupby(sorted(small, key=lambda one: (clinic_of(one), language_of(one))), key=clinic_of):
        rows: list[list[Span]] = []
        free = 0
        for _, group in groupby(own, key=language_of):
            left, is_first = tuple(group), True
            while left:
                if not rows or free < min(len(left), COLUMNS):
                    rows.append([])
                    free = COLUMNS
                rows[-1].append(Span(left[:COLUMNS], is_first))
                free -= len(left[:COLUMNS])
                left, is_first = left[COLUMNS:], False
        yield OfClinic(clinic, tuple(map(tuple, rows)))
