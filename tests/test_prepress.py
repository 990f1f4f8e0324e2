"""Files for a print shop: in inks, on a larger sheet with marks, PDF/X-4; they say and show what the leaflet does."""

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, run_leaflets
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms

from leaflets.errors import MisuseError
from leaflets.prepress import press_profile
from leaflets.prepress.brush import UnprintableError
from leaflets.prepress.checks import faults_of
from leaflets.prepress.conversion import for_press
from leaflets.prepress.profile import BLACK, PAPER, Inks, Profile
from leaflets.prepress.separation import Separation, Spot, lab_of
from leaflets.prepress.sheet import BLEED, SLUG

TEAL = (11, 63, 77)
NEAR = 0.01
CLINIC = """
name = "Alder Row Physiotherapy"
region = "CA-AB"
languages = ["en", "ar"]
topics = ["screening", "side-effects"]
[contact]
address = ["1 Alder Row", "Edmonton, Alberta"]
phone = "+1 780 555 0143"
[regulator]
name = "College of Physiotherapists of Alberta"
[brand]
logo = "logo.png"
primary = "#0b3f4d"
accent = "#d97a1f"
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build three leaflets of a clinic for a print shop: with boxes to tick, pictures, and a logo made of pixels."""
    root = tmp_path_factory.mktemp("press")
    folder = root / "clinics" / "alder-row"
    folder.mkdir(parents=True)
    inks = '[brand.press]\nprimary = { spot = "PANTONE 3035 C" }\n'
    (folder / "clinic.toml").write_text(CLINIC + inks, "utf-8")
    picture = Image.linear_gradient("L").resize((300, 200))
    Image.merge("RGBA", (picture, *[Image.new("L", (300, 200), one) for one in (60, 90, 220)])).save(
        folder / "logo.png"
    )
    done = run_leaflets("build", "-t", "screening", "-l", "ar", "-t", "side-effects", "--press", cwd=root, check=True)
    assert "2 files for a print shop in out/press, with a ticket for each clinic." in " ".join(done.stdout.split())
    return root


@pytest.fixture(scope="module", params=["screening", "side-effects"])
def pair(request: pytest.FixtureRequest, place: Path) -> tuple[bytes, bytes]:
    """Return a leaflet, and its file for a press."""
    name = f"alder-row_{request.param}_arabic"
    return (
        (place / "out" / "alder-row" / "arabic" / f"{name}.pdf").read_bytes(),
        (place / "out" / "press" / "alder-row" / f"{name}_press.pdf").read_bytes(),
    )


@pytest.fixture
def pressed(place: Path) -> pikepdf.Pdf:
    """Open a file for a press, to be spoilt."""
    return pikepdf.open(place / "out" / "press" / "alder-row" / "alder-row_side-effects_arabic_press.pdf")


def test_it_keeps_to_all_that_pdf_x_asks(pair: tuple[bytes, bytes]) -> None:
    """No check finds a fault; the leaflet itself, which is for screens, breaks most of them."""
    leaflet, press = pair
    assert not faults_of(press)
    assert len(faults_of(leaflet)) >= 5


def spoilt_intent(pdf: pikepdf.Pdf) -> None:
    """Name a profile of a screen."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(profile, N=3)


def without_identifier(pdf: pikepdf.Pdf) -> None:
    """Name another title than the metadata do."""
    pdf.docinfo.Title = pikepdf.String("Another leaflet")


def larger_trim(pdf: pikepdf.Pdf) -> None:
    """Cut a page outside of its bleed."""
    pdf.pages[0].TrimBox = Array([0, 0, 600, 790])


def with_link(pdf: pikepdf.Pdf) -> None:
    """Add a link to a page."""
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])


def font_outside(pdf: pikepdf.Pdf) -> None:
    """Take a font's letters away."""
    font = next(one for one in pdf.objects if isinstance(one, Dictionary) and Name.FontFile2 in one)
    del font.FontFile2


def in_red(pdf: pikepdf.Pdf) -> None:
    """Paint something on a page as a screen does."""
    pdf.pages[1].contents_add(b"1 0 0 rg 50 50 9 9 re f")


