"""A brand's colours for the one who owns it: on screens, in inks, in grey, and what can be read on what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from leaflets.composition.brand import STRONG, tones, tones_in
from leaflets.model import Brand
from leaflets.model.brand import GRAPHIC_CONTRAST, TEXT_CONTRAST
from leaflets.model.family import BOLD, PLAIN
from leaflets.model.tones import contrast, contrast_with_white
from leaflets.prepress.separation import Separation, Spot, bytes_of
from leaflets.typesetting.greys import grey_of

INK, PAPER = "#1b2326", "#ffffff"
"""The colour of words, and of paper: `html` in `templates/css/standard.css`."""
NAMES = {
    "primary": "Headings on paper",
    "accent": "Marks on paper",
    "on-ground": "Words on the title’s ground",
    "primary-tint": "Pale ground",
    "primary-line": "Lines",
    "accent-tint": "Pale second ground",
    "ground": "Ground of the title",
    "ornament": "Ornament",
    "accent-edge": "Edges",
    "accent-ground": "Ground of the main point",
}
"""What the tones that are mixed from a brand's colours are for, in the order of their weight."""


class Floor(NamedTuple):
    """A contrast that WCAG 2.2 asks for, and for what."""

    least: float
    name: str


FLOORS = (
    Floor(STRONG, "all text (AAA)"),
    Floor(TEXT_CONTRAST, "all text (AA)"),
    Floor(GRAPHIC_CONTRAST, "marks, large type (AA)"),
)
"""The strictest first."""
NO_FLOOR = Floor(1, "grounds only")


@dataclass(frozen=True)
class Swatch:
    """A colour with its numbers. `inks` are those of a press; `spot` is an ink of its own; `black` is in per cent.

    `words` is the colour of words that stand on it, of `words_contrast`.
    """

    name: str
    colour: str
    red_green_blue: tuple[int, int, int]
    inks: str
    spot: str
    grey: str
    black: int
    on_white: float
    on_dark: float
    words: str
    words_contrast: float

    @property
    def floor(self) -> Floor:
        """The strictest floor that it passes as text or marks on white paper."""
        return floor_of(self.on_white)


@dataclass(frozen=True)
class Pair:
    """What stands on what in the leaflets, the contrast of both, and how much it has to have."""

    name: str
    text: str
    ground: str
    ratio: float
    least: float

    @property
    def floor(self) -> Floor:
        """The strictest floor that it passes."""
        return floor_of(self.ratio)

    @property
    def is_enough(self) -> bool:
        """Whether it has as much as its use asks for."""
        return self.ratio >= self.least


def floor_of(ratio: float) -> Floor:
    """Return the strictest floor that a contrast passes."""
    return next((one for one in FLOORS if ratio >= one.least), NO_FLOOR)


def brand_swatches(brand: Brand, separation: Separation) -> list[Swatch]:
    """Return both colours of a brand."""
    own = tones(brand)
    on_primary = own.get("on-ground", PAPER)
    on_accent = max((PAPER, own["primary"], INK), key=lambda one: contrast(one, brand.accent))
    return [
        swatch("Primary", brand.primary, separation, on_primary),
        swatch("Accent", brand.accent, separation, on_accent),
    ]


def mixed_swatches(brand: Brand, separation: Separation) -> list[Swatch]:
    """Return the tones that the pages of a brand's family are painted with besides, each once."""
    given, tone = {brand.primary, brand.accent, PAPER}, tones_in(brand.family, brand)
    found: dict[str, str] = {}
    for name, use in NAMES.items():
        if name in tone and tone[name] not in given:
            found.setdefault(tone[name], use)
    return [swatch(use, colour, separation) for colour, use in found.items()]


def swatch(name: str, colour: str, separation: Separation, words: str = "") -> Swatch:
    """Return a colour with its numbers; without `words`, those on it are white or dark, as can be read better."""
    parts = bytes_of(colour)
    printed = separation.of((parts[0] / 255, parts[1] / 255, parts[2] / 255))
    inks = printed.inks if isinstance(printed, Spot) else printed
    level = grey_of(*(one / 255 for one in parts))
    words = words or max((PAPER, INK), key=lambda one: contrast(one, colour))
    return Swatch(
        name=name,
        colour=colour,
        red_green_blue=parts,
        inks=" ".join(f"{ink}\N{NO-BREAK SPACE}{round(part * 100)}" for ink, part in zip("CMYK", inks, strict=True)),
        spot=printed.name if isinstance(printed, Spot) else "",
        grey="#" + f"{round(level * 255):02x}" * 3,
        black=round((1 - level) * 100),
        on_white=contrast_with_white(colour),
        on_dark=contrast(colour, INK),
        words=words,
        words_contrast=contrast(words, colour),
    )


def pairs(brand: Brand) -> list[Pair]:
    """Return what stands on what in the leaflets of a brand, in its family."""
    return [Pair(name, text, ground, contrast(text, ground), least) for name, text, ground, least in _pairs(brand)]


def _pairs(brand: Brand) -> Iterator[tuple[str, str, str, float]]:
    tone = tones_in(brand.family, brand)
    primary, accent = tone["primary"], tone["accent"]
    block = tone.get("on-ground", PAPER), tone.get("ground", primary)
    if brand.family == PLAIN:
        yield "Title and rules", accent, PAPER, TEXT_CONTRAST
    elif brand.family == BOLD:
        yield "Title", primary, PAPER, TEXT_CONTRAST
        yield "Key points", *block, TEXT_CONTRAST
    else:
        yield "Title on its band", *block, TEXT_CONTRAST
        yield "Key points", primary, tone["primary-tint"], TEXT_CONTRAST
        if "accent-ground" in tone:
            yield "Main point", primary, tone["accent-ground"], TEXT_CONTRAST
    yield "Headings", primary, PAPER, TEXT_CONTRAST
    yield "Contact card", INK, PAPER if brand.family == PLAIN else tone["primary-tint"], TEXT_CONTRAST
    yield "Running text", INK, PAPER, TEXT_CONTRAST
    yield "Bullets", primary if brand.family == BOLD else accent, PAPER, GRAPHIC_CONTRAST
