"""Typefaces: the families in `fonts/`, and what a brand may choose."""

from typing import Annotated

from pydantic import Field

from leaflets.model.written import Written


class FontFamily(Written):
    """One family in `fonts/`: a folder of whole static TrueType files with their licence and origin."""

    name: str
    folder: Annotated[str, Field(pattern=r"^\w[\w.-]*$")]
    scripts: tuple[Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")], ...]
    version: str
    licence: str
    origin: str


class Typeface(Written):
    """A choice that brands have for Latin text: one family for headings, one for running text."""

    headings: str
    text: str


class Typography(Written):
    """How one script is set. `line_height` is a multiple of the type size."""

    family: str | None = None
    line_height: float = Field(default=1.4, ge=1.2, le=3)
