"""A clinic and how it looks: what marketing people write in `clinics/`."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from leaflets.folders import GROUPS
from leaflets.model.brand import Brand
from leaflets.model.contact import LIBRARY, Contact, Line, Url, check_line
from leaflets.model.further import Further
from leaflets.model.hours import Hours
from leaflets.model.region import Region
from leaflets.model.work import Leaflet
from leaflets.model.written import Written, wrong

LONGEST_NAME = 90
"""Characters of a clinic's name: what two lines hold, in the masthead and at the foot of each page."""


def _name(value: str) -> str:
    if len(value) > LONGEST_NAME:
        more = len(value) - LONGEST_NAME
        reason = f"The name has {len(value)} characters, {more} more than its place at the foot of each page holds."
        raise wrong(reason, f"Use the name on your sign, in at most {LONGEST_NAME} characters.")
    return value


Name = Annotated[str, Field(min_length=1), AfterValidator(check_line), AfterValidator(_name)]


class Regulator(Written):
    """The body that a patient may ask whether a physiotherapist is registered."""

    name: Line
    website: Url | None = None


class Clinic(Written):
    """A place that hands leaflets out. `slug` is the name of its folder, `folder` where that folder is.

    `group` names what it belongs to, and `inherited` the keys that the group's file says and its own does not.
    `staff_language` is the language its staff work in; where it is left out, the first that it offers. Without `hours`
    no sheet says when it is open. `further` stands in place of what its region says of where to read on; an empty list
    names nobody. `library` is where its library is on the web, if anywhere; codes lead
    there if `contact.code` says so.
    """

    slug: str
    folder: Path
    inherited: frozenset[str] = frozenset()
    group: str | None = None
    name: Name
    region: str
    staff_language: str | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    topics: tuple[str, ...] = Field(min_length=1)
    contact: Contact
    hours: Hours | None = None
    regulator: Regulator
    further: tuple[Further, ...] | None = None
    library: Url | None = None
    brand: Brand

    @field_validator("languages", "topics")
    @classmethod
    def _offers_nothing_twice(cls, offered: tuple[str, ...], field: ValidationInfo) -> tuple[str, ...]:
        twice = sorted({one for one in offered if offered.count(one) > 1})
        if twice:
            name = str(field.field_name).removesuffix("s")
            raise wrong(f"The {name} {', '.join(twice)} is listed twice.", "Keep it once.")
        return offered

    @model_validator(mode="after")
    def _code_leads_somewhere(self) -> Self:
        if self.contact.code == LIBRARY and not self.library:
            hint = 'Add library = "https://…", or take the line code = "library" out.'
            raise wrong("The code is to lead to the library, and the clinic names none.", hint)
        return self

    def page_of(self, leaflet: Leaflet) -> str | None:
        """Return where a leaflet's page is on the web, the library's first one where it has none of its own."""
        if self.library is None:
            return None
        if not leaflet.topic:
            return f"{self.library}/"
        page = Leaflet(leaflet.clinic, leaflet.language, leaflet.topic).path.with_suffix(".html")
        return f"{self.library}/{page}"

    def code_of(self, leaflet: Leaflet) -> str | None:
        """Return where the code on a leaflet leads; None where it has none."""
        return self.page_of(leaflet) if self.contact.code == LIBRARY else self.contact.online

    @property
    def own_language(self) -> str:
        """The language of editions that are for staff."""
        return self.staff_language or self.languages[0]

    def further_in(self, region: Region) -> tuple[Further, ...]:
        """Return where its readers find more: its own list, or what its region has."""
        return region.further if self.further is None else self.further

    @property
    def logo(self) -> Path:
        """The logo's file, in the folder whose file names it."""
        return self.home_of("brand.logo") / self.brand.logo

    def home_of(self, key: str) -> Path:
        """Return the folder whose file says what stands under a key: the clinic's own, or its group's."""
        return self.folder.parent / GROUPS / str(self.group) if key in self.inherited else self.folder
