"""Puts the server together: its addresses, what answers at each, and the door before all of them."""

from collections.abc import Callable, Sequence
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from leaflets.errors import LeafletsError
from leaflets.serving.answers import Shop
from leaflets.serving.editor import Editor
from leaflets.serving.events import Events
from leaflets.serving.guard import App, Door, Guard, RefusedError
from leaflets.serving.infobutton import infobutton
from leaflets.serving.looks import Looks
from leaflets.serving.present import Present
from leaflets.serving.tidying import Tidying
from leaflets.serving.verifying import verify, waiting
from leaflets.serving.whole import letters
from leaflets.serving.workshop import Workshop

LIVE = {"verify": "Check a sheet", "waiting": "What waits for sign-off"}
"""Pages that a folder cannot have, by their paths."""


EDIT = {"edit": "Edit words and looks"}
"""The page that a server has besides where people may change what it shows."""


def application(
    present: Present,
    workshop: Workshop,
    door: Door,
    tell: Callable[[Exception], object],
    events: Events | None = None,
) -> App:
    """Return the server as ASGI knows it. `tell` keeps what nobody foresaw.

    With `events`, which tell open pages of what is saved, words and brands may be changed.
    """
    shop = Shop(present, workshop, {**LIVE, **(EDIT if events else {})})

    async def unreadable(_request: Request, error: Exception) -> Response:
        problems = error.problems if isinstance(error, LeafletsError) else ()
        lines = [f"<li><b>{escape(one.place)}</b>: {escape(one.reason)} {escape(one.hint)}</li>" for one in problems]
        return plain_page(503, "These files cannot be read as they are. Mend them, then load this page again.", lines)

    async def refused(_request: Request, error: Exception) -> Response:
        if not isinstance(error, RefusedError):
            raise error
        return plain_page(error.status, error.reason)

    routes = [*(_editing(shop, events) if events else ()), *_routes(shop)]
    app = Starlette(routes=routes, exception_handlers={LeafletsError: unreadable, RefusedError: refused})
    return Guard(Tidying(app), door, plain_page, tell)


def _routes(shop: Shop) -> Sequence[BaseRoute]:
    return [
        Route("/infobutton", infobutton(shop), methods=["GET"]),
        Route("/verify", verify(shop), methods=["GET", "POST"]),
        Route("/waiting", waiting(shop), methods=["GET"]),
        Route("/{path:path}", shop.answer, methods=["GET"]),
    ]


def _editing(shop: Shop, events: Events) -> Sequence[BaseRoute]:
    editor = Editor(shop, events)
    looks = Looks(shop, events, editor)
    leaflet = "/edit/{clinic}/{language}/{topic}"
    return [
        Route("/events", events.answer, methods=["GET"]),
        Route("/edit", editor.start, methods=["GET"]),
        Route("/edit/letters/assets/{name}", letters(shop), methods=["GET"]),
        Route("/edit/{clinic}/brand", looks.answer, methods=["GET", "POST"]),
        Route("/edit/{clinic}/brand/picture", looks.picture, methods=["GET"]),
        Route(leaflet, editor.answer, methods=["GET", "POST"]),
        Route(f"{leaflet}/page", editor.page, methods=["GET"]),
    ]


def plain_page(status: int, reason: str, more: Sequence[str] = ()) -> Response:
    """Return a page that needs nothing but itself: it stands where no other one can be made."""
    home = "" if status in {401, 421} else '<p><a class="btn" href="/">To the first page</a></p>'
    listed = f"<ul>{''.join(more)}</ul>" if more else ""
    page = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>Leaflets</title><link rel="stylesheet" href="/assets/desk.css"></head><body><main id="words">'
        f'<div class="narrow"><h1>{escape(reason)}</h1>{listed}{home}</div></main></body></html>'
    )
    headers = {"Retry-After": "2"} if status == 503 else {}
    return HTMLResponse(page, status, headers)
