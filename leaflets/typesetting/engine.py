"""The engine: the only module that imports WeasyPrint. Pages may load nothing from the network or the disk."""

import gc
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from leaflets.typesetting.libraries import LOADER_KNOWS, by_the_loader_alone

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint import Document as Document  # noqa: PLC0414 - so that others may import it from here
    from weasyprint.text.fonts import FontConfiguration


def warm_up() -> None:
    """Load the engine now, so that the first leaflet of a worker does not wait for it."""
    _font_configuration()


def versions_by_the_engine() -> tuple[int, str, int, bool]:
    """Return the versions of Pango, HarfBuzz and Fontconfig, and whether fonts are cut down by HarfBuzz's own library.

    Pango's is a number such as 15012 for 1.50.12. Raises OSError for a library that is not there.
    """
    with warnings.catch_warnings(action="ignore"):  # that no font is there is told by who reads the register
        _load()
        from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, harfbuzz_subset, pango

    with suppress(Exception):  # it is declared already
        ffi.cdef("const char *hb_version_string(void); int FcGetVersion(void);")
    return (
        pango.pango_version(),
        ffi.string(harfbuzz.hb_version_string()).decode(),
        fontconfig.FcGetVersion(),
        harfbuzz_subset is not None,
    )


def render(page: str, stylesheet: str = "") -> "Document":
    """Lay a page out, which is HTML, with a style sheet beside its own."""
    _load()
    from weasyprint import HTML

    document = HTML(string=page, url_fetcher=_fetcher(), base_url=None)
    stylesheets = [_stylesheet(stylesheet)] if stylesheet else []
    for _, told in stylesheets:
        for message in told:  # it is read once, and what is wrong with it stops each leaflet
            logging.getLogger("weasyprint").warning("%s", message)
    return document.render(font_config=_font_configuration(), stylesheets=[css for css, _ in stylesheets])


def reads_left(document: "Document") -> bool:
    """Tell whether a document is read from right to left, as a whole or in one of its languages."""
    root = document.pages[0]._page_box.children[0]  # noqa: SLF001 - the layout tree is not public
    return any(one.get("dir") == "rtl" and one.get("lang") for one in root.element.iter())


def drawing_parts() -> tuple[Any, Any, Any, Any]:
    """Return the engine's parts that draw: whole pages, boxes, borders, and where pictures stand in their boxes."""
    _load()
    from weasyprint import document, draw
    from weasyprint.draw import border
    from weasyprint.layout import replaced

    return document, draw, border, replaced


class WritingParts(NamedTuple):
    """The engine's parts that break texts into lines and write their glyphs."""

    inline: Any
    document: Any
    draw: Any
    line_box: Any
    text: Any
    stream: Any
    null: Any
    empty: int
    ffi: Any
    pango: Any


def writing_parts() -> WritingParts:
    """Return the engine's parts that break texts into lines and write their glyphs."""
    _load()
    from weasyprint import document, draw
    from weasyprint.draw import text
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.layout import inline
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.ffi import ffi, pango

    return WritingParts(inline, document, draw, LineBox, text, Stream, ffi.NULL, pango.PANGO_GLYPH_EMPTY, ffi, pango)


def layout_part() -> Any:
    """Return the engine's part that lays out blocks, and what stands in columns."""
    _load()
    from weasyprint.layout import block

    return block


def tagging_parts() -> Any:
    """Return the engine's part that makes the tags of a PDF."""
    _load()
    from weasyprint.pdf import tags

    return tags


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage of a page lie until the page is done: looking for it takes a sixth of the time of setting one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def warnings_kept() -> Iterator[list[str]]:
    """Keep what the engine would only log, in a list that grows."""
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    before = logger.handlers[:]
    logger.handlers[:] = [collector]
    try:
        yield collector.messages
    finally:
        logger.handlers[:] = before


@cache
def _load() -> None:
    """Import WeasyPrint. What the loader does not find is looked for by whoever imports it next, in the usual way."""
    if LOADER_KNOWS:
        with by_the_loader_alone(), suppress(OSError):
            import weasyprint  # noqa: F401 - it stays in memory


@lru_cache(maxsize=1)
def _font_configuration() -> "FontConfiguration":
    _load()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=16)
def _stylesheet(text: str) -> "tuple[CSS, tuple[str, ...]]":
    """Return a style sheet, and what the engine says of it."""
    _load()
    from weasyprint import CSS

    with warnings_kept() as told:
        css = CSS(string=text, font_config=_font_configuration(), url_fetcher=_fetcher())
    return css, tuple(told)


def _fetcher() -> Any:
    """Return what fetches for pages and for their style sheets: nothing but data that they carry."""
    _load()
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)


class _Collector(logging.Handler):
    """Keeps what the engine would only log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
