"""Looks for garbage while nobody waits for a page: looking through all that a project holds takes as long as a page.

What lives for a short time is looked for as always, often and quickly.
"""

import asyncio
import gc
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

YOUNG_ONLY = (100_000, 50, 1_000_000)
"""How many new objects, and how many looks at them, begin a look at them and at older ones; all is never looked at."""
QUIET = 0.5
"""Seconds without a question after which all is looked at."""
LONGEST = 60.0
"""Seconds after which that waits no longer for a quiet moment."""


def collect_young_only() -> None:
    """Leave what has lived for long to `Tidying`. A build in this process sets it otherwise."""
    gc.set_threshold(*YOUNG_ONLY)


class Tidying:
    """Answers as the application within does, and looks for garbage between answers."""

    def __init__(self, app: ASGIApp) -> None:
        collect_young_only()
        self._app = app
        self._soon: asyncio.TimerHandle | None = None
        self._done = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a look that was to come waits until the answer has begun."""
        self._put_off()

        async def sent(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.start":
                self._later()

        await self._app(scope, receive, sent)

    def _put_off(self) -> None:
        if self._soon is not None and time.monotonic() - self._done < LONGEST:
            self._soon.cancel()
            self._soon = None

    def _later(self) -> None:
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(QUIET, self._tidy)

    def _tidy(self) -> None:
        self._soon = None
        gc.collect()
        self._done = time.monotonic()
