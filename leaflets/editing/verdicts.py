"""How a colour does on paper, with its numbers, and the nearest tone that would do."""

from dataclasses import dataclass

from coloraide import Color

from leaflets.editing.looks import Judged, Look
from leaflets.model.brand import GRAPHIC_CONTRAST, TEXT_CONTRAST
from leaflets.model.tones import contrast_with_white, darker, mistaken_for, nearest_safe

LEAST = {"primary": TEXT_CONTRAST, "accent": GRAPHIC_CONTRAST}
"""The contrast with white that each colour has to have."""


@dataclass(frozen=True)
class Verdict:
    """What is known of a colour. `contrast` is that with white; without a `colour`, what was typed is none.

    `warning` is the colour of warnings that it could be mistaken for. `tone` would do, and has `tones_contrast`.
    """

    field: str
    typed: str
    least: float
    reasons: tuple[str, ...] = ()
    colour: str = ""
    contrast: float = 0.0
    warning: str = ""
    tone: str = ""
    tones_contrast: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether it can be saved."""
        return not self.reasons

    @property
    def needs(self) -> str:
        """The least contrast, as people write it."""
        return f"{self.least:g}"

    @property
    def is_dark_enough(self) -> bool:
        """Whether it has the contrast that it needs."""
        return self.contrast >= self.least


def verdicts_of(look: Look, judged: Judged) -> list[Verdict]:
    """Return what is to be said of the colours of a look."""
    return [_verdict(field, getattr(look, field), judged) for field in LEAST]


def _verdict(field: str, typed: str, judged: Judged) -> Verdict:
    least = LEAST[field]
    reasons = tuple(one.reason for one in judged.of(field) if one.severity == "error")
    if not Color.match(typed, fullmatch=True):
        return Verdict(field, typed, least, reasons or ("This is not a colour.",))
    colour = Color(typed).convert("srgb").fit().to_string(hex=True, alpha=False)
    contrast = contrast_with_white(colour)
    verdict = Verdict(field, typed, least, reasons, colour, contrast, mistaken_for(colour) or "")
    if not reasons:
        return verdict
    tone = _nearest(colour, least)
    return Verdict(field, typed, least, reasons, colour, contrast, verdict.warning, tone, contrast_with_white(tone))


def _nearest(colour: str, least: float) -> str:
    """Return the tone nearest to a colour that can be read, and that looks like no warning."""
    tone = colour if contrast_with_white(colour) >= least else darker(colour, least)
    return nearest_safe(tone, least) if mistaken_for(tone) else tone
