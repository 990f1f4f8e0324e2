"""Composes leaflets: whatever is wrong with one makes it fail, and nothing is left out in silence."""

from collections.abc import Iterable, Iterator

from leaflets.composition.pages import Approvals, Pages, by_nobody
from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, bounded
from leaflets.model import Composition, Failed, Leaflet
from leaflets.model.work import STAFF
from leaflets.project import Project

STAFF_PAGES = 2
"""How many times the pages of a patient's leaflet its edition for staff may fill."""


class Composer(Pages):
    """Turns leaflets of one project into compositions."""

    def compose(self, leaflet: Leaflet) -> Composition | Failed:
        """Return the leaflet as self-contained HTML, or everything that is missing for it."""
        faults = self._project.faults_of(leaflet)
        if faults:
            return Failed(leaflet, faults)
        laid = self.lay_out(leaflet)
        if laid.problems or laid.content is None:
            return Failed(leaflet, laid.problems)
        return Composition(
            leaflet=leaflet,
            clinic_file=self._project.clinic_file(self._project.clinics[leaflet.clinic]),
            html=laid.html,
            stylesheet=laid.stylesheet,
            content_id=laid.content.id,
            state="final" if laid.approval.is_final else "draft",
            families=frozenset(self._project.fonts.families),
            metadata=tuple(laid.metadata.items()),
            passages=laid.passages,
            depicted=laid.depicted,
            pages=laid.content.pages * (STAFF_PAGES if leaflet.edition == STAFF else 1),
        )


def compose_all(
    project: Project, leaflets: Iterable[Leaflet], approvals: Approvals = by_nobody
) -> Iterator[Composition | Failed]:
    """Compose one leaflet after the other, as they are asked for. Without `approvals` all are drafts."""
    composer = Composer(project, approvals)
    return (_within_limits(composer, leaflet) for leaflet in leaflets)


def _within_limits(composer: Composer, leaflet: Leaflet) -> Composition | Failed:
    try:
        with bounded("Composing this leaflet"):
            return composer.compose(leaflet)
    except LimitExceeded as exceeded:
        hint = "Look for what is endless or huge in it: the topic, a part, the logo, or very much text."
        return Failed(leaflet, (Problem(str(leaflet.path), str(exceeded), hint),))
