"""Tells what is out of its room: text over other text, outside its column or card, or in the paper's margin."""

from collections.abc import Iterator, Sequence

from leaflets.typesetting.areas import MILLIMETRE, Rectangle
from leaflets.typesetting.drawn import Drawn
from leaflets.typesetting.findings import OVERLAP, Finding, found, named
from leaflets.typesetting.reading import Run, border_area, content_area

MARGIN = 10 * MILLIMETRE
"""What an office printer leaves blank at each edge."""
TOLERANCE = 1.0
"""How far text may reach over an edge before it counts, in CSS pixels: rounding, not ink."""
SIDEWAYS = 0.9 * MILLIMETRE
"""The same for columns without an edge to be seen. The engine counts margins within right-to-left lines twice."""
SHARED = 0.18
"""How much of its type size a text may share with another before it is set over it."""


def find_out_of_room(runs: Sequence[Run], drawn: Drawn) -> Iterator[Finding]:
    """Yield what is not in its place on a page."""
    areas = {id(text.box): text.area for text in drawn.texts}
    areas |= {id(one.box): one.area for one in drawn.surfaces if one.box is not None and one.picture is not None}
    areas |= {id(run.box): border_area(run.box) for run in runs if run.is_field}
    placed = [(run, areas[id(run.box)]) for run in runs if id(run.box) in areas]
    for run, area in placed:
        finding = _outside(run, area)
        if finding is not None:
            yield finding
    yield from _overlaps(placed)


def _outside(run: Run, area: Rectangle) -> Finding | None:
    place = run.place
    if run.is_text and place.column is not None:
        over = _over(content_area(place.column), area, sideways=True)
        if over > SIDEWAYS:
            return found(run, "is wider than its column", _much(over), hint=_hint(run))
    slot = place.slot[1] if place.slot is not None and run.is_text else None
    for card in (one for one in place.cards if one is not slot):  # text in its slot is measured by its lines
        over = _over(border_area(card), area)
        if over > TOLERANCE:
            return found(run, "reaches out of its card", _much(over), hint=_hint(run))
    if not run.is_text and place.slot is not None:
        over = _over(border_area(place.slot[1]), area)
        if over > TOLERANCE:
            return found(run, "reaches out of its place", _much(over), hint=_hint(run))
    paper = place.paper
    room = Rectangle(paper.left + MARGIN, paper.top + MARGIN, paper.right - MARGIN, paper.bottom - MARGIN)
    over = _over(room, area)
    if over > TOLERANCE:
        return found(run, "reaches into the margin of 10 mm that printers leave blank", _much(over), hint=_hint(run))
    return None


def _over(room: Rectangle, area: Rectangle, *, sideways: bool = False) -> float:
    """Return how far an area reaches over the edges of its room."""
    across = max(room.left - area.left, area.right - room.right)
    return across if sideways else max(across, room.top - area.top, area.bottom - room.bottom)


def _much(pixels: float) -> str:
    return f"by {pixels / MILLIMETRE:.1f} mm"


def _hint(run: Run) -> str:
    if run.place.slot is not None:
        return "Shorten it; the clinic's matter has places of a fixed size."
    return "Shorten the words in the catalogue, or give them more room in the stylesheet."


def _overlaps(placed: Sequence[tuple[Run, Rectangle]]) -> Iterator[Finding]:
    """Yield texts that are set over other texts or pictures."""
    ordered = sorted(placed, key=lambda one: one[1].top)
    open_: list[tuple[Run, Rectangle]] = []
    for run, area in ordered:
        open_ = [one for one in open_ if one[1].bottom > area.top]
        for other, taken in open_:
            if _collide(run, area, other, taken):
                about = f"{named(other)} and {named(run)}"
                slot = next((one.place.slot[0] for one in (run, other) if one.place.slot), None)
                yield Finding(about, OVERLAP, "", slot, _hint(run if run.place.slot else other))
                break
        open_.append((run, area))


def _collide(run: Run, area: Rectangle, other: Run, taken: Rectangle) -> bool:
    if not run.is_text and not other.is_text:
        return area.meets(taken, 2)
    size = min(one.box.style["font_size"] for one in (run, other) if one.is_text)
    return area.meets(taken, size * SHARED)
