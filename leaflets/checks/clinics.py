"""What a clinic says of itself that no file's grammar tells: claims, calls for help, foreign numbers, other inks."""

import re
from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.model import Clinic
from leaflets.model.inks import BrandPress
from leaflets.project import Project
from leaflets.rules.claims import claims_in

CALLS = re.compile(
    r"\b(?:call|dial|phone|ring|emergency|urgent|appelez|urgence|llame|emergencia|urgencia)\b|اتصل|طوارئ|ਐਮਰਜੈਂਸੀ|拨打|急救|紧急",
    re.IGNORECASE,
)
"""Words of warnings, in the languages of the samples, that have no place in a name."""
_SHORT = re.compile(r"(?<!\d)\d{2,3}(?!\d)")


def check_clinics(project: Project) -> Iterator[Problem]:
    """Warn of names that make a claim or look like a call for help, and of numbers from another country.

    Inks of a brand that print another colour are errors.
    """
    for clinic in project.clinics.values():
        for key, text in (("name", clinic.name), ("regulator.name", clinic.regulator.name)):
            for reason in (*_claims(project, text), *_calls(project, clinic, text)):
                hint = "Nobody reviews it, and it stands on every page: write the bare name."
                yield Problem(project.clinic_file(clinic, key), reason, hint, key=key, severity="warning")
        yield from _foreign_numbers(project, clinic)
        yield from _inks(project, clinic)


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


def _claims(project: Project, text: str) -> Iterator[str]:
    words = " ".join(text.casefold().split())
    english = {claim.id: said for claim, said in claims_in(text, project.claims.values())}
    for claim in project.claims.values():
        others = (one for ones in claim.words_in.values() for one in ones)
        other = next((one for one in others if re.search(rf"(?<!\w){re.escape(one.casefold())}", words)), None)
        found = english.get(claim.id, other)
        if found:
            yield f"“{text}” makes a claim that the evidence does not carry (“{found}”): {claim.instead}"


def _calls(project: Project, clinic: Clinic, text: str) -> Iterator[str]:
    emergency = project.region_of(clinic).emergency
    digits = {f"{int(one):0{len(one)}d}" for one in _SHORT.findall(text)}
    if CALLS.search(text) or emergency in digits:
        yield f"“{text}” looks like a call for help, which only a warning may be."
