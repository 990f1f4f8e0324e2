"""How a clinic looks: what marketing people write under `[brand]`."""

from pathlib import Path
from typing import Annotated

from coloraide import Color
from pydantic import AfterValidator, field_validator

from leaflets.model.inks import BrandPress
from leaflets.model.tones import contrast_with_white, darker, mistaken_for, nearest_safe
from leaflets.model.written import Written, wrong

TEXT_CONTRAST = 4.5
"""WCAG 2.2 AA, success criterion 1.4.3: text against its background."""
GRAPHIC_CONTRAST = 3.0
"""WCAG 2.2 AA, success criterion 1.4.11: graphics against their background."""


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

    `press` is what prints its colours in a print shop.
    """

    logo: str
    typeface: str = "source-sans"
    primary: Colour
    accent: Colour
    press: BrandPress = BrandPress()

    @field_validator("logo")
    @classmethod
    def _logo_stays_at_home(cls, value: str) -> str:
        if not value.strip():
            raise wrong("No logo is named.", "Put an SVG or PNG file beside clinic.toml and name it.")
        if Path(value).is_absolute() or ".." in Path(value).parts:
            raise wrong(
                f"“{value}” lies outside the clinic's folder.", "Put the logo beside clinic.toml and name the file."
            )
        return value

    @field_validator("primary")
    @classmethod
    def _primary_carries_text(cls, value: str) -> str:
        return _safe(_contrasting(value, TEXT_CONTRAST, "white text on it could not be read"), TEXT_CONTRAST)

    @field_validator("accent")
    @classmethod
    def _accent_can_be_seen(cls, value: str) -> str:
        return _safe(
            _contrasting(value, GRAPHIC_CONTRAST, "marks in it could not be seen on white paper"), GRAPHIC_CONTRAST
        )


def _contrasting(value: str, least: float, trouble: str) -> str:
    contrast = contrast_with_white(value)
    if contrast < least:
        raise wrong(
            f"{value} is too light: {trouble} (contrast {contrast:.1f}:1, needed {least:g}:1).",
            f"A darker tone of the same colour would do, such as {darker(value, least)}.",
        )
    return value


def _safe(value: str, least: float) -> str:
    warning = mistaken_for(value)
    if warning:
        raise wrong(
            f"{value} is too near to the {warning}, which has to look like nothing else on the page.",
            f"The nearest colour that cannot be mistaken for it is {nearest_safe(value, least)}.",
        )
    return value
