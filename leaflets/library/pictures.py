"""Pictures of printed pages, for a screen: each made once from its PDF, and found again by it."""

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
        pages = [_picture(page) for page in document]
    small = pages[0].resize((SMALL, round(SMALL * pages[0].height / pages[0].width)), Image.Resampling.LANCZOS)
    return [*map(_webp, pages), _webp(small)]


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=WIDTH / page.get_width(), may_draw_forms=True).to_pil().convert("RGB")
    return picture


def _webp(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()
