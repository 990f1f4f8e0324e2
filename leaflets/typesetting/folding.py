"""What a print shop needs beside a folded sheet, and an office printer does not see: where it is cut and folded.

The page stays the size of the paper: marks stand outside of it, in the part of the medium that viewers and office
printers leave out (ISO 32000-1, 14.11.2: crop box and trim box).
"""

from collections.abc import Iterator
from typing import Any

from leaflets.model.shape import FOLDS, POINTS, Fold

SLUG, AWAY, LONG = 9.0, 2.0, 6.0
"""How far the medium reaches beyond the page, how far from it marks begin, and how long they are, in millimetres."""
THIN = 0.25
"""How thick marks are, in points."""
BOUND_AT_THE_RIGHT = "/R2L"
"""The direction of reading of a PDF whose pages are bound at the right (ISO 32000-1, 12.2)."""
DASHES = "[2 1.5] 0 d"
"""How lines to fold along are told from lines to cut along."""


def prepare_folding(pdf: Any, *, is_mirrored: bool) -> None:
    """Put marks beside the pages of an unwritten PDF, outside first; those who print are told to print both sides."""
    import pydyf

    pages = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Page"]
    for number, page in enumerate(pages):
        width, height = page["MediaBox"][2:]
        fold = next(one for one in FOLDS.values() if abs(one.width * POINTS - width) < 1)
        folds = folds_of(fold, is_inside=bool(number % 2), is_mirrored=is_mirrored)
        lines = [*_cuts(width, height), DASHES, *_folds(folds, height)]
        marks = pydyf.Stream([f"/Artifact BMC q {THIN} w {' '.join(lines)} Q EMC".encode()])
        pdf.add_object(marks)
        page["Contents"] = pydyf.Array([marks.reference, page["Contents"]])
        slug = SLUG * POINTS
        page["MediaBox"] = pydyf.Array([-slug, -slug, width + slug, height + slug])
        for box in ("CropBox", "BleedBox", "TrimBox"):
            page[box] = pydyf.Array([0, 0, width, height])
    _prefer(pdf, "Duplex", "/DuplexFlipShortEdge")


def print_as_it_is(pdf: Any) -> None:
    """Ask programs not to make the pages of an unwritten PDF smaller or larger when they print."""
    _prefer(pdf, "PrintScaling", "/None")


def open_from_the_right(pdf: Any) -> None:
    """Tell programs and those who set out sheets that an unwritten PDF's pages are bound at the right."""
    _prefer(pdf, "Direction", BOUND_AT_THE_RIGHT)


def _prefer(pdf: Any, name: str, value: str) -> None:
    import pydyf

    pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary({}))[name] = value


def folds_of(fold: Fold, *, is_inside: bool, is_mirrored: bool) -> tuple[float, float]:
    """Return where a sheet is folded, in millimetres from its left edge.

    The narrow panel is at the left of the outside, and so at the right of the inside; mirrored, the other way round.
    """
    first = fold.wide if is_inside != is_mirrored else fold.narrow
    return first, first + fold.wide


def _cuts(width: float, height: float) -> Iterator[str]:
    """Yield the marks at the corners of a page, as a PDF draws lines."""
    near, far = AWAY * POINTS, (AWAY + LONG) * POINTS
    for x, outward in ((0.0, -1), (width, 1)):
        for y in (0.0, height):
            yield _line(x + outward * near, y, x + outward * far, y)
    for y, outward in ((0.0, -1), (height, 1)):
        for x in (0.0, width):
            yield _line(x, y + outward * near, x, y + outward * far)


def _folds(folds: tuple[float, float], height: float) -> Iterator[str]:
    near, far = AWAY * POINTS, (AWAY + LONG) * POINTS
    for x in (one * POINTS for one in folds):
        yield _line(x, -near, x, -far)
        yield _line(x, height + near, x, height + far)


def _line(*ends: float) -> str:
    return "{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*ends)
