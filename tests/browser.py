"""A real Chromium, driven over its own protocol through a pipe: pages are opened as people open them, from a folder.

The protocol (chromedevtools.github.io/devtools-protocol) is JSON with a NUL behind each message.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
"""Where it is; None where there is none."""
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One page of a Chromium. `requests` are the addresses that it asked for since it was started."""

    def __init__(self, send: BinaryIO, receive: BinaryIO) -> None:
        self._send, self._receive = send, receive
        self._number = 0
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "DOM"):
            self.tell(f"{domain}.enable")

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Return what the browser answers; raise AssertionError for an error."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        message |= {"sessionId": session} if session else {}
        self._send.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self._events.append(answer)

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask something of the page."""
        return self.call(method, self._session, **parameters)

    def open(self, address: str | Path) -> None:
        """Open a page, and wait until it and its fonts are there."""
        url = address.as_uri() if isinstance(address, Path) else address
        for place in ("about:blank", url):  # a page that is there already would not be loaded again
            self._events.clear()
            self.tell("Page.navigate", url=place)
            self.wait_for("Page.loadEventFired")
        self.ask("document.fonts.ready.then(() => true)")

    def wait_for(self, event: str) -> dict[str, Any]:
        """Return the next event of a kind."""
        while True:
            for place, one in enumerate(self._events):
                if one.get("method") == event:
                    return self._events.pop(place)
            self._events.append(self._next())

    def ask(self, expression: str) -> Any:
        """Return what a script says; what it promises is waited for."""
        told = self.tell(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def until(self, expression: str) -> Any:
        """Return what a script says as soon as that is true, looking again before each frame."""
        look = f"(it => it ? done(it) : requestAnimationFrame(look))({expression})"
        again = f"new Promise(done => {{ const look = () => {look}; look() }})"
        return self.ask(again)

    def follow(self, selector: str) -> None:
        """Click on what leads to another page, and wait for that page."""
        self._events.clear()
        self.ask(f"document.querySelector({json.dumps(selector)}).click()")
        self.wait_for("Page.loadEventFired")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            self.tell("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)

    def tab_to(self, selector: str, most: int = 200) -> None:
        """Press Tab until the focus, which has to be seen, is on what a selector names."""
        chosen = f"document.activeElement.matches({json.dumps(selector)})"
        for _ in range(most):
            self.press("Tab", 9)
            if self.ask(chosen):
                ring = (
                    "(s => s.outlineStyle != 'none' || s.boxShadow != 'none')(getComputedStyle(document.activeElement))"
                )
                assert self.ask(ring), f"the focus on {selector} is not seen"
                return
        raise AssertionError(f"{selector} is not among the first {most} that Tab reaches")

    def enter(self) -> None:
        """Press Enter on what leads to another page, and wait for that page."""
        self._events.clear()
        self.press("Enter", 13, "\r")
        self.wait_for("Page.loadEventFired")

    def tap(self, selector: str) -> None:
        """Touch what leads to another page with a finger, in its middle, and wait for that page."""
        self._events.clear()
        found = f"document.querySelector({json.dumps(selector)})"
        self.ask(f"{found}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        x, y = self.ask(f"(r => [r.x + r.width / 2, r.y + r.height / 2])({found}.getClientRects()[0])")
        self.tell("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.tell("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        self.wait_for("Page.loadEventFired")

    def resize(self, width: int, height: int = 900, *, touch: bool = False) -> None:
        """Show pages as a window or a telephone of that size does."""
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch)
        self.tell("Emulation.setTouchEmulationEnabled", enabled=touch)

    def media(self, medium: str = "", **features: str) -> None:
        """Show pages as on a medium, such as `print`, and with features, such as `forced_colors="active"`."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.tell("Emulation.setEmulatedMedia", media=medium, features=named)

    def picture(self, *, whole: bool = True) -> bytes:
        """Return the page as PNG."""
        taken = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(taken["data"])

    def paper(self) -> bytes:
        """Return the page as it is printed, as PDF."""
        return base64.b64decode(self.tell("Page.printToPDF", preferCSSPageSize=True)["data"])

    def _next(self) -> dict[str, Any]:
        text = bytearray()
        while (sign := self._receive.read(1)) != b"\0":
            assert sign, "the browser has ended"
            text += sign
        message: dict[str, Any] = json.loads(text)
        parameters = message.get("params", {})
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        if message.get("method") == "Runtime.exceptionThrown":
            self.errors.append(parameters["exceptionDetails"].get("exception", {}).get("description", ""))
        return message


@contextmanager
def chromium(profile: Path, binary: str) -> Iterator[Browser]:
    """Start a browser with a profile of its own, and end it afterwards."""
    to_read, to_send = os.pipe()
    to_receive, to_write = os.pipe()
    # A shell puts them where the browser looks for them: its numbers 3 and 4 may be taken here.
    handed = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
    command = ["bash", "-c", handed, binary, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, pass_fds=(to_read, to_write), stdout=quiet, stderr=quiet)
    os.close(to_read)
    os.close(to_write)
    with os.fdopen(to_send, "wb", buffering=0) as send, os.fdopen(to_receive, "rb") as receive:
        try:
            yield Browser(send, receive)
        finally:
            process.terminate()
            process.wait()
