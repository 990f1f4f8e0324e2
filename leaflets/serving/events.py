"""Tells open pages that a file was saved, in whatever editor: a stream of events (HTML, “server-sent events”).

Each stream begins with the name of the state that the server is in, so that a page which was shown by a server that
has ended since, or that missed an event, knows that it is old.
"""

import asyncio
import secrets
import threading
from collections.abc import AsyncIterator, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from leaflets.errors import LeafletsError
from leaflets.previewing import watch_files
from leaflets.serving.guard import RefusedError
from leaflets.serving.present import Present

MOST = 32
"""How many pages may listen at once."""
PATIENCE = 15.0
"""Seconds after which a stream says that it is still there: who has gone is noticed by it."""
AGAIN = 500
"""Milliseconds after which a browser asks again when a stream has broken off."""


class Events:
    """Watches the files of a project, and tells everybody who listens."""

    def __init__(self, present: Present, tell: Callable[[Exception], object]) -> None:
        self._present, self._tell = present, tell
        self._name, self._number = secrets.token_hex(4), 0
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock, self._end = threading.Lock(), threading.Event()

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def close(self) -> None:
        """End the watch and every stream."""
        self._end.set()
        self._wake()

    def note(self) -> None:
        """Tell everybody that something was saved."""
        self._present.look_again()
        self._number += 1
        self._wake()

    @property
    def state(self) -> str:
        """The name of the state that everything is in."""
        return f"{self._name}-{self._number}"

    async def answer(self, request: Request) -> Response:  # noqa: ARG002 - one stream for all
        """Answer with a stream; raise `RefusedError` where too many listen already."""
        with self._lock:
            if len(self._listeners) >= MOST:
                raise RefusedError(503, "Too many pages are open.")
            called = asyncio.Event()
            self._listeners[called] = asyncio.get_running_loop()
        return _Stream(self._told(called), lambda: self._gone(called))

    async def _told(self, called: asyncio.Event) -> AsyncIterator[str]:
        yield f"retry: {AGAIN}\n\n"
        told = ""
        while not self._end.is_set():
            called.clear()
            if told != self.state:
                told = self.state
                yield f"event: state\ndata: {told}\n\n"
                continue
            try:
                await asyncio.wait_for(called.wait(), PATIENCE)
            except TimeoutError:
                yield ": still here\n\n"

    def _gone(self, called: asyncio.Event) -> None:
        with self._lock:
            self._listeners.pop(called, None)

    def _wake(self) -> None:
        for called, loop in list(self._listeners.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(called.set)

    def _watch(self) -> None:
        """Tell of each save, whatever state people's files are in."""
        try:
            for _changes in watch_files(self._present.root, self._languages(), self._end):
                self.note()
        except Exception as error:  # noqa: BLE001 - pages stay as they are; the server stays open
            if not self._end.is_set():
                self._tell(error)

    def _languages(self) -> list[str]:
        try:
            return [*self._present.now().project.languages]
        except LeafletsError:
            return []


class _Stream(StreamingResponse):
    """A stream that says when nobody listens any more."""

    media_type = "text/event-stream"

    def __init__(self, told: AsyncIterator[str], gone: Callable[[], object]) -> None:
        super().__init__(told)
        self._gone = gone

    async def __call__(self, *arguments: object) -> None:
        """Send until the end, or until the browser has gone."""
        try:
            await super().__call__(*arguments)  # type: ignore[arg-type]  # scope, receive and send
        finally:
            self._gone()
