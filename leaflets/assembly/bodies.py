"""A body, ready to be joined: what clinics share of a leaflet, as bytes that need no change, with what is to add."""

from collections.abc import Mapping
from dataclasses import dataclass

from leaflets.assembly.deflating import Deflated
from leaflets.assembly.tones import Toned
from leaflets.assembly.typefaces import Typeface
from leaflets.assembly.writing import ROW
from leaflets.typesetting.areas import Sides
from leaflets.typesetting.contrast import Comparison
from leaflets.typesetting.marking import Bookmark

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
ROOM = 128
"""How many marked contents a clinic's parts may have on a page: those of a body are numbered from here on."""


@dataclass(frozen=True)
class Moving:
    """What stands below the contact card: its pieces, as a clinic's parts have them, and how far it may move down."""

    pieces: Mapping[str, Deflated]
    room: float


@dataclass(frozen=True)
class PageOfBody:
    """A page of a body: its number and its entries but for what is noted here.

    `contents` are the pieces of its stream: the parts stand between them, and the last follows all. `slots` are the
    structure elements of parts, with their entries; `owners` whose each marked content is, as bytes. `links` and
    `fields` are the numbers of its annotations.
    """

    number: int
    entries: bytes
    height: float
    contents: tuple[Deflated, ...]
    parts: tuple[str, ...]
    areas: Mapping[str, Sides]
    slots: Mapping[str, tuple[int, bytes]]
    owners: bytes
    moving: Moving | None
    links: tuple[int, ...]
    fields: tuple[int, ...]


@dataclass(frozen=True)
class Body:
    """What clinics share of a leaflet. `blob` stands at the begin of a file, `rows` tell where its objects are there.

    Then come the numbers of the objects that are written for each leaflet, some with the entries that are known of
    them: the dictionary of fonts, the resources of pages by kind, the colour spaces, the tree that tells whose each
    content is (with the entries of annotations, and the key of the next), the bookmarks, the metadata (`described`) and
    the information (`said`). `toned` are values in a tone of the brand,
    `typefaces` the fonts. `families` are the names of fonts, `compared`
    the colours that were compared.
    """

    blob: bytes
    rows: bytes
    pages: tuple[PageOfBody, ...]
    bookmarks: tuple[tuple[Bookmark, ...], ...]
    catalog: int
    fonts: tuple[int, bytes]
    resources: tuple[int, Mapping[str, bytes]]
    colours: tuple[int, bytes]
    parents: int
    owners: bytes
    next_owner: int
    outlines: int
    metadata: int
    information: int
    said: bytes
    described: bytes
    toned: tuple[tuple[int, Toned], ...]
    typefaces: tuple[Typeface, ...]
    families: tuple[str, ...]
    compared: frozenset[Comparison]

    @property
    def size(self) -> int:
        """How many numbers are taken, with that of the object that no file has."""
        return len(self.rows) // ROW.size
