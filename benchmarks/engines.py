"""What makes a PDF of a page and stays open for the next: the engines that are compared, each in a process of its own.

    python benchmarks/engines.py NAME WORKPLACE

reads a line with a list of pages, sets them, and writes a line with what that cost, and so on. A first line says that
the engine is loaded; loading is not counted.
"""

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import psutil
from costs import Cost, computed_by
from devtools import Browser, chromium
from sheets import Page, read_pages

from leaflets.typesetting import seal

ROOT = Path(__file__).parent.parent
BARE = "weasyprint"
Set = Callable[[Page], bytes]
"""Makes the PDF of a page."""


@contextmanager
def weasyprint(place: Path) -> Iterator[Set]:
    """Load the bare loop: WeasyPrint with nothing around it, and one font configuration."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()

    def run(page: Page) -> bytes:
        html = HTML(string=(place / page.html).read_text("utf-8"))
        return bytes(html.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True))

    yield run


@contextmanager
def typst(place: Path) -> Iterator[Set]:
    """Load Typst with one compiler, whose cache keeps what did not change from page to page."""
    compiler = import_module("typst").Compiler(
        root=place / "typst", font_paths=[ROOT / "fonts"], ignore_system_fonts=True
    )
    yield lambda page: bytes(compiler.compile(page.typst.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=0))


@contextmanager
def browser(place: Path) -> Iterator[Set]:
    """Start Chromium with one page open."""
    with Browser(chromium() or "") as open_browser:
        yield lambda page: open_browser.pdf_of(place / page.html)


@contextmanager
def pikepdf(place: Path) -> Iterator[Set]:
    """Load what reads and writes a finished leaflet without any change: whoever changes one pays at least that."""
    from pikepdf import Pdf

    def run(page: Page) -> bytes:
        buffer = io.BytesIO()
        with Pdf.open(place / BARE / f"{page.name}.pdf") as pdf:
            pdf.save(buffer)
        return buffer.getvalue()

    yield run


ENGINES = {engine.__name__: engine for engine in (weasyprint, typst, browser, pikepdf)}


def serve(name: str, place: Path) -> None:
    """Set the pages of each line that comes in, and say what it cost; PDFs go to a folder of the engine's name."""
    seal([folder for folder in (ROOT / "fonts").iterdir() if folder.is_dir()])
    pages, out = read_pages(place), place / name
    out.mkdir(exist_ok=True)
    process = psutil.Process()
    with ENGINES[name](place) as run:
        print(json.dumps("loaded"), flush=True)
        for line in sys.stdin:
            start, before, below = time.perf_counter(), time.process_time(), _below(process)
            for one in json.loads(line):
                (out / f"{one}.pdf").write_bytes(run(pages[one]))
            cpu = time.process_time() - before + _below(process) - below
            print(json.dumps(asdict(Cost(cpu, time.perf_counter() - start))), flush=True)


def _below(process: psutil.Process) -> float:
    """Return the seconds of computing of all processes that this one started."""
    return sum(computed_by(one) for one in process.children())


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]))
