"""How far two colours stand apart, as WCAG 2.2 has it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity, each from 0 to 1."""

WHITE: Colour = (1.0, 1.0, 1.0, 1.0)
OF_TEXT, OF_GRAPHICS = 4.5, 3.0
"""The least contrast of text (1.4.3) and of graphics (1.4.11)."""


class Comparison(NamedTuple):
    """A colour, the grounds it may stand on, and the contrasts at which something else is said of it."""

    over: Colour
    grounds: frozenset[Colour]
    limits: tuple[float, ...]


@dataclass
class Compared:
    """Which colours were compared. `is_mixed` tells that a ground was mixed of several."""

    found: set[Comparison] = field(default_factory=set)
    is_mixed: bool = False


_COMPARED: ContextVar[Compared | None] = ContextVar("compared", default=None)


@contextmanager
def comparing() -> Iterator[Compared]:
    """Return what notes the colours that are compared meanwhile."""
    compared = Compared()
    token = _COMPARED.set(compared)
    try:
        yield compared
    finally:
        _COMPARED.reset(token)


def colour(value: Any, opacity: float) -> Colour:
    """Return a colour of the engine, painted with an opacity."""
    painted = value if value.space == "srgb" else value.to("srgb")
    red, green, blue = (one or 0.0 for one in painted.coordinates)
    return red, green, blue, value.alpha * opacity


def least_contrast(over: Colour, grounds: Iterable[Colour], *limits: float) -> float:
    """Return the contrast of a colour with the nearest of some grounds, which is to be compared with limits."""
    compared, grounds = _COMPARED.get(), tuple(grounds)
    if compared is not None:
        compared.found.add(Comparison(over, frozenset(grounds), limits))
    return contrast_over(over, grounds)


def contrast_over(over: Colour, grounds: Iterable[Colour]) -> float:
    """Return the same for colours of which nobody takes note."""
    return min(_contrast(blend(over, ground), ground) for ground in grounds)


def painted_over(colours: Sequence[Colour], grounds: Iterable[Colour]) -> set[Colour]:
    """Return what grounds may look like after something is painted over them."""
    compared = _COMPARED.get()
    if compared is not None and any(one[3] not in {0.0, 1.0} for one in colours):
        compared.is_mixed = True
    return {blend(one, ground) for one in colours for ground in grounds}


@lru_cache(maxsize=4096)
def blend(over: Colour, ground: Colour) -> Colour:
    """Return what is to be seen of a colour over another that is opaque."""
    opacity = over[3]
    red, green, blue = (one * opacity + below * (1 - opacity) for one, below in zip(over[:3], ground[:3], strict=True))
    return red, green, blue, 1.0


@lru_cache(maxsize=4096)
def _contrast(first: Colour, second: Colour) -> float:
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
