"""What a clinic puts into the slots of a sheet: name, logo, contact, hours, in the reader's language."""

from functools import cached_property
from typing import Any

from markupsafe import Markup

from leaflets.composition import pictures
from leaflets.composition.contact import further_help, mail, postal_address, telephone, web
from leaflets.composition.direction import directed
from leaflets.composition.hours import Line, Width, holidays, opening_hours
from leaflets.composition.slots import LARGE, card_of, lines_in_masthead, needs_density, tagline_of
from leaflets.composition.words import Words
from leaflets.logos import logo_of
from leaflets.model import Clinic, Leaflet, Telephone
from leaflets.model.contact import LIBRARY, ascii_url
from leaflets.model.further import in_language
from leaflets.model.shape import shape_of
from leaflets.project import Project


class ClinicSlots:
    """A clinic's own matter on a leaflet. Layouts ask for it by these names."""

    def __init__(self, project: Project, leaflet: Leaflet, words: Words) -> None:
        self.clinic: Clinic = project.clinics[leaflet.clinic]
        self.language = words.language
        self.region = project.region_of(self.clinic)
        self._project = project
        self._leaflet = leaflet
        self._words = words

    @property
    def name(self) -> Markup:
        """The clinic's name, in its own direction."""
        return directed(self.clinic.name)

    @property
    def address(self) -> Markup:
        """The clinic's address as one paragraph."""
        return postal_address(self.clinic.contact.address)

    @property
    def regulator(self) -> Markup:
        """The regulator's name, and its web address if it has one."""
        regulator = self.clinic.regulator
        name, website = directed(regulator.name), regulator.website
        return Markup("{} ({})").format(name, web(website)) if website else name

    @property
    def logo(self) -> str:
        """The logo as a data URI; a picture without colours where the page has none."""
        uri = logo_of(self._project, self.clinic).uri
        return pictures.in_greys(uri) if shape_of(self._leaflet.edition).is_grey else uri

    @property
    def phone(self) -> Markup:
        """The clinic's telephone number as people of its country write it."""
        return self._telephone(self.clinic.contact.phone)

    @property
    def phone_in_foot(self) -> Markup:
        """The same for the foot of pages, which is no part of the text: nothing can be tapped there (PDF/UA-1)."""
        return self._telephone(self.clinic.contact.phone, is_linked=False)

    @property
    def numbers(self) -> list[tuple[Markup, Markup]]:
        """What further telephone numbers are for, and the numbers."""
        wording = self._wording("numbers")
        return [(wording.kind(kind), self._telephone(number)) for kind, number in self.clinic.contact.further]

    def _telephone(self, number: Telephone, *, is_linked: bool = True) -> Markup:
        return telephone(number, self.region.country, self._wording("numbers"), is_linked=is_linked)

    @property
    def email(self) -> Markup | None:
        """The clinic's e-mail address."""
        return mail(self.clinic.contact.email)

    @property
    def website(self) -> Markup | None:
        """The clinic's web address."""
        return web(self.clinic.contact.website)

    @property
    def publisher(self) -> Markup:
        """Who publishes the leaflet: the clinic by its website or name, and its library, if the code leads there."""
        own = self.website or self.name
        if self.clinic.contact.code != LIBRARY:
            return own
        return Markup("&nbsp;· ").join([own, *filter(None, [web(self.clinic.library)])])

    @property
    def booking(self) -> Markup | None:
        """The address of the booking page in letters."""
        return web(self.clinic.contact.booking)

    @property
    def qr_code(self) -> Markup | None:
        """The code that leads to the booking page, to the site, or to the leaflet's own page."""
        return pictures.qr_code(ascii_url(self.code_leads_to)) if self.code_leads_to else None

    @property
    def code_leads_to(self) -> str | None:
        """The web address that the code leads to, as it is said in place of the code."""
        return self.clinic.code_of(self._leaflet)

    @cached_property
    def hours(self) -> list[Line]:
        """Opening hours as (days, times); none if nobody has said them."""
        hours, country = self.clinic.hours, self.region.country
        names: Width = "abbreviated" if self.card == LARGE else "wide"
        return opening_hours(hours, self._wording("hours"), self.language.locale_in(country), names) if hours else []

    @property
    def holidays(self) -> list[tuple[Markup, Markup]]:
        """What is so on public holidays, with the words before it."""
        return holidays(self.clinic.hours, self._wording("hours")) if self.clinic.hours else []

    @property
    def is_dense(self) -> bool:
        """Whether a large card has to hold so much that its type is smaller."""
        return needs_density(self.clinic)

    def _wording(self, part: str) -> Any:
        """Return the macros of a part in the reader's words."""
        return self._project.environment.get_template(f"parts/{part}.html.j2").make_module(dict(self._words.functions))

    @property
    def card(self) -> str:
        """Which of the two sizes the contact card has."""
        return card_of(self.clinic)

    @property
    def name_lines(self) -> int:
        """In how many lines the masthead sets the clinic's name: one in large type, two in smaller, none in a logo."""
        return lines_in_masthead(self.clinic)

    @property
    def tagline(self) -> Markup | None:
        """The clinic's own line in the reader's language, if it has one and the masthead has room."""
        code = tagline_of(self.clinic, self._leaflet.edition, self.language.lineage)
        return None if code is None else directed(self.clinic.brand.tagline[code])

    @property
    def further(self) -> list[Markup]:
        """Where readers find more that does not belong to the clinic: names and web addresses."""
        return [further_help(one) for one in in_language(self.clinic.further_in(self.region), self.language.code)]
