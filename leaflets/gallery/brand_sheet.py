"""The brand sheet, which marketing shows to the owner of a clinic: logo, colours, type and every layout."""

import datetime as dt
import math
from collections.abc import Sequence

from leaflets.composition.brand import tones
from leaflets.composition.naming import data_uri
from leaflets.composition.rendering import filled
from leaflets.errors import ProjectError
from leaflets.gallery.colours import INK, PAPER, brand_swatches, mixed_swatches, pairs
from leaflets.gallery.layouts import Shown
from leaflets.gallery.marks import mark_of
from leaflets.gallery.specimens import specimens
from leaflets.library.interface import day_in_words
from leaflets.library.library import refuse_own_pages
from leaflets.model import Clinic
from leaflets.model.family import BOLD, CALM, PLAIN
from leaflets.prepress.brand import faults_of_inks
from leaflets.prepress.profile import press_profile
from leaflets.prepress.separation import separation_of
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.fonts import quoted
from leaflets.readers.sandbox import offered
from leaflets.readers.templates import LIBRARY, MOTIFS, SUFFIX_OF_PICTURES
from leaflets.typesetting.papers import set_paper

TEMPLATE = f"{LIBRARY}/brand-sheet.html.j2"
NAME = "brand-sheet"
FAMILIES = {
    CALM: "a band of your colour, quiet headings, thin rules",
    BOLD: "a poster: a large title, numbered key points on one block of your colour, heavy rules",
    PLAIN: "black on white without grounds, large key points, heavy rules",
}
PAPERS = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""What a region calls its paper, in millimetres."""
MARGIN = 13
"""Of the sheet's own pages, at left and right, in millimetres."""
GAP = 5
"""Between two small pictures, in millimetres."""
BESIDE = 3
"""How many pictures of usual height stand beside each other; taller ones have a column of their own."""


def brand_sheet(project: Project, clinic: Clinic, topic: str, layouts: Sequence[Shown], today: dt.date) -> bytes:
    """Return a clinic's brand sheet as PDF; raise `ProjectError` where something of the brand cannot be printed."""
    refuse_own_pages(project)
    profile = press_profile(None)
    faults = list(faults_of_inks(project, clinic, profile))
    if faults:
        raise ProjectError(faults)
    brand, separation = clinic.brand, separation_of(clinic.brand, profile)
    english, words = project.languages[SOURCE_LANGUAGE], list(specimens(project, clinic.slug, topic, today))
    headings, text = (project.fonts.stack(english, brand.typeface, role) for role in ("headings", "text"))
    tone = tones(brand)
    paper = PAPERS[project.region_of(clinic).paper]
    usual, tall = _by_height(layouts, paper[1])
    context = {
        "clinic": clinic,
        "paper": paper,
        "margin": MARGIN,
        "gap": GAP,
        "tones": tone,
        "ground": tone.get("ground", tone["primary"]),
        "on_ground": tone.get("on-ground", PAPER),
        "ink": INK,
        "headings": quoted(headings),
        "text": quoted(text),
        "faces": (headings[0], text[0]),
        "family": FAMILIES[brand.family],
        "ornament": _ornament(project, clinic, topic),
        "mark": mark_of(project, clinic),
        "colours": brand_swatches(brand, separation),
        "mixed": mixed_swatches(brand, separation),
        "pairs": pairs(brand),
        "profile": profile.description,
        "specimens": words,
        "title": project.topics[topic].title.id,
        "usual": usual,
        "tall": tall,
        "scale": _scale(usual, tall, paper[0] - 2 * MARGIN),
        "drafts": any(one.is_draft for one in words) or any(one.state == "draft" for one in layouts),
        "day": day_in_words(today),
        "ratio": ratio,
        "length": length,
    }
    return set_paper(filled(project.environment, TEMPLATE, context), NAME, project.fonts.all_folders)


@offered
def ratio(contrast: float) -> str:
    """Return a contrast as people write it: rounded down, so that none seems to pass what it does not."""
    return f"{math.floor(contrast * 10) / 10:g}:1"


@offered
def length(millimetres: float) -> str:
    """Return a length in millimetres with one place at most."""
    return f"{millimetres:.1f}".removesuffix(".0")


def _by_height(layouts: Sequence[Shown], height: float) -> tuple[list[Shown], list[Shown]]:
    """Return the layouts that are no taller than the clinic's paper, upright ones first, and those that are."""
    upright = sorted(layouts, key=lambda one: one.size[1] < height - 1)
    return [one for one in upright if one.size[1] <= height + 1], [one for one in upright if one.size[1] > height + 1]


def _scale(usual: Sequence[Shown], tall: Sequence[Shown], width: float) -> float:
    """Return the one scale of all small pictures, by which those in a row and the taller ones beside them fit."""
    widest = max((one.size[0] for one in usual if one.size[1] > one.size[0]), default=width)
    beside = max((one.size[0] for one in tall), default=0)
    gaps = GAP * (BESIDE if tall else BESIDE - 1)
    return (width - gaps - 1) / (BESIDE * widest + beside) if tall else (width - gaps - 1) / ((BESIDE + 1) * widest)


def _ornament(project: Project, clinic: Clinic, topic: str) -> str:
    """Return the ornament of the topic's therapy, as titles have it, in the brand's tones."""
    motif = project.therapies[project.therapy_of(project.topics[topic])].motif
    sheet = {"language": project.languages[SOURCE_LANGUAGE], "custom_properties": tones(clinic.brand)}
    return data_uri(filled(project.environment, f"{MOTIFS}/{motif}{SUFFIX_OF_PICTURES}", {"sheet": sheet}))
