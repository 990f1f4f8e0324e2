"""Joins a body and a clinic's stationery to one PDF: nothing is typeset, and hardly anything compressed, again."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from leaflets.assembly.bodies import ROOM, Body, PageOfBody
from leaflets.assembly.cutting import moved, to_place, whose
from leaflets.assembly.deflating import Deflated, deflated, together
from leaflets.assembly.objects import (
    Template,
    array,
    compressed,
    filled,
    number_of,
    stream_object,
    text_string,
)
from leaflets.assembly.outlines import Outline
from leaflets.assembly.parting import MOVING, OPTIONAL, own_metadata
from leaflets.assembly.stationeries import PAGE, SLOT, Placed, Stationery
from leaflets.assembly.tones import BRAND, TONES
from leaflets.assembly.writing import ROW, Writer
from leaflets.typesetting.areas import Sides
from leaflets.typesetting.finishing import POINTS
from leaflets.typesetting.marking import LAST

BELOW_CARD = (MOVING, "own")
"""The parts that stand below the contact card."""
NAMES = {"author": b"Author", "leaflet": b"leaflet", "matter": b"matter"}
"""The entries of a PDF's information with a clinic's own metadata."""


def join(body: Body, stationery: Stationery, said: Mapping[str, str], tones: Mapping[str, str]) -> bytes:
    """Return the PDF of a leaflet. `said` is the clinic's own metadata, `tones` are its colours as `#rrggbb`."""
    return _Joint(body, stationery).written(said, tones)


def growth(page: PageOfBody, stationery: Stationery) -> float:
    """Return how much higher a clinic's contact card is than that of a page of the body, in CSS pixels."""
    card = stationery.parts.get(OPTIONAL)
    return card.area[3] - page.areas[OPTIONAL][3] if card and OPTIONAL in page.areas else 0.0


def placed(page: PageOfBody, stationery: Stationery) -> dict[str, Sides]:
    """Return where a clinic's parts stand on a page."""
    down = growth(page, stationery)
    return {
        name: (area[0], area[1] + down, *area[2:]) if name in BELOW_CARD else area for name, area in page.areas.items()
    }


