"""One reference picture for each script, with a tolerance: shaping, direction and layout stay as they were looked at.

`LEAFLETS_REWRITE=1` draws the pictures anew; look at them before committing.
"""

import os
from pathlib import Path

import pytest
from conftest import TESTS
from pages import render
from PIL import Image, ImageChops, ImageStat

DPI = 60
MOST = 2.0
"""The largest mean difference of grey (0 to 255) over the page: anti-aliasing differs between readers by about 0.5."""
PAGES = {
    "Latn": ("aspen-row/english/aspen-row_side-effects_english.pdf", 0),
    "Arab": ("heron-mill/arabic/heron-mill_side-effects_arabic.pdf", 0),
    "Guru": ("cottonwood-lane/punjabi/cottonwood-lane_contraindications_punjabi.pdf", 0),
    "Cyrl": ("cottonwood-lane/russian/cottonwood-lane_contraindications_russian.pdf", 0),
    "Deva": ("cottonwood-lane/hindi/cottonwood-lane_side-effects_hindi.pdf", 0),
    "Hant": ("heron-mill/chinese-traditional/heron-mill_side-effects_chinese-traditional.pdf", 0),
    "Hans": ("aspen-row/chinese-simplified/aspen-row_aftercare_chinese-simplified.pdf", 1),
}


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two grey pictures; pages of another size differ wholly."""
    if one.size != other.size:
        return 255
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


@pytest.mark.parametrize("script", PAGES)
def test_a_page_of_each_script_looks_as_it_did(script: str, built: Path) -> None:
    """The page is the one that was looked at, within the noise of rendering."""
    path, number = PAGES[script]
    page = render(built / path, number, DPI)
    reference = TESTS / "references" / f"{script}.png"
    if os.environ.get("LEAFLETS_REWRITE"):
        page.save(reference, optimize=True)
    with Image.open(reference) as before:
        assert difference(before.convert("L"), page) < MOST


def test_another_page_is_noticed(built: Path) -> None:
    """The measure tells pages apart: the same topic of another clinic, or mirrored, is far beyond the tolerance."""
    page = render(built / PAGES["Arab"][0], 0, DPI)
    other = render(built / "heron-mill/arabic/heron-mill_your-session_arabic.pdf", 0, DPI)
    assert difference(page, other) > 2 * MOST
    assert difference(page, page.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) > 2 * MOST
