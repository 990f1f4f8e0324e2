"""Finds a logo that looks like the box of a warning: whoever sees the sheet from afar would look there for help."""

from collections.abc import Callable
from functools import lru_cache, partial

from coloraide import Color
from PIL import Image

from leaflets.logos.rendering import on_paper, printed_size
from leaflets.model.tones import WARNINGS, Alarm, mistaken_for
from leaflets.readers.logos import LogoFile

ACROSS, SHADES = 240, 16
"""In how many pixels across a logo is looked at, and into how many colours it is sorted."""
WIDE, HIGH, TIMES = 20.0, 5.0, 2.0
"""A box of a warning has room for words: from so many millimetres across and down, and so many times as wide."""
EDGE = 0.15
"""The outer part of a box in which its frame or its ground begins."""
DRAWN = {"across": 0.85, "down": 0.7}
"""How much of a side is drawn where it is that of a box: corners may be round. Letters in a row leave gaps."""
HINT = "Use the logo without its box, or on a ground of another colour."


def imitation(logo: LogoFile, picture: Image.Image) -> tuple[str, str] | None:
    """Return a reason and a hint if a logo is a wide box, filled or framed, in the colour of a warning."""
    scale = ACROSS / picture.width
    small = on_paper(picture).resize((ACROSS, max(1, round(picture.height * scale))), Image.Resampling.BOX)
    for warning in WARNINGS:
        mask = _mask(small, partial(mistaken, warning))
        box = mask.getbbox()
        if box is not None and _is_wide(box, printed_size(logo)[0] / ACROSS) and _is_box(mask.crop(box)):
            reason = f"The logo is a box in the {warning.name}, which has to look like nothing else on the page."
            return reason, HINT
    return None


@lru_cache(maxsize=1024)
def mistaken(warning: Alarm, shade: str) -> bool:
    """Tell whether a colour looks like that of a warning at a glance, dark or bright."""
    near = Color(shade).delta_e(warning.colour, method="2000") < warning.near
    return bool(near) or mistaken_for(shade) == warning.name


def _mask(picture: Image.Image, is_meant: Callable[[str], bool]) -> Image.Image:
    """Return white where a picture has a colour that is meant."""
    sorted_ = picture.quantize(SHADES)
    palette = sorted_.getpalette() or []
    shades = ["#{:02x}{:02x}{:02x}".format(*palette[at : at + 3]) for at in range(0, len(palette), 3)]
    table = [255 if number < len(shades) and is_meant(shades[number]) else 0 for number in range(256)]
    return Image.frombytes("L", sorted_.size, sorted_.tobytes()).point(table)


def _is_wide(box: tuple[int, int, int, int], pixel: float) -> bool:
    width, height = (box[2] - box[0]) * pixel, (box[3] - box[1]) * pixel
    return width >= max(WIDE, TIMES * height) and height >= HIGH


def _is_box(mask: Image.Image) -> bool:
    """Tell whether all four sides of what is drawn are closed: within its outer part, a line runs along each."""
    across, down = max(2, round(mask.width * EDGE)), max(2, round(mask.height * EDGE))
    rows = [_drawn(mask.crop((0, y, mask.width, y + 1))) for y in range(mask.height)]
    columns = [_drawn(mask.crop((x, 0, x + 1, mask.height))) for x in range(mask.width)]
    sides = (max(rows[:down]), max(rows[-down:])), (max(columns[:across]), max(columns[-across:]))
    return min(sides[0]) >= DRAWN["across"] and min(sides[1]) >= DRAWN["down"]


def _drawn(line: Image.Image) -> float:
    return line.histogram()[255] / (line.width * line.height)
