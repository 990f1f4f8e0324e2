"""An emergency looks like nothing else on the page, under every brand, in colour, in grey and to colour-blind eyes."""

import random
import tomllib
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from coloraide import Color
from conftest import ROOT
from pages import MILLIMETRE, read_pages, render
from PIL import Image

from leaflets.composition import Composer
from leaflets.composition.brand import tones
from leaflets.errors import Problem
from leaflets.model import Brand, Composition, Leaflet, Printed
from leaflets.model.brand import GRAPHIC_CONTRAST, TEXT_CONTRAST
from leaflets.model.tones import PALE, WARNINGS, contrast, contrast_with_white, mistaken_for, nearest_safe
from leaflets.project import Project
from leaflets.readers.tables import read_value
from leaflets.typesetting import seal, typeset

DPI, EDGE_OF_BOXES = 200, 14 * MILLIMETRE
"""Where the stripes of an emergency stand on a page, from the left."""
CSS = (ROOT / "templates" / "css" / "standard.css").read_text("utf-8")


def brand(**colours: str) -> tuple[Brand | None, list[Problem]]:
    """Return a brand with these colours, or what is wrong with it."""
    problems: list[Problem] = []
    table: dict[str, Any] = {"logo": "logo.svg", "primary": "#0b3f4d", "accent": "#0b3f4d", **colours}
    return read_value(Brand, table, "clinic.toml", problems), problems


@pytest.mark.parametrize(
    "colour",
    [
        "#a4121f",
        "#a3101c",
        "#8b0000",
        "#b22222",
        "#c8102e",
        "#cc0000",
        "#800020",
        "#7a5200",
        "#6b3f1a",
        "#8a4b08",
        "#7a1f3d",
        # Bright reds, in every way that a colour can be written.
        "#ff0000",
        "red",
        "hsl(5 90% 60%)",
        "rgb(250 50 50)",
        "oklch(0.6 0.22 25)",
        "crimson",
    ],
)
def test_a_colour_like_a_warning_is_refused_and_a_safe_one_offered(colour: str) -> None:
    """The reason names the warning; the colour in the hint is accepted in its place, and it is of some likeness."""
    for role in ("primary", "accent"):
        refused, [problem] = brand(**{role: colour})
        assert refused is None
        assert role == problem.key
        assert "too near to the" in problem.reason
        offered = problem.hint.rstrip(".").rpartition(" ")[2]
        assert brand(**{role: offered})[0]
        assert Color(colour).delta_e(offered, method="2000") < 40


RED, AMBER = (warning.name for warning in WARNINGS)


@pytest.mark.parametrize(
    ("colour", "warning", "eyes"),
    [
        ("#443300", AMBER, "at a glance"),
        ("#887722", AMBER, "at a glance"),
        ("#550011", RED, "at a glance"),
        ("#774455", RED, "in grey"),
        ("#771144", RED, "in grey"),
        ("#776655", AMBER, "in grey"),
        ("#442211", RED, "without red cones"),
        ("#bb5500", AMBER, "without red cones"),
        ("#667722", AMBER, "without green cones, and in grey"),
        ("#775544", RED, "in grey"),
        ("#990055", RED, "without blue cones, and in grey"),
        ("#993366", RED, "without blue cones, and in grey"),
    ],
)
def test_each_kind_of_eye_is_thought_of(colour: str, warning: str, eyes: str) -> None:
    """A colour that only some eyes, or a copy in grey, take for a warning is refused as a brand's and as an accent."""
    assert warning == mistaken_for(colour), eyes
    for role in ("primary", "accent"):
        refused, problems = brand(**{role: colour})
        assert refused is None
        assert role in {one.key for one in problems}


@pytest.mark.parametrize(
    "colour",
    [
        "#0b3f4d",
        "#2d4a2b",
        "#43264f",
        "#b5652a",
        "#003366",
        "#000000",
        "#555555",
        "#5b2333",
        "#b5006e",
        "#006644",
        "#4a2c2a",
        "teal",
        "rebeccapurple",
        "rgb(0 90 170)",
        "hsl(280 60% 35%)",
        "#d97a1f",
        "#cd5c5c",
        "#e4572e",
        "#d81b60",
        "#2e7d32",
        "#1f2a10",
    ],
)
def test_other_colours_stay(colour: str) -> None:
    """Blues, greens, violets, greys, oranges, pinks and deep browns raise nothing, dark or bright."""
    assert ([], True) == (brand(accent=colour)[1], brand(accent=colour)[0] is not None)


def test_every_offered_colour_is_safe_and_can_be_read() -> None:
    """Whatever colour of a grid over the whole space is refused, the one that is offered passes in its role."""
    for red, green, blue in [
        (r, g, b) for r in range(0, 256, 85) for g in range(0, 256, 85) for b in range(0, 256, 85)
    ]:
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        for least in (3, 4.5):
            if contrast_with_white(colour) >= least and mistaken_for(colour):
                offered = nearest_safe(colour, least)
                assert mistaken_for(offered) is None
                assert contrast_with_white(offered) >= least


def test_the_colours_of_warnings_are_those_of_the_page() -> None:
    """What brands are compared with is what the stylesheet paints boxes with."""
    for warning in (*WARNINGS, *PALE):
        assert warning.colour in CSS


def test_sample_brands_are_safe() -> None:
    """No sample clinic has a colour that could be mistaken for a warning."""
    for path in sorted((ROOT / "clinics").glob("*/clinic.toml")):
        colours = tomllib.loads(path.read_text("utf-8"))["brand"]
        assert [None, None] == [mistaken_for(colours[role]) for role in ("primary", "accent")]


DARK = {"primary", "accent", "primary-tint", "primary-line", "accent-tint"}
"""The tones of a brand on whose colours white text can be read."""
LIGHT = ("#fff9c4", "#c8f5e1", "#bfe3ff", "#ffc9de", "#f1f0ee", "#ffff00")


