"""A leaflet of two parts: a body that clinics share, and a clinic's stationery, each typeset once."""

from leaflets.assembly.assembling import assemble
from leaflets.assembly.keeping import Shelf

__all__ = ["Shelf", "assemble"]
