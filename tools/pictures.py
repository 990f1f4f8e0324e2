"""Draws the pictures in the README and the guides anew, from what the program prints and shows now."""

import datetime as dt
import io
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image
from screens import draw_screens

from leaflets.composition import Composer
from leaflets.delivery.report import entry_of
from leaflets.gallery.brand_sheet import brand_sheet
from leaflets.gallery.cards import Cards
from leaflets.gallery.images import WIDTH
from leaflets.gallery.telling import Teller
from leaflets.library.pictures import first_page
from leaflets.model import Composition, Leaflet, Printed
from leaflets.model.work import BILINGUAL, CHOOSER, EASY_READ, POSTER, TRIFOLD
from leaflets.project import Project, open_project
from leaflets.selection import Selection, choose
from leaflets.typesetting import seal, typeset

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "docs" / "pictures"
MILLIMETRES_AN_INCH = 25.4
COLOURS = 64
DAY = dt.date(2026, 11, 20)
"""The day of the first version."""
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
    (chooser,) = choose(project, Selection(["aspen-row"], editions=[CHOOSER]))
    for name, picture in {**PICTURES, "chooser": Picture(chooser)}.items():
        drawn(printed(composer, picture.leaflet).pdf, picture).save(PLACE / f"{name}.png", optimize=True)
    draw_gallery(project)
    draw_screens(PLACE)


def draw_gallery(project: Project) -> None:
    """Draw what marketing is shown: the first page of a brand sheet, and a card."""
    clinic, leaflet = project.clinics["cottonwood-lane"], PICTURES["side-effects-en"].leaflet
    sheet = brand_sheet(project, clinic, "aftercare", [], DAY)
    drawn(sheet, Picture(leaflet)).save(PLACE / "brand-sheet.png", optimize=True)
    outcome = printed(Composer(project), leaflet)
    told = Teller(project).told(entry_of(outcome))
    card = Cards(project).card(told, first_page(outcome.pdf, WIDTH))
    with Image.open(io.BytesIO(card)) as picture:
        picture.convert("RGB").resize((800, 420), Image.Resampling.LANCZOS).quantize(4 * COLOURS).save(
            PLACE / "card.png", optimize=True
        )


def printed(composer: Composer, leaflet: Leaflet) -> Printed:
    """Return a leaflet that is printed."""
    composition = composer.compose(leaflet)
    outcome = typeset(composition) if isinstance(composition, Composition) else composition
    if not isinstance(outcome, Printed):
        raise SystemExit(f"{leaflet}: {outcome.problems}")
    return outcome


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
