"""Whether the inks that marketing chose for a brand look like its colours."""

from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.model import Clinic
from leaflets.model.brand import GRAPHIC_CONTRAST, TEXT_CONTRAST
from leaflets.model.inks import BrandInk
from leaflets.model.tones import contrast_with_white, mistaken_for
from leaflets.prepress.profile import Profile
from leaflets.prepress.separation import bytes_of, difference, inks_of
from leaflets.project import Project

FAR = 12.0
"""From this difference on (CIEDE2000) people see another colour, and not the same one on other paper."""


def faults_of_inks(project: Project, clinic: Clinic, profile: Profile) -> Iterator[Problem]:
    """Yield what is wrong with the inks of a brand: another colour, one too light, or one of a warning."""
    brand = clinic.brand
    for name, colour, ink, least in (
        ("primary", brand.primary, brand.press.primary, TEXT_CONTRAST),
        ("accent", brand.accent, brand.press.accent, GRAPHIC_CONTRAST),
    ):
        if ink is not None and ink.cmyk:
            key = f"brand.press.{name}.cmyk"
            place = project.clinic_file(clinic, key)
            for reason, hint in _faults(colour, ink, least, profile):
                yield Problem(place, reason, hint, key=key)


def _faults(colour: str, ink: BrandInk, least: float, profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the inks of a colour, and which this press takes for it."""
    far, seen = difference(colour, inks_of(ink), profile)
    own = " ".join(f"{one * 100:.0f}" for one in profile.inks(*bytes_of(colour)))
    hint = f"For {colour} this press takes {own}, in per cent of cyan, magenta, yellow and black."
    warning = mistaken_for(seen)
    if warning:
        yield f"These inks print {seen}, which is too near to the {warning}.", hint
    elif far > FAR:
        yield f"These inks print {seen}, and the brand’s colour is {colour}.", hint
    elif contrast_with_white(seen) < least <= contrast_with_white(colour):
        yield f"These inks print {seen}, which is too light (contrast {contrast_with_white(seen):.1f}:1).", hint
