"""Listens: opens the port, and hangs up on who does not say in time what they want."""

import asyncio
import logging
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from leaflets.errors import MachineError, Problem
from leaflets.serving.guard import App, Door

SLOWEST = 5.0
"""Seconds in which a request has to have said what it asks for."""
LONGEST = 16 * 1024
"""Bytes that the head of a request may have."""
MOST = 256
"""How many may be connected at once."""


class Listener(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which by itself would wait for ever for the rest of a request's head."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for what is asked for."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come; stop waiting once the head is whole."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is None and not self.transport.is_closing():
            self._late = asyncio.get_running_loop().call_later(SLOWEST, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def listen(host: str, port: int) -> socket.socket:
    """Return the open port; 0 means any that is free. Raise `MachineError` where it cannot be had."""
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # named as TCP, or asyncio would let each answer wait for the browser to say that it has its head: 40 ms
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(place)
        opened.listen(MOST)
    except OSError as error:
        hint = "Perhaps it runs already; else choose another one with --port, or another --host."
        reason = f"This place cannot be listened at: {error.strerror}."
        raise MachineError([Problem(f"{host}:{port}", reason, hint)]) from error
    return opened


class Server(uvicorn.Server):
    """A server that tells when it is asked to end: a stream of events, which has no end of its own, ends then."""

    def __init__(self, config: uvicorn.Config, at_end: Callable[[], object] | None) -> None:
        super().__init__(config)
        self._at_end = at_end

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        if self._at_end:
            self._at_end()
        super().handle_exit(sig, frame)


def serve(app: App, door: Door, opened: socket.socket, at_end: Callable[[], object] | None = None) -> None:
    """Answer until the run is asked to end; then do `at_end` first. Nothing is logged of who asks for what.

    That streams were cut off at the end is nothing to tell either.
    """
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    config = uvicorn.Config(
        app,
        host=door.host,
        port=door.port,
        http=Listener,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=LONGEST,
    )
    Server(config, at_end).run(sockets=[opened])
