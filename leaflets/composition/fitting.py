"""Which spacing fills the pages of a leaflet best: measured on the page, for a clinic that says as much as any may.

So a page never depends on whose it is. What is measured once is known for the rest of the run.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from leaflets.composition.fitted import fitted
from leaflets.composition.fullest import FULLEST, fullest_project, signed
from leaflets.composition.pages import Pages
from leaflets.composition.spacing import (
    EVEN,
    STEPS,
    look_in,
    nearest,
    recorded,
    warning_after_words,
    words_on_every_sheet,
)
from leaflets.composition.tearing import torn_in
from leaflets.model import Content, Leaflet, Region, Section, Spacing
from leaflets.model.work import FITTED, MEASURED
from leaflets.project import Project
from leaflets.typesetting.filling import Filling, UnsettableError, filling_of

FEWEST = 2
"""How many statements of a section stand on a page at least, where it has enough of them."""
FEW_STEPS = 3
"""How many of the tightest steps are tried for words that fill more pages than they may."""
MUCH_AIRIER = 2
"""By how many steps a spacing has to be airier for sources to stand before the warnings."""
ROOM_FOR_WORDS = 60.0
"""How much room, in millimetres, pages leave whose words could be larger."""
Measure = Callable[[Spacing], Filling]


def spacing_for(project: Project, leaflet: Leaflet, content: Content) -> Spacing:
    """Return how a leaflet is set: as the register says, or as measured now."""
    if leaflet.edition in FITTED:
        return fitted(project, leaflet, content)
    if leaflet.edition not in MEASURED:
        return EVEN
    known = recorded(project, leaflet, content)
    if known is not None:
        return known
    clinic = project.clinics[leaflet.clinic]
    region, typeface = project.region_of(clinic), clinic.brand.typeface
    words = words_on_every_sheet(project, leaflet.language)
    key = (
        look_in(project, leaflet.language),
        leaflet.language,
        words,
        content.id,
        region.paper,
        region.nurse_line is None,
        typeface,
    )
    if key not in _MEASURED:
        measure = _measure_of(project, leaflet, content, region, typeface)
        try:
            near = nearest(project, leaflet)
            _MEASURED[key] = near if near and _still_fits(measure, content, near) else best_spacing(measure, content)
        except UnsettableError:
            return Spacing()
    return _MEASURED[key]


_MEASURED: dict[tuple[object, ...], Spacing] = {}
"""What this process has measured, by what pages depend on."""


def measured(project: Project, leaflet: Leaflet, content: Content, region: Region, typeface: str) -> Spacing:
    """Return the spacing that fills the pages of a topic in a language best: no page more than in the tightest."""
    return best_spacing(_measure_of(project, leaflet, content, region, typeface), content)


def _still_fits(measure: Measure, content: Content, spacing: Spacing) -> bool:
    """Tell whether the spacing of other words or another look is right for these, as it is after a small change."""
    filling = measure(spacing)
    torn = set(torn_in(filling, content.sections, FEWEST))
    return (
        filling.pages <= content.pages
        and filling.left[-1] <= filling.height / 2
        and torn <= set(spacing.continued)
        and set(spacing.continued) <= {item.id for section in content.sections for item in section.items}
    )


def _measure_of(project: Project, leaflet: Leaflet, content: Content, region: Region, typeface: str) -> Measure:
    """Return what sets a topic in a language for a clinic that says as much as any may, and measures its pages."""
    full = fullest_project(project, region, typeface)
    ids = {item.id for section in content.sections for item in section.items}
    tried = [Spacing()]
    pages = Pages(full, signed, lambda *_: tried[-1])

    @cache
    def measure(spacing: Spacing) -> Filling:
        tried.append(spacing)
        laid = pages.lay_out(Leaflet(FULLEST, leaflet.language, leaflet.topic))
        if not laid.html:
            raise UnsettableError
        return filling_of(laid.html, laid.stylesheet, ids)

    return measure


def best_spacing(measure: Measure, content: Content) -> Spacing:
    """Return the airiest step with as few pages as the tightest has, with headings repeated where sections go on.

    Sources follow the words where that saves a sheet, or where the words have room that only the imprint keeps from
    them.
    """
    usual = _airiest(measure, content, Spacing())
    filling = measure(usual)
    is_bare = filling.left[-1] > filling.height / 2
    is_held_back = usual.step < MUCH_AIRIER and sum(filling.left[:-1]) > ROOM_FOR_WORDS
    if warning_after_words(content) is None or not (is_bare or is_held_back):
        return usual
    other = _airiest(measure, content, Spacing(sources_first=True))
    saved, gained = filling.pages - measure(other).pages, other.step - usual.step
    return other if saved > 0 or (saved == 0 and gained >= MUCH_AIRIER) else usual


def _airiest(measure: Measure, content: Content, tightest: Spacing) -> Spacing:
    """Return the airiest step that needs no page more than the tightest.

    Where that has more pages than the topic may fill, groups are parted; and where that does not help, it is taken: a
    clinic with less to say may fit.
    """
    most = measure(tightest).pages
    if most > content.pages:
        fitting = (one for one in _parted(content, tightest) if measure(one).pages <= content.pages)
        return next(fitting, tightest)
    largest = _largest(lambda step: measure(replace(tightest, step=step)).pages <= most)
    for at_once, fewest, step in product((None, 1), (FEWEST, 1), range(largest, -1, -1)):
        spacing = _going_on(measure, content, replace(tightest, step=step), fewest, at_once)
        if measure(spacing).pages <= most:
            return spacing
    return tightest


def _parted(content: Content, tightest: Spacing) -> Iterator[Spacing]:
    """Yield a spacing for each group with which a section may go on: columns of groups do not part by themselves."""
    groups = (item.id for one in content.sections for item in one.items[1:] if isinstance(item, Section))
    for step, group in product(reversed(range(FEW_STEPS)), tuple(groups)):
        yield replace(tightest, continued=(group,), step=step)


def _going_on(measure: Measure, content: Content, spacing: Spacing, fewest: int, at_once: int | None) -> Spacing:
    """Return a spacing with all that begins a page in its section.

    Where one begins may move the next: so many are taken at once before the pages are measured again, None for all.
    """
    for _ in content.sections:
        torn = [one for one in torn_in(measure(spacing), content.sections, fewest) if one not in spacing.continued]
        if not torn:
            break
        spacing = replace(spacing, continued=tuple(dict.fromkeys((*spacing.continued, *torn[:at_once]))))
    return spacing


def _largest(fits: Callable[[int], bool]) -> int:
    """Return the largest step that fits."""
    low, high = 0, len(STEPS) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
