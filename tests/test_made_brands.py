"""Any brand that anybody may think of builds above the floor of safety, or is refused with the nearest safe value.

`make brands` tries five hundred, `LEAFLETS_BRANDS` says how many, or from which to which (`200-300`). Without it a few
are tried that have, together, every kind of colour, script and typeface. All is measured on the pixels of the finished
pages, which pdfium paints: what our own gates say does not count.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from coloraide import Color
from made_brands import KINDS, draw_logo, made_table, read_made
from painted import PAPER, Sheet, apart, fills, grey, hex_of, painted, pixels, shade_of, share, stripes, where
from PIL import Image, ImageDraw

from leaflets.composition import Composer
from leaflets.model import Clinic, Composition, Failed, Leaflet, Printed
from leaflets.project import Project
from leaflets.typesetting import seal, typeset

FIRST, _, LAST = os.environ.get("LEAFLETS_BRANDS", str(len(KINDS))).rpartition("-")
SEEDS = range(int(FIRST or 0), int(LAST))
TOPIC = "aftercare"

RED, AMBER, PALE, DRAFT = (shade_of(one) for one in ("#a3101c", "#7a5200", "#ffefcc", "#fff4d9"))
"""The emergency's head and frame; the frame and the head of the warning for the same day; the ground of draft marks."""
TEXT = 4.495
"""The least contrast of text, rounded (WCAG 2.2, 1.4.3)."""
GREY = 100
"""Levels of 255 that a warning's head and frame are apart from paper, and the two heads from each other, in grey."""
TONE = 25
"""Levels by which two grounds are told apart on a copy in grey; what is nearer needs another form."""
LOOKS = {RED: 18.0, AMBER: 15.0, PALE: 4.5}
"""CIEDE2000 by which what fills areas stays apart from each colour of a warning."""
FILLS = 0.002
"""The part of a page from which a colour fills an area."""
MASTHEAD, FOOT, INSIDE = pixels(27), pixels(25.5), pixels(1.8)
WIDE, SOLID, STRIPES = 0.88, 0.9, 20
"""Of the page, how wide warnings are; how much of their head's upper edge is filled; how often an edge changes."""
FARTHEST = 0.15
"""How far, in OKLab, a colour may be that is offered in the place of another."""
OWN = {"name", "brand.logo", None}
"""What a brand may be refused for beside its colours: a key, or none where it is the file of the logo."""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_brand_builds_above_the_floor_or_is_refused(seed: int, project: Project, tmp_path: Path) -> None:
    """A refused colour comes with a near one that is safe, and builds; a name or a logo with what mends it."""
    table = made_table(seed)
    draw_logo(seed, tmp_path, table["brand"]["logo"])
    clinic = read_made(table, tmp_path)
    for problem in [] if isinstance(clinic, Clinic) else clinic:
        role = str(problem.key).removeprefix("brand.")
        offered = problem.hint.rstrip(".").rpartition(" ")[2]
        assert Color(table["brand"][role]).delta_e(offered, method="ok") <= FARTHEST, problem
        table["brand"][role] = offered
    clinic = read_made(table, tmp_path)
    assert isinstance(clinic, Clinic), clinic
    seal(project.fonts.all_folders)
    leaflet = Leaflet(clinic.slug, clinic.languages[0], TOPIC)
    composed = Composer(replace(project, clinics={clinic.slug: clinic})).compose(leaflet)
    outcome = typeset(composed) if isinstance(composed, Composition) else composed
    if isinstance(outcome, Failed):
        assert all(one.key in OWN and one.hint and "made" in one.path for one in outcome.problems), outcome
        pytest.skip("; ".join(map(str, outcome.problems)))
    assert isinstance(outcome, Printed)
    assert [] == list(faults(painted(outcome.pdf), is_mirrored=leaflet.language == "ar"))


