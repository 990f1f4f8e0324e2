"""Headless Chromium, kept open and told what to print through its DevTools protocol, over a pair of pipes.

https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import fcntl
import json
import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
"""How it is started. It has no sandbox because it prints our own pages only, also for root."""
READ, WRITE, BEYOND = 3, 4, 10
"""The descriptors that Chromium reads commands from and writes answers to; others are moved out of their way."""


def chromium() -> str | None:
    """Return where Chromium is, if it is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A browser with one empty page, as long as it is entered."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        reads, self._commands = _pipe()
        self._answers, writes = _pipe()
        arguments = [program, *FLAGS, f"--user-data-dir={self._profile.name}", "--remote-debugging-pipe", "about:blank"]
        places = [(os.POSIX_SPAWN_DUP2, reads, READ), (os.POSIX_SPAWN_DUP2, writes, WRITE)]
        silent = os.open(os.devnull, os.O_WRONLY)
        places.append((os.POSIX_SPAWN_DUP2, silent, 2))
        self.process = psutil.Process(os.posix_spawn(program, arguments, os.environ, file_actions=places))
        for one in (reads, writes, silent):
            os.close(one)
        self._ids, self._received, self._session = count(1), b"", ""

    def __enter__(self) -> Self:
        page = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self._ask("Page.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session = ""
        self._ask("Browser.close")
        self.process.wait()
        self._profile.cleanup()

    def pdf_of(self, page: Path) -> bytes:
        """Open a file with HTML, and return it as PDF with tags."""
        self._open(page)
        form = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        return base64.b64decode(self._ask("Page.printToPDF", **form)["data"])

    def said(self, page: Path, expression: str) -> str:
        """Open a file with HTML, and return what an expression, or the promise that it is, comes to there."""
        self._open(page)
        told = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return str(told["result"]["value"])

    def _open(self, page: Path) -> None:
        self._ask("Page.navigate", url=page.resolve().as_uri())
        while self._message().get("method") != "Page.loadEventFired":
            pass

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its answer; what happens meanwhile is not looked at."""
        command: dict[str, Any] = {"id": next(self._ids), "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        _write(self._commands, json.dumps(command).encode() + b"\0")
        while (answer := self._message()).get("id") != command["id"]:
            pass
        if "error" in answer:
            raise SystemExit(f"Chromium: {method}: {answer['error']['message']}")
        return dict(answer["result"])

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._received:
            more = os.read(self._answers, 1 << 20)
            if not more:
                raise SystemExit("Chromium ended.")
            self._received += more
        message, _, self._received = self._received.partition(b"\0")
        return dict(json.loads(message))


def _pipe() -> tuple[int, int]:
    """Return the two ends of a pipe, neither where Chromium looks for its own."""
    ends = os.pipe()
    reads, writes = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, BEYOND) for end in ends)
    for end in ends:
        os.close(end)
    return reads, writes


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
