"""The steps of spacing, and the register of which step each shipped leaflet takes.

The register comes with the program: `tools/spacing.py` measures it. What it does not know is measured when it is
composed (`composition/fitting`).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from leaflets.composition.identity import digest_of
from leaflets.composition.registers import of_language, packaged_register
from leaflets.model import Content, Leaflet, Section, Spacing, Statement
from leaflets.project import Project
from leaflets.project.look import SPACING_FILE, look_of


class Step(NamedTuple):
    """`type` in points, `leading` as a part of the script's line height, `room` between blocks in millimetres."""

    type: float
    leading: float
    room: float


STEPS = (Step(12, 0.92, -1), *(Step(12 + 0.5 * more, 1, 0.8 * more) for more in range(5)))
"""From the tightest to the airiest. No reader gets words smaller than 12 points (NHS, RNIB: clear print)."""
CLOSE = 1.48
"""The line height that words in columns have at most, in type sizes: Poppler takes lines further apart for a table."""
ROOMY = 1.7
"""Scripts with more than this, such as Nastaliq, cannot have their lines closer."""
TIGHT = STEPS[0].leading
"""As much of its line height as words in boxes of warnings have."""
EVEN = Spacing(step=1)
"""How pages are set that are not filled: the edition for staff, and what only measures or compares."""


def custom_properties(spacing: Spacing, line_height: float) -> dict[str, str]:
    """Return the CSS custom properties of a step."""
    step = STEPS[spacing.step]
    set_as = {"type": f"{step.type:g}pt", "leading": f"{line_height * step.leading:g}", "room": f"{step.room:g}mm"}
    return {**set_as, **dict(spacing.sizes)}


def leading_beside(own: float, others: Sequence[float], part: float = 1) -> float:
    """Return the line height of words that stand beside those of other languages, in type sizes: one for all of them.

    `part` of it is enough in boxes of warnings. So lines stand on one height, and near enough for Poppler to read them
    column by column. A script whose lines would touch keeps its own.
    """
    return own * part if own > ROOMY else min(CLOSE, max(own, *others) * part)


def parts_of(section: Section, spacing: Spacing) -> list[Sequence["Section | Statement"]]:
    """Return the items of a section page by page."""
    starts = [number for number, item in enumerate(section.items) if number and item.id in spacing.continued]
    ends = [*starts, len(section.items)]
    return [section.items[start:end] for start, end in zip([0, *starts], ends, strict=True)]


def warning_after_words(content: Content) -> str | None:
    """Return the id of the first warning with words before it: sources may stand there. Some topics have none."""
    for before, section in pairwise(content.sections):
        if section.kind == "warning" and before.kind != "warning":
            return section.id
    return None


def going_on(_leaflet: Leaflet, content: Content) -> Spacing:
    """Return a spacing in which each section goes on as often as it can: its words hold all that any spacing says."""
    return Spacing(continued=tuple(item.id for section in content.sections for item in section.items[1:]))


def recorded(project: Project, leaflet: Leaflet, content: Content) -> Spacing | None:
    """Return what the register says of a leaflet: nothing if its words or its look are not those it was made for."""
    clinic = project.clinics[leaflet.clinic]
    own, words = _known_of(project, leaflet.language), words_on_every_sheet(project, leaflet.language)
    if own.get("look") != look_in(project, leaflet.language) or own.get("words") != words:
        return None
    entries = own.get(leaflet.topic, {}).get(content.id, {})
    entry = entries.get(f"{project.region_of(clinic).paper}-{clinic.brand.typeface}")
    return None if entry is None else spacing_in(entry)


def nearest(project: Project, leaflet: Leaflet) -> Spacing | None:
    """Return what the register says of a topic in other words or another look, if it knows it at all."""
    clinic = project.clinics[leaflet.clinic]
    key = f"{project.region_of(clinic).paper}-{clinic.brand.typeface}"
    recorded = _known_of(project, leaflet.language).get(leaflet.topic, {}).values()
    return next((spacing_in(entries[key]) for entries in recorded if key in entries), None)


def _known_of(project: Project, code: str) -> Mapping[str, Any]:
    return of_language(packaged_register(SPACING_FILE), project.languages[code])


@lru_cache(maxsize=64)
def look_in(project: Project, code: str) -> str:
    """Return eight hex digits for how a language is set: templates, styles, drawings, and the families it takes.

    A typeface that comes for other languages changes none of its pages.
    """
    fonts, language = project.fonts, project.languages[code]
    stacks = {
        typeface: [fonts.stack(language, typeface, role)[:2] for role in ("headings", "text")]
        for typeface in fonts.typefaces
    }
    families = sorted({family for stack in stacks.values() for role in stack for family in role})
    register = [repr(fonts.typography(language)), stacks, [repr(fonts.families.get(one)) for one in families]]
    return digest_of([look_of(project).standard, register])[:8]


@lru_cache(maxsize=64)
def words_on_every_sheet(project: Project, language: str) -> str:
    """Return eight hex digits for the words around a topic, in which pages differ as well."""
    catalogue = project.catalogue(language)
    keys = sorted(project.standard_messages, key=str)
    found = [(key, catalogue.translations.get(key)) for key in keys]
    return digest_of([[*key, one.texts if one else None] for key, one in found])[:8]


def spacing_in(entry: Mapping[str, Any]) -> Spacing:
    """Return an entry of the register as a value."""
    continued = tuple(map(str, entry.get("continued", ())))
    return Spacing(int(entry["step"]), continued, bool(entry.get("sources_first", False)))
