"""What a clinic says of itself that no file's grammar tells: claims, calls for help, foreign numbers, other inks."""

from collections.abc import Iterator

from leaflets.composition.slots import lines_in_masthead
from leaflets.errors import Problem
from leaflets.model import Clinic
from leaflets.model.inks import BrandPress
from leaflets.project import Project
from leaflets.project.own_words import calls_in, claims_of


def check_clinics(project: Project) -> Iterator[Problem]:
    """Warn of names that make a claim or look like a call for help, of taglines without room, and of foreign numbers.

    Inks of a brand that print another colour are errors.
    """
    for clinic in project.clinics.values():
        for key, text in (("name", clinic.name), ("regulator.name", clinic.regulator.name)):
            for reason in (*claims_of(project, text), *calls_in(text, {project.region_of(clinic).emergency})):
                hint = "Nobody reviews it, and it stands on every page: write the bare name."
                yield Problem(project.clinic_file(clinic, key), reason, hint, key=key, severity="warning")
        yield from _without_room(project, clinic)
        yield from _foreign_numbers(project, clinic)
        yield from _inks(project, clinic)


def _without_room(project: Project, clinic: Clinic) -> Iterator[Problem]:
    """Warn of taglines that are not printed, since the name takes their line."""
    if clinic.brand.tagline and lines_in_masthead(clinic) > 1:
        reason = "The name takes two lines, so no tagline is printed."
        hint = "Shorten the name, or leave the tagline out."
        yield Problem(
            project.clinic_file(clinic, "brand.tagline"), reason, hint, key="brand.tagline", severity="warning"
        )


def _inks(project: Project, clinic: Clinic) -> Iterator[Problem]:
    """Yield what is wrong with the inks of a brand, on the press that is meant where nobody names another."""
    if clinic.brand.press != BrandPress():
        from leaflets.prepress.brand import faults_of_inks
        from leaflets.prepress.profile import press_profile

        yield from faults_of_inks(project, clinic, press_profile())


def _foreign_numbers(project: Project, clinic: Clinic) -> Iterator[Problem]:
    country = project.region_of(clinic).country
    further = {f"contact.numbers.{kind}": number for kind, number in clinic.contact.further}
    for key, number in {"contact.phone": clinic.contact.phone, **further}.items():
        if number.country and number.country != country:
            reason = f"This number is of {number.country}, and the region “{clinic.region}” lies in {country}."
            hint = "Compare the region: its emergency number stands on every page."
            yield Problem(project.clinic_file(clinic, key), reason, hint, key=key, severity="warning")
