"""Families of layouts: designs of different character, over the same parts and the same words."""

from typing import Literal, get_args

from leaflets.model.work import STANDARD

Family = Literal["calm", "bold", "plain"]
CALM: Family = "calm"
BOLD: Family = "bold"
PLAIN: Family = "plain"
FAMILIES: tuple[Family, ...] = get_args(Family)
"""All of them; the first is taken where nobody chose one."""
IN_FAMILIES = frozenset({STANDARD})
"""The editions that a family sets. The others have a design of their own, which their use asks for."""


def family_in(edition: str, chosen: Family) -> Family:
    """Return the family that sets an edition of a clinic that chose one."""
    return chosen if edition in IN_FAMILIES else CALM


def style_of(family: Family) -> tuple[str, ...]:
    """Return the names of the style sheets that a family lays over that of the standard edition."""
    return () if family == CALM else (f"family-{family}",)


def style_of_corners(corners: str) -> tuple[str, ...]:
    """Return the names of the style sheets by which boxes of every edition have other corners."""
    return () if corners == "round" else (f"corners-{corners}",)
