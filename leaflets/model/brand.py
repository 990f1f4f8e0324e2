"""How a clinic looks: what marketing people write under `[brand]`."""

from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Literal

from coloraide import Color
from pydantic import AfterValidator, Field, StrictBool, ValidationInfo, field_validator

from leaflets.model.family import CALM, Family
from leaflets.model.inks import BrandPress
from leaflets.model.tagline import Tagline
from leaflets.model.tones import contrast_with_white, mistaken_for, nearest_safe
from leaflets.model.written import Written, wrong

TEXT_CONTRAST = 4.5
"""WCAG 2.2 AA, success criterion 1.4.3: text against its background."""
GRAPHIC_CONTRAST = 3.0
"""WCAG 2.2 AA, success criterion 1.4.11: graphics against their background."""
LONGEST_NAME_OF_LOGO = 120
"""Signs in the name of a logo's file."""


def is_at_home(logo: str) -> bool:
    """Tell whether a logo is named as a file in its folder, also by Windows, which has drives and backslashes."""
    paths = PurePosixPath(logo), PureWindowsPath(logo)
    return _is_name(logo) and not any(one.anchor or ".." in one.parts for one in paths)


def _is_name(logo: str) -> bool:
    return logo.isprintable() and len(logo) <= LONGEST_NAME_OF_LOGO


def _colour(value: str) -> str:
    if not Color.match(value, fullmatch=True):
        raise wrong(f"“{value}” is not a colour.", "Write a colour such as #0b3b46 or rgb(11 59 70).")
    colour = Color(value)
    if colour.alpha() < 1:
        raise wrong(f"“{value}” is see-through.", "Write a solid colour, without an alpha value.")
    return colour.convert("srgb").fit().to_string(hex=True)


Colour = Annotated[str, AfterValidator(_colour)]


class Brand(Written):
    """How a clinic looks. Colours are kept as sRGB `#rrggbb`; `logo` is a file beside `clinic.toml`.

    Any colour may be a brand's that looks like no warning; with what text it is paired, `composition/brand` chooses.
    `family` is the design that pages have, and `press` what prints the brand's colours in a print shop. `corners` are
    those of boxes, but for warnings; `ornament` is what stands behind a title: the topic's drawing, the ornament of its
    therapy, or nothing. `name_in_logo` tells that the logo holds the clinic's name; `tagline` is a line below it, by
    the codes of languages.
    """

    logo: str
    typeface: str = "source-sans"
    family: Family = CALM
    primary: Colour
    accent: Colour
    press: BrandPress = BrandPress()
    corners: Literal["round", "square"] = "round"
    ornament: Literal["topic", "therapy", "none"] = "topic"
    name_in_logo: StrictBool = False
    tagline: dict[str, Tagline] = Field(default_factory=dict)

    def __hash__(self) -> int:
        """Let tones be remembered by their brand; a table by language has no hash."""
        return hash((self.primary, self.accent))

    def tagline_in(self, lineage: Iterable[str]) -> str | None:
        """Return the language whose tagline is taken, of these the first that has one."""
        return next((code for code in lineage if code in self.tagline), None)

    @field_validator("logo")
    @classmethod
    def _logo_stays_at_home(cls, value: str) -> str:
        if not value.strip():
            raise wrong("No logo is named.", "Put an SVG or PNG file beside clinic.toml and name it.")
        if not _is_name(value):
            raise wrong("This is no name of a file.", f"Write up to {LONGEST_NAME_OF_LOGO} plain signs: logo.svg.")
        if not is_at_home(value):
            raise wrong(
                f"“{value}” lies outside the clinic's folder.", "Put the logo beside clinic.toml and name the file."
            )
        return value

    @field_validator("primary", "accent")
    @classmethod
    def _is_no_warning(cls, value: str, field: ValidationInfo) -> str:
        own = TEXT_CONTRAST if field.field_name == "primary" else GRAPHIC_CONTRAST
        return _safe(value, own if contrast_with_white(value) >= own else 1)


def _safe(value: str, least: float) -> str:
    warning = mistaken_for(value)
    if warning:
        raise wrong(
            f"{value} is too near to the {warning}, which has to look like nothing else on the page.",
            f"The nearest colour that cannot be mistaken for it is {nearest_safe(value, least)}.",
        )
    return value
