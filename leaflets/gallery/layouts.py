"""Every layout that a clinic can print, as small pictures of real pages: printed as in a build, then drawn."""

import datetime as dt
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from leaflets.composition.english import english_names
from leaflets.library.interface import EDITIONS
from leaflets.library.pictures import as_jpeg, as_uri, drawn
from leaflets.model import Fate, Leaflet, Printed, Standing
from leaflets.model.reworded import REWORDED
from leaflets.model.shape import POINTS
from leaflets.printing.basis import Basis
from leaflets.printing.keeping import open_keeper
from leaflets.printing.making import Making, asked_of
from leaflets.printing.places import Here
from leaflets.printing.stages import Stages
from leaflets.project import Project
from leaflets.project.naming import EDITIONS as KNOWN
from leaflets.readers.files import PDF, read_bytes
from leaflets.selection import Understood, choose
from leaflets.typesetting import seal

WIDTH, QUALITY = 520, 82
"""Pixels across a small picture, which is about 40 mm wide: more than 300 an inch; and how well it is kept."""


@dataclass(frozen=True)
class Shown:
    """One layout: its page one as a data URI, with its size in millimetres."""

    name: str
    languages: str
    state: str
    pages: int
    size: tuple[float, float]
    uri: str


def first_of_each(project: Project, clinic: str, topic: str) -> list[Leaflet]:
    """Return one leaflet of a topic in each edition that a clinic can print, in the first of its languages that can.

    Raises `MisuseError` for a topic that it does not offer.
    """
    choose(project, Understood((clinic,), (topic,)))
    found: dict[str, Leaflet] = {}
    order = dict.fromkeys((*(one for one in KNOWN if one in project.editions), *project.editions))
    worded = [one for one in order if one not in REWORDED or topic in project.reworded_in(one)]
    for leaflet in choose(project, Understood((clinic,), (topic,), (), worded)):
        found.setdefault(leaflet.edition, leaflet)
    return list(found.values())


@dataclass(frozen=True)
class Desk:
    """Where leaflets are printed that are only looked at: what lies in `out` is used, and nothing is put there."""

    project: Project
    basis: Basis
    out: Path
    today: dt.date
    jobs: int | None

    def printed(self, leaflets: Sequence[Leaflet]) -> list[Fate]:
        """Return what becomes of leaflets, in their order."""
        seal(self.project.fonts.all_folders)
        keeper = open_keeper(self.project, self.basis, self.out, asked_of(self.project, self.today, release=False))
        making = Making(self.project, keeper, Here(self.jobs), Stages(), self.today, release=False)
        with closing(keeper), closing(making.outcomes(leaflets)) as made:
            return sorted(made, key=lambda one: leaflets.index(one.leaflet))


def small(project: Project, fate: Printed | Standing, out: Path) -> Shown:
    """Return a layout of a leaflet that was printed."""
    leaflet = fate.leaflet
    name = EDITIONS.get(leaflet.edition, leaflet.edition.replace("-", " ").capitalize())
    languages = english_names(project, leaflet)
    pdf = fate.pdf if isinstance(fate, Printed) else read_bytes(out / leaflet.path, str(leaflet.path), PDF)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        size = page.get_width() / POINTS, page.get_height() / POINTS
        picture = drawn(page, WIDTH)
    return Shown(name, languages, fate.state, fate.pages, size, as_uri(as_jpeg(picture, QUALITY), "jpeg"))
