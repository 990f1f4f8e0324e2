"""Answers with the pages and files of a library, as they are now."""

import asyncio
import base64
import hashlib
import json
from functools import cached_property
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from leaflets.library.desk import Desk
from leaflets.library.fhir import document_reference
from leaflets.library.items import Copy, Item
from leaflets.library.library import BROWSER, drawn_logos
from leaflets.library.pictures import page_pictures
from leaflets.library.searching import names_for_search, sheets_for_stack
from leaflets.library.telling import made_item
from leaflets.model import Failed, Leaflet
from leaflets.readers.files import PDF, read_bytes
from leaflets.serving.guard import RefusedError, policy_of
from leaflets.serving.letters import Letters, letters_for_staff, letters_of_page
from leaflets.serving.present import ALONE, Moment, Present
from leaflets.serving.stock import Wanted
from leaflets.serving.workshop import BusyError, Workshop

TYPES = {
    ".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png",
    ".md": "text/plain", ".webp": "image/webp", ".jpeg": "image/jpeg", ".pdf": "application/pdf",
}  # fmt: skip
NOT_HERE = "Nothing is here. Begin with the patient’s language, or with the topic."
BUSY = "Many leaflets are being made just now. Try again in a moment."
STAND_IN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 388" width="300" height="388">'
    b'<path fill="#fff" d="M0 0h300v388H0z"/><path stroke="#b9b4a6" stroke-width="6" '
    b'd="M30 40h150M30 100h240M30 120h240M30 140h200M30 190h240M30 210h240M30 230h170"/></svg>'
)
"""The picture of a page that nobody has asked for yet."""
OWN = Path(__file__).parent / "browser"
"""Style sheets and scripts that only a server has."""
LASTING = {"Cache-Control": "private, max-age=86400"}


