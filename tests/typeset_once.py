"""Leaflets of the samples that are composed and typeset once for all tests of a process."""

from functools import cache

from conftest import ROOT

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.project import Project, open_project
from leaflets.typesetting import seal, typeset


@cache
def opened() -> Project:
    """Open the checkout, with its typefaces."""
    project = open_project(ROOT)
    seal(project.fonts.all_folders)
    return project


@cache
def composer() -> Composer:
    """Return what composes, and knows what it has measured."""
    return Composer(opened())


@cache
def composed(leaflet: Leaflet) -> Composition:
    """Compose a leaflet that has no fault."""
    composition = composer().compose(leaflet)
    assert isinstance(composition, Composition), composition
    return composition


@cache
def printed(leaflet: Leaflet) -> Printed:
    """Print a leaflet that keeps to all gates."""
    outcome = typeset(composed(leaflet))
    assert isinstance(outcome, Printed), outcome
    return outcome


def pdf_of(composition: Composition) -> bytes:
    """Return the PDF that the press makes of a composition which keeps to all gates."""
    outcome = typeset(composition)
    assert isinstance(outcome, Printed), outcome
    return outcome.pdf
