"""Composes leaflets: whatever is wrong with one makes it fail, and nothing is left out in silence."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from leaflets.composition.double import DOUBLE, differences, with_double
from leaflets.composition.fitting import spacing_for
from leaflets.composition.heads import in_family
from leaflets.composition.pages import Approvals, LaidOut, Pages, Spacings, by_nobody
from leaflets.composition.sheet import Sheet
from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, bounded
from leaflets.model import Composition, Content, Failed, Leaflet, Spacing
from leaflets.model.shape import shape_of
from leaflets.model.work import BILINGUAL, STAFF
from leaflets.project import Project
from leaflets.project.look import look_of
from leaflets.project.typefaces import lacking_typefaces

STAFF_PAGES = 2
"""How many times the pages of a patient's leaflet its edition for staff may fill, before its list of references."""
BILINGUAL_PAGES = 2
"""How many times its pages a leaflet in two languages may fill."""
REFERENCES_A_PAGE = 40
"""How many publications of that list may take a page; with their titles about thirty fill one."""


class Composer(Pages):
    """Turns leaflets of one project into compositions, in the spacing that fills their pages unless told otherwise."""

    def __init__(self, project: Project, approvals: Approvals = by_nobody, spacings: Spacings | None = None) -> None:
        super().__init__(project, approvals, spacings or partial(_set_in, project))
        self._doubles: dict[str, Pages] = {}

    def compose(self, leaflet: Leaflet) -> Composition | Failed:
        """Return the leaflet as self-contained HTML, or everything that is missing for it."""
        faults = self._project.faults_of(leaflet) or lacking_typefaces(self._project, leaflet)
        if faults:
            return Failed(leaflet, faults)
        laid = self.lay_out(leaflet)
        if laid.problems or laid.content is None:
            return Failed(leaflet, laid.problems)
        told_apart = tuple(self._told_apart(leaflet, laid))
        if told_apart:
            return Failed(leaflet, told_apart)
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
            pages=_most_pages(leaflet, laid.content, laid.sheet),
            named=laid.named,
            tones=tuple(laid.sheet.tones.items()) if laid.sheet else (),
        )

    def _told_apart(self, leaflet: Leaflet, laid: LaidOut) -> Iterator[Problem]:
        """Find what layouts of the folder's own say for this clinic only: no reviewer has read it."""
        own = look_of(self._project).templates
        if not own or laid.sheet is None:
            return
        if leaflet.clinic not in self._doubles:
            self._doubles[leaflet.clinic] = self._double_of(leaflet.clinic)
        double = self._doubles[leaflet.clinic].lay_out(replace(leaflet, clinic=DOUBLE))
        if double.sheet is None:
            yield from double.problems
            return
        for said, other in differences(laid.html, laid.sheet, double.html, double.sheet):
            reason = f"This clinic’s sheet says “{said}”, where another clinic’s says “{other}”."
            hint = "Let layouts and parts say the same for every clinic; what is a clinic’s own stands in clinic.toml."
            yield Problem(own[0], reason, hint)
            return  # what comes after it stands in other places

    def _double_of(self, clinic: str) -> Pages:
        """Return what lays out the sheets of a clinic's double, in the spacing of its own."""

        def spacings(leaflet: Leaflet, content: Content) -> Spacing:
            return self._spacings(replace(leaflet, clinic=clinic), content)

        return Pages(with_double(self._project, clinic), self._approvals, spacings)


def _set_in(project: Project, leaflet: Leaflet, content: Content) -> Spacing:
    """Return how a leaflet is set: in the spacing that fills its pages, with a head as its family has it."""
    return in_family(project, leaflet, content, spacing_for(project, leaflet, content))


def _most_pages(leaflet: Leaflet, content: Content, sheet: Sheet | None) -> int:
    """Return how many pages a leaflet may fill."""
    if leaflet.edition == BILINGUAL:
        return content.pages * BILINGUAL_PAGES
    if leaflet.edition != STAFF:
        return shape_of(leaflet.edition).most_pages(content.pages)
    listed = len(sheet.references.listed) if sheet else 0
    return content.pages * STAFF_PAGES + -(-listed // REFERENCES_A_PAGE)


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
