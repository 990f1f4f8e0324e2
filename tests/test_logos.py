"""Logos: what is drawn is what prints, and what cannot be drawn is refused for its true reason."""

import base64
import gzip
import io
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, offer, run_leaflets
from drawings import (
    AS_DRAWN,
    AS_PICTURE,
    ENTITIES,
    FONT_FACES,
    REFUSED,
    SHAPES,
    STROKES,
    UPPER_HALVES,
    WARNED,
    WHITE_BARS,
    WITHOUT_EXTENT,
    data,
    svg,
)
from PIL import Image
from pngs import KINDS, REFUSED_PNGS, large

from leaflets.errors import Problem
from leaflets.logos import PrintedLogo, print_logo
from leaflets.project import Project
from leaflets.typesetting.trial import FRAME, GRID, draw_trial


@pytest.fixture
def printed(tmp_path: Path, project: Project) -> "Printing":
    """Print a logo of a name and content."""
    return Printing(tmp_path, project)


class Printing:
    """Prints logos from a folder of its own."""

    def __init__(self, folder: Path, project: Project) -> None:
        self._folder, self._fonts = folder, tuple(project.fonts.all_folders)

    def __call__(self, content: str | bytes, name: str = "logo.svg") -> PrintedLogo:
        path = self._folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return print_logo(path, f"clinics/x/{name}", self._fonts)


def told(logo: PrintedLogo) -> str:
    """Return all reasons."""
    return " ".join(problem.reason for problem in logo.problems)


UNIT = GRID * FRAME[1] / 100
"""Pixels of a trial that a unit of a drawing of 200 × 100 has."""
WHITE_PAPER = (255, 255, 255)


def seen(logo: PrintedLogo, *places: tuple[float, float]) -> list[tuple[int, ...]]:
    """Return the colours that the press prints at these places of a drawing of 200 × 100."""
    page = draw_trial(logo.uri)
    return [page.getpixel((round(x * UNIT), round(y * UNIT))) for x, y in places]  # type: ignore[misc]  # RGB


@pytest.mark.parametrize("name", AS_PICTURE)
def test_what_the_press_draws_wrong_is_a_picture(name: str, printed: Printing) -> None:
    """A logo that the engine would draw wrong is printed as a picture, and a warning says so and what mends it."""
    logo = printed(AS_PICTURE[name])
    assert () == logo.faults, told(logo)
    assert logo.uri.startswith("data:image/png;")
    assert "printed as a picture of 600 dots an inch" in told(logo)
    assert re.search("in Inkscape|plain", logo.problems[0].hint)


@pytest.mark.parametrize("name", UPPER_HALVES)
def test_what_a_mask_hides_is_not_printed(name: str, printed: Printing) -> None:
    """Of a drawing whose mask shows its upper half, the upper half is printed and nothing below it."""
    above, beside, *below = seen(printed(UPPER_HALVES[name]), (50, 25), (150, 35), (50, 75), (150, 70))
    assert WHITE_PAPER not in {above, beside}
    assert [WHITE_PAPER, WHITE_PAPER] == below


@pytest.mark.parametrize("name", WHITE_BARS)
def test_a_white_bar_lies_across_the_disc(name: str, printed: Printing) -> None:
    """What a mask that is painted white shows is printed, above what lies behind it."""
    blue = (29, 111, 165)
    assert [blue, WHITE_PAPER, blue] == seen(printed(WHITE_BARS[name]), (50, 25), (50, 50), (50, 75))


@pytest.mark.parametrize("name", STROKES)
def test_a_stroke_with_a_gradient_is_as_thick_as_drawn(name: str, printed: Printing) -> None:
    """A pen of five units and more prints ink beside the middle of its line."""
    assert WHITE_PAPER not in seen(printed(STROKES[name]), (20, 71.8), (20, 73.3), (20, 74.8))


@pytest.mark.parametrize("name", WITHOUT_EXTENT)
def test_a_shape_of_no_size_changes_nothing(name: str, printed: Printing) -> None:
    """A shape of no size, painted with a gradient, stops no leaflet, and the others print as ever."""
    logo = printed(WITHOUT_EXTENT[name])
    assert () == logo.faults
    assert seen(printed(AS_DRAWN["plain"]), *PLACES) == seen(logo, *PLACES)


PLACES = ((2, 2), (50, 50), (150, 50), (105, 50), (150, 90))


@pytest.mark.parametrize("name", AS_DRAWN)
def test_what_is_harmless_prints_as_it_is(name: str, printed: Printing) -> None:
    """What is harmless in an SVG is taken off, and the drawing stays a drawing, without a word."""
    logo = printed(AS_DRAWN[name])
    assert "" == told(logo)
    assert logo.uri.startswith("data:image/svg+xml;")


@pytest.mark.parametrize("name", [*ENTITIES, *FONT_FACES])
def test_what_is_taken_off_leaves_the_rest(name: str, printed: Printing) -> None:
    """Where entities and unused fonts are taken off, the shapes print as without them."""
    assert seen(printed(AS_DRAWN["plain"]), *PLACES) == seen(printed(AS_DRAWN[name]), *PLACES)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_refused(name: str, printed: Printing) -> None:
    """A logo that cannot be printed is refused for its true reason, with what mends it, and never shows its data."""
    content, word = REFUSED[name]
    logo = printed(content)
    assert "" == logo.uri
    assert word in told(logo)
    for problem in logo.problems:
        assert "error" == problem.severity
        assert problem.hint
        assert not re.search(r"base64|[A-Za-z0-9+/]{80}", str(problem))


