"""What a server can be asked for: every leaflet that clinics offer, made or not, and where its files would be."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from leaflets.library.items import Copy, Holdings, Item, Shelf
from leaflets.library.telling import state_of, state_of_failed, titles_of
from leaflets.model import Failed, Leaflet
from leaflets.model.work import CHOOSER, STAFF
from leaflets.project import Project
from leaflets.reviewing.signoffs import approval_of
from leaflets.selection import Selection, choose

File = Literal["sheet", "page", "pdf", "script", "fhir", "thumbnail", "picture"]
ENDINGS: Mapping[str, File] = {
    ".html": "page",
    ".pdf": "pdf",
    ".js": "script",
    ".fhir.json": "fhir",
    "_small.webp": "thumbnail",
}


@dataclass(frozen=True)
class Wanted:
    """A file that is asked for: of which leaflet, which of its files, and of pictures which page, from 0."""

    leaflet: Leaflet
    file: File
    page: int = 0


class Stock:
    """What clinics of a project offer on one day."""

    def __init__(self, project: Project, today: dt.date) -> None:
        self._project, self._today = project, today

    @cached_property
    def items(self) -> dict[Leaflet, Item]:
        """Every leaflet as it is known without making it."""
        return {leaflet: self._item(leaflet) for leaflet in choose(self._project, Selection())}

    def holdings(self, made: Mapping[Leaflet, Copy], failed: Mapping[Leaflet, Failed]) -> Holdings:
        """Return all of it as a library holds it, with what has come of those that were asked for."""
        shelves = (self._shelf(clinic, made, failed) for clinic in self._project.clinics)
        return Holdings(tuple(one for one in shelves if one.items), self._today)

    def wanted(self, path: str) -> Wanted | None:
        """Return what a path below the server's root stands for; None for nothing that is here."""
        return self._files.get(path) or self._picture(path)

    @cached_property
    def _files(self) -> dict[str, Wanted]:
        return dict(self._paths())

    def _paths(self) -> Iterator[tuple[str, Wanted]]:
        for leaflet, item in self.items.items():
            place = f"{leaflet.clinic}/{item.folder}"
            yield f"{place}/{item.sheet}", Wanted(leaflet, "sheet")
            for ending, file in ENDINGS.items():
                yield f"{place}/{item.stem}{ending}", Wanted(leaflet, file)
            staff = replace(leaflet, edition=STAFF)
            yield str(staff.path), Wanted(staff, "pdf")
        for chooser in self.choosers.values():
            yield str(chooser.path), Wanted(chooser, "pdf")

    def _picture(self, path: str) -> Wanted | None:
        """Return the picture of a page: `…_2.webp` is that of the second."""
        stem, _, number = path.removesuffix(".webp").rpartition("_")
        known = self._files.get(f"{stem}.pdf") if path.endswith(".webp") and number.isascii() else None
        if known is None or not number.isdecimal() or not 0 < len(number) < 3 or number.startswith("0"):
            return None
        return Wanted(known.leaflet, "picture", int(number) - 1)

    @cached_property
    def choosers(self) -> dict[str, Leaflet]:
        """The sheet of the front desk of each clinic that has one."""
        return {one.clinic: one for one in choose(self._project, Selection(editions=[CHOOSER]))}

    def _shelf(self, clinic: str, made: Mapping[Leaflet, Copy], failed: Mapping[Leaflet, Failed]) -> Shelf:
        named = self._project.clinics[clinic]
        items = (self._known(item, made, failed) for item in self.items.values() if item.leaflet.clinic == clinic)
        chooser = self.choosers.get(clinic)
        pointed = _unmade(chooser, "draft") if chooser and chooser not in failed else None
        return Shelf(clinic, named.name, tuple(items), pointed, named.library)

    def _known(self, item: Item, made: Mapping[Leaflet, Copy], failed: Mapping[Leaflet, Failed]) -> Item:
        leaflet = item.leaflet
        if leaflet in failed:
            return replace(item, copy=None, state=state_of_failed(failed[leaflet]))
        return replace(item, copy=made[leaflet]) if leaflet in made else item

    def _item(self, leaflet: Leaflet) -> Item:
        project = self._project
        language, titles = project.languages[leaflet.language], titles_of(project, leaflet)
        faults = project.faults_of(leaflet)
        if faults:
            return Item(leaflet, language, *titles, state_of_failed(Failed(leaflet, faults)))
        state = state_of(project, leaflet, approval_of(project, leaflet.topic, leaflet.language, self._today))
        return Item(leaflet, language, *titles, state, _unmade(leaflet, state.name))


def _unmade(leaflet: Leaflet, state: str) -> Copy:
    """Return a PDF that can be had, and of which nothing is known before."""
    return Copy(leaflet, state, "", "", 0, 0)
