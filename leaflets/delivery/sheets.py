"""A finished booklet on the sheets on which it is printed: two pages beside each other on both sides, as they are.

Nothing is set again: a page of the finished PDF becomes a form, which is drawn where its half of the sheet begins.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name

from leaflets.delivery.binding import A_SHEET, THICKNESS, Place, sides_of
from leaflets.model.shape import POINTS
from leaflets.typesetting.folding import BOUND_AT_THE_RIGHT

SHEETS = ((792.0, 612.0), (297 * POINTS, 210 * POINTS))
"""Letter and A4 with their long edge below, in points. A5 is half a millimetre narrower than half of A4."""


@dataclass(frozen=True)
class Sheets:
    """A booklet's sheets as a PDF, and how many there are."""

    pdf: bytes
    count: int

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the PDF, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()


def set_out(data: bytes, thickness: float = THICKNESS) -> Sheets:
    """Return a booklet's pages on its sheets; `thickness` is that of its paper, in millimetres.

    The PDF itself says whether it is bound at the right. The same booklet and paper give the same bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as booklet, pikepdf.new() as sheets:
        booklet.flatten_annotations("print")
        for name, value in booklet.docinfo.items():
            sheets.docinfo[name] = str(value)
        preferences = booklet.Root.get(Name.ViewerPreferences, Dictionary())
        is_mirrored = str(preferences.get(Name.Direction)) == BOUND_AT_THE_RIGHT
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in booklet.pages]
        _, _, width, height = (float(one) for one in booklet.pages[0].mediabox)
        paper = min(SHEETS, key=lambda one: abs(one[0] - 2 * width) + abs(one[1] - height))
        for left, right in sides_of(len(forms), is_mirrored=is_mirrored, thickness=thickness):
            spine = paper[0] / 2
            _add_side(sheets, paper, forms, ((left, spine - width, 1), (right, spine, -1)))
        sheets.Root.ViewerPreferences = Dictionary(Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"))
        made = io.BytesIO()
        sheets.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Sheets(made.getvalue(), -(-len(forms) // A_SHEET))


def _add_side(
    sheets: pikepdf.Pdf,
    paper: tuple[float, float],
    forms: list[pikepdf.Object],
    halves: tuple[tuple[Place, float, int], ...],
) -> None:
    """Add the side of a sheet. Of each half it is told where its page begins, in points, and where its spine lies."""
    drawn, named = [], Dictionary()
    for place, begins, inward in halves:
        if place.page is not None:
            name = f"/Page{place.page + 1}"
            named[name] = forms[place.page]
            drawn.append(f"q 1 0 0 1 {begins + inward * place.towards_spine * POINTS:.3f} 0 cm {name} Do Q")
    side = sheets.add_blank_page(page_size=paper)
    side.Resources = Dictionary(XObject=named)
    side.Contents = sheets.make_stream("\n".join(drawn).encode())
    side.MediaBox = Array([0, 0, *paper])
