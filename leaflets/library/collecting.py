"""Collects what a library holds from the report of a build: what was printed, and what lies there outdated."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from leaflets.composition.chooser import own_name
from leaflets.composition.direction import plain
from leaflets.delivery import Report
from leaflets.library.interface import day_in_words, say
from leaflets.library.items import Copy, Holdings, Item, Shelf, State
from leaflets.library.webpages import Alternate, Links, WebPage, WebPages
from leaflets.model import Approval, Failed, Leaflet
from leaflets.model.contact import ascii_url
from leaflets.model.filing import folder_of
from leaflets.model.work import CHOOSER, OUTDATED, STANDARD
from leaflets.project import Project
from leaflets.project.withdrawals import fallen_beneath
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
        item = self._made(page, standard, shapes)
        self.pages[item.page_path] = page.html
        return item

    def _made(self, page: WebPage, copy: Copy, shapes: tuple[Copy, ...]) -> Item:
        leaflet, content, approval = page.leaflet, page.content, page.approval
        return Item(
            leaflet,
            self._project.languages[leaflet.language],
            plain(content.title),
            self._project.topics[leaflet.topic].title.id,
            self._state(leaflet, approval),
            copy,
            plain(content.lead),
            content.version,
            content.dated,
            approval.reviewed if approval.is_final else None,
            shapes,
        )

    def _state(self, leaflet: Leaflet, approval: Approval) -> State:
        if approval.is_final:
            until = approval.lapses
            return State("final", str(say("Signed off. Next review by %(day)s.", day=day_in_words(until))), until)
        fallen = next(iter(fallen_beneath(self._project, leaflet.topic)), None)
        if fallen is not None:
            return State("withdrawn", str(say("%(why)s.", why=fallen.why.rstrip("."))))
        if self._project.languages[leaflet.language].provenance == "machine draft":
            return State("draft", str(say("A machine made this translation and no person has checked it.")))
        return State("draft", str(say("No clinician has signed these words off.")))

    def _outdated(self, leaflet: Leaflet) -> Item | None:
        """Return a leaflet of which only an older PDF is there, which was moved out of the way."""
        if self._release or not (self._report.out / OUTDATED / leaflet.path).is_file():
            return None
        failed = next((one for one in self._report.failed if one.leaflet == leaflet), None)
        if failed is None:
            return None
        key = self._project.topics[leaflet.topic].title if leaflet.topic in self._project.topics else None
        language = self._project.languages.get(leaflet.language)
        if key is None or language is None:
            return None
        known = self._project.catalogue(leaflet.language).translations.get(key)
        title = known.texts[0] if known else key.id
        why = str(say("It could not be printed anew: %(why)s", why=failed.problems[0].reason))
        return Item(leaflet, language, title, key.id, State("outdated", why))

    def _links(self, leaflet: Leaflet) -> Links:
        return Links("../../", leaflet.path.name, tuple(self._alternates(leaflet)), self._on_web(leaflet))

    def _alternates(self, leaflet: Leaflet) -> Iterator[Alternate]:
        codes = self._project.clinics[leaflet.clinic].languages
        offered = [self._project.languages[code] for code in codes if code in self._project.languages]
        for code in codes:
            copies = self._copies.get((leaflet.clinic, code, leaflet.topic), [])
            if any(one.leaflet.edition == STANDARD for one in copies):
                other = Leaflet(leaflet.clinic, code, leaflet.topic)
                language = self._project.languages[code]
                here = f"../{folder_of(code)}/{other.path.stem}.html"
                names = (code, own_name(language, offered), language.bcp47, language.direction)
                yield Alternate(*names, here, self._on_web(other) or here)

    def _on_web(self, leaflet: Leaflet) -> str | None:
        address = self._project.clinics[leaflet.clinic].library
        return f"{ascii_url(address)}/{leaflet.path.with_suffix('.html')}" if address else None
