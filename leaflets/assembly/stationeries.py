"""A clinic's stationery, ready to be joined: its parts as pieces of streams, and all objects that they rest on."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leaflets.assembly.bodies import ROOM
from leaflets.assembly.cutting import (
    Cut,
    UnsuitedError,
    contents_in,
    cut,
    from_place,
    renamed,
    resources_in,
    whose,
)
from leaflets.assembly.deflating import Deflated, deflated
from leaflets.assembly.objects import Template, template
from leaflets.assembly.sources import Source, reached, whole, without
from leaflets.assembly.typefaces import Typeface, typeface_of
from leaflets.typesetting.areas import Sides
from leaflets.typesetting.marking import LAST, Bookmark
from leaflets.typesetting.press import Part

PAGE, SLOT = -1, -2
"""What stand in templates for the page that a part is put on, and for its element in the structure tree."""
KINDS = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "scn": "/Pattern", "SCN": "/Pattern", "sh": "/Shading"}
PREFIX = "C"
"""Begins the names of a clinic's resources, which stand beside those of bodies."""
_SUBSET = re.compile(rb"/([A-Z]{6})\+")
_HEADER = re.compile(rb"\((\d+-\d+-\d+)\)")


@dataclass(frozen=True)
class Placed:
    """An object with a rectangle that moves with its part, in points from the foot of the page; its end is open."""

    key: int
    template: Template
    rectangle: tuple[float, float, float, float]
    owner: int = 0


@dataclass(frozen=True)
class PartOfClinic:
    """A part. `kids` are its topmost structure elements, `owners` whose each marked content is.

    `pieces` are what paints it: in its place, and after all else on its page.
    """

    area: Sides
    pieces: Mapping[str, Deflated]
    kids: tuple[int, ...]
    owners: tuple[tuple[int, int], ...]
    elements: tuple[tuple[int, Template], ...]
    figures: tuple[Placed, ...]
    links: tuple[Placed, ...]
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True)
class Stationery:
    """A clinic's parts. Objects have keys from 0 on, which become numbers; `streams` have entries and data."""

    parts: Mapping[str, PartOfClinic]
    objects: tuple[tuple[int, Template], ...]
    streams: tuple[tuple[int, Template, bytes], ...]
    resources: Mapping[str, tuple[Template, ...]]
    typefaces: tuple[Typeface, ...]
    size: int
    height: float
    families: tuple[str, ...]


def stationery_of(part: Part) -> Stationery:
    """Return a typeset stationery, ready to be joined; raise UnsuitedError for one that cannot be."""
    return _Maker(part).made()


