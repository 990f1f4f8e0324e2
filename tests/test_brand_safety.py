"""An emergency looks like nothing else on the page, under every brand, in colour, in grey and to colour-blind eyes."""

import tomllib
from typing import Any

import pytest
from coloraide import Color
from conftest import ROOT

from leaflets.errors import Problem
from leaflets.model import Brand
from leaflets.model.tones import WARNINGS, contrast_with_white, mistaken_for, nearest_safe
from leaflets.readers.tables import read_value

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
    ],
)
def test_a_colour_like_a_warning_is_refused_and_a_safe_one_offered(colour: str) -> None:
    """The reason names the warning; the colour in the hint is accepted in its place, and it is of some likeness."""
    refused, problems = brand(primary=colour, accent=colour)
    assert refused is None
    assert {"primary", "accent"} == {problem.key for problem in problems}
    problem = problems[0]
    assert "too near to the" in problem.reason
    offered = problem.hint.rstrip(".").rpartition(" ")[2]
    accepted, problems = brand(primary=offered, accent=offered)
    assert [] == problems
    assert accepted
    assert Color(colour).delta_e(offered, method="2000") < 40


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
    ],
)
def test_other_colours_stay(colour: str) -> None:
    """Blues, greens, violets, greys, magentas and deep browns raise nothing."""
    assert brand(accent=colour)[0]


def test_every_offered_colour_is_safe_and_can_be_read() -> None:
    """Whatever colour of a grid over the whole space is refused, the one that is offered passes in its role."""
    for red, green, blue in [
        (r, g, b) for r in range(0, 256, 85) for g in range(0, 256, 85) for b in range(0, 256, 85)
    ]:
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        if contrast_with_white(colour) >= 4.5 and mistaken_for(colour):
            offered = nearest_safe(colour, 4.5)
            assert mistaken_for(offered) is None
            assert contrast_with_white(offered) >= 4.5


def test_the_colours_of_warnings_are_those_of_the_page() -> None:
    """What brands are compared with is what the stylesheet paints boxes with."""
    for warning in WARNINGS:
        assert warning.colour in CSS


def test_sample_brands_are_safe() -> None:
    """No sample clinic has a colour that could be mistaken for a warning."""
    for path in sorted((ROOT / "clinics").glob("*/clinic.toml")):
        colours = tomllib.loads(path.read_text("utf-8"))["brand"]
        assert [None, None] == [mistaken_for(colours[role]) for role in ("primary", "accent")]
