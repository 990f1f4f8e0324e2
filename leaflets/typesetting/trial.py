"""Draws a logo alone, as the press will print it on each sheet, and looks at what came out."""

from functools import lru_cache
from pathlib import Path

from PIL import Image

from leaflets.typesetting.engine import render, warm_up, warnings_kept
from leaflets.typesetting.press import VARIANT
from leaflets.typesetting.seal import seal
from leaflets.typesetting.versions import engine_versions

FRAME = (44.0, 15.0)
"""The place for a logo on the sheet, in millimetres across and down: `.logo` in `templates/css/standard.css`."""
GRID = 24
"""Pixels a millimetre that a trial is drawn in: the frame has whole ones, and an inch 610."""
_PAGE = """<!DOCTYPE html><html lang="en"><title>Logo</title><style>
@page {{ size: {width}mm {height}mm; margin: 0 }}
html, body {{ margin: 0 }}
.logo {{ height: {height}mm; max-width: {width}mm }}
.logo img {{ display: block; height: {height}mm; max-width: {width}mm; object-fit: contain }}
</style><div class="logo"><img alt="Logo" src="{uri}"></div></html>"""


class TrialError(Exception):
    """The press cannot draw this logo; the text is what the engine said."""


@lru_cache(maxsize=1)
def prepare_trials(fonts: tuple[Path, ...]) -> None:
    """Load the sealed engine in this process, so that those that start from it have it."""
    seal(fonts)
    engine_versions()
    warm_up()
    draw_trial("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/%3E")


def draw_trial(uri: str) -> Image.Image:
    """Return the frame of a logo as the press prints it, on white paper."""
    import pypdfium2

    page = _PAGE.format(width=FRAME[0], height=FRAME[1], uri=uri)
    try:
        with warnings_kept() as warnings:
            pdf = render(page).write_pdf(pdf_variant=VARIANT)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # FatalURLFetchingError is one; a limit that is passed is known to its bound
        raise TrialError(f"{type(error).__name__}: {error}") from error
    if warnings:
        raise TrialError(warnings[0])
    with pypdfium2.PdfDocument(pdf) as document:
        scale = GRID * 25.4 / 72 * 0.999_99  # it is rounded up to whole pixels
        picture: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    return picture
