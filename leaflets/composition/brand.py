"""A clinic's colours as the tones that layouts paint with."""

from functools import lru_cache

from coloraide import Color

from leaflets.model import Brand

TINTS = {"primary-tint": ("primary", 0.93), "primary-line": ("primary", 0.78), "accent-tint": ("accent", 0.86)}
"""Tones that are mixed with white: from which colour, and how much white."""


BLACK = {
    "primary": "#000000",
    "accent": "#000000",
    "primary-tint": "#ffffff",
    "primary-line": "#c7c7c7",
    "accent-tint": "#ffffff",
}
"""The tones of pages that have no colours and no grounds."""


@lru_cache(maxsize=256)
def tones(brand: Brand) -> dict[str, str]:
    """Return every tone by its CSS custom property's name, as `#rrggbb`."""
    colours = {"primary": brand.primary, "accent": brand.accent}
    tints = {name: _tint(colours[colour], white) for name, (colour, white) in TINTS.items()}
    return {**colours, **tints}


def _tint(colour: str, white: float) -> str:
    return Color(colour).mix("white", white, space="srgb").to_string(hex=True)
