"""The look of a clinic in a browser, with `leaflets serve --edit`: tried on a real page before it is saved."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leaflets.editing.branding import SavedLook, save_look
from leaflets.editing.looks import FIELDS, WRITTEN, Brands, Look, Upload
from leaflets.editing.verdicts import verdicts_of
from leaflets.errors import Problem
from leaflets.model import Clinic, Failed, Leaflet, Preview
from leaflets.model.family import FAMILIES
from leaflets.model.filing import folder_of
from leaflets.readers.files import LOGO
from leaflets.serving.answers import NOT_HERE, Shop
from leaflets.serving.editor import ROOT, Editor
from leaflets.serving.events import Events
from leaflets.serving.guard import RefusedError
from leaflets.serving.posted import Posted, posted
from leaflets.serving.present import ALONE, Moment
from leaflets.serving.proofs import Proofs, in_grey

LONGEST = 60
"""Characters that a colour or a typeface may be written in."""
HELD = 8
"""How many logos are held that were sent, and not saved yet."""


class Looks:
    """Answers at the addresses of a clinic's look."""

    def __init__(self, shop: Shop, events: Events, editor: Editor) -> None:
        self._shop, self._events, self._editor = shop, events, editor
        self._proofs = Proofs(shop.workshop)
        self._held: OrderedDict[str, Upload] = OrderedDict()

    async def answer(self, request: Request) -> Response:
        """Answer with the page of a clinic's look, or of one that is tried; save that where it is sent."""
        moment = await self._shop.now()
        slug = _slug(moment, request)
        if request.method == "POST":
            sent = await posted(request)
            return await anyio.to_thread.run_sync(self._sent, moment, slug, sent)
        asked = request.query_params
        return await anyio.to_thread.run_sync(lambda: self._page(moment, slug, asked, told=asked.get("saved", "")))

    async def picture(self, request: Request) -> Response:
        """Answer with the picture of a page in a look; what is refused of it is not shown."""
        moment = await self._shop.now()
        slug, asked = _slug(moment, request), request.query_params
        preview = await anyio.to_thread.run_sync(self._preview, moment, slug, asked)
        if isinstance(preview, Failed):
            raise RefusedError(422, preview.problems[0].reason)
        pages = (await self._proofs.pages(preview))[:-1]
        number = asked.get("page", "1")
        if not (number.isascii() and number.isdecimal() and len(number) < 3 and 0 < int(number) <= len(pages)):
            raise RefusedError(404, NOT_HERE)
        page = pages[int(number) - 1]
        data = await anyio.to_thread.run_sync(in_grey, page) if asked.get("grey") else page
        return Response(data, media_type="image/webp")

    def _sent(self, moment: Moment, slug: str, sent: Posted) -> Response:
        """Show what is tried, or save it and lead on."""
        fields = {name: sent.text(name) for name in (*FIELDS, "known")}
        if sent.file is not None and sent.file[1]:
            fields["logo"] = self._hold(Upload(sent.file[0][-80:], sent.file[1]))
        address = f"/{ROOT}/{slug}/brand"
        if sent.text("go") != "save":
            asked = {name: said[:LONGEST] for name, said in fields.items() if said and name != "known"}
            return RedirectResponse(f"{address}?{urlencode(asked)}", 303)
        with ALONE:
            saved = save_look(moment.project, slug, self._look(Brands(moment.project, slug), fields), fields["known"])
        if not saved.is_written:
            self._shop.present.look_again()
            return self._page(self._shop.present.now(), slug, fields, tried=saved)
        self._events.note()
        return RedirectResponse(f"{address}?saved=yes", 303)

    def _hold(self, logo: Upload) -> str:
        """Keep a logo until it is saved or others have come; return its mark."""
        if len(logo.data) > LOGO:
            raise RefusedError(413, "This logo is far too large. A few hundred kB are enough for print.")
        self._held[logo.mark] = logo
        while len(self._held) > HELD:
            self._held.popitem(last=False)
        return logo.mark

    def _look(self, brands: Brands, asked: Mapping[str, str]) -> Look:
        """Return what is asked for; where nothing is, what the clinic has."""
        standing = brands.standing

        def said(name: str) -> str:
            return asked.get(name, "").strip()[:LONGEST] or str(getattr(standing, name))

        written = {name: said(name) for name in WRITTEN}
        return Look(**written, logo=self._held.get(asked.get("logo", "")))

    def _preview(self, moment: Moment, slug: str, asked: Mapping[str, str]) -> Preview | Failed:
        clinic = moment.project.clinics[slug]
        codes = {folder_of(code): code for code in clinic.languages}
        code = codes.get(asked.get("language", ""), clinic.own_language)
        with ALONE:
            brands = Brands(moment.project, slug)
            look = self._look(brands, asked)
            passing = brands.passing(look, brands.judged(look))
            return brands.preview(passing, Leaflet(slug, code, clinic.topics[0]))

    def _page(
        self, moment: Moment, slug: str, asked: Mapping[str, str], *, told: str = "", tried: SavedLook | None = None
    ) -> Response:
        with ALONE:
            brands = Brands(moment.project, slug)
            look = self._look(brands, asked)
            judged = brands.judged(look)
            verdicts = verdicts_of(look, judged)
        query = {name: str(getattr(look, name)) for name in WRITTEN}
        query |= {"logo": look.logo.mark} if look.logo else {}
        status = 200 if tried is None else 409 if tried.clash else 422
        return self._editor.filled(
            moment, "brand", f"{ROOT}/{slug}/brand", slug, status,
            look=look, judged=judged, verdicts={one.field: one for one in verdicts}, owners=brands.owners,
            known=brands.mark, told=told, clash=bool(tried and tried.clash), refused=tried.refused if tried else (),
            query=urlencode(query), mended=_mended(query, verdicts), pages=_pages(moment, brands.clinic),
            typefaces=_typefaces(moment), families=FAMILIES, logo_problems=_of_logo(judged.problems), file=brands.name,
            is_new=look != brands.standing, events=self._events.state,
            standing_differs=bool(judged.errors),
        )  # fmt: skip


