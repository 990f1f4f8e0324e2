"""The code to scan leads where the clinic says: another program reads it from the printed page."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from conftest import ROOT, run_leaflets

ASKED = ("-t", "aftercare", "-l", "ar", "-e", "standard", "-e", "mono", "-e", "chooser")
LIBRARY = "https://aspenrow.example/leaflets"
PAGE = f"{LIBRARY}/aspen-row/arabic/aspen-row_aftercare_arabic.html"
MORE_THAN_SCREENS = 3
"""How many times larger than on a screen a page is drawn, about as a telephone sees it."""


def clinic(place: Path, *lines: str) -> Path:
    """Make a project of a sample clinic with further lines in its contact, and its library's address."""
    folder = place / "clinics" / "aspen-row"
    folder.mkdir(parents=True)
    text = (ROOT / "clinics" / "aspen-row" / "clinic.toml").read_text("utf-8")
    text = text.replace("[contact]\n", "\n".join(["[contact]", *lines, ""]), 1)
    (folder / "clinic.toml").write_text(text, "utf-8")
    (folder / "logo.svg").write_bytes((ROOT / "clinics" / "aspen-row" / "logo.svg").read_bytes())
    return place


def read_codes(path: Path) -> list[str]:
    """Return what a reader of codes finds on the pages of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.render(scale=MORE_THAN_SCREENS).to_pil().convert("L") for page in document]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


def words_of(path: Path) -> str:
    """Return the words of a PDF, without signs that only break or isolate."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document).replace("\u2060", "")


@pytest.mark.parametrize(
    ("lines", "sheet", "chooser", "letters"),
    [
        ((), "https://aspenrow.example/book", "https://aspenrow.example/book", ""),
        (('code = "library"',), PAGE, f"{LIBRARY}/", "aspenrow.example/leaflets"),
    ],
    ids=["booking", "library"],
)
def test_the_code_leads_where_the_clinic_says(
    tmp_path: Path, lines: tuple[str, ...], sheet: str, chooser: str, letters: str
) -> None:
    """To the booking page, or to the page of just this leaflet, also in black; then the library stands in letters."""
    place = clinic(tmp_path, *lines)
    file = place / "clinics" / "aspen-row" / "clinic.toml"
    file.write_text(f'library = "{LIBRARY}"\n{file.read_text("utf-8")}', "utf-8")
    run_leaflets("build", *ASKED, cwd=place, check=True)
    out = place / "out" / "aspen-row"
    pdf = out / "arabic" / "aspen-row_aftercare_arabic.pdf"
    assert [sheet] == read_codes(pdf)
    assert [sheet] == read_codes(out / "arabic" / "aspen-row_aftercare_arabic_mono.pdf")
    assert [chooser] == read_codes(out / "aspen-row_chooser.pdf")
    assert bool(letters) == ("aspenrow.example/leaflets" in words_of(pdf))


def test_a_code_to_no_library_is_refused(tmp_path: Path) -> None:
    """Where the library's address is missing, check says what to add."""
    done = run_leaflets("clinic", "check", "aspen-row", cwd=clinic(tmp_path, 'code = "library"'))
    told = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert "the clinic names none" in told
    assert "Add library =" in told
