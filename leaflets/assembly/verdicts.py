"""Whether the gates of a page say the same of a brand's tones as of those that its body was typeset in."""

from bisect import bisect
from collections.abc import Mapping
from functools import lru_cache

from leaflets.assembly.parting import PALETTE
from leaflets.assembly.tones import parts_of
from leaflets.typesetting.contrast import Colour, Comparison, contrast_over

Compared = frozenset[Comparison]


_NAMES = {parts_of(colour): name for name, colour in PALETTE.items()}


def is_judged_alike(compared: Compared, tones: Mapping[str, str]) -> bool:
    """Tell whether each colour keeps to the same contrasts over its grounds in a brand's tones.

    `compared` is what was compared on a body. Tones that are the same are not judged: lines in two tones
    are painted otherwise than lines in one.
    """
    return len(set(tones.values())) == len(tones) and _judged(compared, tuple(tones.items()))


@lru_cache(maxsize=4096)
def _judged(compared: Compared, tones: tuple[tuple[str, str], ...]) -> bool:
    meaning = {name: parts_of(colour) for name, colour in tones}

    def meant(colour: Colour) -> Colour:
        name = _NAMES.get(colour[:3])
        return colour if name is None else (*meaning[name], colour[3])

    return all(
        bisect(one.limits, contrast_over(one.over, one.grounds))
        == bisect(one.limits, contrast_over(meant(one.over), [meant(ground) for ground in one.grounds]))
        for one in compared
    )
