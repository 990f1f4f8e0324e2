"""What the operators of a page choose: colours, by spaces that were chosen before, and marks around its words."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Operator, Stream

from leaflets.prepress.profile import BLACK
from leaflets.prepress.separation import RGB

BEGINS = frozenset({"BMC", "BDC"})
MARKS = BEGINS | {"EMC", "MP", "DP"}
"""Operators that mark content for screen readers, which a press does not have."""
INKS_ALREADY = frozenset({"k", "K"})
COLOURS = frozenset({"rg", "RG", "g", "G", "sc", "SC", "scn", "SCN"})
"""Operators that choose a colour; those in small letters, one to fill with."""
COMPONENTS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/CalGray": 1, "/CalRGB": 3}
Palette = tuple[RGB, ...]
"""The colours of an indexed space, by their numbers: pages that clinics share name a brand's tones by these."""


class UnprintableError(Exception):
    """Something on the page that is painted in a way no leaflet is; the message says what."""


class Brush:
    """What the operators of a stream have chosen so far.

    `spaces` are those of colours, by whether they are to fill with; `marks` are open ones, by whether they are kept.
    """

    def __init__(self) -> None:
        self.spaces: dict[bool, Any] = {True: Name.DeviceGray, False: Name.DeviceGray}
        self.fill: Any = BLACK
        self.marks: list[bool] = []
        self._kept: list[tuple[dict[bool, Any], Any]] = []

    def keep_or_take_back(self, sign: str) -> None:
        """Keep what is chosen, or take it back."""
        if sign == "q":
            self._kept.append((dict(self.spaces), self.fill))
        elif sign == "Q" and self._kept:
            self.spaces, self.fill = self._kept.pop()


def marked(operands: Any, sign: str, marks: list[bool]) -> Iterator[Any]:
    """Yield a mark that says which text its glyphs are, without its tag; leave all others out."""
    if sign in BEGINS:
        text = operands[-1].get(Name.ActualText) if isinstance(operands[-1], Dictionary) else None
        marks.append(text is not None)
        if text is not None:
            yield [Name.Span, Dictionary(ActualText=text)], Operator("BDC")
    elif sign == "EMC" and marks and marks.pop():
        yield [], Operator("EMC")


def palette_of(space: Any) -> Palette:
    """Return the colours of an indexed space; raise `UnprintableError` where these are no bytes of sRGB."""
    if space[1] != Name.DeviceRGB:
        raise UnprintableError("numbered colours that are not those of a screen")
    table = space[3].read_bytes() if isinstance(space[3], Stream) else bytes(space[3])
    return tuple((red / 255, green / 255, blue / 255) for red, green, blue in _three_by_three(table))


def _three_by_three(table: bytes) -> Iterator[bytes]:
    """Yield the bytes of each colour."""
    yield from (table[start : start + 3] for start in range(0, len(table) - 2, 3))


def rgb(operands: list[float], sign: str, space: Any) -> RGB:
    """Return the colour that an operator chooses."""
    if isinstance(space, tuple) and sign.lower() in {"sc", "scn"}:
        return space[int(operands[0])]  # type: ignore[no-any-return]
    parts = {"g": 1, "rg": 3}.get(sign.lower()) or COMPONENTS.get(str(space), 0)
    if parts != len(operands):
        raise UnprintableError("colours of a kind of their own")
    return rgb_of(operands, parts)


def luminosity(colour: RGB) -> float:
    """Return how much a colour in a mask lets through, as a part of 1 (ISO 32000-1, 10.3.4)."""
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def rgb_of(values: list[float], parts: int) -> RGB:
    """Return a colour of one part, which is grey, or of three."""
    red, green, blue = values * 3 if parts == 1 else values
    return red, green, blue
