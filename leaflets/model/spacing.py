"""How large and how far apart the words of a leaflet are set, and where its pages part."""

from dataclasses import dataclass

BACK, FLAP, INSIDE = "back", "flap", "inside"
"""Panels of a folded sheet: what is seen behind, what folds in, and the three that are seen when it is open."""

OF_BLOCKS = ("type", "leading", "room")
OF_POINTS = ("points", "apart", "beside", "point")
OF_HEADS = ("title", "title-line", *OF_POINTS, "heading", "heading-line", "heading-alone", "air")
"""The CSS custom properties that say how the words of a page are set, and those of a head in a large family."""


@dataclass(frozen=True)
class Panels:
    """What stands on which panel of a folded sheet: `inside` is how many sections do, None for all of them.

    Those that follow stand on the panel that folds in. `alarm` is the panel of the first warning, `signs` that of the
    others; `contact` and `imprint` are those of the contact card and the imprint. A card that `is_brief` leaves out
    opening hours.
    """

    inside: int | None = None
    alarm: str = BACK
    signs: str = BACK
    contact: str = BACK
    imprint: str = FLAP
    is_brief: bool = False


@dataclass(frozen=True)
class Spacing:
    """How a topic in a language is set on a paper. `step` is a number of `composition/spacing.STEPS`.

    `continued` are the ids of statements and groups that begin a page: in the midst of their section, whose heading is
    repeated there, or the first of a section that is too short to be parted. With `sources_first` the sources follow
    the words, and not the contact card. `sizes` are CSS custom properties of an edition of a fixed size, as measured;
    `panels` are those of a folded sheet.
    """

    step: int = 0
    continued: tuple[str, ...] = ()
    sources_first: bool = False
    sizes: tuple[tuple[str, str], ...] = ()
    panels: Panels = Panels()
