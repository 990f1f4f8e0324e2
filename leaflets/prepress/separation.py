"""Which inks each colour of a leaflet is printed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coloraide import Color

from leaflets.model import Brand
from leaflets.model.inks import BrandInk
from leaflets.prepress.profile import BLACK, PAPER, Inks, Lab, Profile

NEUTRAL = 10.0
"""A colour with less chroma (CIELAB) counts as grey: it is printed in black alone, which cannot be out of register."""
GROUND = 88.0
"""Grounds lighter than this keep the hue that they have."""
SOLID = 20.0
"""What is darker is printed in solid black: a screen would fray small words."""
LIMIT = 3.0
"""How much ink the paper takes in one place: 300 %, of 400 (coated paper, ISO 12647-2)."""
RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Spot:
    """An ink of its own, by the name that print shops know; `inks` are what shows it where there is none."""

    name: str
    inks: Inks


@dataclass(frozen=True)
class Separation:
    """What each colour becomes: a clinic's own inks for those of its brand, black for greys, else as the profile says.

    `own` is by colour, as the bytes of sRGB.
    """

    profile: Profile
    own: Mapping[tuple[int, int, int], Inks | Spot] = field(default_factory=dict)
    limit: float = LIMIT

    def of(self, colour: RGB) -> Inks | Spot:
        """Return the inks of a colour, of which each part of sRGB is a part of 1."""
        parts = red, green, blue = tuple(round(min(max(one, 0.0), 1.0) * 255) for one in colour)
        if parts == (255, 255, 255):
            return PAPER
        if parts in self.own:
            return self.own[red, green, blue]
        seen = lab_of((red / 255, green / 255, blue / 255))
        if seen.chroma < NEUTRAL and seen.lightness < GROUND:
            return BLACK if seen.lightness <= SOLID else self.profile.black_as_light_as(seen.lightness)
        return self.profile.inks(red, green, blue).within(self.limit)

    @cached_property
    def spots(self) -> tuple[str, ...]:
        """The names of the inks of their own."""
        return tuple(sorted({one.name for one in self.own.values() if isinstance(one, Spot)}))


def separation_of(brand: Brand, profile: Profile) -> Separation:
    """Return how a clinic's leaflets are printed on a press."""
    own: dict[tuple[int, int, int], Inks | Spot] = {}
    for colour, ink in ((brand.primary, brand.press.primary), (brand.accent, brand.press.accent)):
        if ink is not None:
            own[bytes_of(colour)] = _own_ink(colour, ink, profile)
    return Separation(profile, own)


def _own_ink(colour: str, ink: BrandInk, profile: Profile) -> Inks | Spot:
    inks = inks_of(ink) if ink.cmyk else profile.inks(*bytes_of(colour)).within(LIMIT)
    return Spot(ink.spot, inks) if ink.spot else inks


def inks_of(ink: BrandInk) -> Inks:
    """Return four inks that were given in per cent as parts of 1."""
    cyan, magenta, yellow, black = (one / 100 for one in ink.cmyk)
    return Inks(cyan, magenta, yellow, black)


def difference(colour: str, inks: Inks, profile: Profile) -> tuple[float, str]:
    """Return how far inks are from a colour as the press can show it (CIEDE2000), and how they look, as `#rrggbb`."""
    wanted, shown = profile.lab(profile.inks(*bytes_of(colour))), profile.lab(inks)
    one, other = Color("lab", wanted), Color("lab", shown)
    return one.delta_e(other, method="2000"), other.convert("srgb").fit().to_string(hex=True)


def lab_of(colour: RGB) -> Lab:
    """Return a colour of sRGB in CIELAB, D50."""
    return Lab(*Color("srgb", colour).convert("lab").coords())


def bytes_of(colour: str) -> tuple[int, int, int]:
    """Return a colour as the three bytes of sRGB."""
    red, green, blue = (round(one * 255) for one in Color(colour).convert("srgb").coords())
    return red, green, blue
