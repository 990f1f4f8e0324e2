"""How a colour does on paper and beside warnings, with its numbers, and the nearest tone that would do."""

from dataclasses import dataclass, replace

from coloraide import Color

from leaflets.composition.brand import tones
from leaflets.editing.looks import Judged, Look
from leaflets.model import Brand
from leaflets.model.brand import GRAPHIC_CONTRAST, TEXT_CONTRAST
from leaflets.model.tones import contrast, contrast_with_white, mistaken_for, nearest_safe

LEAST = {"primary": TEXT_CONTRAST, "accent": GRAPHIC_CONTRAST}
"""The contrast with white from which a colour carries white words, or is seen on paper, as it is."""


@dataclass(frozen=True)
class Verdict:
    """What is known of a colour. `contrast` is that with white; without a `colour`, what was typed is none.

    `warning` is the colour of warnings that it could be mistaken for. `tone` would do. Of a light colour, `on_paper` is
    the dark tone that stands for it there, and `words` that of words on it, with their contrast.
    """

    field: str
    typed: str
    least: float
    reasons: tuple[str, ...] = ()
    colour: str = ""
    contrast: float = 0.0
    warning: str = ""
    tone: str = ""
    on_paper: str = ""
    words: str = ""
    words_contrast: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether it can be saved."""
        return not self.reasons

    @property
    def needs(self) -> str:
        """The least contrast, as people write it."""
        return f"{self.least:g}"

    @property
    def is_light(self) -> bool:
        """Whether it is a ground, and something dark stands for it on paper."""
        return bool(self.on_paper)


def verdicts_of(look: Look, judged: Judged) -> list[Verdict]:
    """Return what is to be said of the colours of a look."""
    return [_verdict(field, getattr(look, field), look, judged) for field in LEAST]


def _verdict(field: str, typed: str, look: Look, judged: Judged) -> Verdict:
    least = LEAST[field]
    reasons = tuple(one.reason for one in judged.of(field) if one.severity == "error")
    colour = _colour(typed)
    if not colour:
        return Verdict(field, typed, least, reasons or ("This is not a colour.",))
    contrast_of_it = contrast_with_white(colour)
    verdict = Verdict(field, typed, least, reasons, colour, contrast_of_it, mistaken_for(colour) or "")
    if reasons:
        return replace(verdict, tone=nearest_safe(colour, least if contrast_of_it >= least else 1))
    if contrast_of_it >= least:
        return verdict
    found = tones(
        Brand.model_construct(logo="", primary=_colour(look.primary) or colour, accent=_colour(look.accent) or colour)
    )
    words = found.get("on-ground", found["primary"])
    return replace(verdict, on_paper=found[field], words=words, words_contrast=contrast(words, colour))


def _colour(typed: str) -> str:
    """Return what was typed as a colour of sRGB, `#rrggbb`; nothing where it is none."""
    if not Color.match(typed, fullmatch=True):
        return ""
    return str(Color(typed).convert("srgb").fit().to_string(hex=True, alpha=False))
