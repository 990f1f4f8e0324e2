"""Pictures of a leaflet for websites and social media: a thumbnail, its first page, and a card to share."""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO

from PIL import Image

from leaflets.gallery.cards import Cards
from leaflets.gallery.telling import Told
from leaflets.library.pictures import as_webp, first_page, narrowed
from leaflets.model.work import CARD, FIRST_PAGE, PICTURES, THUMBNAIL
from leaflets.store import Store, key_of

KIND = "images"
SMALL, WIDTH = 300, 1200
"""Pixels across a thumbnail, and across a first page."""
QUALITY = 80
TYPES = {"webp": "image/webp", "png": "image/png"}


@dataclass(frozen=True)
class Picture:
    """One picture: what it is, its bytes, and its size in pixels."""

    kind: str
    data: bytes
    width: int
    height: int


class Images:
    """Makes the pictures of leaflets; what was made of a PDF before is taken from the store."""

    def __init__(self, cards: Cards, store: Store) -> None:
        self._cards, self._store = cards, store
        self._made_by = (SMALL, WIDTH, QUALITY, version("pypdfium2"), version("pillow"))

    def of(self, told: Told, pdf: bytes, kinds: Collection[str] = tuple(PICTURES)) -> list[Picture]:
        """Return the pictures of a leaflet, or only some kinds of them."""
        keys = {kind: key_of(kind, told.sha256, self._made_by) for kind in (THUMBNAIL, FIRST_PAGE)}
        keys[CARD] = key_of(CARD, told.sha256, self._made_by, self._cards.basis, told.language.endonym)
        known = {kind: self._store.find(KIND, keys[kind]) for kind in kinds}
        missing = [kind for kind, data in known.items() if data is None]
        if missing:
            page = first_page(pdf, WIDTH)
            for kind in missing:
                known[kind] = self._made(kind, told, page)
                self._store.keep(KIND, keys[kind], known[kind] or b"")
        return [_picture(kind, data or b"") for kind, data in known.items()]

    def _made(self, kind: str, told: Told, page: Image.Image) -> bytes:
        if kind == CARD:
            return self._cards.card(told, page)
        return as_webp(page if kind == FIRST_PAGE else narrowed(page, SMALL), QUALITY)


def _picture(kind: str, data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=["WEBP", "PNG"]) as picture:
        return Picture(kind, data, picture.width, picture.height)
