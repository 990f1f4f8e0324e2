"""Draws a logo without the press: what it should look like in its frame."""

import math
from io import BytesIO
from typing import Any

import resvg_py
from lxml import etree
from PIL import Image, ImageChops, ImageCms

from leaflets.readers.logos import LogoFile
from leaflets.readers.png import strictly
from leaflets.typesetting.trial import FRAME, GRID


class UndrawableError(Exception):
    """The second renderer cannot draw this logo; the text is what it said."""


def printed_size(logo: LogoFile) -> tuple[float, float]:
    """Return how large a logo is printed, in millimetres across and down."""
    scale = min(FRAME[0] / logo.width, FRAME[1] / logo.height)
    return logo.width * scale, logo.height * scale


def pixels(millimetres: float, dpi: int) -> int:
    """Return a length in whole pixels, at least one."""
    return max(1, round(millimetres / 25.4 * dpi))


def draw(logo: LogoFile, dpi: int) -> Image.Image:
    """Return a logo at its printed size, see-through where nothing is drawn."""
    size = tuple(pixels(length, dpi) for length in printed_size(logo))
    if logo.kind == "png":
        return _fitted(logo.data, (size[0], size[1]))
    root = etree.fromstring(logo.data)
    _resize(root, *size)  # the renderer would round the size that a file gives before enlarging it
    return _rendered(root)


def draw_in_frame(logo: LogoFile) -> Image.Image:
    """Return an SVG where the sheet's style puts it in the frame, in as many pixels as a trial of the press has."""
    across, down = printed_size(logo)
    root = etree.fromstring(logo.data)
    _resize(root, across, down)
    root.set("y", str((FRAME[1] - down) / 2))
    left, top, right, bottom = box = box_in_frame(logo)
    size = (right - left, bottom - top)  # what lies around it is empty, and takes as long to draw
    part = etree.Element(root.tag, nsmap=root.nsmap, viewBox=" ".join(str(one / GRID) for one in (left, top, *size)))
    _resize(part, *size)
    part.append(root)
    frame = Image.new("RGBA", (round(FRAME[0] * GRID), round(FRAME[1] * GRID)))
    frame.paste(_rendered(part), box[:2])
    return frame


def box_in_frame(logo: LogoFile) -> tuple[int, int, int, int]:
    """Return the part of the frame that a logo takes, in pixels of its drawing there: left, top, right and bottom."""
    across, down = printed_size(logo)
    top = (FRAME[1] - down) / 2
    return 0, math.floor(top * GRID), math.ceil(across * GRID), math.ceil((top + down) * GRID)


def on_paper(picture: Image.Image) -> Image.Image:
    """Return a picture on white paper."""
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, (0, 0), picture)
    return paper


def _resize(root: Any, across: float, down: float) -> None:
    root.set("width", str(across))
    root.set("height", str(down))


def _rendered(root: Any) -> Image.Image:
    text = str(etree.tostring(root, encoding="unicode"))
    try:
        png = resvg_py.svg_to_bytes(svg_string=text, dpi=96, skip_system_fonts=True)
    except (ValueError, RuntimeError) as error:
        raise UndrawableError(str(error)) from error
    with Image.open(BytesIO(bytes(png)), formats=["PNG"]) as image:
        return image.convert("RGBA")


def _fitted(data: bytes, most: tuple[int, int]) -> Image.Image:
    """Return a PNG in sRGB, with no more pixels than are printed, and none made up."""
    try:
        with strictly(), Image.open(BytesIO(data), formats=["PNG"]) as image:
            image.load()
            picture, profile = _eight_bits(image), image.info.get("icc_profile")
    except (OSError, ValueError, SyntaxError) as error:
        raise UndrawableError("the PNG is damaged") from error
    return _in_srgb(_shrunk(picture, most), profile)


def _shrunk(picture: Image.Image, most: tuple[int, int]) -> Image.Image:
    if picture.width <= most[0] or picture.height <= most[1]:
        return picture
    factor = (max(1, picture.width // most[0] // 2), max(1, picture.height // most[1] // 2))
    if factor != (1, 1):
        picture = picture.reduce(factor)
    return picture.convert("RGBa").resize(most, Image.Resampling.LANCZOS).convert("RGBA")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture with the colours that its profile means; as viewers do, one that does not fit is passed over."""
    if not profile:
        return picture
    try:
        meant, wanted = ImageCms.getOpenProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, meant, wanted, outputMode="RGBA") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture with its colours, or greys of 16 bits, in 8 bits and with transparency."""
    if not image.mode.startswith("I"):
        return image.convert("RGBA")
    grey, clear = image.convert("I"), image.info.get("transparency")
    picture = grey.point(lambda value: value / 256).convert("L").convert("RGBA")
    if isinstance(clear, int):
        above = grey.point(lambda value: value * 255 + -clear * 255).convert("L")  # cut off below 0 and above 255
        below = grey.point(lambda value: value * -255 + clear * 255).convert("L")
        picture.putalpha(ImageChops.add(above, below))
    return picture
