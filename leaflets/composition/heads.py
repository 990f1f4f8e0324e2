"""How large a family of layouts sets the head of a page: title, key points and headings, measured on the page.

A page breaks where it breaks in the calm family, so that what was measured for that one holds for all. The head is
never lower than the calm one, and higher only by what the calm first page leaves empty; headings stand beside their
text, and are as large as they can be without making their section longer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product, takewhile

from leaflets.composition.fullest import FULLEST, fullest_project, signed
from leaflets.composition.known_heads import Sizes, known_head, style_in
from leaflets.composition.pages import Pages
from leaflets.composition.spacing import EVEN, STEPS, words_on_every_sheet
from leaflets.composition.ways import (
    BODY,
    CALM_TITLE,
    HEADING,
    HERO,
    KEY,
    LADDERS,
    SECTION,
    SIDE,
    TITLE,
    Head,
    Ladder,
    Way,
    named,
)
from leaflets.model import Content, Leaflet, Spacing
from leaflets.model.family import CALM, Family, family_in
from leaflets.model.work import MEASURED
from leaflets.project import Project
from leaflets.project.look import look_of
from leaflets.typesetting.filling import UnsettableError
from leaflets.typesetting.probes import Block, measured

BESIDE = 9.0
"""What key points beside each other are worth, as if they were below each other in so many points."""
A_LINE = 1.6
"""How many points of their size a line fewer is worth to key points."""
SPARE, ROUNDING = 2.0, 0.05
"""Room that stays free in any case, and what is no difference, in millimetres."""
WIDER = 0.5
"""By how many millimetres a line may be wider than its block: rounding."""
AIR = 6.0
"""How much of the room that is left becomes air in the head, in millimetres."""
_MEASURED: dict[tuple[object, ...], Sizes] = {}
"""What this process has measured, by what pages depend on."""


def in_family(project: Project, leaflet: Leaflet, content: Content, spacing: Spacing) -> Spacing:
    """Return a spacing with the sizes that a clinic's family takes; without any, where they cannot be measured."""
    clinic = project.clinics[leaflet.clinic]
    family = family_in(leaflet.edition, clinic.brand.family)
    if family == CALM:
        return spacing
    known = known_head(project, leaflet, content, family)
    if known is not None:
        return replace(spacing, sizes=known)
    region, typeface = project.region_of(clinic), clinic.brand.typeface
    words = words_on_every_sheet(project, leaflet.language)
    place = (region.paper, region.nurse_line is None, typeface)
    key = (family, look_of(project).digest, leaflet.language, words, leaflet.topic, content.id, spacing, *place)
    if key not in _MEASURED:
        try:
            _MEASURED[key] = _measured(fullest_project(project, region, typeface), family, leaflet, spacing)
        except UnsettableError:
            return spacing
    return replace(spacing, sizes=_MEASURED[key])


def tight_in_family(project: Project, leaflet: Leaflet, content: Content) -> Spacing:
    """Return the tightest spacing with the sizes that a clinic's family takes: for pages that nobody hands out."""
    return in_family(project, leaflet, content, Spacing() if leaflet.edition in MEASURED else EVEN)


def _measured(full: Project, family: Family, leaflet: Leaflet, spacing: Spacing) -> Sizes:
    """Set a leaflet in the calm family, for a clinic that says as much as any may, and return what fits its room."""
    laid = Pages(full, signed, lambda *_: spacing).lay_out(Leaflet(FULLEST, leaflet.language, leaflet.topic))
    head, ladder = Head.of(laid, STEPS[spacing.step].type), LADDERS[family]
    style = style_in(full, family)
    calm = measured(laid.html, laid.stylesheet, named)
    own = {one.name: one for one in calm.blocks}
    longest = CALM_TITLE * own[KEY].width / own[TITLE].longest if own[TITLE].lines == 1 else 0.0
    ways = head.ways(ladder, style, longest)
    height, room = own[HERO].height + own[KEY].height, max(0.0, calm.left[0] - SPARE)
    title, points = _best(ways, ladder, own[TITLE].lines, height + room)
    left = height - title.height - points.height
    air = max(0.0, left, min(left + room, AIR))
    heading = head.heading(_heading(ways[HEADING], head.sizes_of_headings(ladder), calm.blocks))
    return tuple({**title.properties, **points.properties, **heading, "air": f"{air:.2f}mm"}.items())


def _best(ways: Mapping[str, list[Way]], ladder: Ladder, lines: int, room: float) -> tuple[Way, Way]:
    """Return title and key points that together take no more than the room, in as many lines as the calm title."""
    *titles, smallest = ways[TITLE]
    *below, beside = ways[KEY]

    fewest = min(one.lines for one in (*below, beside))

    def worth(pair: tuple[Way, Way]) -> float:
        title, points = pair
        size = points.size - A_LINE * points.lines if points.size else BESIDE - A_LINE * fewest
        return title.size / titles[0].size + ladder.weight * size / ladder.points[0]

    good = [one for one in titles if one.lines <= lines and one.wide <= WIDER]
    pairs = product((*good, smallest), (*(one for one in below if one.wide <= WIDER), beside))
    fitting = [(title, points) for title, points in pairs if title.height + points.height <= room]
    return max(fitting, key=worth, default=(smallest, beside))


def _heading(ways: Sequence[Way], sizes: Sequence[float], calm: Sequence[Block]) -> float:
    """Return the largest size of headings with which no section becomes longer, and no word is torn."""
    rooms = list(_rooms_of_headings(calm))
    for number, size in enumerate(sizes):
        tried = ways[number * len(rooms) : (number + 1) * len(rooms)]
        if all(one.height <= room and one.wide <= WIDER for one, room in zip(tried, rooms, strict=True)):
            return size
    return sizes[-1]


def _rooms_of_headings(blocks: Sequence[Block]) -> Iterator[float]:
    """Yield how high the heading of each section may be: as it is, or as the text is that it hangs beside."""
    for number, block in enumerate(blocks):
        if block.name == SECTION:
            after = takewhile(lambda one: one.name != SECTION, blocks[number + 1 :])
            own = {one.name: one for one in reversed(list(after))}
            if HEADING in own:
                beside = own.get(SIDE, own[HEADING])
                is_hanging = BODY in own and own[HEADING].width < own[BODY].width
                longer = own[BODY].height - beside.height if is_hanging else 0.0
                yield own[HEADING].inside + max(0.0, longer) + ROUNDING
