"""Pictures made of pixels, in inks: nowhere more than the paper takes."""

from typing import Any

from PIL import Image, ImageMath

FULL = 255


def within(picture: Image.Image, limit: float) -> tuple[Image.Image, float]:
    """Return a picture in inks with less of the colours where they are too much, and the most ink in one place.

    Both amounts are parts of one ink.
    """
    most_dots = round(limit * FULL)
    cyan, magenta, yellow, black = picture.split()
    total = ImageMath.lambda_eval(_total, c=cyan, m=magenta, y=yellow, k=black)
    most = total.getextrema()[1]
    if most <= most_dots:
        return picture, most / FULL
    colours = [_held_back(one, picture, most_dots) for one in (cyan, magenta, yellow)]
    return Image.merge("CMYK", [*colours, black]), limit


def _total(of: Any) -> Any:
    return of["c"] + of["m"] + of["y"] + of["k"]


def _held_back(colour: Image.Image, picture: Image.Image, limit: int) -> Image.Image:
    """Return one colour of a picture, in proportion to the others less where all of them are too much."""
    cyan, magenta, yellow, black = picture.split()

    def part(of: Any) -> Any:
        colours = of["c"] + of["m"] + of["y"]
        return of["one"] * of["min"](limit - of["k"], colours) / of["max"](colours, 1)

    held: Image.Image = ImageMath.lambda_eval(part, one=colour, c=cyan, m=magenta, y=yellow, k=black)
    return held.convert("L")
