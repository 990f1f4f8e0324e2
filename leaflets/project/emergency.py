"""Whether a region's numbers are those of its country: the one thing on a sheet that no reviewer reads.

Readings print “(emergency)” in place of the number, so that a text is reviewed once for every place.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from phonenumbers import PhoneMetadata
from phonenumbers.shortnumberinfo import is_emergency_number

from leaflets.errors import Problem
from leaflets.folders import CLINICS, EVIDENCE, package_content
from leaflets.model import EmergencyNumbers, Region
from leaflets.project.project import REGIONS_FILE, Project
from leaflets.readers.clinics import read_regions
from leaflets.readers.tables import read_entries

NUMBERS_FILE = "emergency-numbers.toml"
LONGEST = 4
"""How many digits are tried to name a country's numbers; longer ones exist, and are accepted."""
PLACE = f"{CLINICS}/{REGIONS_FILE}"


def check_regions(regions: Mapping[str, Region]) -> Iterator[Problem]:
    """Find regions with an emergency number, or a country, that is not theirs."""
    for code, region in regions.items():
        country = code.partition("-")[0]
        if len(country) == 2 and country.isupper() and country != region.country:
            hint = f"Set country to “{country}”, or give the region the code of its own country."
            yield Problem(PLACE, f"This region is called “{code}”, but lies in {region.country}.", hint, key=code)
        if is_known(region.emergency, region.country):
            continue
        right = numbers_of(region.country)
        reason = f"{region.emergency} is not an emergency number of {region.country}."
        hint = f"Ambulances answer there at: {', '.join(right)}." if right else "Correct its country, such as CA."
        yield Problem(PLACE, reason, hint, key=f"{code}.emergency")


def unsourced_lines(project: Project) -> tuple[str, ...]:
    """Return the regions with a health line that is not the package's, and that nobody has looked up."""
    packaged = _packaged_regions() if len(project.layers) > 1 else project.regions
    lines = {code: region.nurse_line for code, region in packaged.items()}
    return tuple(
        code
        for code, region in project.regions.items()
        if region.nurse_line and region.nurse_line != lines.get(code) and not (region.source and region.verified)
    )


def line_problem(project: Project, code: str) -> Problem:
    """Return what stops a region's own health line."""
    reason = f"Nobody has looked up the health line {project.regions[code].nurse_line}, which is this project’s own."
    hint = "Call it, then write where it is published as source = “…” and verified = true."
    return Problem(PLACE, reason, hint, key=f"{code}.nurse_line")


def is_known(number: str, country: str) -> bool:
    """Tell whether a number brings an ambulance in a country."""
    digits = "".join(number.split())
    entry = _register().get(country)
    if entry is not None:
        return digits in entry.numbers
    return bool(is_emergency_number(digits, country))


@lru_cache(maxsize=64)
def numbers_of(country: str) -> tuple[str, ...]:
    """Return the numbers that bring an ambulance in a country; none for what is no country."""
    entry = _register().get(country)
    if entry is not None:
        return entry.numbers
    if PhoneMetadata.short_metadata_for_region(country) is None:
        return ()
    tried = (f"{value:0{digits}}" for digits in range(2, LONGEST + 1) for value in range(10**digits))
    return tuple(number for number in tried if is_emergency_number(number, country))


@lru_cache(maxsize=1)
def _register() -> dict[str, EmergencyNumbers]:
    """Return the register of the package, whatever a person's folder holds."""
    path, problems = package_content() / EVIDENCE / NUMBERS_FILE, list[Problem]()
    found = read_entries(EmergencyNumbers, path, f"{EVIDENCE}/{NUMBERS_FILE}", problems)
    if problems:
        raise RuntimeError(problems)
    return found


@lru_cache(maxsize=1)
def _packaged_regions() -> dict[str, Region]:
    return read_regions(package_content() / CLINICS / REGIONS_FILE, PLACE, [])