def _slug(moment: Moment, request: Request) -> str:
    slug = str(request.path_params["clinic"])
    if slug not in moment.project.clinics:
        raise RefusedError(404, NOT_HERE)
    return slug


def _mended(query: Mapping[str, str], verdicts: list[Any]) -> dict[str, str]:
    """Return for each colour that is refused the address of the same look with the tone that would do."""
    return {one.field: urlencode({**query, one.field: one.tone}) for one in verdicts if one.tone}


def _pages(moment: Moment, clinic: Clinic) -> list[dict[str, str]]:
    """Return the pages to look at: the first, its back, one of each direction and script, and one without colours."""
    languages = [moment.project.languages[code] for code in clinic.languages if code in moment.project.languages]
    own = next((one for one in languages if one.code == clinic.own_language), languages[0])
    turned = next((one for one in languages if one.direction != own.direction), None)
    other = next((one for one in languages if one.script not in {own.script, turned.script if turned else ""}), None)
    shown = [{"name": own.name, "query": f"language={folder_of(own.code)}"}]
    shown += [{"name": one.name, "query": f"language={folder_of(one.code)}"} for one in (turned, other) if one]
    own_query = f"language={folder_of(own.code)}"
    back = {"name": "The back", "query": f"{own_query}&page=2"}
    grey = {"name": "Office printer", "query": f"{own_query}&grey=yes"}
    return [*shown, *([back] if _has_back(moment, clinic) else []), grey]


def _has_back(moment: Moment, clinic: Clinic) -> bool:
    topic = moment.project.topics.get(clinic.topics[0])
    return topic is not None and topic.head.get("pages", 2) != 1


def _typefaces(moment: Moment) -> list[dict[str, str]]:
    faces = moment.project.fonts.typefaces
    return [{"id": name, "headings": one.headings, "text": one.text} for name, one in faces.items()]


def _of_logo(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.key in {None, "brand.logo"})