class _Joint:
    def __init__(self, body: Body, stationery: Stationery) -> None:
        self._body, self._stationery = body, stationery
        self._first = body.size
        self._next = body.size + stationery.size
        self._objects: list[tuple[int, bytes]] = []
        self._streams: list[tuple[int, bytes, bytes]] = []
        self._owned: list[bytes] = []
        self._owner = body.next_owner
        self._elsewhere: dict[int, int] = {}

    def written(self, said: Mapping[str, str], tones: Mapping[str, str]) -> bytes:
        body, stationery = self._body, self._stationery
        self._add_typefaces()
        self._streams += [(self._own(key), filled(one, self._own), data) for key, one, data in stationery.streams]
        self._objects += [(self._own(key), filled(one, self._own)) for key, one in stationery.objects]
        owners = [self._page(place, page) for place, page in enumerate(body.pages)]
        pages = b" ".join(b"%d %s" % (place, array(one)) for place, one in enumerate(owners))
        self._add(body.parents, b"<</Nums [%s]>>" % b" ".join([pages, body.owners, *self._owned]))
        self._objects += [(number, one.in_tone(tones[TONES[one.tone]])) for number, one in body.toned]
        self._add_resources(tones)
        self._add_bookmarks()
        self._add_metadata(said)
        return self._file()

    def _add_typefaces(self) -> None:
        """Write the files of fonts; one that both have is written once, with the glyphs of both."""
        own = {one.name: one for one in self._stationery.typefaces}
        for one in self._body.typefaces:
            other = own.get(one.name)
            joined = other and one.joined(other, one.place, (one.map_place, self._own(other.map_place)))
            if other and joined:
                self._elsewhere[own.pop(one.name).place] = one.place
            self._streams += joined or one.written(one.place, one.map_place)
        for one in own.values():
            self._streams += one.written(self._own(one.place), self._own(one.map_place))

    def _own(self, key: int) -> int:
        """Return the number of an object of the stationery."""
        return self._elsewhere.get(key, self._first + key)

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _add(self, number: int, data: bytes) -> None:
        self._objects.append((number, data))

    def _page(self, place: int, page: PageOfBody) -> list[bytes]:
        """Write a page with a clinic's parts, and return whose each of its marked contents is."""
        owners: dict[int, int] = {}
        links: list[int] = []
        areas = placed(page, self._stationery)
        for name, area in areas.items():
            part = self._stationery.parts[name]
            number = self._numbers(page, name, is_copy=place > 0 and name in self._body.pages[place - 1].areas)
            slot, entries = page.slots[name]
            self._add(slot, b"<<%s /K %s>>" % (entries, array(b"%d 0 R" % number(kid) for kid in part.kids)))
            self._objects += [(number(key), filled(one, number)) for key, one in part.elements]
            owners |= {one: number(key) for one, key in part.owners}
            for figure in part.figures:
                box = b" /A <</O /Layout /BBox %s>>" % _rectangle(figure, part.area, area, page, self._stationery)
                self._add(number(figure.key), b"<<%s%s>>" % (filled(figure.template, number), box))
            for link in part.links:
                box = b" /Rect %s" % _rectangle(link, part.area, area, page, self._stationery)
                owner = b" /StructParent %d" % self._owner
                self._add(number(link.key), b"<<%s%s%s>>" % (filled(link.template, number), box, owner))
                self._owned.append(b"%d %d 0 R" % (self._owner, number(link.owner)))
                self._owner += 1
                links.append(number(link.key))
        annotations = array(b"%d 0 R" % one for one in (*page.links, *links, *page.fields))
        content = self._new()
        self._streams.append((content, b" /Filter /FlateDecode", together(self._contents(page))))
        annots = b" /Annots " + annotations if annotations != b"[]" else b""
        self._add(page.number, b"<<%s /Contents %d 0 R%s>>" % (page.entries, content, annots))
        own = [b"%d 0 R" % owners[one] if one in owners else b"null" for one in range(ROOM)]
        return [*own, page.owners]

    def _numbers(self, page: PageOfBody, name: str, *, is_copy: bool) -> Callable[[int], int]:
        """Return what tells the numbers of a part's objects; on each page after its first they are others."""
        known = {PAGE: page.number, SLOT: page.slots[name][0]}
        if is_copy:
            known |= {key: self._new() for key, _ in self._stationery.parts[name].elements}
        return lambda key: known[key] if key in known else self._own(key)

    def _contents(self, page: PageOfBody) -> Iterator[Deflated]:
        """Yield the pieces of the stream that paints a page."""
        *between, tail = page.contents
        for place, piece in enumerate(between):
            yield piece
            if place < len(page.parts):
                yield from self._painted(page, page.parts[place])
        for name, area in page.areas.items():
            if LAST in self._stationery.parts[name].pieces and name + LAST not in page.parts:
                yield deflated(b"\n".join([*to_place(area), b""]))
                yield from self._painted(page, name + LAST)
                yield deflated(b"Q\n")
        yield tail

    def _painted(self, page: PageOfBody, part: str) -> Iterator[Deflated]:
        """Yield what paints a part, after what moves it down where it stands below a card that is larger."""
        name = whose(part)
        pieces = page.moving.pieces if page.moving and name == MOVING else self._stationery.parts[name].pieces
        piece = pieces.get(part.removeprefix(name))
        if piece is not None:
            down = growth(page, self._stationery) if name in BELOW_CARD else 0.0
            yield from [deflated(moved(0, down) + b"\n")] if down else []
            yield piece

    def _add_resources(self, tones: Mapping[str, str]) -> None:
        """Write what pages paint with: that of the body, that of the clinic, and its brand's tones by number."""
        body, own = self._body, self._stationery.resources
        number, entries = body.fonts
        self._add(number, b"<<%s%s>>" % (entries, self._filled(own["/Font"])))
        colours, known = body.colours
        palette = "".join(tones[name].removeprefix("#") for name in TONES).encode()
        space = b"[/Indexed /DeviceRGB %d <%s>]" % (len(TONES) - 1, palette)
        self._add(colours, b"<<%s /%s %s>>" % (known, BRAND, space))
        resources, kinds = body.resources
        filled_kinds = [
            b"/%s <<%s%s>>" % (kind[1:].encode(), had, self._filled(own.get(kind, ()))) for kind, had in kinds.items()
        ]
        self._add(resources, b"<</ColorSpace %d 0 R /Font %d 0 R %s>>" % (colours, number, b" ".join(filled_kinds)))

    def _filled(self, entries: Sequence[Template]) -> bytes:
        return b"".join(filled(one, self._own) for one in entries)

    def _add_bookmarks(self) -> None:
        """Write the headings of the body, and after them those of the clinic's parts."""
        found = [
            (page, one) for page, marks in zip(self._body.pages, self._body.bookmarks, strict=True) for one in marks
        ]
        for page in self._body.pages:
            for name, area in placed(page, self._stationery).items():
                part = self._stationery.parts[name]
                across, down = area[0] - part.area[0], area[1] - part.area[1]
                found += [(page, one._replace(left=one.left + across, top=one.top + down)) for one in part.bookmarks]
        self._objects += Outline(self._body.outlines, [self._new() for _ in found], found).written()

    def _add_metadata(self, said: Mapping[str, str]) -> None:
        body = self._body
        own = b" ".join(b"/%s %s" % (NAMES[name], text_string(words)) for name, words in said.items())
        self._add(body.information, b"<<%s %s>>" % (body.said, own))
        marks = {name: own_metadata(name).encode() for name in said}
        described = body.described
        for name, words in said.items():
            described = described.replace(marks[name], escape(words, quote=False).encode())
        entries = b" /Type /Metadata /Subtype /XML /Filter /FlateDecode"
        self._streams.append((body.metadata, entries, compressed(described)))

    def _file(self) -> bytes:
        """Return the file: what the body has ready, the other streams, the other objects, and where all are."""
        body = self._body
        holder, table = self._new(), self._new()
        writer = Writer(body.blob, body.rows, table + 1)
        writer.add_streams(self._streams)
        writer.add_objects(holder, self._objects, 6)
        writer.note(table)
        mark = hashlib.md5(writer.written, usedforsecurity=False).hexdigest().encode()
        entries = (
            b"/Type /XRef /Index [0 %d] /W [1 4 2] /Size %d" % (table + 1, table + 1),
            b"/Root %d 0 R /Info %d 0 R /ID [(%s) (%s)]" % (body.catalog, body.information, mark, mark),
            b"/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns %d>>" % ROW.size,
        )
        last = stream_object(table, b" ".join(entries), compressed(_by_row(writer.rows)))
        return b"".join([writer.written, last, b"startxref\n%d\n%%%%EOF\n" % writer.size])


def _rectangle(one: Placed, was: Sides, now: Sides, page: PageOfBody, stationery: Stationery) -> bytes:
    """Return where an object's rectangle is on a page, in points from its foot."""
    across = (now[0] - was[0]) * POINTS
    up = page.height - stationery.height - (now[1] - was[1]) * POINTS
    left, first, right, second = one.rectangle
    return array(number_of(value) for value in (left + across, first + up, right + across, second + up))


def _by_row(rows: bytearray) -> bytes:
    """Return rows as the PNG filter Up has them: how each is different from the one above."""
    above = bytes(ROW.size) + rows[: -ROW.size]
    changed = bytes([(one - other) & 0xFF for one, other in zip(rows, above, strict=True)])
    return b"".join(b"\x02" + changed[at : at + ROW.size] for at in range(0, len(changed), ROW.size))