def made_brands(count: int) -> list[Brand]:
    """Return brands of colours from all over the space, most of them light; those like a warning are left out."""
    chance = random.Random(87)  # noqa: S311 - to be repeated, not to be secret
    found: list[Brand] = []
    while len(found) < count:
        least = chance.choice([0, 90, 160, 200])
        colours = ["#" + "".join(f"{chance.randrange(least, 256):02x}" for _ in range(3)) for _ in range(2)]
        if not any(map(mistaken_for, colours)):
            found.append(Brand.model_construct(logo="", primary=colours[0], accent=colours[1]))
    return found


@pytest.mark.parametrize("brands", [LIGHT, made_brands(300)], ids=["named", "made"])
def test_any_colour_that_is_no_warning_is_paired_so_that_it_can_be_read(brands: list[Brand | str]) -> None:
    """Text on each ground has 4.5:1, marks on paper 3:1, and no tone that is chosen looks like a warning."""
    for one in brands:
        looks = one if isinstance(one, Brand) else brand(primary=one, accent=one)[0]
        assert looks is not None, one
        painted = tones(looks)
        ground, on_ground = painted.get("ground", looks.primary), painted.get("on-ground", "#ffffff")
        under_words = ["#ffffff", *(painted[name] for name in ("primary-tint", "accent-ground") if name in painted)]
        pairs = [(on_ground, ground), *((painted["primary"], one) for one in under_words)]
        assert all(contrast(*pair) >= TEXT_CONTRAST for pair in pairs), looks
        assert contrast_with_white(painted["accent"]) >= GRAPHIC_CONTRAST
        assert looks.primary == ground, "a band is painted in just the colour of the brand"
        chosen = {one for name, one in painted.items() if name not in {"primary-line", "accent-tint"}}
        assert not [one for one in chosen if "ground" in painted and mistaken_for(one)], looks
        is_dark = contrast_with_white(looks.primary) >= TEXT_CONTRAST
        assert is_dark != ("ground" in painted)
        assert not is_dark or contrast_with_white(looks.accent) < GRAPHIC_CONTRAST or set(painted) == DARK


@pytest.mark.parametrize("colour", ["#ffefcc", "#fff4d9", "#fdf0d0", "#f5deb3"])
def test_the_grounds_of_warnings_and_drafts_are_no_brands(colour: str) -> None:
    """A pale colour that fills a band or a box may not be that of a pale warning; a near one is offered."""
    refused, problems = brand(primary=colour)
    assert (None, "primary") == (refused, problems[0].key)
    offered = problems[0].hint.rstrip(".").rpartition(" ")[2]
    assert brand(primary=offered)[0]
    assert Color(colour).delta_e(offered, method="2000") < 15


@pytest.mark.parametrize(("primary", "accent"), [("#fff9c4", "#f9a825"), ("#4fb3c8", "#ffff00")])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_light_brand_prints_and_passes_the_gates_of_a_page(
    primary: str, accent: str, language: str, project: Project
) -> None:
    """Each run of text is measured on the finished page, against what stands below it."""
    looks, problems = brand(primary=primary, accent=accent)
    assert looks, problems
    clinic = project.clinics["aspen-row"].model_copy(update={"brand": looks})
    seal(project.fonts.all_folders)
    composed = Composer(replace(project, clinics={clinic.slug: clinic})).compose(
        Leaflet(clinic.slug, language, "aftercare")
    )
    assert isinstance(composed, Composition), composed
    assert "--on-ground" in composed.html
    printed = typeset(composed)
    assert isinstance(printed, Printed), printed


def _edge(picture: Image.Image, top: float, height: float) -> str:
    """Return what stands along the edge of a box, from above: D for dark and L for light, once for each run."""
    x, scale = round(EDGE_OF_BOXES / 72 * DPI), DPI / 72
    lower = picture.height - top * scale
    values = [picture.getpixel((x, round(lower + y))) for y in range(round(height * scale))]
    return "".join(kind for kind, _ in groupby("D" if int(str(one)) < 128 else "L" for one in values))


def test_an_emergency_is_told_apart_in_grey(project: Project, tmp_path: Path) -> None:
    """Beside a brand as dark as its red, only an emergency has a dark head and stripes on a copy in grey."""
    as_dark = "#20622f"
    dark, red = (Color(one).convert("lab-d65")["lightness"] for one in (as_dark, WARNINGS[0].colour))
    assert abs(dark - red) < 2
    looks, _ = brand(primary=as_dark, accent=as_dark)
    clinic = project.clinics["aspen-row"].model_copy(update={"brand": looks})
    seal(project.fonts.all_folders)
    leaflet = Leaflet(clinic.slug, "en", "aftercare")
    composition = Composer(replace(project, clinics={clinic.slug: clinic})).compose(leaflet)
    assert isinstance(composition, Composition), composition
    printed = typeset(composition)
    assert isinstance(printed, Printed), printed
    (tmp_path / "sheet.pdf").write_bytes(printed.pdf)
    page = read_pages(tmp_path / "sheet.pdf")[1]
    picture = render(tmp_path / "sheet.pdf", 1, DPI)
    numbers = {round(one.baseline) for one in page.characters if round(one.size) == 19}
    emergency, same_day = sorted(numbers, reverse=True)
    assert "DLDLDLDLDL" in _edge(picture, emergency - 10, 100)
    assert "L" == _edge(picture, same_day - 10, 60)
    middle, above = picture.width // 2, 14
    heads = [round(picture.height - (number + above) * DPI / 72) for number in (emergency, same_day)]
    assert [True, False] == [int(str(picture.getpixel((middle, y)))) < 128 for y in heads]
