"""Words in a browser, with `leaflets serve --edit`: a leaflet's page, and beside it each message to be changed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from leaflets.editing.messages import FILTERS, Filter, Message, Messages, messages_of
from leaflets.editing.pages import Edited, EditedPages
from leaflets.editing.words import Asked, Saved, findings_of, save_words
from leaflets.errors import Problem
from leaflets.library.desk import Desk
from leaflets.library.items import Holdings, Shelf
from leaflets.model import Failed, Leaflet
from leaflets.model.filing import folder_of
from leaflets.project import SOURCE_LANGUAGE
from leaflets.reviewing.signoffs import approvals
from leaflets.serving.answers import NOT_HERE, Shop
from leaflets.serving.events import Events
from leaflets.serving.guard import RefusedError, policy_of
from leaflets.serving.posted import Posted, posted
from leaflets.serving.present import ALONE, Moment
from leaflets.serving.whole import ASSETS

Answer = Callable[[Request], Awaitable[Response]]
ROOT = "edit"
GONE = "The English text of this message has changed. Nothing was saved; load the page again."
SEEN = {"X-Frame-Options": "SAMEORIGIN"}
"""What a page says that is shown inside of another one of this server."""


@dataclass(frozen=True)
class Sight:
    """What somebody looks at: a leaflet, one of its messages by its id, and which messages are listed."""

    leaflet: Leaflet
    message: str = ""
    shown: Filter = "all"

    @property
    def path(self) -> str:
        """Where the leaflet is edited, below the server's root."""
        return f"{ROOT}/{self.leaflet.clinic}/{folder_of(self.leaflet.language)}/{self.leaflet.topic}"

    @property
    def before_id(self) -> str:
        """The address of a message of it, but for the message's id at its end."""
        return f"/{self.path}?show={self.shown}&m="

    def to(self, message: str, **more: str) -> str:
        """Return the address of another message of it."""
        return f"/{self.path}?{urlencode({'show': self.shown, **more, 'm': message})}"


class Editor:
    """Answers at the addresses of one leaflet that is edited."""

    def __init__(self, shop: Shop, events: Events) -> None:
        self._shop, self._events = shop, events
        self._kept: tuple[Moment, dict[object, Any]] | None = None

    async def start(self, _request: Request) -> Response:
        """Answer with the page from which all words and brands are reached."""
        moment = await self._shop.now()
        return await anyio.to_thread.run_sync(self._start, moment)

    async def answer(self, request: Request) -> Response:
        """Answer with the page of a leaflet and one of its messages; save that where it is sent."""
        moment = await self._shop.now()
        sight = _sight(moment, request)
        if request.method != "POST":
            return await anyio.to_thread.run_sync(self._page, moment, sight, request.query_params.get("saved", ""))
        sent = await posted(request)
        return await anyio.to_thread.run_sync(self._saved, moment, sight, sent)

    async def page(self, request: Request) -> Response:
        """Answer with the leaflet's web page, on which words lead to their messages."""
        moment = await self._shop.now()
        return await anyio.to_thread.run_sync(self._leaflet, moment, _sight(moment, request))

    def _start(self, moment: Moment) -> Response:
        clinics = [
            {"slug": slug, "name": one.name, "languages": [_reached(moment, slug, code) for code in one.languages]}
            for slug, one in moment.project.clinics.items()
        ]
        return self.filled(moment, "editing", ROOT, None, clinics_to_edit=clinics)

    def _saved(self, moment: Moment, sight: Sight, sent: Posted) -> Response:
        """Save what was sent, and lead on; what cannot be saved is shown again, as it was typed."""
        messages = self._messages(moment, sight.leaflet)
        message = messages.by_id.get(sent.text("m"))
        if message is None:
            raise RefusedError(409, GONE)
        sight = Sight(sight.leaflet, message.id, _filter(sent.text("show")))
        typed = tuple(sent.text(f"text{one.number}") for one in message.forms)
        asked = Asked(typed, sent.text("state") == "doubtful", sent.text("known"))
        with ALONE:
            saved = save_words(moment.project, sight.leaflet.language, message.key, asked)
        if not saved.is_written:
            self._shop.present.look_again()
            return self._page(self._shop.present.now(), sight, "", (asked, saved))
        self._events.note()
        _, behind = messages.beside(message, sight.shown)
        goes_on = sent.text("go") == "next" and behind is not None and not saved.doubted
        how = "doubtful" if saved.doubted else "yes"
        return RedirectResponse(sight.to(behind.id if goes_on and behind else message.id, saved=how), 303)

    def _page(self, moment: Moment, sight: Sight, told: str, tried: tuple[Asked, Saved] | None = None) -> Response:
        page, messages = self._edited(moment, sight.leaflet), self._messages(moment, sight.leaflet)
        chosen = messages.by_id.get(sight.message) or next(iter(messages.chosen(sight.shown)), messages.each[0])
        sight = Sight(sight.leaflet, chosen.id, sight.shown)
        findings = tried[1].refused if tried and tried[1].refused else self._findings(moment, sight.leaflet, chosen)
        before, behind = messages.beside(chosen, sight.shown)
        status = 200 if tried is None else 409 if tried[1].theirs is not None else 422
        project, leaflet = moment.project, sight.leaflet
        language = project.languages[leaflet.language]
        return self.filled(
            moment, "edit", sight.path, leaflet.clinic, status,
            sight=sight, message=chosen, messages=messages, findings=findings, told=told,
            language=language, title=project.topics[leaflet.topic].title.id,
            typed=tried[0] if tried else None, theirs=tried[1].theirs if tried else None,
            numbers={one.id: place for place, one in enumerate(messages.each, 1)},
            filters=[(name, len(messages.chosen(name))) for name in FILTERS], folder=folder_of(leaflet.language),
            left=len(messages.chosen("left")), doubtful=len(messages.chosen("doubtful")),
            listed_messages=_listed(messages, sight.shown),
            before=before, behind=behind, is_shown=isinstance(page, Edited),
            can_edit=leaflet.language != SOURCE_LANGUAGE, events=self._events.state,
            others=_topics(moment, leaflet),
        )  # fmt: skip

    def _leaflet(self, moment: Moment, sight: Sight) -> Response:
        page = self._edited(moment, sight.leaflet, sight)
        if isinstance(page, Failed):
            return self._shop.failed(moment, page)
        policy = policy_of(page.html).replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        return HTMLResponse(page.html, headers={"Content-Security-Policy": policy, **SEEN})

    def _edited(self, moment: Moment, leaflet: Leaflet, sight: Sight | None = None) -> Edited | Failed:
        seen = sight or Sight(leaflet)
        project, up = moment.project, "/" + ASSETS.removesuffix("assets")

        def make() -> Edited | Failed:
            pages = EditedPages(project, approvals(project, moment.today), up, seen.before_id)
            return pages.edited(leaflet, seen.message)

        return cast("Edited | Failed", self._once(moment, seen, make))

    def _messages(self, moment: Moment, leaflet: Leaflet) -> Messages:
        page = self._edited(moment, leaflet)
        order = page.order if isinstance(page, Edited) else ()

        def make() -> Messages:
            return messages_of(moment.project, leaflet.language, leaflet.topic, moment.today, order)

        return cast("Messages", self._once(moment, leaflet, make))

    def _findings(self, moment: Moment, leaflet: Leaflet, message: Message) -> tuple[Problem, ...]:
        with ALONE:
            return findings_of(moment.project, leaflet.language, message)

    def _once(self, moment: Moment, key: object, make: Callable[[], object]) -> object:
        """Return what was made of a moment before, or make it now; what was made of another moment is forgotten."""
        with ALONE:
            if self._kept is None or self._kept[0] is not moment:
                self._kept = (moment, {})
            known = self._kept[1]
            if key not in known:
                known[key] = make()
            return known[key]

    def filled(
        self, moment: Moment, name: str, path: str, clinic: str | None, status: int = 200, **more: Any
    ) -> Response:
        """Return a page that a template of the library makes for a path; a clinic's has its name at the head."""
        shelf = Shelf(clinic, moment.project.clinics[clinic].name, ()) if clinic else None
        shelves = (shelf,) if shelf else ()
        with ALONE:
            logos = self._shop.logo_paths(moment) if clinic else {}
            desk = Desk(moment.project, Holdings(shelves, moment.today), logos, self._shop.live)
            return HTMLResponse(desk.page(name, path, shelf, assets=f"/{ASSETS}/", **more), status)


