"""The ways in which a family may set the head of a page: all of them below each other on one page, measured.

What is asked of the page is its title, its key points, and the headings of its sections.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

from leaflets.composition.pages import LaidOut
from leaflets.model.family import BOLD, PLAIN, Family
from leaflets.typesetting.filling import UnsettableError
from leaflets.typesetting.probes import measured


class Ladder(NamedTuple):
    """The sizes that a family tries, in points, from the largest: of titles, key points below each other, headings.

    `weight` is how much larger key points are worth beside a larger title.
    """

    titles: tuple[float, ...]
    points: tuple[float, ...]
    headings: tuple[float, ...]
    weight: float


LADDERS: Mapping[Family, Ladder] = MappingProxyType(
    {
        BOLD: Ladder(
            titles=(62, 58, 54, 51, 48, 46, 44, 42, 40, 38, 36, 34, 32, 30, 28, 26, 24),
            points=(20, 18, 16.5, 15, 14),
            headings=(17, 15.5, 14),
            weight=1,
        ),
        PLAIN: Ladder(titles=(34, 32, 30, 28, 26, 24), points=(18, 16.5, 15, 14, 13.2), headings=(15, 14), weight=2),
    }
)
CALM_TITLE = 22.0
"""The size of titles in the calm family, in points: none is smaller."""
HEADING_MORE = 0.5
"""How much larger than the words headings are in the calm family, in points."""
MAIN = 1.1
"""How much larger than the words the main key point is in the calm family: no family sets it smaller."""
SHORT, CLOSE = 1.4, 1.075
"""The line height of scripts with short letters, and how near lines of large ones may stand, in type sizes."""
APART, BESIDE = "1.6mm", "20mm"
"""How far key points below each other stand apart; what they leave free beside them where there is a drawing."""
PROBED, HERO, TITLE, KEY, SECTION, SIDE, HEADING, BODY = (
    "probe", "hero", "title", "key", "section", "side", "heading", "body",
)  # fmt: skip
CHECKLIST = "checklist"
"""The kind of section whose heading stands in its table, in a line of the height that it has in the calm family."""
PROBE = "\n.probe { display: flow-root } .probe .section h2 { hyphens: manual }"
"""Each way stands for itself, and tears no word."""
_ID = re.compile(r' id="[^"]*"')
_BEGIN = re.compile(r"^.*?(?=<body>)", re.DOTALL)
_HERO = re.compile(r'<div class="hero[^"]*".*?(?=<main>)', re.DOTALL)
_KEY = re.compile(r'<section class="key">.*?</section>', re.DOTALL)
_HEADING = re.compile(r'(<section class="section[^"]*"[^>]*>)\s*(?:<div class="side">)?\s*(<h2>.*?</h2>)', re.DOTALL)
_Asked = tuple[str, float, dict[str, str], str]
"""What is set, in which size, with which properties, and its HTML."""


@dataclass(frozen=True)
class Way:
    """A way to set something: its size in points, the room that it takes in millimetres, and its custom properties.

    `wide` is by how many millimetres a line is wider than its block.
    """

    size: float
    properties: Mapping[str, str]
    height: float
    lines: int
    wide: float


@dataclass(frozen=True)
class Head:
    """What a laid out page has of a head, as HTML. `type` is the size of its words, `line_height` in type sizes."""

    begin: str
    hero: str
    key: str
    headings: tuple[tuple[str, str], ...]
    paper: str
    type: float
    line_height: float

    @classmethod
    def of(cls, laid: LaidOut, size: float) -> "Head":
        """Return the head of a page whose words have a size; raise `UnsettableError` for one that has none."""
        begin, hero, key = (one.search(laid.html) for one in (_BEGIN, _HERO, _KEY))
        if begin is None or hero is None or key is None or laid.sheet is None:
            raise UnsettableError
        headings = tuple((section, heading) for section, heading in _HEADING.findall(laid.html))
        return cls(begin[0], hero[0], key[0], headings, laid.sheet.paper.split()[0], size, laid.sheet.line_height)

    def ways(self, ladder: Ladder, style: str, longest_title: float) -> Mapping[str, list[Way]]:
        """Set everything in all its ways, and return what each takes: the last of each is that of the calm family.

        `longest_title` is the size in which the title would be as long as the page is wide.
        """
        asked = [*self._titles(ladder, longest_title), *self._points(ladder), *self._headings(ladder)]
        page = "".join(_probe(properties, part) for _, _, properties, part in asked)
        blocks = iter(measured(f"{self.begin}<body>{page}</body></html>", style + PROBE, named, self.paper).blocks)
        found: dict[str, list[Way]] = {TITLE: [], KEY: [], HEADING: []}
        for kind, size, properties, _ in asked:
            probe = next(one for one in blocks if one.name == PROBED)
            inner = probe if kind == KEY else next(one for one in blocks if one.name == kind)
            height = inner.inside if kind == HEADING else probe.height
            found[kind].append(Way(size, properties, height, inner.lines, probe.wide))
        return found

    def heading(self, size: float) -> dict[str, str]:
        """Return the custom properties of headings in a size: their lines stand no nearer than in the calm family.

        One that stands alone above its section has a line as high as in the calm family, for short letters only.
        """
        own = max(1.16, self.line_height * 0.86)
        line = max((self.type + HEADING_MORE) * own, size * (CLOSE if self._has_short_letters else own))
        alone = {"heading-alone": f"{size:g}pt"} if self._has_short_letters else {}
        return {"heading": f"{size:g}pt", "heading-line": f"{line:.3f}pt", **alone}

    def sizes_of_headings(self, ladder: Ladder) -> list[float]:
        """Return the sizes that headings may have; the last is that of the calm family."""
        return [*(one for one in ladder.headings if one > self.type + HEADING_MORE), self.type + HEADING_MORE]

    @property
    def _has_short_letters(self) -> bool:
        """Whether lines of the script's letters may stand close without touching: Latin, Cyrillic and Greek ones."""
        return self.line_height == SHORT

    def _titles(self, ladder: Ladder, longest: float) -> Iterator[_Asked]:
        close = {"title-line": f"{CLOSE:g}"} if self._has_short_letters else {}
        whole = [longest // 0.1 / 10] if CALM_TITLE < longest < ladder.titles[0] else []
        for size in (*sorted((*whole, *ladder.titles), reverse=True), CALM_TITLE):
            yield TITLE, size, {"title": f"{size:g}pt", **close}, self.hero

    def _points(self, ladder: Ladder) -> Iterator[_Asked]:
        for size in (one for one in ladder.points if one >= self.type * MAIN):
            yield KEY, size, {"points": "block", "apart": APART, "beside": BESIDE, "point": f"{size:g}pt"}, self.key
        yield KEY, 0, {}, self.key

    def _headings(self, ladder: Ladder) -> Iterator[_Asked]:
        for size, (section, heading) in product(self.sizes_of_headings(ladder), self.headings):
            yield HEADING, size, self.heading(size), f"{section}{heading}</section>"


def _probe(properties: Mapping[str, str], part: str) -> str:
    style = "; ".join(f"--{name}: {value}" for name, value in properties.items())
    return f'<div class="probe" style="{style}">{_ID.sub("", part)}</div>'


def named(element: Any) -> str | None:
    """Return what of a head or of a section an element is."""
    classes = str(element.get("class")).split()
    if element.tag in {"h1", "h2"}:
        return TITLE if element.tag == "h1" else HEADING
    names = (PROBED, HERO, KEY, SECTION, SIDE, BODY) if CHECKLIST not in classes else ()
    return next((one for one in names if one in classes), None)
