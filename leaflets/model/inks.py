"""The inks of a brand on a printing press: what marketing people write under `[brand.press]`."""

from pydantic import field_validator

from leaflets.model.written import Written, wrong

LIMIT = 300
"""How much ink paper takes in one place, in per cent of one ink."""
FOUR = 4
LONGEST = 60
"""Letters in the name of an ink."""
PROCESS = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})
"""Names that mean something else on a press."""


class BrandInk(Written):
    """What prints a colour: `cmyk` in per cent, and `spot`, the name of an ink of its own, such as `PANTONE 3035 C`."""

    cmyk: tuple[float, ...] = ()
    spot: str = ""

    @field_validator("cmyk")
    @classmethod
    def _four_inks(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if value and (len(value) != FOUR or not all(0 <= one <= 100 for one in value)):
            raise wrong("These are not four inks.", "Write cyan, magenta, yellow and black, each from 0 to 100.")
        if sum(value) > LIMIT:
            raise wrong(
                f"This is {sum(value):g} % of ink, and paper takes {LIMIT} %.", "Ask the print shop for lighter inks."
            )
        return value

    @field_validator("spot")
    @classmethod
    def _spot_has_a_name(cls, value: str) -> str:
        name = " ".join(value.split())
        if not name.isprintable() or not name.isascii() or len(name) > LONGEST:
            raise wrong("This is no name of an ink.", "Write it as the print shop does, such as PANTONE 3035 C.")
        if name.lower() in PROCESS:
            raise wrong(f"“{name}” means something else on a press.", "Name the ink itself, such as PANTONE 3035 C.")
        return name


class BrandPress(Written):
    """The inks of a brand's two colours; where there are none, they are taken from the colours."""

    primary: BrandInk | None = None
    accent: BrandInk | None = None
