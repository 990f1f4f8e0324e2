"""The logos of a project's clinics."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from leaflets.errors import Problem
from leaflets.logos.printing import Drawings, PrintedLogo, drawings_in, print_logo
from leaflets.model import Clinic, Leaflet
from leaflets.project import Project
from leaflets.store import open_store


def logo_of(project: Project, clinic: Clinic) -> PrintedLogo:
    """Return what is printed of a clinic's logo. A reading's clinic of no name has none."""
    if not clinic.brand.logo:
        return PrintedLogo("data:,", ())
    name, fonts = project.name_of(clinic.logo), tuple(project.fonts.all_folders)
    return print_logo(clinic.logo, name, fonts, _drawings_of(project))


@lru_cache(maxsize=4)
def _drawings_of(project: Project) -> Drawings | None:
    """Return the logos that were drawn before; asked once, since each font's file is looked at for it."""
    return drawings_in(open_store(project.root), tuple(project.fonts.all_folders))


def check_logos(project: Project, clinics: Iterable[str]) -> Iterator[Problem]:
    """Draw the logos of these clinics, and tell everything that should be known about them."""
    for name in clinics:
        if name in project.clinics:
            yield from logo_of(project, project.clinics[name]).problems


def logo_warnings(project: Project, leaflets: Iterable[Leaflet]) -> list[Problem]:
    """Return what should be known of the logos that these leaflets print."""
    clinics = dict.fromkeys(leaflet.clinic for leaflet in leaflets)
    return [problem for problem in check_logos(project, clinics) if problem.severity == "warning"]