def faults(sheets: list[Sheet], *, is_mirrored: bool) -> Iterator[str]:
    """Yield what is below the floor on the pages of a leaflet, of which the first has the band with the title."""
    for number, sheet in enumerate(sheets, 1):
        for run in sheet.runs:
            if run.contrast < TEXT:
                yield f"page {number}: {run.contrast:.2f}:1, {hex_of(run.ink)} on {hex_of(run.ground)}: {run.text}"
    title = max(sheets[0].runs, key=lambda run: run.size)
    bodies = [body_of(sheet, MASTHEAD if sheet is sheets[0] else 0) for sheet in sheets]
    warned = [body for body in bodies if where(body, RED)]
    if len(warned) != 1:
        yield f"{len(warned)} pages have the red of an emergency"
        return
    yield from faults_of_boxes(warned[0], is_mirrored=is_mirrored)
    head = sheets[0].bare.crop((0, title.top - INSIDE, sheets[0].bare.width, title.top + 3 * INSIDE))
    edges = stripes(head, edge_of(head.width, is_mirrored=is_mirrored))
    if abs(grey(title.ground) - grey(RED)) < TONE and edges > 2:
        yield f"in grey the band, {hex_of(title.ground)}, is that of an emergency"
    for number, body in enumerate(bodies, 1):
        for shade in fills(without_warnings(body), FILLS):
            near = [hex_of(one) for one, least in LOOKS.items() if apart(shade, one) < least]
            if near and apart(shade, DRAFT) > 1:
                yield f"page {number}: areas of {hex_of(shade)} look like {near}"


def faults_of_boxes(page: Image.Image, *, is_mirrored: bool) -> Iterator[str]:
    """Yield what is wrong with the two boxes of warnings: each whole, in its colours, and told apart in grey."""
    heads = []
    for name, frame, ground in (("emergency", RED, RED), ("same day", AMBER, PALE)):
        left, top, right, bottom = where(page, frame) or (0, 0, 0, 0)
        if right - left < WIDE * page.width or bottom - top < pixels(25):
            yield f"the box for the {name} is {right - left} × {bottom - top} pixels"
            return
        upper = page.crop((left + 2 * INSIDE, top + pixels(0.75), right - 2 * INSIDE, top + pixels(1.05)))
        if share(upper, ground) < SOLID:
            yield f"the head for the {name} is not {hex_of(ground)}"
        sides = [page.crop((x - 1, top + INSIDE * 4, x, bottom - INSIDE * 4)) for x in (left + 2, right - 1)]
        if min(share(side, frame) for side in sides) < SOLID:
            yield f"the frame for the {name} is broken"
        heads.append(max(fills(upper, 0.1), key=lambda shade: share(upper, shade), default=PAPER))
        if abs(grey(frame) - grey(PAPER)) < GREY:
            yield f"the frame for the {name} is as pale as paper"
        box = page.crop((left, top, right, bottom))
        striped = stripes(box, edge_of(box.width, is_mirrored=is_mirrored, margin=0))
        if (striped >= STRIPES) != (name == "emergency"):
            yield f"the edge for the {name} changes {striped} times"
    if abs(grey(heads[0]) - grey(heads[1])) < GREY or abs(grey(heads[0]) - grey(PAPER)) < GREY:
        yield f"in grey the heads {[hex_of(one) for one in heads]} are alike"


def body_of(sheet: Sheet, upper: int) -> Image.Image:
    """Return a page without its text, its foot, and the masthead, whose logo may have any colour."""
    return sheet.bare.crop((0, upper, sheet.bare.width, sheet.bare.height - FOOT))


def without_warnings(body: Image.Image) -> Image.Image:
    """Return the same without the boxes of warnings."""
    page = body.copy()
    for box in filter(None, (where(body, frame) for frame in (RED, AMBER))):
        ImageDraw.Draw(page).rectangle(box, fill=PAPER)
    return page


def edge_of(width: int, *, is_mirrored: bool, margin: int = pixels(12)) -> int:
    """Return where the stripes along the edge of a box stand: where lines begin."""
    return width - margin - INSIDE if is_mirrored else margin + INSIDE