@dataclass
class _Maker:
    part: Part
    keys: dict[int, int] = field(default_factory=dict)
    special: dict[int, int] = field(default_factory=dict)
    described: set[int] = field(default_factory=set)

    def made(self) -> Stationery:
        if len(self.part.areas) != 1:
            raise UnsuitedError("it fills more than a page")
        self.source = source = Source(self.part.pdf)
        [page] = source.pages
        one, areas, tags = cut(source.page(page)), self.part.areas[0], self.part.tags[0]
        if {name for name in one.parts if name == whose(name)} != set(areas) or set(areas) != set(tags):
            raise UnsuitedError("a part is not to be found on it")
        resources = source.get(page).Resources
        self.special = {page: PAGE}
        parts = {}
        self._next = 0
        used = {
            (operator, name)
            for lines in one.painted.values()
            for operator, name in resources_in(b"\n".join(lines))
            if operator in KINDS
        }
        names = {name: PREFIX + name for _, name in used}
        for name in areas:
            pieces = {}
            for suffix in ("", LAST):
                lines = one.painted.get(name + suffix)
                if lines and b"BT" in lines:
                    content = renamed(b"\n".join([from_place(areas[name]), *lines, b""]), names)
                    pieces[suffix] = deflated(content)
            parts[name] = self._part(name, one, tags[name], areas[name], pieces)
        found: dict[str, tuple[Template, ...]] = {}
        for kind in sorted(set(KINDS.values())):
            wanted = sorted({name for operator, name in used if KINDS[operator] == kind})
            found[kind] = tuple(self._resource(PREFIX + name, resources[kind][f"/{name}"]) for name in wanted)
        objects, streams, typefaces = self._objects()
        return Stationery(
            parts=parts,
            objects=objects,
            streams=streams,
            resources=found,
            typefaces=typefaces,
            size=self._next,
            height=float(source.get(page).MediaBox[3]),
            families=self.part.fonts,
        )

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _key(self, number: int) -> int:
        """Return what stands for an object in templates."""
        if number in self.special:
            return self.special[number]
        if number not in self.keys:
            self.keys[number] = self._new()
        return self.keys[number]

    def _part(self, name: str, one: Cut, slot: int, area: Sides, pieces: Mapping[str, Deflated]) -> PartOfClinic:
        source = self.source
        self.special[slot] = SLOT
        elements, figures, links = [], [], []
        owners: dict[int, int] = {}
        below = list(reached(self._kids(slot), self._kids))
        holders = {kid: number for number in below for kid in self._kids(number)}
        self.described |= set(below)
        for number in below:
            entries = source.entries(number)
            if b"/BBox" in entries:
                figures.append(self._figure(number, entries))
            elif b"/Type /OBJR" in entries:
                links.append(self._link(number, holders[number]))
                elements.append((self._key(number), self._template(entries)))
            else:
                elements.append((self._key(number), self._template(entries)))
            for kid in source.get(number).get("/K", []):
                if isinstance(kid, int):
                    owners[kid] = self._key(number)
        painted = contents_in(b"\n".join(one.painted[name]))
        if set(painted) != set(owners) or max(painted, default=0) >= ROOM:
            raise UnsuitedError(f"{name} has contents that are nobody's, or more than there is room for")
        self.special.pop(slot)
        return PartOfClinic(
            area=area,
            pieces=pieces,
            kids=tuple(self._key(kid) for kid in self._kids(slot)),
            owners=tuple(sorted(owners.items())),
            elements=tuple(elements),
            figures=tuple(figures),
            links=tuple(links),
            bookmarks=tuple(one for one in self.part.bookmarks[0] if _is_inside(one, area)),
        )

    def _kids(self, number: int) -> list[int]:
        return [one.objgen[0] for one in self.source.get(number).get("/K", []) if not isinstance(one, int)]

    def _template(self, entries: bytes) -> Template:
        return template(whole(_HEADER.sub(rb"(c\1)", entries)), self._key)

    def _figure(self, number: int, entries: bytes) -> Placed:
        box = re.search(rb"/A << /BBox \[ ([-\d. ]+) \] /O /Layout >>", entries)
        if box is None:
            raise UnsuitedError("a picture has another place than pictures have")
        kept = entries.replace(b" " + box[0], b"")
        return Placed(self._key(number), template(kept, self._key), _rectangle(box[1]))

    def _link(self, number: int, holder: int) -> Placed:
        annotation = self.source.get(number).Obj
        entries = self.source.entries(annotation.objgen[0])
        box = re.search(rb"/Rect \[ ([-\d. ]+) \]", entries)
        if box is None or b"/Subtype /Link" not in entries:
            raise UnsuitedError("it has fields to fill in")
        self.described.add(annotation.objgen[0])
        kept = without(entries, b"Rect", b"StructParent")
        return Placed(self._key(annotation.objgen[0]), template(kept, self._key), _rectangle(box[1]), self._key(holder))

    def _resource(self, name: str, value: Any) -> Template:
        if value.is_indirect:
            return (f" /{name} ".encode(), self._key(value.objgen[0]))
        return (f" /{name} ".encode(), *template(value.unparse(), self._key))

    def _objects(
        self,
    ) -> tuple[tuple[tuple[int, Template], ...], tuple[tuple[int, Template, bytes], ...], tuple[Typeface, ...]]:
        """Return all that resources rest on: objects, streams, and fonts."""
        source = self.source
        fonts = list(source.font_files())
        apart = {place for _, places, _ in fonts for place in places}
        objects, streams = [], []
        done: set[int] = set()
        while waiting := [number for number in self.keys if number not in done | self.described]:
            for number in waiting:
                done.add(number)
                entries = source.entries(number)
                if number in apart:
                    continue
                if source.is_stream(number):
                    streams.append((self._key(number), template(entries, self._key), source.raw(number)))
                else:
                    objects.append((self._key(number), template(whole(self._subset(entries)), self._key)))
        typefaces = (
            typeface_of(name, (self.keys[file], self.keys[codes]), glyphs, source.decoded(file))
            for name, (file, codes), glyphs in fonts
            if file in self.keys
        )
        return tuple(objects), tuple(streams), tuple(typefaces)

    def _subset(self, entries: bytes) -> bytes:
        """Return a font's entries with another name of its subset: its body has one of the same name."""
        return _SUBSET.sub(lambda found: b"/" + _other(found[1]) + b"+", entries)


def _other(name: bytes) -> bytes:
    digest = hashlib.sha256(b"clinic " + name).digest()
    return bytes(65 + one % 26 for one in digest[:6])


def _rectangle(numbers: bytes) -> tuple[float, float, float, float]:
    left, one, right, other = map(float, numbers.split())
    return left, one, right, other


def _is_inside(one: Bookmark, area: Sides) -> bool:
    return area[1] - 0.5 <= one.top <= area[1] + area[3] + 0.5
