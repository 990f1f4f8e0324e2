"""What is different today from what a sheet prints."""

from collections.abc import Collection, Iterator, Mapping

from leaflets.composition import Composer
from leaflets.composition.citations import Citations
from leaflets.composition.provenance import MATTER, matter_marks
from leaflets.composition.references import References
from leaflets.model import Content, Leaflet
from leaflets.model.reworded import REWORDED
from leaflets.model.work import STAFF, STANDARD
from leaflets.project import Project
from leaflets.selection import Selection, choose
from leaflets.verification.inspection import Sheet


class Differences:
    """Compares sheets with what one project says today."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._composer = Composer(project)
        self._citations = Citations(project.citation_style, project.sources)

    def since(self, sheet: Sheet) -> tuple[str, ...]:
        """Return what has changed since the sheet was printed, as people call it."""
        content = self._content(sheet.leaflet)
        if content is None:
            return ("its words are no longer complete",)
        return (*_words(sheet, content), *_matter(sheet.matter, self._matter(sheet, content)))

    def leaflet_with(self, content_ids: Collection[str]) -> tuple[str, Leaflet] | None:
        """Return the first of these content ids that a leaflet of today has, with that leaflet."""
        for leaflet in choose(self._project, Selection(editions=(STANDARD, *REWORDED))) if content_ids else ():
            content = self._content(leaflet)
            if content and content.id in content_ids:
                return content.id, leaflet
        return None

    def _content(self, leaflet: Leaflet) -> Content | None:
        """Return what a leaflet's topic says today at its clinic's place; None while it lacks words or has faults."""
        if self._project.faults_of(leaflet):
            return None
        return self._composer.content_of(leaflet)

    def _matter(self, sheet: Sheet, content: Content) -> dict[str, str]:
        clinic, for_staff = self._project.clinics[sheet.leaflet.clinic], sheet.leaflet.edition == STAFF
        references = References(self._project, content, self._citations)
        return matter_marks(clinic, self._project.region_of(clinic), references, for_staff=for_staff)


def _words(sheet: Sheet, content: Content) -> Iterator[str]:
    """Yield which statements are different, new or gone."""
    if sheet.content_id == content.id:
        return
    marks = dict(content.marks)
    for name, mark in marks.items():
        if name not in sheet.marks:
            yield f"new: {name}"
        elif sheet.marks[name] != mark:
            yield f"changed: {name}"
    yield from (f"gone: {name}" for name in sheet.marks if name not in marks)
    if list(sheet.marks.items()) == list(marks.items()):
        yield "changed: title, sections or version"


def _matter(printed: Mapping[str, str], today: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*today, *printed)):
        if printed.get(name) != today.get(name):
            yield f"changed: {MATTER.get(name, name)}"
