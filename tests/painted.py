"""What the pixels of a printed page show, painted by a reader that is not the engine: text runs, grounds and boxes.

Nothing here asks the program what it meant to paint. A page is painted twice, with its text and without: what differs
is ink, and what lies there without text is the ground behind it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import pikepdf
import pypdfium2
from coloraide import Color
from pages import MILLIMETRE, Character, Page, read_pages
from PIL import Image, ImageChops

DPI = 200
Shade = tuple[int, int, int]
"""A colour in sRGB, each channel from 0 to 255."""
MIDDLE = 0.2
"""How much of the height of a run is left out above and below: the lines next to it may reach in there."""
SHARE = 0.02
"""The share of a run's pixels from which an ink or a ground counts: less is a seam, or the edge of a letter."""
NEAR = 0.2
"""Points by which letters of one run may differ in size."""
PAPER: Shade = (255, 255, 255)


@dataclass(frozen=True)
class Run:
    """A run of text in one line: its contrast with the worst of the grounds behind it.

    Its size is in points, its top in pixels from the top of the page.
    """

    text: str
    contrast: float
    ink: Shade
    ground: Shade
    size: float
    top: int


@dataclass(frozen=True)
class Sheet:
    """A page as it is painted, and without its text."""

    picture: Image.Image
    bare: Image.Image
    runs: tuple[Run, ...]


def painted(pdf: bytes) -> list[Sheet]:
    """Return the pages of a PDF."""
    pages, pictures, bare = read_pages(BytesIO(pdf)), _pictures(pdf), _pictures(_textless(pdf))
    return [_sheet(*one) for one in zip(pages, pictures, bare, strict=True)]


def pixels(millimetres: float) -> int:
    """Return a length in pixels."""
    return round(millimetres * MILLIMETRE / 72 * DPI)


def contrast(one: Shade, other: Shade) -> float:
    """Return the contrast of WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def apart(one: Shade, other: Shade) -> float:
    """Return how far two colours are apart, in CIEDE2000."""
    return float(Color(hex_of(one)).delta_e(hex_of(other), method="2000"))


def grey(shade: Shade) -> int:
    """Return what a copier makes of a colour, from 0 to 255."""
    return int(str(Image.new("RGB", (1, 1), shade).convert("L").getpixel((0, 0))))


def hex_of(shade: Shade) -> str:
    """Return a colour as people write it."""
    return "#{:02x}{:02x}{:02x}".format(*shade)


def shade_of(colour: str) -> Shade:
    """Return a colour as pixels have it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def where(picture: Image.Image, shade: Shade) -> tuple[int, int, int, int] | None:
    """Return the box around all pixels of just this colour."""
    return mask_of(picture, shade).getbbox()


def mask_of(picture: Image.Image, shade: Shade) -> Image.Image:
    """Return white where a picture has just this colour, within a level of rounding."""
    red, green, blue = ImageChops.difference(picture, Image.new("RGB", picture.size, shade)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value <= 1 else 0)


def share(picture: Image.Image, shade: Shade) -> float:
    """Return the part of a picture that has just this colour."""
    return mask_of(picture, shade).histogram()[255] / (picture.width * picture.height)


def stripes(picture: Image.Image, x: int) -> int:
    """Return how often dark and light change along a column, on a copy in grey."""
    column = picture.crop((x, 0, x + 1, picture.height)).convert("L").tobytes()
    return sum(1 for _ in groupby(value < 128 for value in column)) - 1


def fills(picture: Image.Image, least: float) -> Iterator[Shade]:
    """Yield each colour that covers so much of a picture."""
    counted = picture.getcolors(picture.width * picture.height) or []
    for count, shade in counted:
        if count >= least * picture.width * picture.height and isinstance(shade, tuple):
            yield shade[0], shade[1], shade[2]


def _pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def _sheet(page: Page, picture: Image.Image, bare: Image.Image) -> Sheet:
    return Sheet(picture, bare, tuple(_run(one, picture, bare) for one in _lines(page.characters)))


def _lines(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Yield letters that follow each other in one line and size."""
    line: list[Character] = []
    for one in characters:
        last = line[-1] if line else one
        is_near = -2 * one.size < one.left - last.right < one.size or -2 * one.size < last.left - one.right < one.size
        if line and not (is_near and abs(one.baseline - last.baseline) < 1 and abs(one.size - last.size) < NEAR):
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _run(line: Sequence[Character], picture: Image.Image, bare: Image.Image) -> Run:
    said, scale = "".join(one.text for one in line), DPI / 72
    top, bottom = max(one.top for one in line), min(one.bottom for one in line)
    rest = MIDDLE * (top - bottom)
    upper, lower = (picture.height - edge * scale for edge in (top - rest, bottom + rest))
    left, right = min(one.left for one in line) * scale, max(one.right for one in line) * scale
    area = (int(left), int(upper), int(right) + 1, max(int(lower), int(upper)) + 1)
    over, under = Counter[Shade](), Counter[Shade]()
    for (ink, ground), count in _pairs(picture.crop(area), bare.crop(area)).items():
        if ink != ground:
            over[ink] += count
            under[ground] += count
    if not over:  # nothing is to be seen of it
        return Run(said, 1.0, PAPER, PAPER, line[0].size, area[1])
    main, total = under.most_common(1)[0][0], under.total()
    solid = [shade for shade, count in over.items() if count >= SHARE * total] or list(over)
    ink = max(solid, key=lambda shade: contrast(shade, main))
    worst = min(contrast(ink, ground) for ground, count in under.items() if count >= SHARE * total)
    return Run(said, worst, ink, main, line[0].size, area[1])


def _pairs(one: Image.Image, other: Image.Image) -> Counter[tuple[Shade, Shade]]:
    """Return the colours that lie on the same places of two pictures, each with how often."""
    first, second = (zip(*[iter(it.tobytes())] * 3, strict=True) for it in (one, other))
    return Counter(zip(first, second, strict=True))


def _textless(pdf: bytes) -> bytes:
    """Return a PDF that paints the same but for its text."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_coalesce()
            content = re.sub(rb"\b\d Tr\b", b"3 Tr", page.obj.Contents.read_bytes())
            page.obj.Contents.write(b"3 Tr\n" + content)
        document.save(buffer)
    return buffer.getvalue()


@lru_cache(maxsize=65536)
def _luminance(shade: Shade) -> float:
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (it / 255 for it in shade)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