@pytest.mark.parametrize("name", WARNED)
def test_what_would_look_wrong_is_warned_of(name: str, printed: Printing) -> None:
    """A logo that prints and would not look as its clinic wants is warned of."""
    content, word = WARNED[name]
    logo = printed(content)
    assert () == logo.faults
    assert logo.uri
    assert word in told(logo)


def test_a_compressed_svg_is_an_svg(printed: Printing) -> None:
    """An .svgz prints as the SVG that it holds; one that holds too much, or is cut, is refused."""
    packed = gzip.compress(svg(SHAPES).encode(), mtime=0)
    assert printed(AS_DRAWN["plain"]).uri == printed(packed, "logo.svgz").uri
    assert "8 MB" in told(printed(gzip.compress(b" " * 9_000_000), "large.svgz"))
    assert "cut off" in told(printed(packed[:-20], "cut.svgz"))


@pytest.mark.parametrize("name", KINDS)
def test_a_png_of_any_kind_prints_in_its_colours(name: str, printed: Printing) -> None:
    """A PNG of any depth, with a palette, interlaced, or with a profile, prints with the colours that it means."""
    kind = KINDS[name]
    logo = printed(kind.data, "logo.png")
    assert () == logo.faults, told(logo)
    with Image.open(io.BytesIO(base64.b64decode(logo.uri.partition(",")[2]))) as picture:
        for wanted, place in ((kind.left, (100, 100)), (kind.right, (300, 100))):
            *colour, cover = picture.convert("RGBA").getpixel(place)  # type: ignore[misc]  # four bands
            assert (0 if wanted is None else 255) == cover
            assert all(abs(one - other) <= 8 for one, other in zip(wanted or colour, colour, strict=True)), colour


@pytest.mark.parametrize("name", REFUSED_PNGS)
def test_a_png_that_cannot_be_printed_is_refused(name: str, printed: Printing) -> None:
    """A PNG with too many pixels, a damaged one, and one that is none are refused, each for its reason."""
    content, word = REFUSED_PNGS[name]
    logo = printed(content, "logo.png")
    assert "" == logo.uri
    assert [True] == [word in problem.reason for problem in logo.problems]


@pytest.mark.parametrize(("width", "height", "mode"), [(4961, 7016, "L"), (6000, 6000, "RGB"), (3000, 400, "1")])
def test_a_png_has_the_pixels_that_are_printed(width: int, height: int, mode: str, printed: Printing) -> None:
    """A PNG of up to 36 million pixels prints with at most 600 dots an inch, within the memory of its process."""
    logo = printed(large(width, height, mode), "logo.png")
    assert () == logo.faults, told(logo)
    with Image.open(io.BytesIO(base64.b64decode(logo.uri.partition(",")[2]))) as picture:
        assert picture.width <= 1040
        assert picture.height <= 355


def test_a_coarse_png_is_warned_of(printed: Printing) -> None:
    """A PNG of too few pixels prints, and a warning says how many it needs."""
    assert "coarse" in told(printed(large(100, 50), "logo.png"))


def test_a_moving_png_is_refused(printed: Printing) -> None:
    """An animated PNG is refused, since nobody can say which of its pictures is the logo."""
    moving = io.BytesIO()
    first, second = (Image.new("RGB", (600, 300), colour) for colour in ("red", "blue"))
    first.save(moving, "PNG", save_all=True, append_images=[second])
    assert "moving" in told(printed(moving.getvalue(), "logo.png"))


def test_a_logo_is_the_same_on_each_run(printed: Printing) -> None:
    """A logo that is printed as a picture gives the same bytes each time it is drawn."""
    first, second = (printed(AS_PICTURE["effect-figma-drop-shadow"], name) for name in ("a.svg", "b.svg"))
    assert first.uri == second.uri


def test_the_samples_print_as_their_files_are(project: Project) -> None:
    """A logo without fault goes into the page byte for byte."""
    for clinic in project.clinics.values():
        logo = print_logo(clinic.logo, "logo.svg", tuple(project.fonts.all_folders))
        assert () == logo.problems
        assert clinic.logo.read_bytes() == base64.b64decode(logo.uri.partition(",")[2])


def test_a_message_holds_no_data() -> None:
    """Whoever makes a problem, no picture's data stands in it."""
    problem = Problem("x", f"Failed to render {data('<svg/>' * 50)} here.", "y")
    assert "Failed to render … here." == problem.reason


def test_check_and_build_agree(tmp_path: Path) -> None:
    """A logo that the engine cannot draw passes check with a warning, prints, and leaves no data in the report."""
    clinic = shutil.copytree(ROOT / "clinics/aspen-row", tmp_path / "clinics/aspen-row")
    (clinic / "logo.svg").write_text(WITHOUT_EXTENT["without-extent-polygon"], "utf-8")
    offer(tmp_path, "en")
    checked = run_leaflets("check", cwd=tmp_path)
    built = run_leaflets("build", "-t", "aftercare", "-l", "en", cwd=tmp_path)
    assert (0, 0) == (checked.returncode, built.returncode), checked.stdout + built.stdout
    for shown in (checked.stdout, built.stdout):
        assert "clinics/aspen-row/logo.svg" in shown
        assert "picture of 600 dots" in " ".join(shown.split())
    report = (tmp_path / "out/report.json").read_text("utf-8")
    assert "base64" not in report
