"""Typefaces: the families in `fonts/`, and what a brand may choose."""

from typing import Annotated

from pydantic import Field

from leaflets.model.written import Written


class FontFamily(Written):
    """One family in `fonts/`: a folder of static TrueType files with their licence and origin.

    They are whole, or without the Chinese characters that a standard (`ideographs`) does not have. `extra` names the
    package that brings them where the program is installed: `fonts-cjk` for `leaflets-fonts-cjk`. Without it, they come
    with the program. It changes nothing in how they look.
    """

    name: str
    folder: Annotated[str, Field(pattern=r"^\w[\w.-]*$")]
    scripts: tuple[Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")], ...]
    version: str
    licence: str
    origin: str
    ideographs: str | None = None
    extra: Annotated[str, Field(pattern=r"^fonts-[a-z]+$")] | None = Field(default=None, repr=False)


class Typeface(Written):
    """A choice that brands have for Latin text: one family for headings, one for running text.

    `otherwise` is the family for languages of whose letters they lack some; without it, the first
    in the register that has them.
    """

    headings: str
    text: str
    otherwise: str | None = None


class Typography(Written):
    """How a script, or one language, is set. `line_height` is a multiple of the type size."""

    family: str | None = None
    line_height: float = Field(default=1.4, ge=1.2, le=3)
