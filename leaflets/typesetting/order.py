"""Tells whether what follows in the words follows on the page: along the line, down the page, in its columns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from leaflets.typesetting.areas import Rectangle, around
from leaflets.typesetting.drawn import Drawn
from leaflets.typesetting.findings import Finding, found
from leaflets.typesetting.reading import Run

LINE_HEIGHT = 0.5
"""Texts whose lines are nearer than this part of the type size stand in one line."""
BEFORE = "stands before words that it has to follow"
ALONE = "is a heading that stands alone at the end of its page"
HEADINGS = ("h1", "h2", "h3")
SAME = 3.0
"""How many pixels two blocks may reach into each other and still follow."""


class _Place(NamedTuple):
    page: int
    area: Rectangle
    first: Run


def find_disorder(runs: Sequence[Run]) -> Iterator[Finding]:
    """Yield the lines whose words do not follow each other along the line and down the block."""
    before: dict[int, Run] = {}
    told: set[int] = set()
    for run in (one for one in runs if one.is_text):
        column = id(run.place.column)
        last = before.get(column)
        before[column] = run
        if last is not None and column not in told and not _follows(last, run):
            told.add(column)
            yield found(run, BEFORE)


def _follows(last: Run, run: Run) -> bool:
    if run.place.line is last.place.line and run.place.line is not None:
        step: float = run.box.position_x - last.box.position_x
        direction = _shared_direction(last, run)
        return step >= -1 if direction == "ltr" else step <= 1
    foot: float = run.box.position_y + run.box.baseline
    before: float = last.box.position_y + last.box.baseline
    near: float = LINE_HEIGHT * run.box.style["font_size"]
    return foot > before - near


def _shared_direction(one: Run, other: Run) -> str:
    """Return the direction of the innermost element with one around both."""
    pairs = zip(one.place.directions, other.place.directions, strict=False)
    shared = [mine[1] for mine, theirs in takewhile(lambda pair: pair[0][0] is pair[1][0], pairs)]
    return shared[-1]


def find_misplaced(root: Any, pages: Sequence[tuple[Sequence[Run], Drawn]]) -> Iterator[Finding]:
    """Yield the blocks that are painted before their elder siblings: above them, or beside them against the line."""
    parents = {child: parent for parent in root.iter() for child in parent}
    placed = _placed(parents, pages)
    for parent in dict.fromkeys(parents[one] for one in placed if one in parents):
        known = [placed[child] for child in parent if child in placed]
        for elder, younger in pairwise(known):
            if _precedes(younger, elder, is_mirrored=_direction(parent, parents) == "rtl"):
                yield found(younger.first, BEFORE)


def find_lonely_headings(root: Any, pages: Sequence[Sequence[Run]]) -> Iterator[Finding]:
    """Yield the headings whose next words stand on a later page."""
    parents = {child: parent for parent in root.iter() for child in parent}
    runs = [run for page in pages for run in page if run.is_text and not run.place.running and run.box.text.strip()]
    for run, after in pairwise(runs):
        heading = _heading_of(run, parents)
        is_last = heading is not None and _heading_of(after, parents) is not heading
        if is_last and after.place.page > run.place.page:
            yield found(run, ALONE)


def _heading_of(run: Run, parents: dict[Any, Any]) -> Any:
    element = run.box.element
    while element is not None and element.tag not in HEADINGS:
        element = parents.get(element)
    return element


def _direction(element: Any, parents: dict[Any, Any]) -> str:
    while element.get("dir") is None and element in parents:
        element = parents[element]
    return str(element.get("dir", "ltr"))


def _placed(parents: dict[Any, Any], pages: Sequence[tuple[Sequence[Run], Drawn]]) -> dict[Any, _Place]:
    """Return where the blocks are painted on the first page that has any of their words."""
    areas: dict[Any, list[tuple[int, Rectangle, Run]]] = defaultdict(list)
    for number, (runs, drawn) in enumerate(pages):
        painted = {id(text.box): text.area for text in drawn.texts}
        for run in runs:
            area = painted.get(id(run.box))
            if area is not None and not run.place.running and not run.is_inserted:
                element = run.place.column.element
                while element is not None:
                    areas[element].append((number, area, run))
                    element = parents.get(element)
    return {
        element: _Place(found[0][0], around([area for page, area, _ in found if page == found[0][0]]), found[0][2])
        for element, found in areas.items()
    }


def _precedes(younger: _Place, elder: _Place, *, is_mirrored: bool) -> bool:
    if younger.page != elder.page:
        return younger.page < elder.page
    one, other = younger.area, elder.area
    apart = one.left >= other.right - SAME or one.right <= other.left + SAME
    onward = one.right <= other.right if is_mirrored else one.left >= other.left
    if apart:
        above = one.bottom <= other.top + SAME
        return not onward and (above or min(one.bottom, other.bottom) - max(one.top, other.top) > SAME)
    return one.bottom <= other.top + SAME or (one.top < other.top - SAME and one.bottom < other.bottom - SAME)
