"""An emergency looks like nothing else on the page, under every brand, in colour, in grey and to colour-blind eyes."""

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
from leaflets.errors import Problem
from leaflets.model import Brand, Composition, Leaflet, Printed
from leaflets.model.tones import WARNINGS, contrast_with_white, mistaken_for, nearest_safe
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
        if "too light" in problem.reason:
            assert role == "primary"
            continue
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
    for warning in WARNINGS:
        assert warning.colour in CSS


def test_sample_brands_are_safe() -> None:
    """No sample clinic has a colour that could be mistaken for a warning."""
    for path in sorted((ROOT / "clinics").glob("*/clinic.toml")):
        colours = tomllib.loads(path.read_text("utf-8"))["brand"]
        assert [None, None] == [mistaken_for(colours[role]) for role in ("primary", "accent")]


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
