"""Prepares a typeset body: what needs no change is written as it stands in a file, all else is noted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from leaflets.assembly.bodies import HEADER, ROOM, Body, Moving, PageOfBody
from leaflets.assembly.cutting import Cut, UnsuitedError, cut, from_place, numbered_from, resources_in, to_place, whose
from leaflets.assembly.deflating import Deflated, deflated
from leaflets.assembly.objects import compressed, filled, references_in, template
from leaflets.assembly.parting import MOVING, OPTIONAL
from leaflets.assembly.sources import Source, named_by, pairs_of, reached, whole, without
from leaflets.assembly.tones import VALUE, Toned, refuse_unnamed, toned_in, with_names
from leaflets.assembly.typefaces import Typeface, typeface_of
from leaflets.assembly.writing import FREE, ROW, Writer
from leaflets.typesetting.marking import LAST
from leaflets.typesetting.press import Part

KINDS = ("/ExtGState", "/XObject", "/Pattern", "/Shading")
"""The kinds of resources that stand in the resources of pages themselves."""
OWN_INFORMATION = ("/Author", "/leaflet", "/matter")
BEST = 9
"""How hard is tried to make small what is made once and printed often."""


def body_of(part: Part) -> Body:
    """Return a typeset body, ready to be joined; raise UnsuitedError for one that cannot be."""
    if part.compared is None:
        raise UnsuitedError("colours are mixed on it")
    return _Preparation(part).body(part)


class _Preparation:
    def __init__(self, part: Part) -> None:
        self._source = source = Source(part.pdf)
        self._part = part
        self._cuts = [cut(source.page(number)) for number in source.pages]
        root, pages = source.pdf.Root, [page.obj for page in source.pdf.pages]
        self._resources = pages[0].Resources
        self._parents, self._metadata = root.StructTreeRoot.ParentTree, root.Metadata
        self._outlines: Any = root.get("/Outlines")
        if self._outlines is None or any(page.Resources.objgen != self._resources.objgen for page in pages):
            raise UnsuitedError("it has no bookmarks, or its pages do not share their resources")
        self._slots = {number for tags in part.tags for name, number in tags.items() if name != MOVING}
        self._filling = {kid for slot in self._slots for kid in reached(self._kids(slot), self._kids)}
        self._fonts = dict(self._used_fonts(self._resources.Font))
        self._numbers: dict[int, int] = {}
        self._streams: list[tuple[int, bytes, bytes]] = []
        self._toned: dict[Toned, int] = {}
        self._next = 1

    def body(self, part: Part) -> Body:
        """Return the body."""
        source, special = self._source, self._special
        owners = dict(pairs_of(self._parents.Nums))
        on_pages = [[one.objgen[0] for one in owners.pop(number)] for number in range(len(source.pages))]
        owned = [number for page in on_pages for number in page if number not in self._filling]
        starts = [source.catalog, self._resources.objgen[0], *owned]
        found = [number for number in reached(starts, self._named) if number not in self._filling]
        self._numbers = {number: self._new() for number in [*found, *sorted(special - set(found))]}
        fixed = list(self._fixed(found, special))
        pages = tuple(self._page(place, on_pages[place]) for place in range(len(source.pages)))
        annotated = [(key, one.objgen[0]) for key, one in sorted(owners.items()) if self._is_kept(one.objgen[0])]
        holder, information = self._new(), self._new()
        writer = Writer(HEADER, ROW.pack(FREE, 0, 65535), self._next)
        writer.add_streams(self._streams)
        writer.add_objects(holder, fixed, BEST)
        return Body(
            blob=writer.written,
            rows=bytes(writer.rows),
            pages=pages,
            bookmarks=part.bookmarks,
            catalog=self._numbers[source.catalog],
            fonts=(self._number(self._resources.Font), self._references(self._fonts)),
            resources=(self._number(self._resources), dict(self._kinds())),
            colours=(self._number(self._resources.ColorSpace), self._entries(self._resources.ColorSpace)),
            parents=self._number(self._parents),
            owners=b" ".join(b"%d %d 0 R" % (key, self._numbers[one]) for key, one in annotated),
            next_owner=max([len(pages), *(key + 1 for key, _ in annotated)]),
            outlines=self._number(self._outlines),
            metadata=self._number(self._metadata),
            information=information,
            said=source.information(OWN_INFORMATION),
            described=bytes(self._metadata.read_bytes()),
            toned=tuple((number, toned) for toned, number in self._toned.items()),
            typefaces=tuple(self._typefaces()),
            families=part.fonts,
            compared=part.compared or frozenset(),
        )

    @property
    def _special(self) -> set[int]:
        """The numbers of the objects that are written for each leaflet, beside pages and places."""
        fonts, colours = self._resources.Font, self._resources.ColorSpace
        objects = (self._resources, fonts, colours, self._parents, self._outlines, self._metadata)
        return {one.objgen[0] for one in objects}

    def _named(self, number: int) -> Iterable[int]:
        """Return the numbers of what an object names and a body keeps."""
        if number in self._source.pages:
            return named_by(self._source, number, b"Contents", b"Resources")
        if number in self._slots:
            return named_by(self._source, number, b"K")
        if number == self._resources.Font.objgen[0]:
            return self._fonts.values()
        if number in {one.objgen[0] for one in (self._parents, self._outlines, self._metadata)}:
            return ()
        return named_by(self._source, number)

    def _kids(self, element: int) -> list[int]:
        """Return what stands right below a structure element in the tree."""
        return [one.objgen[0] for one in self._source.get(element).get("/K", []) if not isinstance(one, int)]

    def _used_fonts(self, fonts: Any) -> Iterator[tuple[str, int]]:
        """Yield name and number of each font that is used outside of the places."""
        source = self._source
        streams = [_lines_of(one) for one in self._cuts]
        numbers = range(1, len(source.pdf.objects) + 1)
        streams += [
            source.decoded(one) for one in numbers if b"/Resources" in source.entries(one) and source.is_stream(one)
        ]
        used = {name for one in streams for operator, name in resources_in(one) if operator == "Tf"}
        yield from ((name, font.objgen[0]) for name, font in fonts.items() if name[1:] in used)

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _number(self, found: Any) -> int:
        return self._numbers[found.objgen[0]]

    def _entries(self, found: Any) -> bytes:
        return self._renumbered(self._source.entries(found.objgen[0]))

    def _is_kept(self, number: int) -> bool:
        return number in self._numbers and number not in self._filling

    def _renumbered(self, entries: bytes) -> bytes:
        return filled(template(entries), self._numbers.__getitem__)

    def _references(self, names: Mapping[str, int]) -> bytes:
        return b"".join(b" %s %d 0 R" % (name.encode(), self._numbers[number]) for name, number in names.items())

    def _kinds(self) -> Iterator[tuple[str, bytes]]:
        """Yield the resources of pages by their kinds."""
        for kind in KINDS:
            yield kind, self._renumbered(self._resources[kind].unparse()[2:-2].rstrip())

    def _fixed(self, found: Iterable[int], special: set[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the objects that need no change; streams are noted."""
        source = self._source
        apart = {place for _, places, _ in source.font_files() for place in places}
        for number in found:
            if number in apart | special | self._slots or number in source.pages:
                continue
            if source.is_stream(number):
                self._streams.append((self._numbers[number], *self._stream(number)))
            else:
                yield self._numbers[number], whole(self._with_toned(self._renumbered(source.entries(number))))

    def _typefaces(self) -> Iterator[Typeface]:
        """Yield the fonts that are kept."""
        for name, (file, codes), glyphs in self._source.font_files():
            if file in self._numbers:
                places = self._numbers[file], self._numbers[codes]
                yield typeface_of(name, places, glyphs, self._source.decoded(file))

    def _stream(self, number: int) -> tuple[bytes, bytes]:
        """Return the entries and the data of a stream; where it paints, by the names of tones."""
        entries, raw = self._with_toned(self._renumbered(self._source.entries(number))), self._source.raw(number)
        if b"/Resources" in entries or b"/Subtype /Form" in entries:
            data = self._source.decoded(number)
            named = with_names(data)
            raw = raw if named == data else compressed(named, BEST)
        return entries, raw

    def _with_toned(self, entries: bytes) -> bytes:
        """Return entries with references in the place of values that name a tone of the brand."""

        def noted(found: re.Match[bytes]) -> bytes:
            toned = toned_in(found[0])
            if toned is None:
                return found[0]
            if toned not in self._toned:
                self._toned[toned] = self._new()
            return b"%d 0 R" % self._toned[toned]

        named = VALUE.sub(noted, entries)
        refuse_unnamed([named])
        return named

    def _page(self, place: int, owners: Sequence[int]) -> PageOfBody:
        source, one = self._source, self._cuts[place]
        number, areas, tags = source.pages[place], self._part.areas[place], self._part.tags[place]
        if {name for name in one.parts if name == whose(name)} != set(areas) or set(areas) != set(tags):
            raise UnsuitedError("a part of a clinic is not to be found on a page")
        entries = source.entries(number)
        annotations = references_in((re.search(rb"/Annots \[([^\]]*)\]", entries) or [b""])[0])
        fields = [one for one in annotations if b"/Subtype /Widget" in source.entries(one)]
        return PageOfBody(
            number=self._numbers[number],
            entries=self._renumbered(without(entries, b"Annots", b"Contents")),
            height=float(source.get(number).MediaBox[3]),
            contents=tuple(self._contents(one, place)),
            parts=tuple(one.parts),
            areas={name: area for name, area in areas.items() if name != MOVING},
            slots={name: (self._numbers[tag], self._slot(tag)) for name, tag in tags.items() if name != MOVING},
            moving=self._moving(one, place) if MOVING in areas else None,
            owners=b" ".join(b"%d 0 R" % self._numbers[one] if self._is_kept(one) else b"null" for one in owners),
            links=tuple(self._numbers[one] for one in annotations if one not in fields),
            fields=tuple(self._numbers[one] for one in fields),
        )

    def _moving(self, one: Cut, place: int) -> Moving:
        """Return what stands below the contact card. It cannot move with links or pictures, or without the card."""
        areas, element = self._part.areas[place], self._part.tags[place][MOVING]
        area = areas[MOVING]
        below = (number for number in reached([element], self._kids) if number not in self._filling)
        is_bound = any(b"/BBox" in entries or b"/OBJR" in entries for entries in map(self._source.entries, below))
        is_free = OPTIONAL in areas and not is_bound
        pieces = {
            suffix: _deflated([from_place(area), *one.painted[MOVING + suffix]])
            for suffix in ("", LAST)
            if MOVING + suffix in one.painted
        }
        return Moving(pieces, max(0.0, self._part.ends[place] - area[1] - area[3]) if is_free else 0.0)

    def _slot(self, tag: int) -> bytes:
        return self._renumbered(without(self._source.entries(tag), b"K"))

    def _contents(self, one: Cut, place: int) -> Iterator[Deflated]:
        """Yield the pieces of a page's stream; each part is moved to its place between two of them."""
        areas = self._part.areas[place]
        for at, piece in enumerate(one.between):
            to = to_place(areas[whose(one.parts[at])]) if at < len(one.parts) else []
            yield _deflated([*([b"Q"] if at else []), *piece, *to])
        yield _deflated(one.tail)


def _deflated(lines: Sequence[bytes]) -> Deflated:
    """Return lines as a piece of a stream, with the numbers of contents and the names of tones that they get."""
    return deflated(with_names(numbered_from(b"\n".join([*lines, b""]), ROOM)))


def _lines_of(one: Cut) -> bytes:
    """Return what is painted on a page outside of the places."""
    moving = (line for name, lines in one.painted.items() if whose(name) == MOVING for line in lines)
    return b"\n".join([*(line for piece in one.between for line in piece), *moving, *one.tail])
