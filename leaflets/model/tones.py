"""Whether a colour can be read, and whether it could be mistaken for the colour of a warning."""

import math
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import product
from typing import NamedTuple

from coloraide import Color


class Alarm(NamedTuple):
    """The colour of a warning box, as it stands in `templates/css/standard.css`.

    Colours within `near`, in CIEDE2000, look alike at a glance, on areas that do not touch.
    """

    name: str
    colour: str
    near: float


WARNINGS = (Alarm("red of emergencies", "#a3101c", 18), Alarm("amber of warnings", "#7a5200", 15))
PALE = (Alarm("pale amber of warnings", "#ffefcc", 6), Alarm("yellow of the draft mark", "#fff4d9", 4.5))
"""Their grounds. What is nearer looks alike where it fills an area, and only there: no dark colour comes near."""
RELATED = 22.0
"""CIEDE2000 below which two colours are of one family, and may be alike to eyes or printers that see less."""
SAME_TO_SOME_EYES = 8.0
"""CIEDE2000 below which two related colours are alike to eyes that lack one kind of cone."""
SAME_IN_GREY = 10.0
"""Difference of CIE lightness below which two related colours are alike on a copy in grey."""
SIGNAL_CHROMA, SIGNAL_HUE = 0.18, 11.0
"""Chroma of OKLCH from which a colour in a warning's hue, within so many degrees, signals the same, dark or bright."""
CONES = ("protan", "deutan", "tritan")
"""The kinds of colour blindness, as coloraide's filters name them."""


def contrast_with_white(value: str) -> float:
    """Return the contrast of WCAG 2.1 with white."""
    return contrast(value, "white")


def contrast(value: str, ground: str) -> float:
    """Return the contrast of WCAG 2.1 of two colours."""
    return float(Color(value).contrast(ground, method="wcag21"))


def mistaken_for(value: str) -> str | None:
    """Return which warning a colour could be mistaken for: at a glance, in grey, or by colour-blind eyes."""
    colour = Color(value)
    found = (warning.name for warning in WARNINGS if _alike(colour, warning))
    return next(found, None) or next((one.name for one in PALE if _is_near(colour, one)), None)


def _is_near(colour: Color, pale: Alarm) -> bool:
    return bool(colour.delta_e(pale.colour, method="2000") < pale.near)


def _alike(colour: Color, warning: Alarm) -> bool:
    if _signals(colour, warning):
        return True
    apart = colour.delta_e(warning.colour, method="2000")
    if apart >= RELATED:
        return False
    in_grey = abs(colour.convert("lab-d65")["lightness"] - Color(warning.colour).convert("lab-d65")["lightness"])
    return (
        apart < warning.near
        or in_grey < SAME_IN_GREY
        or any(
            colour.filter(cone).delta_e(_seen(warning.colour, cone), method="2000") < SAME_TO_SOME_EYES
            for cone in CONES
        )
    )


def _signals(colour: Color, warning: Alarm) -> bool:
    """Tell whether a colour is as vivid as a signal, in the warning's hue: a bright red is a red."""
    _, chroma, hue = colour.convert("oklch").coords(nans=False)
    turn = abs(hue - _hue(warning.colour)) % 360
    return chroma >= SIGNAL_CHROMA and min(turn, 360 - turn) <= SIGNAL_HUE


@lru_cache(maxsize=8)
def _hue(colour: str) -> float:
    return float(Color(colour).convert("oklch")["hue"])


@lru_cache(maxsize=8)
def _seen(colour: str, cone: str) -> Color:
    return Color(colour).filter(cone)


def nearest_safe(value: str, least: float) -> str:
    """Return the colour nearest to one that cannot be mistaken for a warning, and has at least this contrast."""
    tones = (tone.convert("srgb").to_string(hex=True) for tone in _around(Color(value)) if tone.in_gamut("srgb"))
    return next(tone for tone in tones if contrast_with_white(tone) >= least and mistaken_for(tone) is None)


def _around(colour: Color) -> Iterator[Color]:
    """Yield tones around a colour, the nearest first: darker and lighter, duller, and turned to other hues."""
    lightness, chroma, hue = colour.convert("oklch").coords(nans=False)
    for dark, dull, turn in sorted(product(range(-10, 11), range(5), range(-6, 7)), key=partial(_distance, chroma)):
        yield Color("oklch", [lightness + dark * 0.03, chroma * (1 - dull * 0.15), hue + turn * 10])


def _distance(chroma: float, step: tuple[int, int, int]) -> float:
    """Return how far a tone is from its colour, in OKLab."""
    dark, dull, turn = step
    other = chroma * (1 - dull * 0.15)
    across = chroma**2 + other**2 - 2 * chroma * other * math.cos(math.radians(turn * 10))
    return math.hypot(dark * 0.03, math.sqrt(max(0, across)))
