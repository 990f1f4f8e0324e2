"""Whether ticks that one program saves in the health check are seen in another.

`python benchmarks/ticks.py FOLDER` takes the health checks for patients that `copied.py` printed into the folder. Each
is ticked with pdfium, MuPDF, PyMuPDF and pdf.js, and each result is drawn by pdfium, Poppler, MuPDF and pdf.js: each
box has to look like the same box, ticked or empty, in a form whose states alone were set.
"""

import importlib
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageStat

READERS = Path(__file__).parent / "readers"
DOTS = 144
CLOSE = 24.0
"""How far two pictures of a box may differ on average, in tones of 255."""
Pages = list[Image.Image]


class Box(NamedTuple):
    """A box to tick: its name, page and sides in points from the foot of the page."""

    name: str
    page: int
    sides: tuple[float, ...]
    height: float


def boxes_of(file: Path) -> list[Box]:
    """Return the boxes of a form."""
    with pikepdf.open(file) as document:
        return [
            Box(str(one["/T"]), number, tuple(map(float, one["/Rect"])), float(page.MediaBox[3]))
            for number, page in enumerate(document.pages)
            for one in page.get("/Annots", pikepdf.Array())
            if one.get("/Subtype") == "/Widget"
        ]


def by_state(file: Path, out: Path, names: set[str]) -> None:
    """Tick boxes by their states alone."""
    with pikepdf.open(file) as document:
        form: Any = document.Root["/AcroForm"]["/Fields"]
        for field in form:
            if str(field["/T"]) in names:
                field["/V"] = field["/AS"] = pikepdf.Name("/on")
        document.save(out)


def by_pdfium(file: Path, out: Path, names: set[str]) -> None:
    """Tick boxes as a browser does, with the mouse."""
    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    pages = list(document)
    for box in (one for one in boxes_of(file) if one.name in names):
        page, form = pages[box.page].raw, document.formenv.raw
        across, upright = (box.sides[0] + box.sides[2]) / 2, (box.sides[1] + box.sides[3]) / 2
        for event in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            event(form, page, 0, across, upright)
    document.save(out)


def by_mupdf(file: Path, out: Path, names: set[str]) -> None:
    """Tick boxes as viewers that use MuPDF do."""
    pymupdf = importlib.import_module("pymupdf")
    with pymupdf.open(file) as document:
        for page in document:
            widget = pymupdf.mupdf.pdf_first_widget(pymupdf.mupdf.pdf_page_from_fz_page(page.this))
            while widget.m_internal:
                if _name_of(pymupdf, widget) in names:
                    pymupdf.mupdf.pdf_toggle_widget(widget)
                widget = pymupdf.mupdf.pdf_next_widget(widget)
        document.save(out)


def _name_of(pymupdf: Any, widget: Any) -> str:
    field = pymupdf.mupdf.pdf_annot_obj(widget)
    return str(pymupdf.mupdf.pdf_to_text_string(pymupdf.mupdf.pdf_dict_gets(field, "T")))


def by_pymupdf(file: Path, out: Path, names: set[str]) -> None:
    """Tick boxes by PyMuPDF's own way, which draws each anew."""
    with importlib.import_module("pymupdf").open(file) as document:
        for page in document:
            for widget in page.widgets():
                if widget.field_name in names:
                    widget.field_value = True
                    widget.update()
        document.save(out)


def by_pdfjs(file: Path, out: Path, names: set[str]) -> None:
    """Tick boxes with pdf.js."""
    run_pdfjs("tick", str(file.resolve()), str(out.resolve()), *sorted(names))


def run_pdfjs(*arguments: str) -> None:
    """Run pdf.js."""
    subprocess.run(["node", str(READERS / "pdfjs.mjs"), *arguments], check=True, cwd=READERS)


def drawn_by_pdfium(file: Path) -> Pages:
    """Return the pages of a form as pictures."""
    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    return [page.render(scale=DOTS / 72, may_draw_forms=True).to_pil().convert("L") for page in document]


def drawn_by_mupdf(file: Path) -> Pages:
    """Return the pages of a form as pictures."""
    with importlib.import_module("pymupdf").open(file) as document:
        pictures = [page.get_pixmap(dpi=DOTS).tobytes("png") for page in document]
    return [Image.open(io.BytesIO(one)).convert("L") for one in pictures]


def drawn_by_poppler(file: Path) -> Pages:
    """Return the pages of a form as pictures."""
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", file, file.with_suffix("")], check=True)
    return [Image.open(one).convert("L") for one in sorted(file.parent.glob(f"{file.stem}-*.png"))]


def drawn_by_pdfjs(file: Path) -> Pages:
    """Return the pages of a form as pictures."""
    target = file.with_name(f"{file.stem}_js")
    run_pdfjs("draw", str(file.resolve()), str(target.resolve()))
    return [Image.open(one).convert("L") for one in sorted(file.parent.glob(f"{target.name}-*.png"))]


TICKED: dict[str, Callable[[Path, Path, set[str]], None]] = {
    "pdfium": by_pdfium,
    "MuPDF": by_mupdf,
    "PyMuPDF": by_pymupdf,
    "pdf.js": by_pdfjs,
}
DRAWN: dict[str, Callable[[Path], Pages]] = {
    "pdfium": drawn_by_pdfium,
    "Poppler": drawn_by_poppler,
    "MuPDF": drawn_by_mupdf,
    "pdf.js": drawn_by_pdfjs,
}


def differs(one: Pages, other: Pages, box: Box) -> bool:
    """Tell whether a box looks otherwise on two pictures."""
    scale, (left, low, right, high) = DOTS / 72, box.sides
    sides = (
        min(left, right) + 1,
        box.height - max(low, high) + 1,
        max(left, right) - 1,
        box.height - min(low, high) - 1,
    )
    left, top, right, low = (round(side * scale) for side in sides)
    area = (left, top, right, low)
    both = ImageChops.difference(one[box.page].crop(area), other[box.page].crop(area))
    return bool(ImageStat.Stat(both).mean[0] > CLOSE)


def main(folder: Path) -> None:
    """Print how many boxes look as they should, for each program that ticked and each that drew."""
    for file in sorted(folder.glob("*_screening_standard.pdf")):
        boxes = boxes_of(file)
        names = {one.name for one in boxes[::4]} | {one.name for one in boxes[3::4]}
        plain = file.with_name(f"{file.stem}_states.pdf")
        by_state(file, plain, names)
        right = {name: draw(plain) for name, draw in DRAWN.items()}
        for ticker, tick in TICKED.items():
            ticked = file.with_name(f"{file.stem}_{ticker.replace('.', '')}.pdf")
            tick(file, ticked, names)
            pages = {name: draw(ticked) for name, draw in DRAWN.items()}
            told = [f"{name} {sum(not differs(pages[name], right[name], box) for box in boxes)}" for name in DRAWN]
            sys.stdout.write(f"{file.name}, ticked by {ticker}, of {len(boxes)}: {', '.join(told)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
