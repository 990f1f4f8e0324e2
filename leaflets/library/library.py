"""A library: every file of it, each made when it is asked for; what was drawn or cut before is taken from the store."""

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from leaflets.composition.chooser import own_name
from leaflets.errors import Problem, ProjectError
from leaflets.library.desk import Desk
from leaflets.library.fhir import document_reference
from leaflets.library.items import Copy, Holdings, Item
from leaflets.library.pictures import page_pictures
from leaflets.library.records import catalogue, sitemap, table
from leaflets.library.searching import names_for_search, sheets_for_stack
from leaflets.library.typefaces import ASCII, TYPEFACE, Typefaces
from leaflets.logos import logo_of
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.project.look import is_own
from leaflets.readers.files import PDF, read_bytes
from leaflets.readers.templates import LIBRARY
from leaflets.store import Store

BROWSER = Path(__file__).parent / "browser"
"""Style sheets and scripts, and the library that joins PDFs, with its licence."""
_DATA = re.compile(r"data:image/(\w+)[^,;]*;base64,(.*)", re.DOTALL)


class Library:
    """Every file of a library but its PDFs, which lie in `folder` already."""

    def __init__(self, project: Project, holdings: Holdings, folder: Path, store: Store) -> None:
        refuse_own_pages(project)
        self._project, self._holdings, self._folder, self._store = project, holdings, folder, store
        self._logos = dict(drawn_logos(project, [one.clinic for one in holdings.shelves]))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each file."""
        typefaces = Typefaces(self._project, self._store)
        yield from ((path, data) for path, data in self._logos.values())
        for item in self._holdings.items:
            if item.copy:
                yield from self._of_copy(item, item.copy)
                yield item.page_path, self._holdings.pages[item.page_path].encode()
        yield from self._desk(typefaces)
        for item in self._holdings.items:
            typeface = self._project.clinics[item.leaflet.clinic].brand.typeface
            typefaces.set_page(self._holdings.pages.get(item.page_path, ""), item.language, typeface)
        yield from typefaces.files()
        yield from ((f"assets/{path.name}", path.read_bytes()) for path in sorted(BROWSER.iterdir()) if path.is_file())
        yield "assets/data.js", names_for_search(self._holdings)
        yield "assets/sheets.js", sheets_for_stack(self._holdings)
        yield "catalogue.json", catalogue(self._holdings)
        yield "catalogue.csv", table(self._holdings)
        if any(one.address for one in self._holdings.shelves):
            yield "sitemap.xml", sitemap(self._holdings)

    def _desk(self, typefaces: Typefaces) -> Iterator[tuple[str, bytes]]:
        """Yield the pages for staff; note what they are set in."""
        english = self._project.languages[SOURCE_LANGUAGE]
        logos = {clinic: path for clinic, (path, _) in self._logos.items()}
        typefaces.set_words("".join(map(chr, ASCII)), english, "source-serif")
        for path, make in Desk(self._project, self._holdings, logos).pages.items():
            page = make()
            typefaces.set_page(page, english, TYPEFACE)
            yield path, page.encode()
        for item in self._holdings.items:
            typefaces.set_words(
                f"{own_name(item.language, [item.language])} {item.language.endonym} {item.title}",
                item.language,
                TYPEFACE,
            )

    def _of_copy(self, item: Item, copy: Copy) -> Iterator[tuple[str, bytes]]:
        """Yield what is made of a leaflet's PDF, and what tells record systems of it."""
        pdf = read_bytes(self._folder / copy.path, copy.path, PDF)
        place = f"{item.leaflet.clinic}/{item.folder}"
        pages, small = page_pictures(pdf, copy.sha256, copy.pages, self._store)
        yield from ((f"{place}/{name}", data) for name, data in zip(item.pictures, pages, strict=True))
        yield f"{place}/{item.thumbnail}", small
        yield f"{place}/{item.stem}.js", f'LEAFLETS_FILE("{item.id}","{base64.b64encode(pdf).decode()}");\n'.encode()
        yield f"{place}/{item.stem}.fhir.json", document_reference(self._project, item, pdf, self._holdings)


def drawn_logos(project: Project, clinics: Iterable[str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield each clinic with the path and the content of its logo."""
    for clinic in clinics:
        found = _DATA.match(str(logo_of(project, project.clinics[clinic]).uri))
        if found:
            ending = {"svg": "svg"}.get(found[1][:3], found[1])
            yield clinic, (f"{clinic}/logo.{ending}", base64.b64decode(found[2]))


def refuse_own_pages(project: Project) -> None:
    """Raise `ProjectError` where a folder has pages of a library of its own: nobody has read what they say."""
    names = [one for one in project.environment.list_templates() if one.startswith(f"{LIBRARY}/")]
    paths = [project.path_of("templates", *name.split("/")) for name in names]
    own = [project.name_of(path) for path in paths if is_own(project, path)]
    if own:
        reason = "The pages of a library come with the program: nobody answers for what others say."
        raise ProjectError([Problem(one, reason, "Take this file out of the folder.") for one in own])
