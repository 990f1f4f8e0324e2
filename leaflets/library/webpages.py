"""A leaflet as a web page: the same words, figures and pictures as its sheet, from the same content, for screens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from leaflets.composition.breaks import without_breaks
from leaflets.composition.pages import Approvals, Pages
from leaflets.composition.sides import Side
from leaflets.composition.spacing import EVEN
from leaflets.library.structured import structured_data
from leaflets.model import Approval, Content, Failed, Leaflet
from leaflets.project import Project

TEMPLATE = "library/leaflet.html.j2"


@dataclass(frozen=True)
class Alternate:
    """The same leaflet in another language: how the language is called, and where its page is.

    `href` is the way there from this one, `on_web` its place on the web where the library has one.
    """

    language: str
    name: str
    tag: str
    direction: str
    href: str
    on_web: str


@dataclass(frozen=True)
class Links:
    """Where a web page leads: `up` to the library's folder, to its PDF and to itself in other languages.

    `address` is its own place on the web, where the library has one.
    """

    up: str
    pdf: str
    alternates: tuple[Alternate, ...]
    address: str | None = None


@dataclass(frozen=True)
class WebPage:
    """A leaflet's page as HTML, with what it says and who approved it."""

    leaflet: Leaflet
    html: str
    content: Content
    approval: Approval


class WebPages(Pages):
    """Lays leaflets of one project out for screens. The parts of its pages are those of sheets.

    So what `Pages` finds wrong with a sheet is found here too: words that are missing, or that a layout leaves out.
    """

    def __init__(self, project: Project, approvals: Approvals, links: Callable[[Leaflet], Links]) -> None:
        super().__init__(project, approvals, lambda _leaflet, _content: EVEN)
        self._links = links

    def page(self, leaflet: Leaflet) -> WebPage | Failed:
        """Return the page of a leaflet of the standard edition, or what is wrong with it."""
        faults = self._project.faults_of(leaflet)
        if faults:
            return Failed(leaflet, faults)
        laid = self.lay_out(leaflet)
        if laid.problems or laid.content is None:
            return Failed(leaflet, laid.problems)
        # Browsers know by themselves where lines of all scripts break.
        return WebPage(leaflet, without_breaks(laid.html), laid.content, laid.approval)

    def _template(self, _leaflet: Leaflet) -> str:
        return TEMPLATE

    def _styles(self, _leaflet: Leaflet) -> dict[str, None]:
        return {}

    def _beside(self, leaflet: Leaflet, side: Side) -> Mapping[str, Any]:
        links = self._links(leaflet)
        therapy = self._project.therapies[self._project.therapy_of(self._project.topics[leaflet.topic])].name
        return {"links": links, "structured": structured_data(side, therapy, links.pdf, links.address)}
