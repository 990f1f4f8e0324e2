"""Type in each language that a clinic offers: the title and the lead of a topic, set as leaflets set them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leaflets.composition import Composer
from leaflets.model import Language, Leaflet
from leaflets.project import Project
from leaflets.readers.fonts import quoted
from leaflets.reviewing.signoffs import approvals


@dataclass(frozen=True)
class Specimen:
    """Words in one language, and the families that set them, as CSS lists them."""

    language: Language
    title: Markup
    lead: Markup
    headings: str
    text: str
    family: str
    line_height: float
    is_draft: bool


def specimens(project: Project, clinic: str, topic: str, today: dt.date) -> Iterator[Specimen]:
    """Yield a specimen of each language that a clinic offers and that has the words of a topic."""
    own, composer, approval = project.clinics[clinic], Composer(project), approvals(project, today)
    for code in own.languages:
        content = composer.content_of(Leaflet(clinic, code, topic))
        if content is not None:
            language, typeface = project.languages[code], own.brand.typeface
            headings, text = (project.fonts.stack(language, typeface, role) for role in ("headings", "text"))
            yield Specimen(
                language,
                content.title,
                content.lead,
                quoted(headings),
                quoted(text),
                " and ".join(dict.fromkeys((headings[0], text[0]))),
                project.fonts.typography(language).line_height,
                is_draft=not approval(topic, code).is_final,
            )
