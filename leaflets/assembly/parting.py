"""Parts a composed page into its body, which clinics share, and a clinic's stationery, which its topics share.

Nothing is listed that a body rests on: it is the composed page itself, with the clinic's places emptied and the tones
by their names. So what differs between two clinics outside of their places makes two bodies.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import unescape

from leaflets.composition.naming import painted
from leaflets.model import Composition, Leaflet
from leaflets.model.shape import shape_of
from leaflets.model.spacing import OF_BLOCKS, OF_HEADS
from leaflets.store import key_of
from leaflets.typesetting.marking import PART

PLACES = {
    "phone": re.compile(r'<p class="foot-side">'),
    "clinic": re.compile(r'<div class="foot-clinic" data-slot="name">'),
    "masthead": re.compile(r'<header class="masthead" data-slot="name">'),
    "contact": re.compile(r'<section class="contact (?:small|large)[a-z ]*" data-slot="contact">'),
    "own": re.compile(r'<div class="own" data-slot="regulator">'),
}
"""How the places begin that are a clinic's own. Only the edition for staff has no contact card."""
OPTIONAL = "contact"
MOVING = "imprint"
"""What stands below the contact card, and further down where the card is larger. It is a part of the body."""
CARD = '<section class="contact {}"'
IMPRINT = '<footer class="imprint">'
FILLING = "x"
"""What stands in the places of a body: by it a place is found in what is painted."""
PALETTE = {
    "primary": "#0a3e4f",
    "accent": "#c76b1d",
    "primary-tint": "#edf2f4",
    "primary-line": "#c4d3d9",
    "accent-tint": "#f7e9dd",
}
"""What the tones of a body look like while it is typeset: colours that nothing else on a page has."""
OWN_METADATA = ("author", "leaflet", "matter")
"""What a PDF says of itself that is not the same for all clinics."""
_META = re.compile(r'<meta name="([a-z.]+)" content="([^"]*)">')
_SPACING = re.compile(rf"\n *--(?:{'|'.join(OF_BLOCKS + OF_HEADS)}): [^;\n]*;")
_SETTING = re.compile(r"<style>.*?</style>", re.DOTALL)
_ROOT = re.compile(r'<html lang="[^"]*" dir="[^"]*">')
_STATE = re.compile(r'<div class="foot-state">(.*?)<p class="foot-side">', re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A clinic's place on a page: its first tag, what is in it, and where both stand in the page."""

    name: str
    tag: str
    inside: str
    start: int
    end: int


@dataclass(frozen=True)
class Parted:
    """A composed page in two: `body` and `stationery` are layouts of their own; `said` is the clinic's own metadata.

    The body has a small contact card, also where the page has a large one.
    """

    body: Composition
    stationery: Composition
    said: Mapping[str, str]
    tones: Mapping[str, str]
    is_large: bool = False

    @property
    def as_large(self) -> "Parted":
        """The same with a body that has a large contact card, for pages on which there is no room to move."""
        html = self.body.html.replace(CARD.format("small"), CARD.format("large"), 1)
        return replace(self, body=replace(self.body, html=html))

    @cached_property
    def body_key(self) -> str:
        """The digest of all that the body rests on beside fonts and programs."""
        return key_of(self.body)

    @cached_property
    def stationery_key(self) -> str:
        """The digest of all that the stationery rests on beside fonts and programs."""
        return key_of(self.stationery)

    def body_page(self) -> Composition:
        """Return the body as a page to typeset."""
        return replace(self.body, html=painted(self.body.html, PALETTE))


def part(composition: Composition) -> Parted | None:
    """Return a composed page in its parts; None for one that is not made as the packaged layouts make it."""
    if shape_of(composition.leaflet.edition).is_grey:
        return None  # its tones are no clinic's
    page = composition.named
    places = list(_places(page)) if page else []
    said = {name: unescape(words) for name, words in _META.findall(page)}
    known = dict(composition.metadata)
    if (
        [one.name for one in places] not in (list(PLACES), [name for name in PLACES if name != OPTIONAL])
        or page.count(" data-slot=") != sum(one.tag.count(" data-slot=") for one in places)
        or set(dict(composition.tones)) != set(PALETTE)
        or _is_taken(page, composition.stylesheet)
        or any(said.get(name) != known[name] for name in known if name in OWN_METADATA)
        or re.search("<h[1-6]", page[places[-1].end :])
        or page.count(IMPRINT) != 1
    ):
        return None
    stationery = _stationery(page, places, dict(composition.tones))
    if stationery is None:
        return None
    leaflet = composition.leaflet
    shared = tuple((name, value) for name, value in composition.metadata if name not in OWN_METADATA)
    return Parted(
        body=replace(
            composition,
            leaflet=Leaflet("", leaflet.language, leaflet.topic, leaflet.edition),
            clinic_file="",
            html=_body(page, places),
            metadata=shared,
            named="",
            tones=(),
        ),
        stationery=replace(
            composition,
            leaflet=Leaflet(leaflet.clinic, leaflet.language, "", ""),
            html=stationery,
            pages=1,
            passages=(),
            depicted=(),
            content_id="",
            metadata=(),
            named="",
            tones=(),
        ),
        said={name: said.get(name, "") for name in OWN_METADATA},
        tones=dict(composition.tones),
        is_large=any(one.tag.startswith(CARD.format("large")[:-1]) for one in places),
    )


def _places(page: str) -> Iterator[Place]:
    """Yield a clinic's places in a page; one that is there twice is not found."""
    for name, pattern in PLACES.items():
        found = list(pattern.finditer(page))
        if len(found) == 1:
            begin = found[0]
            end = _end_of(page, begin)
            yield Place(name, begin[0], page[begin.end() : end], begin.start(), end)


def _end_of(page: str, begin: re.Match[str]) -> int:
    """Return where the element ends that begins somewhere: before its closing tag."""
    element = begin[0][1:].split(maxsplit=1)[0]
    depth = 1
    for tag in re.finditer(rf"<(/?){element}\b", page[begin.end() :]):
        depth += -1 if tag[1] else 1
        if not depth:
            return begin.end() + tag.start()
    return len(page)


@lru_cache(maxsize=64)
def _is_used(stylesheet: str) -> bool:
    return any(colour in stylesheet.lower() for colour in PALETTE.values())


def _is_taken(page: str, stylesheet: str) -> bool:
    """Tell whether a colour of the palette stands for itself somewhere."""
    return _is_used(stylesheet) or any(colour in page.lower() for colour in PALETTE.values())


def _body(page: str, places: list[Place]) -> str:
    """Return a page with its places emptied, with a small contact card if it has one."""
    pieces, start = [], 0
    for one in sorted(places, key=lambda place: place.start):
        inside = FILLING if one.tag.startswith("<p") else f"<p>{FILLING}</p>"
        pieces += [page[start : one.start], _marked(_plain(one.tag), one.name), inside]
        start = one.end
    emptied = "".join([*pieces, page[start:]])
    if any(one.name == OPTIONAL for one in places):
        emptied = emptied.replace(IMPRINT, _marked(IMPRINT, MOVING))
    return _META.sub(lambda found: _unsaid(found[1]) if found[1] in OWN_METADATA else found[0], emptied)


def _unsaid(name: str) -> str:
    return f'<meta name="{name}" content="{own_metadata(name)}">'


def own_metadata(name: str) -> str:
    """Return what a body says in the place of a clinic's own metadata."""
    return f"of the clinic: {name}"


def _plain(tag: str) -> str:
    return re.sub(r'class="contact (small|large)[a-z ]*"', 'class="contact small"', tag)


def _marked(tag: str, name: str) -> str:
    return f'{tag[:-1]} {PART}="{name}">'


def _stationery(page: str, places: list[Place], tones: Mapping[str, str]) -> str | None:
    """Return a page with nothing but a clinic's places and the mark of a draft beside its telephone number."""
    root, setting, state = _ROOT.search(page), _SETTING.search(page), _STATE.search(page)
    if root is None or setting is None or state is None:
        return None
    put = {one.name: f"{_marked(one.tag, one.name)}{one.inside}{_closed(one.tag)}" for one in places}
    html = (
        f'<!DOCTYPE html>\n{root[0]}<head><meta charset="utf-8">{_SPACING.sub("", setting[0])}</head><body>'
        f'<div class="foot"><div class="foot-state">{state[1]}{put["phone"]}</div>'
        f'<div class="foot-names">{put["clinic"]}</div></div>{put["masthead"]}{put.get(OPTIONAL, "")}'
        f'<footer class="imprint">{put["own"]}</footer></body></html>'
    )
    return painted(html, tones)


def _closed(tag: str) -> str:
    return f"</{tag[1:].split(maxsplit=1)[0]}>"
