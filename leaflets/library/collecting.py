"""Collects what a library holds from the report of a build: what was printed, and what lies there outdated."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from leaflets.composition.chooser import own_name
from leaflets.delivery import Report
from leaflets.library.items import Copy, Holdings, Item, Shelf
from leaflets.library.telling import made_item, state_of_failed, titles_of
from leaflets.library.webpages import Alternate, Links, WebPages
from leaflets.model import Failed, Leaflet
from leaflets.model.contact import ascii_url
from leaflets.model.filing import folder_of
from leaflets.model.work import CHOOSER, OUTDATED, STANDARD
from leaflets.project import Project
from leaflets.reviewing.signoffs import approvals


def collect(
    project: Project, report: Report, today: dt.date, *, release: bool = False
) -> tuple[Holdings, list[Failed]]:
    """Return what a library holds, and the leaflets whose web pages cannot be made."""
    collector = _Collector(project, report, today, release=release)
    shelves = tuple(shelf for clinic in project.clinics if (shelf := collector.shelf(clinic)))
    return Holdings(shelves, today, collector.pages), collector.failed


class _Collector:
    def __init__(self, project: Project, report: Report, today: dt.date, *, release: bool) -> None:
        self._project, self._report, self._today = project, report, today
        self._release = release
        self._copies: dict[tuple[str, str, str], list[Copy]] = defaultdict(list)
        for entry in report.printed.in_order():
            one = Copy.of(entry)
            self._copies[one.leaflet.clinic, one.leaflet.language, one.leaflet.topic].append(one)
        self._web = WebPages(project, approvals(project, today), self._links)
        self.pages: dict[str, str] = {}
        self.failed: list[Failed] = []

    def shelf(self, clinic: str) -> Shelf | None:
        """Return what there is of a clinic; None for nothing."""
        named = self._project.clinics[clinic]
        pairs = [(language, topic) for language in named.languages for topic in named.topics]
        items = tuple(filter(None, (self._item(clinic, language, topic) for language, topic in pairs)))
        choosers = [one for found in self._copies.values() for one in found if one.leaflet.edition == CHOOSER]
        chooser = next((one for one in choosers if one.leaflet.clinic == clinic), None)
        return Shelf(clinic, named.name, items, chooser, named.library) if items else None

    def _item(self, clinic: str, language: str, topic: str) -> Item | None:
        copies = self._copies.get((clinic, language, topic), [])
        standard = next((one for one in copies if one.leaflet.edition == STANDARD), None)
        leaflet = Leaflet(clinic, language, topic)
        if standard is None:
            return self._outdated(leaflet)
        page = self._web.page(leaflet)
        if isinstance(page, Failed):
            self.failed.append(page)
            return None
        shapes = tuple(one for one in copies if one is not standard)
        item = made_item(self._project, page, standard, shapes)
        self.pages[item.page_path] = page.html
        return item

    def _outdated(self, leaflet: Leaflet) -> Item | None:
        """Return a leaflet of which only an older PDF is there, which was moved out of the way."""
        if self._release or not (self._report.out / OUTDATED / leaflet.path).is_file():
            return None
        failed = next((one for one in self._report.failed if one.leaflet == leaflet), None)
        if failed is None:
            return None
        language = self._project.languages.get(leaflet.language)
        if leaflet.topic not in self._project.topics or language is None:
            return None
        return Item(leaflet, language, *titles_of(self._project, leaflet), state_of_failed(failed))

    def _links(self, leaflet: Leaflet) -> Links:
        return links_of(self._project, leaflet, self._printed_in(leaflet))

    def _printed_in(self, leaflet: Leaflet) -> Iterator[str]:
        """Yield the languages in which the same is there."""
        for code in self._project.clinics[leaflet.clinic].languages:
            copies = self._copies.get((leaflet.clinic, code, leaflet.topic), [])
            if any(one.leaflet.edition == STANDARD for one in copies):
                yield code


def links_of(project: Project, leaflet: Leaflet, codes: Iterable[str], up: str = "../../") -> Links:
    """Return where a leaflet's page leads, which is there in some languages; `up` leads to its style sheets."""
    alternates = tuple(_alternates(project, leaflet, codes))
    return Links(up, leaflet.path.name, alternates, _on_web(project, leaflet))


def _alternates(project: Project, leaflet: Leaflet, codes: Iterable[str]) -> Iterator[Alternate]:
    offered = [
        project.languages[code] for code in project.clinics[leaflet.clinic].languages if code in project.languages
    ]
    for code in codes:
        other, language = Leaflet(leaflet.clinic, code, leaflet.topic), project.languages[code]
        here = f"../{folder_of(code)}/{other.path.stem}.html"
        names = (code, own_name(language, offered), language.bcp47, language.direction)
        yield Alternate(*names, here, _on_web(project, other) or here)


def _on_web(project: Project, leaflet: Leaflet) -> str | None:
    page = project.clinics[leaflet.clinic].page_of(leaflet)
    return ascii_url(page) if page else None
