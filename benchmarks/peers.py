"""What people would use instead of us, as contestants. What is not installed is left out, and that is told."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from contestants import Contestant, kept, started
from devtools import FLAGS, chromium
from engines import BARE
from sheets import Page

FONTS = Path(__file__).parent.parent / "fonts"
ONCE = (
    "import sys, typst; typst.compile(sys.argv[1].encode(), output=sys.argv[2], root='typst', format='pdf',"
    " font_paths=[sys.argv[3]], ignore_system_fonts=True, pdf_standards=['ua-1'], timestamp=0)"
)
"""Typst with nothing kept. Its cache is the process's, so a new compiler in the same one would find it filled."""


@dataclass(frozen=True)
class Peer:
    """`open` makes a contestant of it over a workplace; `starts` tells whether it starts anew for each leaflet."""

    label: str
    open: Callable[[Path], AbstractContextManager[Contestant]]
    starts: bool = False


def loop(place: Path) -> AbstractContextManager[Contestant]:
    """Open the bare WeasyPrint loop, to which all others are compared."""
    return kept("bare WeasyPrint loop", BARE, place)


def has_typst() -> bool:
    """Tell whether Typst is installed. Our folder of its templates, which has the same name, is no module."""
    spec = importlib.util.find_spec("typst")
    return spec is not None and spec.origin is not None


def peers() -> Iterator[Peer]:
    """Yield every peer that is installed."""
    yield _kept("pikepdf reads and writes a finished leaflet", "pikepdf")
    if has_typst():
        yield _kept("Typst, compiler kept", "typst")
        yield _started("Typst, a process each", "typst-started", _typst)
    if chromium():
        yield _kept("Chromium, kept open", "browser")
        yield _started("Chromium, a start each", "browser-started", _browser)
    yield _started("weasyprint command, a process each", "weasyprint-started", _weasyprint)


def missing() -> Iterator[str]:
    """Yield a line for each peer that is not installed."""
    if not has_typst():
        yield "Typst is left out: it is not installed (make peers)."
    if not chromium():
        yield "Chromium is left out: it is not installed (Debian: apt-get install chromium)."


def _kept(label: str, engine: str) -> Peer:
    return Peer(label, lambda place: kept(label, engine, place))


def _started(label: str, folder: str, command: Callable[[Page, str], list[str]]) -> Peer:
    return Peer(label, lambda place: nullcontext(started(label, folder, place, command)), starts=True)


def _typst(page: Page, pdf: str) -> list[str]:
    return [sys.executable, "-c", ONCE, page.typst, pdf, str(FONTS)]


def _browser(page: Page, pdf: str) -> list[str]:
    return [chromium() or "", *FLAGS, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.html]


def _weasyprint(page: Page, pdf: str) -> list[str]:
    return [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", "--pdf-tags", page.html, pdf]
