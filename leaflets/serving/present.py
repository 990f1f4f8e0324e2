"""The project as it is now: read again when any of its files is another one, and kept until then."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from leaflets.errors import LeafletsError
from leaflets.library.collecting import links_of
from leaflets.library.items import Copy, Holdings
from leaflets.library.library import refuse_own_pages
from leaflets.library.webpages import Links, WebPage, WebPages
from leaflets.model import Failed, Leaflet
from leaflets.model.filing import folder_of
from leaflets.printing.basis import Basis, basis_of
from leaflets.project import Project, open_project
from leaflets.reviewing.signoffs import approvals
from leaflets.serving.stock import Stock
from leaflets.store import State, state_of

SELDOM = 0.2
"""Seconds for which nobody looks again whether a file has changed."""
ALONE = threading.RLock()
"""Who fills templates or reads words holds it: what that may take is counted for the whole process."""


@dataclass
class Moment:
    """A project as long as none of its files changes, on one day. `made` and `failed` are what was asked for so far."""

    project: Project
    basis: Basis
    today: dt.date
    made: dict[Leaflet, Copy] = field(default_factory=dict)
    failed: dict[Leaflet, Failed] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    """Pages that were filled, by their paths."""

    @cached_property
    def stock(self) -> Stock:
        """What can be asked for."""
        return Stock(self.project, self.today)

    def holdings(self) -> Holdings:
        """Return what can be asked for, with what has come of it so far."""
        return self.stock.holdings(dict(self.made), dict(self.failed))

    def web_page(self, leaflet: Leaflet) -> WebPage | Failed:
        """Return a leaflet's page for patients."""
        if leaflet not in self._web_pages:
            with ALONE:
                self._web_pages[leaflet] = self._web.page(leaflet)
        return self._web_pages[leaflet]

    def lettered(self, place: str) -> Leaflet | None:
        """Return the leaflet whose fonts lie below a path: `letters/aspen-row/punjabi/aftercare/`."""
        return next((one for one in self.stock.items if place == f"{letters_of(one)}/"), None)

    def note(self, leaflet: Leaflet, outcome: Copy | Failed) -> None:
        """Remember what has come of a leaflet; pages that tell of it are filled again."""
        if isinstance(outcome, Failed):
            self.failed[leaflet] = outcome
        else:
            self.failed.pop(leaflet, None)
            self.made[leaflet] = outcome
        self.kept.clear()

    @cached_property
    def _web(self) -> WebPages:
        return WebPages(self.project, approvals(self.project, self.today), self._links)

    @cached_property
    def _web_pages(self) -> dict[Leaflet, WebPage | Failed]:
        return {}

    def _links(self, leaflet: Leaflet) -> Links:
        offered = self.stock.items
        codes = [
            code
            for code in self.project.clinics[leaflet.clinic].languages
            if Leaflet(leaflet.clinic, code, leaflet.topic) in offered
        ]
        return links_of(self.project, leaflet, codes, f"../../{letters_of(leaflet)}/")


def letters_of(leaflet: Leaflet) -> str:
    """Return the path below which the style sheets and fonts of a leaflet's page are."""
    return f"letters/{leaflet.clinic}/{folder_of(leaflet.language)}/{leaflet.topic}"


class Present:
    """Tells what a project is now. `day` tells today's date."""

    def __init__(self, root: Path, day: Callable[[], dt.date]) -> None:
        self.root, self._day = root, day
        self._moment: Moment | None = None
        self._trouble: tuple[State, LeafletsError] | None = None
        self._looked = -SELDOM

    def now(self) -> Moment:
        """Return the project as it is now; raise `LeafletsError` while it cannot be read."""
        with ALONE:
            moment, today = self._moment, self._day()
            if moment and moment.today == today and time.monotonic() - self._looked < SELDOM:
                return moment
            self._looked = time.monotonic()
            if moment and moment.today == today and self._stands(moment.basis):
                return moment
            return self._opened(today)

    def look_again(self) -> None:
        """Look at all files the next time, however short ago that was done: one of them has just been written."""
        with ALONE:
            self._looked = -SELDOM

    def _stands(self, basis: Basis) -> bool:
        return basis.state is not None and state_of(basis.folders) == basis.state

    def _opened(self, today: dt.date) -> Moment:
        """Open the project anew; what was wrong is told again without looking until a file is another one."""
        self._moment = None
        basis = basis_of(self.root)
        if self._trouble and self._trouble[0] == basis.state:
            raise self._trouble[1]
        try:
            project = open_project(self.root)
            refuse_own_pages(project)
            self._moment = Moment(project, basis, today)
        except LeafletsError as trouble:
            self._trouble = (basis.state, trouble) if basis.state else None
            raise
        self._trouble = None
        return self._moment
