"""A clinic's logo for the one who owns it: its size in print, how fine it is, and what is left of it in grey."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import cast

from coloraide import Color
from PIL import Image

from leaflets.errors import Problem, ProjectError
from leaflets.gallery.colours import PAPER
from leaflets.library.pictures import as_png, as_uri
from leaflets.logos import logo_of
from leaflets.logos.rendering import printed_size
from leaflets.model import Clinic
from leaflets.model.tones import RELATED, SAME_IN_GREY
from leaflets.project import Project
from leaflets.readers.logos import read_logo
from leaflets.typesetting import seal
from leaflets.typesetting.greys import grey_of
from leaflets.typesetting.trial import FRAME, GRID, draw_trial

COUNTS = 0.04
"""The share of what is drawn from which on a colour is one of a logo, and no edge or shade."""
MOST = 8
"""Colours that are told apart in a logo."""
INCH = 25.4


@dataclass(frozen=True)
class Mark:
    """A logo as it is printed. `size` is in millimetres; `colours` are those that it is made of, the largest first.

    `alike` are pairs of them, or one and paper, that differ plainly and are the same in grey.
    """

    uri: str
    grey: str
    size: tuple[float, float]
    kind: str
    colours: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]


def mark_of(project: Project, clinic: Clinic) -> Mark:
    """Return a clinic's logo; raise `ProjectError` where it cannot be printed."""
    printed, problems = logo_of(project, clinic), list[Problem]()
    file = read_logo(clinic.logo, project.name_of(clinic.logo), problems)
    if file is None or printed.faults:
        raise ProjectError(problems or printed.faults)
    across, down = printed_size(file)
    kind = "SVG, sharp at any size"
    if file.kind == "png":
        kind = f"PNG, {file.width:.0f} × {file.height:.0f} pixels: {file.width / (across / INCH):.0f} an inch in print"
    elif not printed.uri.startswith("data:image/svg"):
        kind = "SVG, printed as a picture of 600 dots an inch"
    seal(project.fonts.all_folders)
    frame = draw_trial(printed.uri).convert("RGB")
    top = (FRAME[1] - down) / 2
    picture = frame.crop((0, round(top * GRID), round(across * GRID), round((top + down) * GRID)))
    colours = tuple(_colours(picture))
    return Mark(
        printed.uri,
        as_uri(as_png(_in_grey(picture)), "png"),
        (across, down),
        kind,
        colours,
        tuple(_alike((*colours, PAPER))),
        tuple(one for one in printed.problems if one.severity == "warning"),
    )


def _in_grey(picture: Image.Image) -> Image.Image:
    """Return a picture in greys that are as light as its colours."""
    few = picture.quantize(256)
    palette = few.getpalette() or []
    greys = [round(255 * grey_of(*(one / 255 for one in palette[at : at + 3]))) for at in range(0, len(palette), 3)]
    few.putpalette([one for one in greys for _ in range(3)])
    return few.convert("L")


def _colours(picture: Image.Image) -> Iterator[str]:
    """Yield the colours that a picture is made of besides paper, the largest first."""
    exact = _shares(picture)
    found = exact or _shares(picture.quantize(MOST, Image.Quantize.MEDIANCUT).convert("RGB"))
    yield from found[:MOST]


def _shares(picture: Image.Image) -> list[str]:
    """Return the colours of which each fills a good part of what is drawn."""
    counted = cast("list[tuple[int, tuple[int, int, int]]]", picture.getcolors(picture.width * picture.height) or [])
    named = [(count, "#" + "".join(f"{part:02x}" for part in colour)) for count, colour in counted]
    drawn = [(count, colour) for count, colour in named if colour != PAPER]
    least = COUNTS * sum(count for count, _ in drawn)
    return [colour for count, colour in sorted(drawn, reverse=True) if count >= least]


def _alike(colours: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield colours that differ plainly, and are one on a copy in grey."""
    for one, other in combinations(colours, 2):
        lightness = [Color(each).convert("lab-d65")["lightness"] for each in (one, other)]
        apart = Color(one).delta_e(other, method="2000")
        if apart >= RELATED and abs(lightness[0] - lightness[1]) < SAME_IN_GREY:
            yield one, other
