"""A clinic's colours as the tones that layouts paint with.

A colour that carries white text is painted as it is. A lighter one is a ground, with dark text on it; where it has to
be text or a line on paper, a dark tone of its hue stands for it.
"""

from collections.abc import Iterator
from functools import lru_cache

from coloraide import Color

from leaflets.model import Brand
from leaflets.model.brand import GRAPHIC_CONTRAST, TEXT_CONTRAST
from leaflets.model.family import PLAIN, Family
from leaflets.model.tones import contrast, contrast_with_white, mistaken_for

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
STRONG = 7.0
"""The contrast with paper that a colour has to have in a plain page, else it is black (WCAG 2.2 AAA)."""
ON_PAPER = 9.0
"""The contrast with paper of the tone that stands for a light colour where words are set in it."""
MUDDY, NEARLY_INK = (45.0, 135.0), 0.035
"""Hues of OKLCH, yellow and its neighbours, whose dark tones are olive or brown, and the chroma that they may have."""
ALARMING = (20.0, 100.0, 0.1)
"""Hues of OKLCH from red to amber, and the chroma from which a filled box in them calls for attention."""
CHROMAS = (0.12, 0.09, 0.06, NEARLY_INK, 0.02, 0.0)
DARKEST = 0.18
"""The lightness of OKLCH under which a tone is black to the eye."""
SEEN, CALM = 1.12, 0.07
"""The contrast with paper of a ground that is seen to be one, and the chroma of one behind many words."""
ORNAMENT = 1.4
"""The contrast with white from which white lines are seen on a ground."""


@lru_cache(maxsize=256)
def tones(brand: Brand) -> dict[str, str]:
    """Return every tone by its CSS custom property's name, as `#rrggbb`.

    Only a light brand has the tones `ground`, what stands `on-ground` and its `ornament`; only a light accent has
    `accent-edge`, for edges that tell nothing, and `accent-ground`. What paints with them says what it takes elsewhere.
    """
    primary, accent = paper_tones(brand)
    colours = {"primary": primary, "accent": accent}
    tints = {name: _tint(colours[colour], white) for name, (colour, white) in TINTS.items()}
    if contrast(primary, tints["primary-tint"]) < TEXT_CONTRAST:
        tints["primary-tint"] = _paler(primary)
    return {**colours, **tints, **dict(_grounds(brand, primary))}


def tones_in(family: Family, brand: Brand) -> dict[str, str]:
    """Return a brand's tones in a family: in a plain one all is black but what a strong colour of the brand paints."""
    if family != PLAIN:
        return tones(brand)
    return {**BLACK, "accent": brand.primary if contrast_with_white(brand.primary) >= STRONG else BLACK["accent"]}


def paper_tones(brand: Brand) -> tuple[str, str]:
    """Return what stands for both colours as text or lines on paper: themselves, where they are dark enough."""
    primary, accent = brand.primary, brand.accent
    if contrast_with_white(primary) < TEXT_CONTRAST:
        primary = companion(primary, ON_PAPER)
    if contrast_with_white(accent) < GRAPHIC_CONTRAST:
        accent = primary if _is_muddy(accent) else companion(accent, TEXT_CONTRAST)
    return primary, accent


def companion(colour: str, least: float, ground: str = "white") -> str:
    """Return a dark tone of a colour's hue, the most vivid that has the contrast with a ground and is no warning's."""
    _, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    most = NEARLY_INK if _is_muddy(colour) else CHROMAS[0]
    for cap in (one for one in CHROMAS if one <= most):
        # a pale colour has little chroma of its own, and its dark tone some more; a grey stays grey
        lightness, own = 0.5, min(cap, chroma * 1.6)
        while lightness > DARKEST:
            tone = Color("oklch", [lightness, own, hue]).convert("srgb").fit().to_string(hex=True)
            if contrast(tone, ground) >= least and mistaken_for(tone) is None:
                return tone
            lightness -= 0.02
    return "#000000"


def _grounds(brand: Brand, primary: str) -> Iterator[tuple[str, str]]:
    """Yield the tones of a brand that has a light colour: grounds, and what stands on them."""
    given = brand.primary
    if contrast_with_white(given) < TEXT_CONTRAST:
        yield "ground", given
        is_enough = contrast(primary, given) >= TEXT_CONTRAST
        yield "on-ground", primary if is_enough else companion(given, TEXT_CONTRAST, given)
        yield "ornament", "#ffffff" if contrast_with_white(given) >= ORNAMENT else primary
        yield "primary-tint", _calm(given, primary)
    if contrast_with_white(brand.accent) < GRAPHIC_CONTRAST:
        yield "accent-edge", brand.accent
        if contrast(primary, brand.accent) >= TEXT_CONTRAST and not _is_alarming(brand.accent):
            yield "accent-ground", brand.accent


def _calm(ground: str, text: str) -> str:
    """Return the palest tint of a ground that is seen on paper, or the strongest that is still calm."""
    for tint in (_tint(ground, white / 100) for white in range(93, -1, -3)):
        is_seen = contrast_with_white(tint) >= SEEN
        is_loud = Color(tint).convert("oklch").coords(nans=False)[1] > CALM
        if (is_seen or is_loud) and contrast(text, tint) >= TEXT_CONTRAST and mistaken_for(tint) is None:
            return tint
    return ground


def _paler(primary: str) -> str:
    """Return the strongest tint of a colour on which words in the colour itself can be read; else white."""
    tints = (_tint(primary, white / 100) for white in range(94, 100))
    return next((one for one in tints if contrast(primary, one) >= TEXT_CONTRAST), "#ffffff")


def _is_alarming(colour: str) -> bool:
    """Tell whether a box filled with a colour would look like a warning of some other kind: an orange or an amber."""
    _, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    return bool(chroma >= ALARMING[2] and ALARMING[0] <= hue <= ALARMING[1])


def _is_muddy(colour: str) -> bool:
    _, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    return bool(chroma >= 0.02 and MUDDY[0] <= hue <= MUDDY[1])


def _tint(colour: str, white: float) -> str:
    return Color(colour).mix("white", white, space="srgb").to_string(hex=True)
