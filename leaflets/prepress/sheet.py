"""Puts a page on the larger sheet that a press prints: grounds go on beyond its edge, and marks say where to cut.

Pages of a print shop: TrimBox, BleedBox and MediaBox (ISO 15930-7), all in points.
"""

from collections.abc import Sequence
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from leaflets.model.shape import POINTS
from leaflets.prepress.numbers import numbers
from leaflets.prepress.painting import separation_space
from leaflets.prepress.profile import Inks

BLEED = 3 * POINTS
"""How far what runs to the edge goes on beyond it, so that a cut a little outside shows no white."""
SLUG = 10 * POINTS
"""How much larger the sheet is on each side: room for marks, which begin beyond the bleed."""
GAP, LENGTH, HAIRLINE = 4 * POINTS, 5 * POINTS, 0.25
"""Of marks: how far from the cut they begin, how long they are, and how thick, in points."""
ALL = "All"
"""The ink of marks: every plate has it, so that the printer can lay them over each other."""
WHITE = 250
"""Paler than this is paper."""


def put_on_sheet(pdf: pikepdf.Pdf, page: pikepdf.Page, folds: Sequence[float], *, runs_out: bool) -> None:
    """Give a page its bleed and its marks. `folds` are where it is folded, from its left.

    `runs_out` says whether something is drawn up to its edge.
    """
    left, bottom, right, top = (float(one) for one in page.trimbox)
    width, height = right - left, top - bottom
    form = pdf.make_stream(
        page.obj.Contents.read_bytes(),
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([left, bottom, right, top]), Resources=page.obj.Resources,
    )  # fmt: skip
    if Name.Group in page.obj:
        form.Group = page.obj.Group
    resources = Dictionary(
        XObject=Dictionary(Page=pdf.make_indirect(form)),
        ColorSpace=Dictionary(InkMarks=separation_space(pdf, ALL, Inks(1, 1, 1, 1))),
    )
    across = SLUG - left, SLUG - bottom
    drawn = [f"q 1 0 0 1 {_points(*across)} cm /Page Do Q"]
    if runs_out:
        drawn = [*_mirrored(width, height, left, bottom), *drawn]
    drawn.append(_marks(width, height, folds))
    page.obj.Contents = pdf.make_stream("\n".join(drawn).encode())
    page.obj.Resources = resources
    page.obj.MediaBox = Array(numbers(0, 0, width + 2 * SLUG, height + 2 * SLUG))
    page.obj.BleedBox = Array(numbers(SLUG - BLEED, SLUG - BLEED, SLUG + width + BLEED, SLUG + height + BLEED))
    page.obj.TrimBox = Array(numbers(SLUG, SLUG, SLUG + width, SLUG + height))
    for key in (Name.CropBox, Name.ArtBox, Name.Group):
        if key in page.obj:
            del page.obj[key]


def run_out(data: bytes) -> list[bool]:
    """Tell for each page of a PDF whether something is drawn up to its edge."""
    with pypdfium2.PdfDocument(data) as document:
        return [_runs_out(page) for page in document]


def _runs_out(page: Any) -> bool:
    picture = page.render(scale=1, grayscale=True).to_pil()
    width, height = picture.size
    edges = ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height))
    return any(picture.crop(edge).getextrema()[0] < WHITE for edge in edges)


def _mirrored(width: float, height: float, left: float, bottom: float) -> list[str]:
    """Return what draws the page beyond its edges: as in a mirror, so that grounds and lines simply go on."""
    drawn = []
    for across in (-1, 0, 1):
        for up in (-1, 0, 1):
            if not (across or up):
                continue
            x, breadth = {-1: (SLUG - BLEED, BLEED), 0: (SLUG, width), 1: (SLUG + width, BLEED)}[across]
            y, rise = {-1: (SLUG - BLEED, BLEED), 0: (SLUG, height), 1: (SLUG + height, BLEED)}[up]
            flip, start = (-1, {-1: SLUG, 1: SLUG + 2 * width}[across] + left) if across else (1, SLUG - left)
            turn, foot = (-1, {-1: SLUG, 1: SLUG + 2 * height}[up] + bottom) if up else (1, SLUG - bottom)
            clip = _points(x, y, breadth, rise)
            drawn.append(f"q {clip} re W n {flip} 0 0 {turn} {_points(start, foot)} cm /Page Do Q")
    return drawn


def _marks(width: float, height: float, folds: Sequence[float]) -> str:
    """Return what draws the marks: where to cut with whole lines, where to fold with broken ones."""
    near, far = SLUG - GAP, SLUG - GAP - LENGTH
    lines = []
    for x in (SLUG, SLUG + width):
        lines += [(x, far, x, near), (x, height + 2 * SLUG - near, x, height + 2 * SLUG - far)]
    for y in (SLUG, SLUG + height):
        lines += [(far, y, near, y), (width + 2 * SLUG - near, y, width + 2 * SLUG - far, y)]
    cuts = "\n".join(map(_line, lines))
    broken = [
        one
        for x in (SLUG + fold for fold in folds)
        for one in ((x, far, x, near), (x, height + 2 * SLUG - near, x, height + 2 * SLUG - far))
    ]
    bends = "\n".join(["[1.5 1.5] 0 d", *map(_line, broken)]) if broken else ""
    return f"q /InkMarks CS 1 SCN {HAIRLINE} w\n{cuts}\n{bends}\nQ"


def _line(ends: tuple[float, float, float, float]) -> str:
    return f"{_points(*ends[:2])} m {_points(*ends[2:])} l S"


def _points(*values: float) -> str:
    return " ".join(map(str, numbers(*values)))
