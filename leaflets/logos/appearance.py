"""Warns of a logo that can be printed, and would still not look as its clinic wants."""

from collections.abc import Iterator

from PIL import Image, ImageChops

from leaflets.logos.rendering import pixels, printed_size
from leaflets.readers.logos import LogoFile
from leaflets.typesetting.trial import FRAME

Warning_ = tuple[str, str]
"""A reason and a hint."""
FAINT = 1.25
"""The contrast with white paper under which nobody sees a shape."""
GRAPHIC = 3.0
"""WCAG 2.2, success criterion 1.4.11: the contrast that graphics need."""
LEAST_FILL = 1 / 3
"""The share of its frame that a logo should fill, of what it could."""
LEAST_WIDTH = 3.0
"""Millimetres across the narrow side under which a logo is a line."""
LEAST_DPI = 200
"""Pixels an inch under which a PNG prints with steps."""
_DARK_BACKGROUND = "Use the logo that is made for white backgrounds, or put it on a coloured ground in the file."


def appearance_warnings(logo: LogoFile, picture: Image.Image) -> Iterator[Warning_]:
    """Warn of a logo that vanishes on its ground, is far smaller than it could be, or too coarse."""
    ink = picture.getchannel("A").point(lambda value: 255 if value >= 32 else 0)
    seen = _darker_than(picture, FAINT)
    if picture.getchannel("A").getbbox() is None:
        yield (
            "Nothing would be seen of the logo: its drawing is empty.",
            "Open the file and look at it; export it again.",
        )
        return
    if _amount(seen) < max(8, 0.002 * _amount(ink)):
        yield "The logo would not be seen on white paper: it is white, or nearly.", _DARK_BACKGROUND
        return
    if _amount(_darker_than(picture, GRAPHIC)) < 0.02 * _amount(seen):
        reason = f"The logo is pale on white paper: its contrast is under {GRAPHIC:g}:1."
        yield reason, "Use a darker variant of the logo, if there is one."
    elif _partly_white(ink, seen):
        yield "A part of the logo is white and would not be seen on white paper.", _DARK_BACKGROUND
    yield from _smallness(logo, picture, seen)
    if logo.kind == "png":
        yield from _coarseness(logo)


def _darker_than(picture: Image.Image, contrast: float) -> Image.Image:
    """Return where a picture, on white, is darker than a contrast with white."""
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, (0, 0), picture)
    most = 1.05 / contrast - 0.05  # WCAG: the luminances of both, and 0.05 each
    linear = [[_linear(level) * share * 255 for level in range(256)] for share in (0.2126, 0.7152, 0.0722)]
    bands = [band.point([round(value) for value in table]) for band, table in zip(paper.split(), linear, strict=True)]
    luminance = ImageChops.add(ImageChops.add(bands[0], bands[1]), bands[2])
    return luminance.point(lambda value: 255 if value < most * 255 else 0)


def _linear(level: int) -> float:
    value = level / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _amount(mask: Image.Image) -> int:
    return mask.histogram()[255]


def _partly_white(ink: Image.Image, seen: Image.Image) -> bool:
    """Tell whether white shapes reach well beyond what is seen; a white ground, a rectangle, does not count."""
    whole, visible = ink.getbbox(), seen.getbbox()
    if whole is None or visible is None:
        return False
    is_ground = _amount(ink) > 0.9 * _area(whole)
    return not is_ground and _area(visible) < 0.7 * _area(whole)


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _smallness(logo: LogoFile, picture: Image.Image, seen: Image.Image) -> Iterator[Warning_]:
    left, top, right, bottom = seen.getbbox() or (0, 0, *seen.size)
    across, down = printed_size(logo)
    width, height = (right - left) / picture.width * across, (bottom - top) / picture.height * down
    larger = min(FRAME[0] / width, FRAME[1] / height)
    size = f"{width:.0f} × {height:.0f} mm"
    if 1 / larger**2 < LEAST_FILL:
        reason = f"The logo is printed {size}, and could be {larger:.1f} times as large: its edges are empty."
        yield (
            reason,
            (
                "Cut them off: in Inkscape with File → Document Properties → Resize to content, in Illustrator with "
                "Object → Artboards → Fit to Artwork Bounds, in Figma with Resize to fit."
            ),
        )
    elif min(width, height) < LEAST_WIDTH:
        reason = f"The logo is printed only {size}: it is long, and its place is {FRAME[0]:g} × {FRAME[1]:g} mm."
        yield reason, "Use a more compact variant of the logo, if there is one."


def _coarseness(logo: LogoFile) -> Iterator[Warning_]:
    dpi = logo.width / (printed_size(logo)[0] / 25.4)
    if dpi < LEAST_DPI:
        wanted = pixels(printed_size(logo)[0], 600)
        reason = f"The PNG is coarse: it has {dpi:.0f} pixels an inch where it is printed."
        yield reason, f"Export it at least {wanted} pixels wide, or better as SVG."
