"""Tells whether what is on the finished page can be read: large enough, apart from its ground, not covered or cut."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from leaflets.typesetting.areas import Rectangle, around
from leaflets.typesetting.contrast import OF_TEXT, WHITE, Colour, least_contrast, painted_over
from leaflets.typesetting.drawings import is_ornament
from leaflets.typesetting.drawn import Drawn, Surface, Text
from leaflets.typesetting.findings import COVERED, Finding, found
from leaflets.typesetting.reading import Run

COVERS = 0.02
"""From this opacity on a surface counts as covering what is below it."""
SPREAD, TIGHT = 0.12, -0.04
"""How much wider or narrower than the font has it letters may stand, in parts of the type size."""
APART = 0.6
"""How much wider than the font has it words may stand."""
CORE = (0.5, 0.06)
"""Between these heights above their line, in parts of the type size, small letters have their middle."""
THICK = 0.12
"""Up to this part of the type size a line under or over text leaves it readable."""
PLAIN_SHAPES = frozenset({"kern", "liga", "clig", "lnum", "onum", "pnum", "tnum", "zero", "case", "cpsp"})
"""Features of fonts that leave each sign what it is. Others raise it, exchange it, or undo how a script joins."""
PLAIN_FIGURES = frozenset({"lining-nums", "oldstyle-nums", "proportional-nums", "tabular-nums", "slashed-zero"})
OTHER_SHAPES = ("font_variant_alternates", "font_variant_east_asian", "font_variant_position", "font_language_override")
"""Properties that choose other shapes of signs."""
FARTHEST = 0.3
"""A line farther than this part of the type size under its text goes through the text below."""
LEAST_OF_TEXT = OF_TEXT - 0.005
"""The least contrast of text, rounded."""
NEAR = "cannot be told from what is painted behind it: the contrast is under"


def find_illegible(runs: Sequence[Run], drawn: Drawn, smallest: float) -> Iterator[tuple[Run, Finding]]:
    """Yield each text of a page that a reader cannot see, with the reason; `smallest` is in points."""
    texts = {id(text.box): text for text in drawn.texts}
    blocks: dict[int, list[tuple[Run, Text]]] = defaultdict(list)
    for run in (one for one in runs if one.is_text):
        text = texts.get(id(run.box))
        finding = found(run, "is not painted") if text is None else _unreadable(run, text, smallest)
        if finding is not None:
            yield run, finding
        elif text is not None:
            blocks[id(run.place.column)].append((run, text))
    every_line, every_surface = _sorted_by_height(drawn.surfaces)
    for block in blocks.values():
        near = around([text.area for _, text in block])
        lines, surfaces = _near(near, every_line), _near(near, every_surface)
        for run, text in block:
            finding = _grounded(run, text, surfaces)
            if any(crosses(line, text) for line in lines):
                finding = found(run, "is crossed by a line")
            if finding is not None:
                yield run, finding


def _sorted_by_height(surfaces: Sequence[Surface]) -> tuple[list[Surface], list[Surface]]:
    """Return the lines, and the surfaces that are wide enough to hide something."""
    return [one for one in surfaces if one.is_line], [one for one in surfaces if not one.is_line]


def _near(area: Rectangle, surfaces: Sequence[Surface]) -> list[Surface]:
    """Return the surfaces that reach into an area; most do not, so this is where time would go."""
    left, top, right, bottom = area
    return [
        one
        for one in surfaces
        if one.area[1] < bottom and one.area[3] > top and one.area[0] < right and one.area[2] > left
    ]


def _unreadable(run: Run, text: Text, smallest: float) -> Finding | None:
    """Tell what is wrong with a text by itself."""
    pixels = run.box.style["font_size"]
    clip = text.frame.clip
    if text.size < smallest - 0.01:
        return found(run, f"is set too small: less than {smallest:g} pt", f"{text.size:.1f} pt")
    if not text.frame.is_upright:
        return found(run, "is turned, mirrored or skewed")
    if not run.place.paper.holds(text.area):
        return found(run, "lies outside the paper")
    if text.shortened or (clip is not None and not clip.holds(text.area, pixels * 0.12 + 0.75)):
        return found(run, "is cut off")
    if run.place.masked:
        return found(run, "is masked")
    return _disfigured(run)


def _disfigured(run: Run) -> Finding | None:
    """Tell what is wrong with the way in which letters are set."""
    style, pixels = run.box.style, run.box.style["font_size"]
    spacing = style["letter_spacing"]
    if "line-through" in style["text_decoration_line"] or _is_crossed_by_its_line(run):
        return found(run, "is struck through")
    if spacing != "normal" and not TIGHT * pixels <= spacing <= SPREAD * pixels:
        return found(run, "is spaced so that its words come apart or run together")
    if not TIGHT * pixels <= style["word_spacing"] <= APART * pixels:
        return found(run, "is spaced so that its words come apart or run together")
    if style["direction"] != run.place.directions[-1][1]:
        return found(run, "is set against the direction of its language")
    if _has_other_shapes(style):
        return found(run, "is set with other shapes of its signs than the font has for reading")
    return None


def _has_other_shapes(style: Any) -> bool:
    """Tell whether signs look otherwise than the font has them by itself."""
    features, figures = style["font_feature_settings"], style["font_variant_numeric"]
    return (
        any(style[name] != "normal" for name in OTHER_SHAPES)
        or (features != "normal" and not {name for name, _ in features} <= PLAIN_SHAPES)
        or (figures != "normal" and not set(figures) <= PLAIN_FIGURES)
    )


def _is_crossed_by_its_line(run: Run) -> bool:
    """Tell whether the line under or over a text is so thick or so near that it crosses its letters."""
    style, pixels = run.box.style, run.box.style["font_size"]
    if not {"underline", "overline"} & set(style["text_decoration_line"]):
        return False
    thickness, offset = style["text_decoration_thickness"], style["text_underline_offset"]
    thick: bool = thickness not in ("auto", "from-font") and (thickness.unit == "%" or thickness.value > THICK * pixels)
    far = offset != "auto" and (offset.unit == "%" or not 0 <= offset.value <= FARTHEST * pixels)
    return thick or bool(far)


def _grounded(run: Run, text: Text, surfaces: Sequence[Surface]) -> Finding | None:
    """Tell whether something is painted over a text, or too near to its colour behind it."""
    grounds: tuple[Colour, ...] = (WHITE,)
    for surface in surfaces:
        if not surface.shown.meets(text.area, 1.5):
            continue
        if surface.order > text.order:
            if is_opaque(surface):
                return found(run, COVERED)
        elif surface.colours:
            grounds = behind(grounds, surface, text.area)
        elif not is_ornament(surface.picture):
            return found(run, "stands on a picture, so that it may not be readable")
    least = least_contrast(text.colour, grounds, LEAST_OF_TEXT)
    return found(run, f"{NEAR} {OF_TEXT:g}:1", f"{least:.1f}:1") if least < LEAST_OF_TEXT else None


def behind(grounds: tuple[Colour, ...], surface: Surface, area: Rectangle) -> tuple[Colour, ...]:
    """Return what may be seen in an area, once a surface is painted over grounds; it may cover only part of it."""
    over = painted_over(surface.colours, grounds)
    return tuple(over if surface.shown.holds(area, 2) else over | set(grounds))


def is_opaque(surface: Surface) -> bool:
    """Tell whether a surface hides what is below."""
    return not surface.colours or max(colour[3] for colour in surface.colours) > COVERS


def crosses(surface: Surface, text: Text) -> bool:
    """Tell whether a line goes through the middle of a text."""
    if not is_opaque(surface):
        return False
    size = text.size / 0.75
    foot = text.box.position_y + text.box.baseline if text.frame.matrix is None else text.area.bottom - 0.16 * size
    core = Rectangle(text.area.left + 0.75, foot - CORE[0] * size, text.area.right - 0.75, foot - CORE[1] * size)
    return surface.shown.meets(core, 0.2)
