"""A real server in a process of its own, and what speaks with it over a real socket."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from conftest import offer, run_leaflets

CLINIC, LANGUAGES, TOPICS = "aspen-row", ("en", "ar", "pa"), ("aftercare", "side-effects")
DAY = "2026-11-29"
PUNJABI = f"{CLINIC}/punjabi/{CLINIC}_aftercare_punjabi"


@dataclass
class Served:
    """A server that runs: its address with a slash at the end, its process, and the project that it shows."""

    address: str
    process: "subprocess.Popen[str]"
    place: Path

    @property
    def netloc(self) -> str:
        """Host and port."""
        return urlsplit(self.address).netloc

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Return what is answered."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(f"{self.address}{path}", headers=named, timeout=120)

    def post(self, path: str, data: bytes, **headers: str) -> httpx.Response:
        """Return what is answered to a change that a page of the server asks for."""
        named = {"Origin": self.address.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(f"{self.address}{path}", content=data, headers=named, timeout=120)

    def raw(self, sent: bytes, *, ended: bool = False) -> bytes:
        """Send bytes as they are; return all that comes back until the server hangs up."""
        place = urlsplit(self.address)
        with socket.create_connection((place.hostname, place.port), timeout=60) as line:
            line.sendall(sent)
            if ended:
                line.shutdown(socket.SHUT_WR)
            return _all_of(line)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


def _all_of(line: socket.socket) -> bytes:
    found = b""
    try:
        while part := line.recv(65536):
            found += part
    except ConnectionError:
        pass
    return found


def small_project(place: Path) -> Path:
    """Make a project of one clinic, three languages and two topics."""
    run_leaflets("new", str(place), cwd=place.parent, check=True)
    offer(place, *LANGUAGES, topics=TOPICS)
    return place


@contextmanager
def serving(place: Path, *more: str, port: int = 0) -> Iterator[Served]:
    """Run a server in a project, and end it afterwards."""
    command = [sys.executable, "-m", "leaflets", "serve", "--no-open", "--port", str(port), "--jobs", "1"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background ignores Ctrl-C
    with (place.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--today", DAY, *more],
            cwd=place,
            env={**os.environ, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        )
    signal.signal(signal.SIGINT, before)
    assert process.stdout
    try:
        address = process.stdout.readline().strip()
        assert re.match(r"http://", address), (place.parent / "serve.log").read_text("utf-8")
        yield Served(address, process, place)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def files_of(place: Path) -> dict[str, bytes]:
    """Return every file that people wrote in a project."""
    folders = ("clinics", "locales", "templates", "evidence")
    paths = (path for folder in folders for path in (place / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in paths}


def loads(answer: httpx.Response) -> object:
    """Return JSON that is answered."""
    return json.loads(answer.content)