class Shop:
    """What answers need: the project as it is, and the workshop that makes its leaflets."""

    def __init__(self, present: Present, workshop: Workshop, live: dict[str, str]) -> None:
        self.present, self.workshop, self.live = present, workshop, live
        self._letters: dict[object, Letters] = {}
        self._of: Moment | None = None
        self._drawing = anyio.Lock()

    async def now(self) -> Moment:
        """Return the project as it is now."""
        return await anyio.to_thread.run_sync(self.present.now)

    def desk(self, moment: Moment) -> Desk:
        """Return what makes the pages for staff."""
        return Desk(moment.project, moment.holdings(), self.logo_paths(moment), self.live)

    def logo_paths(self, moment: Moment) -> dict[str, str]:
        """Return where the clinics' logos are."""
        return {clinic: path for clinic, (path, _) in self._logos(moment).items()}

    def page(self, moment: Moment, template: str, status: int = 200, **more: object) -> Response:
        """Return a page of the server's own."""
        with ALONE:
            return HTMLResponse(self.desk(moment).page(template, f"{template}.html", None, **more), status)

    def letters(self, moment: Moment, leaflet: Leaflet | None) -> Letters | None:
        """Return the fonts of a leaflet's page, or of those for staff."""
        with ALONE:
            if self._of is not moment:
                self._letters, self._of = {}, moment
            if leaflet not in self._letters:
                page = moment.web_page(leaflet) if leaflet else None
                if isinstance(page, Failed):
                    return None
                self._letters[leaflet] = letters_of_page(moment, page) if page else letters_for_staff(moment)
            return self._letters[leaflet]

    def _logos(self, moment: Moment) -> dict[str, tuple[str, bytes]]:
        with ALONE:
            return dict(drawn_logos(moment.project, moment.project.clinics))

    async def answer(self, request: Request) -> Response:
        """Answer with a page or a file of the library."""
        path = request.path_params.get("path", "") or "index.html"
        moment = await self.now()
        if path.startswith(("assets/", "letters/")):
            return await anyio.to_thread.run_sync(self._asset, moment, path)
        wanted = moment.stock.wanted(path)
        if wanted is None:
            return await anyio.to_thread.run_sync(self._desk_page, moment, path)
        return await self._file(moment, wanted, request)

    def _desk_page(self, moment: Moment, path: str) -> Response:
        """Return a page for staff; it is kept until the project or what was made is another one."""
        known = moment.kept.get(path)
        if known is None:
            with ALONE:
                for logo, data in self._logos(moment).values():
                    if logo == path:
                        return _file(path, data, {})
                make = self.desk(moment).pages.get(path)
                if make is None:
                    if path.endswith("/") or "." not in path:
                        return self._led_on(moment, path)
                    raise RefusedError(404, NOT_HERE)
                known = moment.kept[path] = make().encode()
        return HTMLResponse(known)

    def _led_on(self, moment: Moment, path: str) -> Response:
        index = f"{path.rstrip('/')}/index.html"
        if index not in self.desk(moment).pages:
            raise RefusedError(404, NOT_HERE)
        return RedirectResponse(f"/{index}", 307)

    def _asset(self, moment: Moment, path: str) -> Response:
        """Return a style sheet, a script or a font; those of one leaflet's page lie below `letters/`."""
        place, _, name = path.rpartition("assets/")
        leaflet = moment.lettered(place)
        letters = self.letters(moment, leaflet) if not place or leaflet else None
        if letters is None:
            raise RefusedError(404, NOT_HERE)
        if name.endswith(".woff2"):
            with ALONE:
                font = letters.font(name)
            if font is not None:
                return _file(path, font, LASTING)
        made = {
            "fonts.css": lambda: letters.rules,
            "languages.css": lambda: letters.by_language,
            "data.js": lambda: names_for_search(moment.holdings()),
            "sheets.js": lambda: sheets_for_stack(moment.holdings()),
        }
        if name in made:
            return _file(path, made[name](), {})
        return self.own(name)

    def own(self, name: str) -> Response:
        """Return a style sheet or a script of the program's own; raise `RefusedError` where there is none."""
        known = self._own.get(name)
        if known is None:
            raise RefusedError(404, NOT_HERE)
        return _file(name, known, {})

    @cached_property
    def _own(self) -> dict[str, bytes]:
        folders = (BROWSER, OWN)
        return {one.name: one.read_bytes() for folder in folders for one in sorted(folder.iterdir()) if one.is_file()}

    async def _file(self, moment: Moment, wanted: Wanted, request: Request) -> Response:
        """Return what is asked for of a leaflet; all but its web page and its thumbnail has it made first."""
        leaflet = wanted.leaflet
        if wanted.file == "page":
            return await anyio.to_thread.run_sync(self._web_page, moment, leaflet)
        made = await self.made(moment, leaflet, is_made=wanted.file != "thumbnail")
        if made is None:
            return Response(STAND_IN, media_type="image/svg+xml")
        if isinstance(made, Failed):
            return await anyio.to_thread.run_sync(self.failed, moment, made)
        if wanted.file == "sheet":
            return await anyio.to_thread.run_sync(self._sheet, moment, leaflet, made)
        if wanted.file in {"thumbnail", "picture"}:
            async with self._drawing:
                return await anyio.to_thread.run_sync(self._picture, moment, wanted, made)
        return await anyio.to_thread.run_sync(self._of_pdf, moment, wanted, made, request.headers.get("if-none-match"))

    async def made(self, moment: Moment, leaflet: Leaflet, *, is_made: bool = True) -> Copy | Failed | None:
        """Return what becomes of a leaflet; raise `RefusedError` where too many wait."""
        ask = self.workshop.make if is_made else self.workshop.find
        try:
            return await asyncio.shield(asyncio.wrap_future(ask(moment, leaflet)))
        except BusyError:
            if not is_made:
                return None
            raise RefusedError(503, BUSY) from None

    def _web_page(self, moment: Moment, leaflet: Leaflet) -> Response:
        page = moment.web_page(leaflet)
        if isinstance(page, Failed):
            return self.failed(moment, page)
        return HTMLResponse(page.html, headers={"Content-Security-Policy": policy_of(page.html)})

    def failed(self, moment: Moment, failed: Failed) -> Response:
        """Return the page that says why a leaflet cannot be made."""
        project, leaflet = moment.project, failed.leaflet
        title = project.topics[leaflet.topic].title.id if leaflet.topic in project.topics else leaflet.topic
        name = f"{title}, {project.languages[leaflet.language].name}" if title else str(leaflet)
        return self.page(moment, "problems", 422, called=name, problems=failed.problems)

    def _sheet(self, moment: Moment, leaflet: Leaflet, made: Copy) -> Response:
        page = moment.web_page(leaflet)
        if isinstance(page, Failed):
            return self.failed(moment, page)
        key = f"{leaflet.path}#{made.sha256}"
        known = moment.kept.get(key)
        if known is None:  # others may empty what is kept meanwhile
            with ALONE:
                item = made_item(moment.project, page, made)
                known = moment.kept[key] = self.desk(moment).sheet(item).encode()
        return HTMLResponse(known)

    def _picture(self, moment: Moment, wanted: Wanted, made: Copy) -> Response:
        if wanted.page >= made.pages:
            raise RefusedError(404, NOT_HERE)
        pages, small = page_pictures(self.pdf(made), made.sha256, made.pages, moment.basis.store)
        return _file("a.webp", small if wanted.file == "thumbnail" else pages[wanted.page], {})

    def _of_pdf(self, moment: Moment, wanted: Wanted, made: Copy, known: str | None) -> Response:
        """Return a PDF, the script that carries it into a stack, or what record systems are told of it."""
        mark = f'"{made.sha256}"'
        headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
        if wanted.file == "pdf" and known == mark:
            return Response(status_code=304, headers=headers)
        pdf, item = self.pdf(made), self._item(moment, wanted.leaflet)
        if wanted.file == "script" and item:
            return _file("a.js", f'LEAFLETS_FILE("{item.id}","{base64.b64encode(pdf).decode()}");\n'.encode(), {})
        if wanted.file == "fhir" and item:
            document = document_reference(moment.project, item, pdf, moment.holdings())
            return JSONResponse(json.loads(document), media_type="application/fhir+json")
        named = {"Content-Disposition": f'inline; filename="{made.file}"'}
        return _file(made.file, pdf, {**headers, **named})

    def _item(self, moment: Moment, leaflet: Leaflet) -> Item | None:
        return next((one for one in moment.holdings().items if one.leaflet == leaflet), None)

    def pdf(self, made: Copy) -> bytes:
        """Return a PDF that was made; raise `RefusedError` where somebody has put another one there."""
        try:
            data = read_bytes(self.workshop.out / made.path, made.path, PDF)
        except OSError:  # it is gone, or a link
            data = b""
        if hashlib.sha256(data).hexdigest() != made.sha256:
            self._forget(made)
            raise RefusedError(503, "Somebody has changed this file. It is made anew; try again in a moment.")
        return data

    def _forget(self, made: Copy) -> None:
        moment = self.present.now()
        moment.made.pop(made.leaflet, None)
        moment.kept.clear()


def _file(name: str, data: bytes, headers: dict[str, str]) -> Response:
    ending = name[name.rindex(".") :]
    return Response(data, media_type=TYPES[ending], headers=headers)
