"""Tells whether the pictures and the boxes to tick on the finished pages can be seen, and show what they have to."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from leaflets.model import Depicted
from leaflets.typesetting.areas import MILLIMETRE, Rectangle
from leaflets.typesetting.contrast import OF_GRAPHICS, WHITE, Colour, least_contrast
from leaflets.typesetting.drawings import Dots, count_dots, find_fault, is_ornament, tones
from leaflets.typesetting.drawn import Drawn, Surface
from leaflets.typesetting.findings import COVERED, Finding, found, shortened
from leaflets.typesetting.legible import behind, is_opaque
from leaflets.typesetting.reading import Run, border_area
from leaflets.typesetting.spoken import squeezed

LEAST_PICTURE, LEAST_FIELD = 1.0 * MILLIMETRE, 3.0 * MILLIMETRE
"""How wide and high a picture and a box to tick have to be."""
FAINT = f"is hardly to be told from what is behind it: its contrast is under {OF_GRAPHICS:g}:1"


def find_unseen(runs: Sequence[Run], drawn: Drawn, depicted: Sequence[Depicted]) -> Iterator[Finding]:
    """Yield each picture and box to tick of a page that a reader cannot see, or that shows something else."""
    painted_of: dict[int, list[Surface]] = defaultdict(list)
    for one in drawn.surfaces:
        if one.box is not None:  # the engine paints copies of boxes that hold others
            painted_of[id(one.box if one.picture is not None else one.box.element)].append(one)
    for run in (one for one in runs if not one.is_text):
        painted = painted_of[id(run.box.element if run.is_field else run.box)]
        if not painted:
            yield found(run, "is not painted")
            continue
        area = border_area(run.box) if run.is_field else painted[-1].area
        finding = _hidden(run, area, painted[-1], drawn.surfaces)
        if finding is None:
            grounds = _grounds(painted[0], area, drawn.surfaces)
            finding = _faint_field(run, painted, grounds) if run.is_field else _misdrawn(run, grounds, depicted)
        if finding is not None:
            yield finding


def _hidden(run: Run, area: Rectangle, last: Surface, surfaces: Sequence[Surface]) -> Finding | None:
    """Tell what keeps a reader from seeing a picture or a box to tick."""
    frame = last.frame
    if min(area.right - area.left, area.bottom - area.top) < (LEAST_FIELD if run.is_field else LEAST_PICTURE):
        return found(run, "is too small to be seen")
    if not run.place.paper.holds(area):
        return found(run, "lies outside the paper")
    if run.place.masked or (frame.clip is not None and not frame.clip.holds(area, 2)):
        return found(run, "is cut off")
    if not frame.is_upright:
        return found(run, "is turned, mirrored or skewed")
    return _confused(run, last, [one for one in surfaces if one.shown.meets(area, 1.5)])


def _confused(run: Run, last: Surface, near: Sequence[Surface]) -> Finding | None:
    """Tell what else is painted where a picture or a box to tick stands, or that both show through."""
    if any(one.order > last.order and not one.is_line and is_opaque(one) for one in near):
        return found(run, COVERED)
    if any(one.order < last.order and _is_filled(one) for one in near):
        return found(run, "stands on another picture, so that it may not be seen")
    return found(run, "is painted half transparent") if last.frame.opacity < 1 else None


def _is_filled(surface: Surface) -> bool:
    """Tell whether something is a picture behind boxes that is more than fine lines."""
    return surface.picture is not None and surface.box is None and not is_ornament(surface.picture)


def _grounds(first: Surface, area: Rectangle, surfaces: Sequence[Surface]) -> tuple[Colour, ...]:
    """Return what may be behind something."""
    grounds: tuple[Colour, ...] = (WHITE,)
    for surface in surfaces:
        if surface.order >= first.order:
            break
        if surface.colours and not surface.is_line and surface.shown.meets(area, 1.5):
            grounds = behind(grounds, surface, area)
    return grounds


def _faint_field(run: Run, sides: Sequence[Surface], grounds: tuple[Colour, ...]) -> Finding | None:
    faint = any(least_contrast(colour, grounds, OF_GRAPHICS) < OF_GRAPHICS for one in sides for colour in one.colours)
    return found(run, FAINT) if faint or len(sides) < 4 else None


def _misdrawn(run: Run, grounds: tuple[Colour, ...], depicted: Sequence[Depicted]) -> Finding | None:
    """Tell what is wrong with a drawing by itself. What is in a clinic's place is the clinic's."""
    if run.place.slot is not None:
        return None
    picture = run.box.replacement
    fault = find_fault(picture)
    if fault:
        return found(run, f"{fault}, so that nobody can tell what it says")
    wanted = next((one for one in depicted if one.dots and squeezed(one.words) in _alternative(run)), None)
    if wanted is not None and wanted.dots:
        shown = count_dots(picture, grounds)
        if shown != Dots(*wanted.dots):
            told = "does not show its figure: it has to have {} dark, {} ringed and {} pale dots".format(*wanted.dots)
            detail = "they cannot be counted" if shown is None else "it has {}, {} and {}".format(*shown)
            return found(run, told, detail)
        return None
    if all(least_contrast(tone, grounds, OF_GRAPHICS) < OF_GRAPHICS for tone in tones(picture)):
        return found(run, FAINT)
    return None


def find_missing_pictures(root: Any, runs: Sequence[Run], depicted: Sequence[Depicted]) -> Iterator[Finding]:
    """Yield the pictures and the boxes to tick that are on no page."""
    shown = {run.box.element for run in runs if not run.is_text}
    said = [_alternative(run) for run in runs if run.is_picture and not run.is_inserted]
    for element in (one for one in root.iter() if one.tag in ("img", "input")):
        if element not in shown and element.get("type") != "hidden":
            words = element.get("alt") or element.get("title") or element.get("class") or ""
            what = "picture" if element.tag == "img" else "box to tick"
            yield Finding(f"the {what} “{shortened(words)}”", "is on no page")
    for one in depicted:
        if not any(squeezed(one.words) in words for words in said):
            yield Finding(f"{one.place}, “{shortened(one.words)}”", "has to be drawn there, and is on no page")


def _alternative(run: Run) -> str:
    element = run.box.element
    return squeezed(element.get("alt") or "") if element is not None else ""