def _sight(moment: Moment, request: Request) -> Sight:
    """Return what an address stands for; raise `RefusedError` for what no clinic offers."""
    asked: Mapping[str, str] = request.path_params
    clinic = moment.project.clinics.get(asked["clinic"])
    codes = {folder_of(code): code for code in clinic.languages} if clinic else {}
    if clinic is None or asked["language"] not in codes or asked["topic"] not in clinic.topics:
        raise RefusedError(404, NOT_HERE)
    leaflet = Leaflet(clinic.slug, codes[asked["language"]], asked["topic"])
    if leaflet.language not in moment.project.languages or leaflet.topic not in moment.project.topics:
        raise RefusedError(404, NOT_HERE)
    return Sight(leaflet, request.query_params.get("m", ""), _filter(request.query_params.get("show", "")))


def _filter(name: str) -> Filter:
    return name if name in FILTERS else "all"


def _listed(messages: Messages, shown: Filter) -> list[tuple[str, list[Message]]]:
    """Return what a filter shows, under two headings: a topic's own words, and those of every sheet."""
    chosen = messages.chosen(shown)
    headings = {True: "In this leaflet", False: "On every sheet"}
    return [(told, [one for one in chosen if one.is_of_topic is own]) for own, told in headings.items()]


def _topics(moment: Moment, leaflet: Leaflet) -> list[dict[str, str]]:
    """Return the topics of a clinic, each with where it is edited in the same language."""
    clinic, project = moment.project.clinics[leaflet.clinic], moment.project
    return [
        {"title": project.topics[topic].title.id, "path": Sight(Leaflet(clinic.slug, leaflet.language, topic)).path}
        for topic in clinic.topics
        if topic in project.topics
    ]


def _reached(moment: Moment, clinic: str, code: str) -> dict[str, Any]:
    """Return a language with where the first of a clinic's leaflets in it is edited."""
    topic = next((one for one in moment.project.clinics[clinic].topics if one in moment.project.topics), "")
    return {"language": moment.project.languages[code], "path": Sight(Leaflet(clinic, code, topic)).path}
