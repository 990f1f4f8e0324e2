"""Pictures of printed pages, for a screen: each made once from its PDF, and found again by it."""

import base64
import io
from importlib.metadata import version

import pypdfium2
from PIL import Image

from leaflets.store import Store, key_of

KIND = "pictures"
WIDTH, SMALL = 760, 300
"""Pixels across a page, and across a thumbnail."""
QUALITY = 62


def page_pictures(pdf: bytes, sha256: str, count: int, store: Store) -> tuple[list[bytes], bytes]:
    """Return the pages of a PDF and its thumbnail as WebP; what was made before is not drawn again."""
    keys = [
        key_of(sha256, number, WIDTH, SMALL, QUALITY, version("pypdfium2"), version("pillow"))
        for number in range(count + 1)
    ]
    known: list[bytes | None] = [store.find(KIND, key) for key in keys]
    if any(one is None for one in known):
        known = [*draw_pages(pdf)]
        for key, data in zip(keys, known, strict=True):
            store.keep(KIND, key, data or b"")
    *pages, small = [one or b"" for one in known]
    return pages, small


def draw_pages(pdf: bytes) -> list[bytes]:
    """Return pictures of all pages, then the thumbnail of the first."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [drawn(page, WIDTH) for page in document]
    small = narrowed(pages[0], SMALL)
    return [*map(as_webp, pages), as_webp(small)]


def first_page(pdf: bytes, width: int) -> Image.Image:
    """Return a picture of the first page, so many pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        return drawn(document[0], width)


def drawn(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    """Return a picture of a page, so many pixels wide."""
    picture: Image.Image = page.render(scale=width / page.get_width(), may_draw_forms=True).to_pil().convert("RGB")
    return picture


def narrowed(picture: Image.Image, width: int) -> Image.Image:
    """Return a smaller picture of the same."""
    return picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)


def as_webp(picture: Image.Image, quality: int = QUALITY) -> bytes:
    """Return a picture as WebP."""
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=4)
    return buffer.getvalue()


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return a picture as JPEG with all of its colours, which a PDF holds as it is."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=0, optimize=True)
    return buffer.getvalue()


def as_png(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def as_uri(data: bytes, kind: str) -> str:
    """Return a picture as a data URI; `kind` is `png`, `jpeg` or `webp`."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