def group_of_screens(pdf: pikepdf.Pdf) -> None:
    """Give a group the colours of a screen."""
    pdf.Root.Spoilt = pdf.make_indirect(Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB))


def packed_by_lzw(pdf: pikepdf.Pdf) -> None:
    """Let a stream lie in another file."""
    pdf.make_stream(b"", F=pikepdf.String("elsewhere.bin"))
    pdf.Root.Spoilt = pdf.make_stream(b"q Q", F=pikepdf.String("elsewhere.bin"))


def other_tones(pdf: pikepdf.Pdf) -> None:
    """Change tones behind the printer's back."""
    pdf.Root.Spoilt = pdf.make_indirect(Dictionary(Type=Name.ExtGState, TR=Name.Identity))


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (spoilt_intent, "the output profile is not one of a press"),
        (without_identifier, "the metadata has another title"),
        (larger_trim, "do not lie in each other"),
        (with_link, "has fields or links"),
        (font_outside, "is not embedded"),
        (in_red, "is painted in red, green and blue"),
        (group_of_screens, "colours of the kind /DeviceRGB"),
        (packed_by_lzw, "a stream is packed by"),
        (other_tones, "changes tones"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_each_check_finds_its_fault(pressed: pikepdf.Pdf, spoil: Callable[[pikepdf.Pdf], None], found: str) -> None:
    """A file that is spoilt in one way is told apart, by the check for it."""
    spoil(pressed)
    spoilt = io.BytesIO()
    pressed.save(spoilt, force_version="1.6", deterministic_id=True)
    faults = faults_of(spoilt.getvalue())
    assert faults
    assert all(found in one for one in faults), faults


def test_the_same_leaflet_gives_the_same_bytes(pair: tuple[bytes, bytes]) -> None:
    """Made again, from the same PDF by the same inks, the file is the same to the byte."""
    separation = Separation(press_profile(), {TEAL: Spot("PANTONE 3035 C", press_profile().inks(*TEAL))})
    assert for_press(pair[0], separation).pdf == pair[1]


def words_of(data: bytes) -> list[str]:
    """Return the words of a PDF in the order in which they are drawn."""
    with pypdfium2.PdfDocument(data) as document:
        return [word for page in document for word in page.get_textpage().get_text_range().split()]


def test_it_says_what_the_leaflet_says(pair: tuple[bytes, bytes]) -> None:
    """Each word that can be read from the leaflet can be read from the file for a press, and no other."""
    leaflet, press = map(words_of, pair)
    assert len(press) > 200
    assert leaflet == press


def drawn(data: bytes, number: int, *, cut: bool = False) -> Image.Image:
    """Return a page as a picture, cut at its TrimBox if that is asked for."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[number]
        if cut:
            page.set_cropbox(*page.get_trimbox())
        picture: Image.Image = page.render(scale=1).to_pil().convert("L")
        return picture


def test_it_shows_what_the_leaflet_shows(pair: tuple[bytes, bytes]) -> None:
    """Cut at its marks, a page is the leaflet's: boxes to tick too. Inks are only a little lighter than light."""
    leaflet, press = pair
    with pypdfium2.PdfDocument(leaflet) as document:
        document.init_forms()
        pages = [page.render(scale=1, may_draw_forms=True).to_pil().convert("L") for page in document]
    for number, page in enumerate(pages):
        other = drawn(press, number, cut=True)
        assert page.size == other.size
        light, same = page.point(lambda one: 255 * (one > 200)), other.point(lambda one: 255 * (one > 200))
        unlike = ImageChops.difference(light, same).histogram()[255]
        assert unlike < 0.004 * page.width * page.height


def test_marks_stand_at_the_cut_and_outside_of_the_bleed(pair: tuple[bytes, bytes]) -> None:
    """Eight lines point at the corners of the TrimBox, in every ink; none begins within the bleed."""
    with pikepdf.open(io.BytesIO(pair[1])) as document:
        for page in document.pages:
            left, bottom, right, top = (float(one) for one in page.TrimBox)
            assert [SLUG, SLUG] == pytest.approx([left, bottom], abs=NEAR)
            lines = [tuple(float(one) for one in found) for found in re.findall(LINE, page.Contents.read_bytes())]
            assert len(lines) == 8
            for x, y, to_x, to_y in lines:
                on_side = any(abs(x - edge) < NEAR and abs(to_x - edge) < NEAR for edge in (left, right))
                on_end = any(abs(y - edge) < NEAR and abs(to_y - edge) < NEAR for edge in (bottom, top))
                assert on_side != on_end
                beyond = (
                    [bottom - max(y, to_y), min(y, to_y) - top]
                    if on_side
                    else [left - max(x, to_x), min(x, to_x) - right]
                )
                assert max(beyond) > BLEED
            assert "/All" == str(page.Resources.ColorSpace.InkMarks[1])


LINE = rb"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S"


def test_folds_are_marked_with_broken_lines(pair: tuple[bytes, bytes]) -> None:
    """A page that is folded has two more marks for each fold, at its place from the left."""
    press = for_press(pair[0], Separation(press_profile()), folds=lambda page: (100.0 + page, 200.0))
    with pikepdf.open(io.BytesIO(press.pdf)) as document:
        drawn_marks = document.pages[0].Contents.read_bytes()
        assert b"[1.5 1.5] 0 d" in drawn_marks
        across = sorted({float(found[0]) for found in re.findall(LINE, drawn_marks.split(b" d\n", 1)[1])})
    assert across == pytest.approx([SLUG + 100, SLUG + 200], abs=NEAR)


def test_brand_prints_in_its_own_ink(pair: tuple[bytes, bytes]) -> None:
    """The main colour is an ink of its own by its name, in which something is drawn."""
    with pikepdf.open(io.BytesIO(pair[1])) as document:
        spaces = [one for one in document.objects if isinstance(one, Array) and len(one) and one[0] == Name.Separation]
        assert {"/PANTONE 3035 C", "/All"} == {str(one[1]) for one in spaces}


def test_the_ticket_says_what_to_print(place: Path) -> None:
    """It names files, size, inks, folds and languages, has places to write in, and says that these are drafts."""
    with pypdfium2.PdfDocument(place / "out" / "press" / "alder-row" / "print-ticket.pdf") as document:
        assert len(document) == 1
        text = " ".join(document[0].get_textpage().get_text_range().split())
    for said in (
        "Alder Row Physiotherapy", "All of these 2 files are drafts", "PDF/X-4, 2 files", "PANTONE 3035 C",
        "8.5 × 11 in", "3 mm on each side", "Coated FOGRA39", "Health check before dry needling", "Arabic", "Of each",
    ):  # fmt: skip
        assert said in text, said


def test_verify_knows_it(place: Path) -> None:
    """A file for a press is one that was delivered here, and a draft as its leaflet is."""
    done = run_leaflets("verify", "out/press/alder-row/alder-row_screening_arabic_press.pdf", cwd=place)
    assert "Draft" in done.stdout
    assert "byte for byte the one that was delivered" in " ".join(done.stdout.split())


def test_one_that_is_older_than_its_leaflet_moves_out_of_the_way(place: Path) -> None:
    """Once the clinic's number has changed, the file for a press is no longer where the printer would fetch it."""
    file = place / "clinics" / "alder-row" / "clinic.toml"
    text = file.read_text("utf-8")
    name = "press/alder-row/alder-row_side-effects_arabic_press.pdf"
    before = (place / "out" / name).read_bytes()
    try:
        file.write_text(text.replace("0143", "0144"), "utf-8")
        done = run_leaflets("build", "-t", "side-effects", "-l", "ar", cwd=place, check=True)
        assert "older PDF was moved" in " ".join(done.stdout.split())
        assert not (place / "out" / name).exists()
        assert before == (place / "out" / "outdated" / name).read_bytes()
    finally:
        file.write_text(text, "utf-8")
        (place / "out" / name).write_bytes(before)


@pytest.fixture(scope="module")
def profile() -> Profile:
    """Return the profile that comes with the program."""
    return press_profile()


def test_inks_of_a_colour(profile: Profile) -> None:
    """White is paper, black words are black alone, greys too; a ground keeps its hue, a warning its red."""
    separation = Separation(profile)
    assert PAPER == separation.of((1, 1, 1))
    assert BLACK == separation.of((0, 0, 0)) == separation.of((0.1059, 0.1373, 0.149))
    grey = separation.of((0.4, 0.41, 0.42))
    assert isinstance(grey, Inks)
    assert grey[:3] == (0, 0, 0)
    assert abs(profile.lab(grey).lightness - lab_of((0.4, 0.41, 0.42)).lightness) < 2
    red = separation.of((0.6392, 0.0627, 0.1098))
    assert isinstance(red, Inks)
    assert profile.lab(red).a > 45
    assert separation.of((0.98, 0.925, 0.878)) != PAPER


def inks_of(separation: Separation, colour: tuple[float, float, float]) -> Inks:
    """Return the four inks of a colour."""
    found = separation.of(colour)
    assert isinstance(found, Inks)
    return found


def colours() -> Iterator[tuple[float, float, float]]:
    """Yield colours all over sRGB."""
    steps = [0, 0.13, 0.3, 0.5, 0.72, 0.9, 1]
    yield from ((red, green, blue) for red in steps for green in steps for blue in steps)


def test_no_colour_takes_more_ink_than_the_paper(profile: Profile) -> None:
    """All over sRGB, no more ink than the limit; a print shop's lower limit holds, too, and lighter stays lighter."""
    for limit in (3.0, 2.4):
        separation = Separation(profile, limit=limit)
        assert all(sum(inks_of(separation, one)) <= limit + 1e-3 for one in colours())
    ramp = [inks_of(Separation(profile), (tone / 20, tone / 20, tone / 20)) for tone in range(21)]
    assert all(one[3] >= two[3] for one, two in pairwise(ramp))


def test_what_runs_to_the_edge_goes_on_beyond_it(profile: Profile) -> None:
    """A ground up to the edge is in the bleed, on each side and in the corners; without one there is paper."""
    for ground, seen in ((b"0.2 0.5 0.3 rg 0 0 200 300 re f", True), (b"0.2 0.5 0.3 rg 20 20 160 260 re f", False)):
        made = for_press(page_with(ground), Separation(profile))
        picture = drawn(made.pdf, 0)
        width, height = picture.size
        edge = round(SLUG - BLEED / 2)
        corners = [(edge, edge), (width - edge, edge), (edge, height // 2), (width // 2, height - edge)]
        assert [seen] * 4 == [picture.tobytes()[y * width + x] < 200 for x, y in corners]
        assert made.runs_out is seen
        assert 255 == picture.tobytes()[height // 2 * width + round(SLUG - BLEED) - 2]


def page_with(content: bytes, **resources: Any) -> bytes:
    """Return a PDF of one page that draws this."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    page.obj.Contents = pdf.make_stream(content)
    page.obj.Resources = Dictionary(**resources)
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def test_numbered_tones_of_shared_pages_become_inks(profile: Profile) -> None:
    """A page that clinics share names tones by their numbers: each is printed in the inks of its colour."""
    tones = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(bytes([255, 255, 255, *TEAL]))])
    page = page_with(b"/Brand cs 1 scn 0 0 9 9 re f", ColorSpace=Dictionary(Brand=tones))
    separation = Separation(profile)
    made = for_press(page, separation).pdf
    assert not [one for one in faults_of(made) if "colours" in one]
    with pikepdf.open(io.BytesIO(made)) as document:
        drawing = document.pages[0].Resources.XObject.Page.read_bytes()
    found = re.search(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) k", drawing)
    assert found
    assert tuple(map(float, found.groups())) == pytest.approx(inks_of(separation, (11 / 255, 63 / 255, 77 / 255)))


def test_colours_of_a_mask_let_through_what_they_did(profile: Profile) -> None:
    """A mask in colours is grey by the luminosity that they had, its ground too: what it covers is seen as much."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = pdf.make_stream(
        b"1 0 0 rg 0 0 100 300 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 300], Group=group
    )
    soft = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask, BC=[0, 1, 0])
    page.obj.Resources = Dictionary(ExtGState=Dictionary(Soft=Dictionary(Type=Name.ExtGState, SMask=soft)))
    page.obj.Contents = pdf.make_stream(b"/Soft gs 0 g 20 20 160 260 re f")
    before = io.BytesIO()
    pdf.save(before)
    made = for_press(before.getvalue(), Separation(profile)).pdf
    assert not [one for one in faults_of(made) if "colours" in one or "painted" in one]
    seen, again = drawn(before.getvalue(), 0), drawn(made, 0, cut=True)
    for x in (60, 140):
        place = 150 * seen.width + x
        assert abs(seen.tobytes()[place] - again.tobytes()[place]) < 25
    assert seen.tobytes()[150 * seen.width + 60] - seen.tobytes()[150 * seen.width + 140] > 40


@pytest.mark.parametrize(
    ("content", "resources", "what"),
    [
        (
            b"/Odd cs 1 0 0 scn 0 0 9 9 re f",
            {"ColorSpace": Dictionary(Odd=Array([Name.Lab]))},
            "colours of the kind Lab",
        ),
        (b"0 1 0 0 k 0 0 9 9 re f", {}, "colours that are inks already"),
        (
            b"/S sh",
            {"Shading": Dictionary(S=Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=Dictionary()))},
            "gradients of more than two directions",
        ),
    ],
    ids=["lab", "inks", "gradient"],
)
def test_what_has_no_inks_is_refused(profile: Profile, content: bytes, resources: dict[str, Any], what: str) -> None:
    """A page that is painted in a way no leaflet is, is refused by the name of it, and never printed otherwise."""
    with pytest.raises(UnprintableError, match=what):
        for_press(page_with(content, **resources), Separation(profile))


def test_another_profile_is_read_or_refused(tmp_path: Path) -> None:
    """A file that is none, one of a screen, a folder: each is told with what to ask for."""
    screen = tmp_path / "screen.icc"
    screen.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (tmp_path / "none.icc").write_bytes(b"\0" * 200)
    for name, said in (
        ("screen.icc", "not that of a press"),
        ("none.icc", "cannot be read"),
        ("gone.icc", "cannot be read"),
    ):
        with pytest.raises(MisuseError) as refused:
            press_profile(tmp_path / name)
        assert said in refused.value.problems[0].reason
    own = press_profile(ROOT / "leaflets" / "prepress" / "profiles" / "FOGRA39L_coated.icc")
    assert own.inks(*TEAL) == press_profile().inks(*TEAL)
    assert not own.condition


@pytest.mark.parametrize(
    ("inks", "said"),
    [
        ("primary = { cmyk = [90, 45, 37, 59] }", None),
        ("accent = { cmyk = [2, 56, 92, 13], spot = 'Amber' }", None),
        ("primary = { cmyk = [0, 98, 83, 35] }", "too near to the red of emergencies"),
        ("primary = { cmyk = [90, 0, 100, 10] }", "the brand’s colour is #0b3f4d"),
        ("primary = { cmyk = [100, 100, 100, 100] }", "paper takes 300 %"),
        ("primary = { cmyk = [10, 20, 30] }", "not four inks"),
        ("primary = { cmyk = [10, 20, 30, 400] }", "not four inks"),
        ("primary = { spot = 'All' }", "means something else on a press"),
        ("primary = { spot = 'Tinte\u202e' }", "no name of an ink"),
        ("tertiary = { spot = 'Ink' }", "tertiary"),
    ],
    ids=lambda one: str(one)[:40] if one else "sound",
)
def test_inks_of_a_brand_look_like_it(tmp_path: Path, inks: str, said: str | None) -> None:
    """Inks that print the brand's colours are taken; those of a warning, of another colour or of none are refused."""
    folder = tmp_path / "clinics" / "alder-row"
    folder.mkdir(parents=True)
    (folder / "clinic.toml").write_text(f"{CLINIC}[brand.press]\n{inks}\n", "utf-8")
    Image.new("RGB", (300, 200), TEAL).save(folder / "logo.png")
    done = run_leaflets("clinic", "check", "alder-row", cwd=tmp_path)
    told = " ".join(done.stdout.split())
    assert (said is None) == (done.returncode == 0), told
    assert said is None or said in told


def test_a_profile_without_press_is_told(tmp_path: Path) -> None:
    """A colour profile is for a print shop's files: who names one without asking for these is told so."""
    (tmp_path / "clinics").mkdir()
    done = run_leaflets("build", "--profile", "some.icc", cwd=tmp_path)
    assert done.returncode == 2
    assert "Add --press." in done.stdout
