"""The two colours that a logo offers for a brand: its own, or the nearest that look like no warning."""

from pathlib import Path
from typing import cast

from coloraide import Color
from PIL import Image

from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, Limits, bounded
from leaflets.logos.rendering import UndrawableError, draw, on_paper
from leaflets.model.tones import contrast_with_white, mistaken_for, nearest_safe
from leaflets.readers.logos import read_logo

LIMITS = Limits(cpu=20, wall=300, memory=512 * 1024**2)
"""What it may use."""
DPI, SHADES = 96, 12
"""In what a logo is looked at, and into how many colours it is sorted."""
PALE, APART = 1.15, 12.0
"""The contrast with paper under which a colour is paper; the CIEDE2000 from which an accent is another colour."""


def colours_of(path: Path, name: str, problems: list[Problem]) -> tuple[str, str] | None:
    """Return a primary and an accent colour that a logo offers, or None after adding why it offers none."""
    logo = read_logo(path, name, problems)
    if logo is None:
        return None
    try:
        with bounded("Drawing this logo", LIMITS):
            found = _painted(on_paper(draw(logo, DPI)))
    except (UndrawableError, LimitExceeded) as error:
        problems.append(
            Problem(name, f"The logo cannot be drawn: {str(error).rstrip('.')}.", "Give --primary and --accent.")
        )
        return None
    if not found:
        problems.append(Problem(name, "The logo has no colour on white paper.", "Give --primary and --accent."))
        return None
    primary = safe(found[0])
    others = (one for one in found[1:] if Color(one).delta_e(primary, method="2000") >= APART)
    return primary, safe(next(others, found[0]))


def safe(colour: str) -> str:
    """Return a colour, or the nearest to it that looks like no warning."""
    return colour if mistaken_for(colour) is None else nearest_safe(colour, 1)


def _painted(picture: Image.Image) -> list[str]:
    """Return the colours of a picture but for paper, those that fill most of it first; greys come last."""
    sorted_ = picture.quantize(SHADES).convert("RGB")
    found = cast("list[tuple[int, tuple[int, int, int]]]", sorted_.getcolors(SHADES) or [])
    shades = [(f"#{red:02x}{green:02x}{blue:02x}", count) for count, (red, green, blue) in found]
    seen = [(one, count) for one, count in shades if contrast_with_white(one) >= PALE]
    return [one for one, _ in sorted(seen, key=lambda it: (_is_grey(it[0]), -it[1]))]


def _is_grey(colour: str) -> bool:
    return Color(colour).convert("oklch").coords(nans=False)[1] < 0.03
