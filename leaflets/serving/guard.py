"""The door of the server: who may ask, how much they may send, how long it may take, and what browsers are told.

It stands before all else, so that nothing that is refused here reaches a page. What a person asked for is never logged.
"""

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = "127.0.0.1"
READING = frozenset({"GET", "HEAD"})
CHANGING = frozenset({"POST"})
MOST = 24 * 1024**2
"""How many bytes may be sent at once: a PDF to be verified is the largest."""
LONGEST = 4096
"""How many characters an address may have."""
HEAD = 16 * 1024
"""How many bytes the head of a request may have, when it comes at once."""
PATIENCE = 60.0
"""Seconds that one answer may take, the asking included; a stream of events has no end."""
ENDLESS = "/events"
COOKIE = "leaflets"
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What each answer says to browsers, unless it says otherwise itself."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NAME = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True)
class Door:
    """Where the server is reached: a host and a port. Beyond this machine, only with a `token`."""

    host: str
    port: int
    token: str = ""

    @property
    def address(self) -> str:
        """The address to open; with the token, where there is one."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.port}/{f'?token={self.token}' if self.token else ''}"

    def knows(self, host: str) -> bool:
        """Tell whether a `Host` header names this server. A name of somebody else's, which leads here, does not.

        Another site's name can be made to lead to any address (DNS rebinding); an address itself cannot.
        """
        found = _NAME.fullmatch(host)
        if not found or int(found["port"] or 80) != self.port:
            return False
        name = found["name"].strip("[]").lower()
        if name in {self.host.lower(), "localhost"}:
            return True
        return bool(self.token) and _is_address(name)


class RefusedError(Exception):
    """Something that is asked for is refused: by a status of HTTP, with a reason in plain words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Guard:
    """Lets through what is asked for in order; answers the rest itself.

    `refuse` makes the page that says why, `tell` keeps what nobody foresaw.
    """

    def __init__(
        self, app: App, door: Door, refuse: Callable[[int, str], App], tell: Callable[[Exception], object]
    ) -> None:
        self._app, self._door, self._refuse, self._tell = app, door, refuse, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = _Answer(send)
        try:
            self._check(scope)
            if self._door.token and not await self._admitted(scope, receive, answer):
                return
            async with asyncio.timeout(None if scope["path"].startswith(ENDLESS) else PATIENCE):
                await self._app(scope, _Bounded(receive, scope), answer)
        except RefusedError as refused:
            await self._refused(refused.status, refused.reason, scope, receive, answer)
        except TimeoutError:
            await self._refused(503, "This took too long. Try again in a moment.", scope, receive, answer)
        except asyncio.CancelledError:  # the server ends, and waits for nobody
            await self._refused(503, "This server is just ending.", scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - one request's trouble ends with it
            self._tell(error)
            reason = "The program is at fault. It goes on, and every file is whole. Tell who looks after it."
            await self._refused(500, reason, scope, receive, answer)

    async def _refused(self, status: int, reason: str, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        if not answer.has_begun:
            await self._refuse(status, reason)(scope, receive, answer)

    def _check(self, scope: Scope) -> None:
        """Raise `RefusedError` for what is not asked for in order."""
        headers, method = Headers(scope=scope), scope["method"]
        if len(headers.getlist("host")) != 1 or not self._door.knows(headers["host"]):
            raise RefusedError(421, "This server is not known by that name. Open the address that it printed.")
        if method not in READING | CHANGING:
            raise RefusedError(405, "This server shows pages, and takes what its own pages send; nothing else.")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD:
            raise RefusedError(431, "What comes before this request is far too long.")
        _check_words(scope)
        if method in CHANGING:
            _check_origin(headers)
        size = headers.get("content-length", "0")
        if not (size.isascii() and size.isdecimal() and len(size) < 19):
            raise RefusedError(400, "It does not say how much it sends.")
        if int(size) > MOST:
            raise RefusedError(413, "This is larger than any leaflet.")

    async def _admitted(self, scope: Scope, receive: Receive, answer: "_Answer") -> bool:
        """Tell whether somebody has shown the token; who shows it in the address is led on without it."""
        if self._is_token(_cookie(Headers(scope=scope))):
            return True
        shown = dict(parse_qsl(scope["query_string"].decode("ascii"))).get("token", "")
        if not self._is_token(shown):
            raise RefusedError(401, "Open the address that was given to you, with its token. Ask who runs this server.")
        cookie = f"{COOKIE}={self._door.token}; Path=/; HttpOnly; SameSite=Lax"
        await _moved(scope["path"] if not scope["path"].startswith("//") else "/", cookie)(scope, receive, answer)
        return False

    def _is_token(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode(), self._door.token.encode())


def policy_of(html: str) -> str:
    """Return what browsers may do on a page for patients: its one style sheet is in it, known by its digest."""
    digests = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in _STYLE.findall(html)
    )
    return f"{POLICY}; style-src 'self' {digests}; style-src-attr 'unsafe-inline'"


def _check_words(scope: Scope) -> None:
    """Raise `RefusedError` for an address that is no text, or far too long."""
    raw, query = scope.get("raw_path") or b"", scope["query_string"]
    if len(raw) + len(query) > LONGEST:
        raise RefusedError(414, "This address is far too long.")
    try:
        text = (unquote_to_bytes(raw) + unquote_to_bytes(query.replace(b"+", b" "))).decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, "This address is not UTF-8 text.") from None
    if any(ord(one) < 32 or ord(one) == 127 for one in text):
        raise RefusedError(400, "This address has signs that no address has.")


def _check_origin(headers: Headers) -> None:
    """Raise `RefusedError` for a change that no page of this server asks for."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = f"http://{headers['host']}".lower()
    known = {None, "null"} if site == "same-origin" else set[str | None]()
    # A browser says “null” of a form, since its page tells nobody where it leads from; whose page, it says beside it.
    if site not in {None, "same-origin"} or (origin and origin.lower()) not in {*known, own}:
        raise RefusedError(403, "Another site asked for this change. Only pages of this server may.")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _moved(path: str, cookie: str) -> App:
    from starlette.responses import RedirectResponse

    return RedirectResponse(path, 303, {"Set-Cookie": cookie})


class _Answer:
    """Sends an answer, with what each answer says to browsers; knows whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send, self.has_begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in ALWAYS.items():
                headers.setdefault(name, value)
        await self._send(message)


class _Bounded:
    """Receives what is sent, as far as there may be so much of it."""

    def __init__(self, receive: Receive, _scope: Mapping[str, Any]) -> None:
        self._receive, self._size = receive, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > MOST:
            raise RefusedError(413, "This is larger than any leaflet.")
        return message
