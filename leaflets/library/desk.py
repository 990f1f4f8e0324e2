"""The pages for staff: from the patient's language, or the topic, to the sheet. Each is made from values alone.

A page knows where it stands in the library and nothing of files, so that a server may answer with the same pages.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from leaflets.composition.chooser import own_name
from leaflets.composition.rendering import filled
from leaflets.library.interface import EDITIONS, counts_in_words, day_in_words, pages_in_words, say
from leaflets.library.items import Copy, Holdings, Item, Shelf, counted
from leaflets.model import Language
from leaflets.model.filing import folder_of
from leaflets.project import Project
from leaflets.readers.templates import LIBRARY

Make = Callable[[], str]
HEADINGS = {
    "draft": "Not approved for patients yet.",
    "outdated": "Do not hand it out.",
    "withdrawn": "Do not hand it out.",
}
ARTICLE = "\u0627\u0644"
"""The Arabic one, whose first letter is a mere stroke."""
PAPERS = {"letter": "Letter", "a4": "A4"}


class Desk:
    """Makes the pages for staff of a library. `logos` are the paths of clinics' logos in it.

    `live` are the further pages of a server that all pages lead to, by their paths; a folder has none.
    """

    def __init__(
        self, project: Project, holdings: Holdings, logos: Mapping[str, str], live: Mapping[str, str] | None = None
    ) -> None:
        self._project, self._holdings, self._logos, self._live = project, holdings, logos, dict(live or {})

    @property
    def pages(self) -> dict[str, Make]:
        """What makes each page, by its path."""
        return dict(self._pages())

    def _pages(self) -> Iterator[tuple[str, Make]]:
        shelves = self._holdings.shelves
        first = shelves[0]
        alone = first if len(shelves) == 1 else None
        yield "index.html", partial(self._start, first, "index.html") if alone else self._clinics
        yield "stack.html", partial(self.page, "stack", "stack.html", alone)
        for shelf in shelves:
            yield from self._of_shelf(shelf)

    def _of_shelf(self, shelf: Shelf) -> Iterator[tuple[str, Make]]:
        start = f"{shelf.clinic}/index.html"
        yield start, partial(self._start, shelf, start)
        for language in shelf.languages:
            path = f"{shelf.clinic}/{folder_of(language.code)}/index.html"
            yield path, partial(self._language, shelf, path, language)
        for topic in shelf.topics:
            path = f"{shelf.clinic}/topics/{topic}.html"
            yield path, partial(self._topic, shelf, path, topic)
        for item in shelf.items:
            path = f"{shelf.clinic}/{item.folder}/{item.sheet}"
            yield path, partial(self._sheet, shelf, path, item)

    def _clinics(self) -> str:
        return self.page("clinics", "index.html", None)

    def _start(self, shelf: Shelf, path: str) -> str:
        languages = [
            {
                "language": one,
                "folder": folder_of(one.code),
                "glyph": _glyph(own_name(one, shelf.languages)),
                "told": "" if one.provenance != "original" else say(" · original text"),
            }
            for one in shelf.languages
        ]
        return self.page("start", path, shelf, languages=languages)

    def _language(self, shelf: Shelf, path: str, language: Language) -> str:
        items = shelf.in_language(language.code)
        return self.page("language", path, shelf, language=language, items=items, told=counts_in_words(counted(items)))

    def _topic(self, shelf: Shelf, path: str, topic: str) -> str:
        items = shelf.about(topic)
        title = shelf.topics[topic]
        return self.page("topic", path, shelf, title=title, items=items, told=counts_in_words(counted(items)))

    def sheet(self, item: Item) -> str:
        """Return the page about a leaflet, as all that is known of it."""
        shelf = next(one for one in self._holdings.shelves if one.clinic == item.leaflet.clinic)
        return self._sheet(shelf, f"{shelf.clinic}/{item.folder}/{item.sheet}", item)

    def _sheet(self, shelf: Shelf, path: str, item: Item) -> str:
        english = next((one for one in shelf.about(item.leaflet.topic) if one.leaflet.language == "en"), None)
        days = {"dated": item.dated, "reviewed": item.reviewed, "until": item.state.until}
        paper = PAPERS[self._project.region_of(self._project.clinics[shelf.clinic]).paper]
        how = f"{pages_in_words(item.copy.pages)}, {paper}" if item.copy else ""
        return self.page(
            "sheet",
            path,
            shelf,
            item=item,
            english=english,
            heading=say(HEADINGS.get(item.state.name, "")),
            days={name: day_in_words(day) for name, day in days.items()},
            paper_words=Markup("<small>{}</small>").format(how),
            shapes=[self._shape(one) for one in item.shapes],
        )

    def _shape(self, copy: Copy) -> dict[str, Any]:
        leaflet = copy.leaflet
        others = " and ".join(self._project.languages[code].name for code in leaflet.languages)
        told = f"{others}, {copy.pages} pages" if leaflet.others else f"{copy.pages} pages"
        return {"copy": copy, "name": say(EDITIONS.get(leaflet.edition, leaflet.edition)), "told": say(told)}

    def page(self, name: str, path: str, shelf: Shelf | None, **more: Any) -> str:
        """Return the page that a template makes for a path; raise `ProjectError` where it cannot be filled."""
        clinics = [
            {
                "clinic": one.clinic,
                "name": one.name,
                "logo": self._logos[one.clinic],
                "languages": one.languages,
                "topics": one.topics,
            }
            for one in self._holdings.shelves
        ]
        context = {
            "say": say,
            "up": up_from(path),
            "live": self._live,
            "page": name,
            "shelf": shelf,
            "logo": self._logos[shelf.clinic] if shelf else "",
            "clinics": clinics,
            "names": {one.code: own_name(one, shelf.languages) for one in shelf.languages} if shelf else {},
            "day": day_in_words(self._holdings.today),
            **more,
        }
        return filled(self._project.environment, f"{LIBRARY}/{name}.html.j2", context)


def up_from(path: str) -> str:
    """Return the way from a page to the library's folder: `../../` from `aspen-row/punjabi/index.html`."""
    return "../" * (len(PurePosixPath(path).parts) - 1)


def _glyph(name: str) -> str:
    """Return the letter that a language's own name begins with behind an article, with the marks that belong to it."""
    name = name.removeprefix(ARTICLE)
    marks = takewhile(lambda one: unicodedata.category(one).startswith("M"), name[1:])
    return name[:1] + "".join(marks)
