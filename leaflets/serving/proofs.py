"""Pictures of pages that are looked at and never delivered: each is set once by the workshop's presses, and kept."""

import asyncio
import hashlib
import io
from collections import OrderedDict

import anyio.to_thread
from PIL import Image

from leaflets.library.pictures import QUALITY, draw_pages
from leaflets.model import Preview
from leaflets.serving.answers import BUSY
from leaflets.serving.guard import RefusedError
from leaflets.serving.workshop import Workshop

KEPT = 24
"""How many previews are kept as pictures."""
MOST = 8
"""How many previews may wait to be set."""


class Proofs:
    """The previews that were looked at last, page by page as WebP. A small one follows the pages."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._made: OrderedDict[str, asyncio.Future[list[bytes]]] = OrderedDict()

    async def pages(self, preview: Preview) -> list[bytes]:
        """Return a preview's pages; raise `RefusedError` where it cannot be set, or where too many wait."""
        key = hashlib.sha256(f"{preview.html}\0{preview.stylesheet}".encode()).hexdigest()
        if key not in self._made:
            if sum(not one.done() for one in self._made.values()) >= MOST:
                raise RefusedError(503, BUSY)
            self._made[key] = asyncio.ensure_future(self._drawn(preview))
        self._made.move_to_end(key)
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        try:
            return await asyncio.shield(self._made[key])
        except BaseException:
            if key in self._made and self._made[key].done():
                del self._made[key]  # it is tried again the next time
            raise

    async def _drawn(self, preview: Preview) -> list[bytes]:
        proof = await asyncio.wrap_future(self._workshop.proof(preview))
        if proof.pdf is None:
            raise RefusedError(422, proof.problems[0].reason if proof.problems else BUSY)
        return await anyio.to_thread.run_sync(draw_pages, proof.pdf)


def in_grey(picture: bytes) -> bytes:
    """Return a picture as a printer without colours would print it."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("L").save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()
