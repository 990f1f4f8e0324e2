"""Bars on a scale: as long as the figures in their words, in each direction, and never off the scale."""

import base64
import io
import re
from decimal import Decimal

import pypdfium2
import pytest
from pages import MILLIMETRE, read_pages

from leaflets.composition import Composer
from leaflets.model import Composition, Extent, Figure, Leaflet, Printed
from leaflets.project import Project
from leaflets.typesetting import seal, typeset

POINT = "point"


def figure(unit: str = POINT, **numbers: int) -> Figure:
    """Return a figure of some unit."""
    return Figure(unit=unit, **{name: Decimal(value) for name, value in numbers.items()})


def drawings(composer: Composer) -> list[str]:
    """Return the bars of the leaflet on problems, as SVG."""
    composition = composer.compose(Leaflet("aspen-row", "en", "conditions"))
    assert isinstance(composition, Composition), composition
    found = re.findall(r'<p class="bar"><img alt="[^"]+" src="data:image/svg\+xml;base64,([^"]+)">', composition.html)
    return [base64.b64decode(one).decode() for one in found]


def test_bars_are_as_long_as_their_figures(project: Project, composer: Composer) -> None:
    """Of ten points, 2 are a fifth of the line; 1 to 2 are dark for a tenth, and ringed for another."""
    whole = project.figure("F13.scale").value
    less, noticed = (project.figure(one).ends for one in ("F13.less-pain", "F72.noticed"))
    assert Decimal(10) == whole
    assert [(Decimal(2), Decimal(2)), (Decimal(1), Decimal(2))] == [less, noticed]
    first, second = drawings(composer)
    assert 'width="20.0" height="3"' in first
    assert 'width="10.0" height="3"' in second
    assert 'x="10.0" y="0" width="10.0"' in second


def test_all_numbers_of_the_scale_stand_below_it(composer: Composer) -> None:
    """Eleven numbers, from none to the worst, and words at both ends."""
    composition = composer.compose(Leaflet("aspen-row", "en", "conditions"))
    assert isinstance(composition, Composition), composition
    ticks = re.findall(r"<span>(\d+)</span>", composition.html)
    assert [str(one) for one in range(11)] == ticks
    assert composition.html.index("No pain") < composition.html.index("Worst pain")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_tick_stands_above_its_number(language: str, project: Project, composer: Composer) -> None:
    """On the page, in either direction: a patient marks the line, and staff read the mark off the numbers."""
    seal(project.fonts.all_folders)
    composition = composer.compose(Leaflet("aspen-row", language, "conditions"))
    assert isinstance(composition, Composition), composition
    printed = typeset(composition)
    assert isinstance(printed, Printed), printed
    ticks = ticks_of(printed.pdf)
    assert 11 == len(ticks)
    numbers = numbers_below(printed.pdf, ticks[0][1])
    assert numbers == pytest.approx([place for place, _ in ticks], abs=0.3 * MILLIMETRE)


def ticks_of(pdf: bytes) -> list[tuple[float, float]]:
    """Return the middle and the foot of each tick on the first page, from the left, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        boxes = [one.get_bounds() for one in document[0].get_objects()]
    small = [one for one in boxes if one[2] - one[0] == pytest.approx(0.4 * MILLIMETRE, abs=0.2)]
    return sorted(
        ((left + right) / 2, bottom)
        for left, bottom, right, top in small
        if top - bottom == pytest.approx(2 * MILLIMETRE, abs=0.2)
    )


def numbers_below(pdf: bytes, foot: float) -> list[float]:
    """Return the middles of the numbers in the line below a height on the first page, from the left, in points."""
    page = read_pages(io.BytesIO(pdf))[0]
    row = sorted(
        (one for one in page.characters if one.text.isdigit() and 0 < foot - one.top < 2 * MILLIMETRE),
        key=lambda one: one.left,
    )
    numbers: list[list[float]] = []
    for one in row:
        if numbers and one.left - numbers[-1][1] < 2 * MILLIMETRE:
            numbers[-1][1] = one.right
        else:
            numbers.append([one.left, one.right])
    return [(left + right) / 2 for left, right in numbers]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (figure(value=11), figure(value=10)),
        (figure(low=1, high=12), figure(value=10)),
        (figure(value=-1), figure(value=10)),
        (figure("day", value=1), figure(value=10)),
    ],
)
def test_what_is_not_on_the_scale_is_refused(part: Figure, whole: Figure) -> None:
    """A bar that would be longer than its scale, or counts something else, is a fault."""
    with pytest.raises(ValueError, match="is no part of a scale"):
        Extent.of(part, whole)
