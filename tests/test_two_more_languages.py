"""Greek and Hebrew are added by the guide for translators alone, typeface included, without code."""

import csv
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from babel.units import format_unit
from conftest import ROOT, offer, run_leaflets
from fontTools.ttLib import TTFont

GUIDE = (ROOT / "docs" / "for-translators.md").read_text("utf-8")
LETTERS = {
    "el": dict(zip("abcdefghijklmnopqrstuvwxyz", "αβκδεφγχιξκλμνοπθρστυβωξυζ", strict=True)),
    "he": dict(zip("abcdefghijklmnopqrstuvwxyz", "אבקדהפגחייכלמנופקרסטובשזיצ", strict=True)),
}
"""Letters that stand in for a translation: the test has to know no Greek and no Hebrew."""
LOW = "crsztvx"
"""Narrow letters without parts below, which stand in for the drawings of Hebrew ones."""
_UNITS = "second|minute|hour|day|week|month|year"
_KEPT = re.compile(rf"(%\(\w+\)s|\b[A-Z]{{2,}}\b)|\b({_UNITS})(s?)\b|([A-Za-z])")
"""Placeholders and names stay, units are those of CLDR, which the rules know."""


def stand_in(text: str, code: str) -> str:
    """Return a text in the letters of a language; placeholders stay."""

    def instead(found: re.Match[str]) -> str:
        unit = found[2] and format_unit(5 if found[3] else 1, f"duration-{found[2]}", locale=code)
        return found[1] or (unit and re.sub(r"[\d\s]", "", unit)) or _letter(found[4], code)

    return _KEPT.sub(instead, text).replace("?", ";" if code == "el" else "?")


def _letter(letter: str, code: str) -> str:
    instead = LETTERS[code][letter.lower()]
    return instead.upper() if letter.isupper() else instead


def lay_typeface(project: Path) -> None:
    """Do what the guide says of a typeface: the toml is the guide's own, the files are whole fonts with the letters."""
    entry = next(one for one in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if "Noto Sans Hebrew" in one)
    folder = project / "fonts" / "noto-sans-hebrew"
    folder.mkdir(parents=True)
    (project / "fonts" / "fonts.toml").write_text(entry, "utf-8")
    source = ROOT / "fonts" / "noto-sans"
    shutil.copy(source / "OFL.txt", folder)
    for weight in ("Regular", "Bold"):
        with TTFont(source / f"NotoSans-{weight}.ttf") as font:
            glyphs = font.getBestCmap()
            for place, letter in enumerate("אבגדהוזחטיךכלםמןנסעףפץצקרשת"):
                for table in font["cmap"].tables:
                    table.cmap[ord(letter)] = glyphs[ord(LOW[place % len(LOW)])]
            for name in font["name"].names:
                if name.nameID in (1, 4, 16):
                    name.string = "Noto Sans Hebrew"
            font.save(folder / f"NotoSansHebrew-{weight}.ttf")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Add both languages to a new project, translate them in a spreadsheet, and let the clinic offer them."""
    place = tmp_path_factory.mktemp("languages")
    run_leaflets("new", "project", cwd=place, check=True)
    project = place / "project"
    for code in LETTERS:
        run_leaflets("catalogue", "add", code, cwd=project, check=True)
        run_leaflets("catalogue", "export", code, "--format", "csv", cwd=project, check=True)
        sheet = project / f"{code}.csv"
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["translation"] = stand_in(row["source plural"] or row["source"], code)
        with sheet.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        run_leaflets("catalogue", "import", sheet.name, "--yes", cwd=project, check=True)
    lay_typeface(project)
    offer(project, "en", *LETTERS, topics=["aftercare"])
    return project


def test_nothing_is_wrong_with_them(project: Path) -> None:
    """All is translated, no error is left, and what does not watch them is told."""
    done = run_leaflets("check", cwd=project)
    assert "0 errors" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("code", "name", "family"), [("el", "greek", "Source-Sans-3"), ("he", "hebrew", "Noto-Sans-Hebrew")]
)
def test_they_are_printed(project: Path, code: str, name: str, family: str) -> None:
    """A leaflet is printed in the language, as a draft, in its typeface, and its words can be copied."""
    done = run_leaflets("build", "-l", code, cwd=project)
    assert done.returncode == 0, done.stdout
    [file] = project.glob(f"out/**/*_{name}.pdf")
    with pypdfium2.PdfDocument(file) as document:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "".join(stand_in("After your dry needling", code).split()) in text
    with pikepdf.open(file) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}
    assert any(family in one for one in fonts), fonts
