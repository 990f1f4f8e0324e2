"""How editions of one fixed size are set: the largest words for which there is room, measured on the page.

They are measured for a clinic that says as much as any may, so no page depends on whose it is. What is measured once is
known for the rest of the run.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from leaflets.composition.fullest import FULLEST, fullest_project, signed
from leaflets.composition.pages import LaidOut, Pages
from leaflets.composition.posters import poster_spacing
from leaflets.composition.rows import rows_spacing
from leaflets.composition.slots import card_of
from leaflets.composition.spacing import words_on_every_sheet
from leaflets.composition.trifolds import trifold_spacing
from leaflets.model import Content, Leaflet, Spacing
from leaflets.model.reworded import REWORDED
from leaflets.model.shape import FOLDS, shape_of
from leaflets.project import Project
from leaflets.project.look import look_of
from leaflets.typesetting.filling import Filling, UnsettableError, filling_of
from leaflets.typesetting.panels import Galley, galley_of

_FITTED: dict[tuple[object, ...], Spacing] = {}
"""What this process has measured, by what pages depend on."""


def fitted(project: Project, leaflet: Leaflet, content: Content) -> Spacing:
    """Return how a leaflet of a fixed size is set; as without any measuring, where it cannot be."""
    clinic = project.clinics[leaflet.clinic]
    region, typeface = project.region_of(clinic), clinic.brand.typeface
    card = card_of(clinic)
    place = (region.paper, region.nurse_line is None, typeface, card)
    words = words_on_every_sheet(project, leaflet.language)
    key = (leaflet.edition, leaflet.language, look_of(project).digest, words, leaflet.topic, content.id, *place)
    if key not in _FITTED:
        try:
            _FITTED[key] = _measured(fullest_project(project, region, typeface, card), leaflet, content, region.paper)
        except UnsettableError:
            return Spacing()
    return _FITTED[key]


def _measured(full: Project, leaflet: Leaflet, content: Content, paper: str) -> Spacing:
    """Set a leaflet for a clinic that says as much as any may, and return how it fits best."""
    tried = [Spacing()]
    pages = Pages(full, signed, lambda *_: tried[-1])
    fullest = replace(leaflet, clinic=FULLEST)

    def laid_out(spacing: Spacing) -> LaidOut:
        tried.append(spacing)
        laid = pages.lay_out(fullest)
        if not laid.html:
            raise UnsettableError
        return laid

    @cache
    def filling(spacing: Spacing) -> Filling:
        laid = laid_out(spacing)
        return filling_of(laid.html, laid.stylesheet, ())

    def galley_on(width: float | None) -> Callable[[Spacing], Galley]:
        @cache
        def galley(spacing: Spacing) -> Galley:
            laid = laid_out(spacing)
            return galley_of(laid.html, laid.stylesheet, width)

        return galley

    shape = shape_of(leaflet.edition)
    if leaflet.edition in REWORDED:
        return rows_spacing(filling, shape.most_pages(content.pages))
    if not shape.is_folded:
        return poster_spacing(filling, content)
    fold = FOLDS[paper]
    return trifold_spacing(galley_on(None), galley_on(fold.width), content, fold)
