"""The heads of pages that were measured before: `templates/heads.toml` has those of the sample clinics' families.

`tools/heads.py` measures them. What the register does not know is measured when it is composed (`composition/heads`).
"""

from functools import lru_cache

from leaflets.composition.identity import digest_of
from leaflets.composition.registers import of_language, packaged_register
from leaflets.composition.spacing import look_in, words_on_every_sheet
from leaflets.composition.styles import Stylesheets
from leaflets.model import Content, Leaflet
from leaflets.model.family import Family, style_of
from leaflets.model.work import STANDARD
from leaflets.project import Project
from leaflets.project.look import HEADS_FILE

Sizes = tuple[tuple[str, str], ...]
"""CSS custom properties by their names, without the two dashes."""


def known_head(project: Project, leaflet: Leaflet, content: Content, family: Family) -> Sizes | None:
    """Return the sizes that the register has: nothing if look or words are not those that they were measured in."""
    clinic = project.clinics[leaflet.clinic]
    own = of_language(packaged_register(HEADS_FILE).get(family, {}), project.languages[leaflet.language])
    if not own or (own["look"], own["words"]) != measured_in(project, leaflet.language, family):
        return None
    entries = own.get(leaflet.topic, {}).get(content.id, {})
    entry = entries.get(f"{project.region_of(clinic).paper}-{clinic.brand.typeface}")
    return None if entry is None else tuple((name, str(value)) for name, value in entry.items())


@lru_cache(maxsize=128)
def measured_in(project: Project, code: str, family: Family) -> tuple[str, str]:
    """Return eight hex digits each for the look, and for the words around a topic, of a family in a language."""
    return digest_of([look_in(project, code), style_in(project, family)])[:8], words_on_every_sheet(project, code)


def style_in(project: Project, family: Family) -> str:
    """Return the style sheet of the standard edition in a family."""
    return Stylesheets(project).of((STANDARD, *style_of(family)), STANDARD, [])
