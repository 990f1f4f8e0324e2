"""Sheets with nothing but a clinic's own matter, to measure whether it fits its places before anything is built.

A topic's words never depend on the clinic, and the clinic's places have a fixed size. So one sheet for each language
tells about all its leaflets.
"""

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from leaflets.composition.composer import Composer
from leaflets.composition.pages import Filled, LaidOut
from leaflets.composition.spacing import EVEN
from leaflets.errors import Problem
from leaflets.model import Clinic, Composition, Content, Failed, Language, Leaflet, Region
from leaflets.project import Project

NOTHING = Content(Markup(), Markup(), version="", dated=dt.date(2001, 1, 1), pages=1, per=None)


class Probes(Composer):
    """Composes sheets that say nothing: there is no spacing to measure."""

    def __init__(self, project: Project) -> None:
        super().__init__(project, spacings=lambda *_: EVEN)

    def probe(self, clinic: Clinic, language: str) -> Composition | Failed:
        """Return the sheet of a clinic in a language, or what is wrong with the words that stand on every sheet."""
        return self.compose(Leaflet(clinic.slug, language, clinic.topics[0]))

    def _filled(self, _topic: str, _language: Language, _region: Region) -> Filled:
        return Filled(NOTHING, ())

    def _told_apart(self, _leaflet: Leaflet, _laid: LaidOut) -> Iterator[Problem]:
        """Find nothing: a sheet that says nothing is no measure of what a layout says for one clinic only."""
        return iter(())
