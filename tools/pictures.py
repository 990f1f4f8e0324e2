"""Draws the pictures in the README and the guides anew, from what the program prints and shows now."""

import io
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image
from screens import draw_screens

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.model.work import BILINGUAL, CHOOSER, EASY_READ, POSTER, TRIFOLD
from leaflets.project import open_project
from leaflets.selection import Selection, choose
from leaflets.typesetting import seal, typeset

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "docs" / "pictures"
MILLIMETRES_AN_INCH = 25.4
COLOURS = 64
Box = tuple[float, float, float, float]


class Picture(NamedTuple):
    """A page of a leaflet, or a part of it: left, top, right and bottom in millimetres."""

    leaflet: Leaflet
    page: int = 1
    part: Box | None = None

    @property
    def dpi(self) -> int:
        """Whole pages are small, parts large enough to read."""
        return 70 if self.part is None else 110


PICTURES = {
    "aftercare-ar": Picture(Leaflet("aspen-row", "ar", "aftercare"), 2, (7.5, 8, 208.4, 115)),
    "aftercare-ar-en": Picture(Leaflet("aspen-row", "ar", "aftercare", BILINGUAL, ("en",)), 1, (7.5, 8, 208.4, 150)),
    "aftercare-fr-ca": Picture(Leaflet("aspen-row", "fr_CA", "aftercare"), 1, (7.5, 8, 208.4, 128)),
    "aftercare-zh-hans": Picture(Leaflet("aspen-row", "zh_Hans", "aftercare"), 2),
    "contraindications-pa": Picture(Leaflet("cottonwood-lane", "pa", "contraindications")),
    "easy-read-aftercare-en": Picture(Leaflet("aspen-row", "en", "aftercare", EASY_READ)),
    "family-bold": Picture(Leaflet("cottonwood-lane", "en", "aftercare")),
    "family-calm": Picture(Leaflet("aspen-row", "en", "aftercare")),
    "family-plain": Picture(Leaflet("heron-mill", "en", "aftercare")),
    "poster-aftercare-en": Picture(Leaflet("aspen-row", "en", "aftercare", POSTER)),
    "screening-en": Picture(Leaflet("aspen-row", "en", "screening")),
    "side-effects-ar": Picture(Leaflet("heron-mill", "ar", "side-effects")),
    "side-effects-pa-en": Picture(Leaflet("cottonwood-lane", "pa", "side-effects", BILINGUAL, ("en",))),
    "side-effects-en": Picture(Leaflet("aspen-row", "en", "side-effects")),
    "trifold-aftercare-en": Picture(Leaflet("aspen-row", "en", "aftercare", TRIFOLD)),
    "what-is-dry-needling-fr-ca": Picture(Leaflet("cottonwood-lane", "fr_CA", "what-is-dry-needling")),
}


def main() -> None:
    """Draw each picture."""
    project = open_project(ROOT)
    seal(project.fonts.all_folders)
    composer = Composer(project)
    (chooser,) = choose(project, Selection(["heron-mill"], editions=[CHOOSER]))
    for name, picture in {**PICTURES, "chooser": Picture(chooser)}.items():
        composition = composer.compose(picture.leaflet)
        outcome = typeset(composition) if isinstance(composition, Composition) else composition
        if not isinstance(outcome, Printed):
            raise SystemExit(f"{picture.leaflet}: {outcome.problems}")
        drawn(outcome.pdf, picture).save(PLACE / f"{name}.png", optimize=True)
    draw_screens(PLACE)


def drawn(pdf: bytes, picture: Picture) -> Image.Image:
    """Return a picture of few colours."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        whole: Image.Image = document[picture.page - 1].render(scale=picture.dpi / 72).to_pil().convert("RGB")
    if picture.part:
        left, top, right, bottom = (round(one / MILLIMETRES_AN_INCH * picture.dpi) for one in picture.part)
        whole = whole.crop((left, top, right, bottom))
    return whole.quantize(COLOURS)


if __name__ == "__main__":
    main()
