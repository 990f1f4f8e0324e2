"""What is told of a delivered leaflet beside its pictures: its names, its language, and whether it is a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.composition.english import english_names, english_title
from leaflets.composition.provenance import DRAFT
from leaflets.delivery.delivered import leaflet_of
from leaflets.library.interface import EDITIONS
from leaflets.model import Language, Leaflet
from leaflets.model.work import CARD, FIRST_PAGE, STANDARD, THUMBNAIL
from leaflets.project import Project

SEEN = {
    THUMBNAIL: "its first page, small",
    FIRST_PAGE: "its first page",
    CARD: "its title beside its first page",
}
"""What is seen on each of its pictures."""
STATES = {DRAFT: "Draft, not approved for patients yet."}
"""What pictures say of a leaflet that is not final."""


@dataclass(frozen=True)
class Told:
    """A delivered leaflet: its `heading` and `title` are in its language, `english` in English."""

    leaflet: Leaflet
    clinic: str
    language: Language
    languages: str
    heading: Markup
    english: str
    state: str
    pages: int
    sha256: str
    content_id: str

    @property
    def title(self) -> str:
        """Its title without any markup."""
        return plain(self.heading)

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved it for patients."""
        return self.state == DRAFT

    @property
    def edition(self) -> str:
        """What staff call its shape; nothing for the usual one."""
        edition = self.leaflet.edition
        return "" if edition == STANDARD else str(EDITIONS.get(edition, edition)).lower()

    def alt(self, kind: str) -> str:
        """Return what is said in place of a picture of it, in English."""
        shape = f" ({self.edition})" if self.edition else ""
        what = f"“{self.english}”{shape} in {self.languages}, a leaflet of {self.clinic}"
        return " ".join(filter(None, (f"{what}: {SEEN[kind]}.", STATES.get(self.state))))

    @property
    def alt_of_thumbnail(self) -> str:
        """What is said in place of its small picture."""
        return self.alt(THUMBNAIL)


class Teller:
    """Tells of the leaflets of one project."""

    def __init__(self, project: Project) -> None:
        self._project, self._composer = project, Composer(project)

    def told(self, entry: Mapping[str, Any]) -> Told:
        """Return what is told of the leaflet of a report's entry."""
        project, leaflet = self._project, leaflet_of(entry)
        english, content = english_title(project, leaflet), self._composer.content_of(leaflet)
        return Told(
            leaflet,
            project.clinics[leaflet.clinic].name,
            project.languages[leaflet.language],
            english_names(project, leaflet),
            content.title if content else escape(english),
            english,
            str(entry["state"]),
            int(entry["pages"]),
            str(entry["sha256"]),
            str(entry["content_id"]),
        )
