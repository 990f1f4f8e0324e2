"""Typefaces are cut to the Chinese characters of a standard, and to nothing else."""

import sys
from io import BytesIO

import pytest
from conftest import ROOT
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

sys.path.insert(0, str(ROOT / "tools"))

import fonts as tool
import packages

EVERYWHERE = "Aж、あ가Ⅷ①"
"""What is no Chinese character, and stays whatever the standard."""
IN_BOTH, IN_JAPANESE, IN_KOREAN, IN_NEITHER = "伽山", "辻込髙﨑", "乭乶", "们这𠮷"
"""Chinese characters that are in Windows-31J and KS X 1001, in one of them, and in none."""
EMPTY = (".notdef", "upright")


def _font(characters: str) -> bytes:
    """Return a font with these characters, each of which an alternative for vertical lines may stand for."""
    builder = FontBuilder(1000, isTTF=True)
    glyphs = {ord(one): f"u{ord(one):04X}" for one in characters}
    order = [*EMPTY, *glyphs.values()]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(glyphs)
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((500, 700))
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "licenseDescription": "OFL"})
    builder.setupOS2()
    builder.setupPost()
    builder.addOpenTypeFeatures(f"feature vert {{ sub u{ord('、'):04X} by upright; }} vert;")
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


WHOLE = _font(EVERYWHERE + IN_BOTH + IN_JAPANESE + IN_KOREAN + IN_NEITHER)


@pytest.mark.parametrize(("standard", "kept"), [("Windows-31J", IN_JAPANESE), ("KS X 1001", IN_KOREAN)])
def test_only_chinese_characters_outside_the_standard_go(standard: str, kept: str) -> None:
    """Letters, signs and syllables stay, with features, names and dates; the same cut gives the same bytes."""
    cut = tool.cut(WHOLE, standard)
    with TTFont(BytesIO(cut)) as font, TTFont(BytesIO(WHOLE)) as whole:
        assert set(map(ord, EVERYWHERE + IN_BOTH + kept)) == set(font.getBestCmap())
        assert ["vert"] == [one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord]
        assert len(EVERYWHERE + IN_BOTH + kept) + len(EMPTY) == font["maxp"].numGlyphs
        assert str(whole["name"].getDebugName(13)) == font["name"].getDebugName(13)
        assert whole["head"].modified == font["head"].modified
    assert cut == tool.cut(WHOLE, standard)


def test_without_a_standard_a_font_stays_as_it_is() -> None:
    """Most families are whole, byte for byte."""
    assert WHOLE is tool.cut(WHOLE, None)


MADE_WITHOUT = {"noto-sans-jp": "", "noto-sans-kr": "隙\uf95f\uf9aa"}
"""What of the standard the makers' own files do not have."""
CUT = [family for family in packages.families_of("fonts-cjk") if "ideographs" in family]


@pytest.mark.parametrize("family", CUT, ids=lambda family: str(family["folder"]))
def test_what_is_shipped_is_cut_as_the_register_says(family: dict[str, str]) -> None:
    """The files hold the Chinese characters of the standard that they name, as far as their makers drew them."""
    standard = {one for one in tool.characters_of(family["ideographs"]) if tool.is_chinese(one)}
    for path in (ROOT / "fonts" / family["folder"]).glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            font.setGlyphOrder([str(one) for one in range(font["maxp"].numGlyphs)])  # any names do
            there = {one for one in font.getBestCmap() if tool.is_chinese(one)}
        assert standard - set(map(ord, MADE_WITHOUT[family["folder"]])) == there
