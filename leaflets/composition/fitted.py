"""How editions of one fixed size are set: the largest words for which there is room, measured on the page.

They are measured for a clinic that says as much as any may, so no page depends on whose it is. What is measured once is
known for the rest of the run.
"""

from collections.abc import Callable
from functools import cache

from leaflets.composition.fullest import FULLEST, fullest_project, signed
from leaflets.composition.pages import Pages
from leaflets.composition.posters import poster_spacing
from leaflets.composition.spacing import words_on_every_sheet
from leaflets.model import Content, Leaflet, Spacing
from leaflets.model.work import POSTER
from leaflets.project import Project
from leaflets.project.look import look_of
from leaflets.typesetting.filling import Filling, UnsettableError, filling_of

Measure = Callable[[Spacing], Filling]
FITTINGS: dict[str, Callable[[Measure, Content], Spacing]] = {POSTER: poster_spacing}
"""What chooses how an edition is set."""
_FITTED: dict[tuple[object, ...], Spacing] = {}
"""What this process has measured, by what pages depend on."""


def fitted(project: Project, leaflet: Leaflet, content: Content) -> Spacing:
    """Return how a leaflet of a fixed size is set; as without any measuring, where it cannot be."""
    clinic = project.clinics[leaflet.clinic]
    region, typeface = project.region_of(clinic), clinic.brand.typeface
    place = (region.paper, region.nurse_line is None, typeface)
    words = words_on_every_sheet(project, leaflet.language)
    key = (leaflet.edition, leaflet.language, look_of(project).digest, words, leaflet.topic, content.id, *place)
    if key not in _FITTED:
        pages_of = Pages(fullest_project(project, region, typeface), signed, lambda *_: tried[-1])
        tried = [Spacing()]

        @cache
        def measure(spacing: Spacing) -> Filling:
            tried.append(spacing)
            laid = pages_of.lay_out(Leaflet(FULLEST, leaflet.language, leaflet.topic, leaflet.edition))
            if not laid.html:
                raise UnsettableError
            return filling_of(laid.html, laid.stylesheet, ())

        try:
            _FITTED[key] = FITTINGS[leaflet.edition](measure, content)
        except UnsettableError:
            return Spacing()
    return _FITTED[key]
