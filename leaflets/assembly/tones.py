"""Tones of a brand by their names in the objects of a body: a brand changes one small object, and no stream.

A body is typeset in colours that nothing else has, so each operator that sets one of them is known for what it is. In
its place stands the number of the tone in a colour space of the brand's own. What has no operators, such as the colour
of a tick, becomes an object of its own.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from leaflets.assembly.cutting import UnsuitedError
from leaflets.assembly.objects import number_of
from leaflets.assembly.parting import PALETTE

TONES = tuple(PALETTE)
"""The order in which tones are numbered in the colour space of a brand."""
BRAND = b"Brand"
"""The name of that colour space."""


class Toned(NamedTuple):
    """A value of an object that names a tone of the brand, by its number: an array, or a string of operators."""

    before: bytes
    tone: int
    after: bytes

    def in_tone(self, colour: str) -> bytes:
        """Return the value for a colour; strings have all digits of it, as the press writes them."""
        is_string = self.before.startswith(b"(")
        tone = b" ".join(b"%.6f" % part for part in parts_of(colour)) if is_string else shown(colour)
        return self.before + tone + self.after


def parts_of(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of a colour, `#rrggbb`, each from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def shown(colour: str) -> bytes:
    """Return a colour, `#rrggbb`, as operators take it."""
    return b" ".join(map(number_of, parts_of(colour)))


_SHOWN = {shown(colour): place for place, colour in enumerate(PALETTE.values())}
_PAINTING = re.compile(rb"(?<![-\d.])(" + b"|".join(map(re.escape, _SHOWN)) + rb") (rg|RG)\b")
VALUE = re.compile(rb"\[ [-\d. ]+ \]|\((?:[^\\()]|\\.)*\)", re.DOTALL)
"""An array of numbers, or a string."""
_COLOUR = re.compile(
    rb"(?<![-\d.])(?:" + b"|".join(re.escape(one).replace(rb"\ ", rb"\s+") for one in _SHOWN) + rb")(?![\d.])"
)


def with_names(content: bytes) -> bytes:
    """Return a stream that names the tones of the brand; raise UnsuitedError where one is not painted with."""

    def named(found: re.Match[bytes]) -> bytes:
        is_stroke = found[2] == b"RG"
        space, set_tone = (b"CS", b"SC") if is_stroke else (b"cs", b"sc")
        return b"/%s %s %d %s" % (BRAND, space, _SHOWN[found[1]], set_tone)

    painted = _PAINTING.sub(named, content)
    refuse_unnamed([painted])
    return painted


def toned_in(value: bytes) -> Toned | None:
    """Return a value that names a tone, with the tone's number; None for one that names none."""
    found = _COLOUR.search(value)
    return None if found is None else Toned(value[: found.start()], _SHOWN[found[0]], value[found.end() :])


def refuse_unnamed(datas: Iterable[bytes]) -> None:
    """Raise UnsuitedError where a tone is left."""
    if any(_COLOUR.search(data) for data in datas):
        raise UnsuitedError("a tone of the brand stands where it has no name")
