"""Draws the pictures of pages in a browser for the README and the guides: a real server, a real browser, two widths."""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from browser import Browser

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
DAY = "2026-11-29"
COLOURS = 128
LARGEST = 150_000
"""Bytes that a picture may have."""
WIDE, NARROW = (1280, 860), (390, 844)
SMALLER = {WIDE: 1000, NARROW: 320}
"""How many pixels across a picture keeps."""
CLINIC = "aspen-row"
LANGUAGES = ("en", "fr_CA", "es_US", "ar", "pa", "zh_Hans", "hi", "vi", "uk", "fa", "ru", "pl")
SORE = "Most people feel sore after treatment."


class Screen(NamedTuple):
    """A page of the server: its path, and a script that is true once all of it is there."""

    path: str
    is_there: str = "[...document.images].every(one => one.complete && one.naturalWidth > 0)"


LEAF = "document.querySelector('[data-leaf]').contentDocument"
SCREENS = {
    "desk-library": Screen(f"{CLINIC}/index.html"),
    "desk-sheet": Screen(f"{CLINIC}/punjabi/sheet_aftercare.html"),
    "desk-editor": Screen(
        f"edit/{CLINIC}/punjabi/aftercare",
        "(leaf => leaf && leaf.documentElement.dataset.heard && "
        "(at => at.top > 0 && at.bottom < leaf.defaultView.innerHeight)"
        f"(leaf.querySelector('[aria-current]').getBoundingClientRect()))({LEAF})",
    ),
    "desk-brand": Screen(
        f"edit/{CLINIC}/brand?accent=%23a4121f", "document.querySelector('[data-picture]').naturalWidth > 0"
    ),
}


def draw_screens(place: Path) -> None:
    """Draw each page, wide and narrow; say so and draw none where no browser is installed."""
    sys.path.insert(0, str(TESTS))
    from browser import CHROMIUM, chromium

    if CHROMIUM is None:
        sys.stderr.write("This machine has no Chromium, so pictures of pages in a browser stay as they are.\n")
        return
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside,
        _served(Path(aside) / "desk") as address,
        chromium(Path(aside) / "profile", CHROMIUM) as browser,
    ):
        for name, screen in SCREENS.items():
            path = screen.path if name != "desk-editor" else f"{screen.path}?m={_message(browser, address, screen)}"
            for size, more in ((WIDE, ""), (NARROW, "-narrow")):
                browser.resize(*size)
                browser.open(f"{address}{path}")
                browser.until(screen.is_there)
                _keep(browser.picture(whole=False), SMALLER[size], place / f"{name}{more}.png")


def _message(browser: "Browser", address: str, screen: Screen) -> str:
    browser.open(f"{address}{screen.path}")
    found = f"[...document.querySelectorAll('[data-to]')].find(one => one.textContent.includes('{SORE}')).dataset.to"
    return str(browser.ask(found))


def _keep(png: bytes, width: int, path: Path) -> None:
    """Write a picture small, of few colours."""
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    small = whole.resize((width, round(width * whole.height / whole.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes, more than {LARGEST}.")


@contextmanager
def _served(place: Path) -> Iterator[str]:
    """Serve a project of one clinic for editing; yield its address."""
    program = [sys.executable, "-m", "leaflets"]
    quiet = subprocess.DEVNULL
    subprocess.run([*program, "new", str(place)], check=True, cwd=place.parent, stdout=quiet)  # noqa: S603 - our own
    shutil.copyfile(ROOT / "clinics" / CLINIC / "clinic.toml", file := place / "clinics" / CLINIC / "clinic.toml")
    listed = ", ".join(f'"{one}"' for one in LANGUAGES)
    text = re.sub(r"(?m)^languages = .*$", f"languages = [{listed}]", file.read_text("utf-8"))
    file.write_text(re.sub(r"(?ms)^topics = \[.*?^\]$", 'topics = ["aftercare", "side-effects"]', text), "utf-8")
    command = [*program, "serve", "--edit", "--no-open", "--port", "0", "--today", DAY]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=place, env={**os.environ, "NO_COLOR": "1"}, stdout=subprocess.PIPE, encoding="utf-8"
    )
    with process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.terminate()
