"""Composes previews: pages for a translator's eyes, with every faulty word marked."""

from collections.abc import Collection
from dataclasses import replace

from leaflets.composition.marks import MarkedWords, mark, show_marks
from leaflets.composition.pages import Filled, Pages
from leaflets.composition.passages import preview_mark
from leaflets.composition.words import Words
from leaflets.model import (
    Approval,
    Content,
    Failed,
    Language,
    Leaflet,
    Passage,
    Preview,
    Region,
    Section,
    Statement,
)
from leaflets.project.typefaces import lacking_typefaces

PREVIEW = "preview"
"""The stylesheet of what only previews have. It stands where leaflets have their content id, too."""


class PreviewComposer(Pages):
    """Turns leaflets of one project into previews. Nothing here returns a `Composition`, which could be delivered."""

    is_preview = is_lenient = True

    def preview(self, leaflet: Leaflet) -> Preview | Failed:
        """Return the leaflet's pages in spite of what is wrong with its words, or what leaves nothing to look at."""
        project = self._project
        faults = project.faults_of(leaflet, approved=False) or lacking_typefaces(project, leaflet)
        if faults:
            return Failed(leaflet, faults)
        catalogue = project.catalogue(leaflet.language)
        if catalogue.problems and not catalogue.translations:
            return Failed(leaflet, catalogue.problems)
        laid = self.lay_out(leaflet)
        if laid.content is None or not laid.html or not laid.stylesheet:
            return Failed(leaflet, laid.problems)
        return Preview(
            leaflet=leaflet,
            clinic_file=project.clinic_file(project.clinics[leaflet.clinic]),
            html=show_marks(laid.html),
            stylesheet=laid.stylesheet,
            families=frozenset(project.fonts.families),
            passages=laid.passages,
            depicted=(),
            pages=laid.content.pages,
            problems=laid.problems,
            left=len(laid.faulty)
            + len({one.id for one in laid.content.statements} & {one.key for one in laid.problems}),
        )

    def _words(self, code: str) -> Words:
        return MarkedWords(self._project.catalogue(code), self._project.uncovered)

    def _styles(self, leaflet: Leaflet) -> dict[str, None]:
        return {**super()._styles(leaflet), PREVIEW: None}

    def _passages(
        self, _leaflet: Leaflet, _content: Content, _words: Words, _approval: Approval
    ) -> tuple[Passage, ...]:
        return (preview_mark(),)

    def _fill(self, topic: str, language: Language, region: Region) -> Filled:
        """Return the content without an id, and with those statements marked whose figures are wrong."""
        filled = super()._fill(topic, language, region)
        if filled.content is None:
            return filled
        wrong = {one.key for one in filled.problems}
        sections = tuple(_marked(section, wrong) for section in filled.content.sections)
        return replace(filled, content=replace(filled.content, id=PREVIEW, marks=(), sections=sections))


def _marked(section: Section, statements: Collection[str | None]) -> Section:
    """Return a section with the words of these statements in a mark."""
    items: list[Section | Statement] = []
    for item in section.items:
        if isinstance(item, Section):
            items.append(_marked(item, statements))
        else:
            items.append(replace(item, text=mark(item.text, "wrong figure")) if item.id in statements else item)
    return replace(section, items=tuple(items))
