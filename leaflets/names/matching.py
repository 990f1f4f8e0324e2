"""Finds the one thing that a person means by what they typed, and what they probably meant where it is none."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from leaflets.names.folding import fold, letters

LEAST = 3
"""So many letters may stand for the whole of a name, or two where each is a word."""
SLIPS = ((10, 3), (6, 2), (4, 1))
"""How many letters may be wrong, missing, too many or exchanged in a name of so many; a shorter one is another name."""
OF_PART = 5
"""A shorter word of a name has too many that are like it."""
MOST = 12
"""So many names are listed before the rest is left to be looked up."""


@dataclass(frozen=True)
class Named:
    """One thing that can be meant: its name in commands and files, and everything that people call it.

    `by_any_word` tells whether words from the middle of what it is called mean it, too; they do not of a sentence.
    """

    name: str
    called: tuple[str, ...] = ()
    by_any_word: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it may be called, its name first."""
        return (self.name, *self.called)

    def __str__(self) -> str:
        """Return how people are told of it: `Punjabi (pa)`."""
        return f"{self.called[0]} ({self.name})" if self.called and self.called[0] != self.name else self.name


def found(typed: str, things: Collection[Named], *, parts: bool = True) -> list[Named]:
    """Return the things that a typed name can mean: one if it is clear, several if it is not, none if it means nothing.

    A whole name goes before a part of one; `parts` tells whether words of a name, the last of them begun, are enough.
    """
    exact = [one for one in things if one.name == typed]
    whole = exact or [one for one in things if any(letters(name) == letters(typed) for name in one.names)]
    if whole or not parts or not letters(typed):
        return whole if letters(typed) else exact
    words = fold(typed)
    holding = [one for one in things if any(_holds(fold(name), words) for name in one.names)]
    return holding if len(holding) > 1 or any(_means(one, name, words) for one in holding for name in one.names) else []


def _means(thing: Named, name: str, words: Sequence[str]) -> bool:
    """Tell whether words are enough of what a thing is called: of its own name any, of others the first ones."""
    whole = fold(name)
    return _holds(whole if thing.by_any_word or name == thing.name else whole[: len(words)], words)


def _holds(whole: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether words stand in a name in this order, one after the other, the last of them at least begun."""
    *first, last = words
    if len(last) < LEAST and last.isascii() and not first:
        return False
    starts = range(len(whole) - len(words) + 1)
    return any(
        list(whole[start : start + len(first)]) == first and whole[start + len(first)].startswith(last)
        for start in starts
    )


def hint(typed: str, things: Collection[Named]) -> str:
    """Return what was probably meant; where nothing is near enough, what there is."""
    near = alike(typed, things)
    if near:
        return f"Did you mean {' or '.join(f'“{one.name}”' for one in near)}?"
    return offered(things)


def offered(things: Collection[Named], lead: str = "Known are") -> str:
    """Return a sentence with what there is."""
    told = sorted({str(one) for one in things})
    return f"{lead}: {', '.join(told[:MOST])}{' …' if len(told) > MOST else ''}." if told else "None is there yet."


def alike(typed: str, things: Iterable[Named]) -> list[Named]:
    """Return the nearest thing if few letters are wrong; two if they are as near, and none if they are many or far.

    A name that is like what was typed goes before one of which a part is.
    """
    slips = [(far, one) for one in things if (far := _slips(typed, one)) is not None]
    least = min((far for far, _ in slips), default=None)
    near = [one for far, one in slips if far == least]
    return near if len(near) < LEAST else []


def meant(typed: str, known: Iterable[str]) -> str:
    """Return the hint for a word that is not among the known ones, which people call nothing else."""
    return hint(typed, [Named(one) for one in known])


def _slips(typed: str, thing: Named) -> tuple[int, bool] | None:
    """Return how many letters are wrong against the nearest name of a thing, and whether that is a part of it."""
    whole, count = letters(typed), len(fold(typed))
    names = ((name, is_part) for name, is_part in _comparable(thing, count) if not is_part or len(name) >= OF_PART)
    numbers = ((_wrong(whole, name), is_part) for name, is_part in names)
    return min(((number, is_part) for number, is_part in numbers if number is not None), default=None)


def _wrong(typed: str, name: str) -> int | None:
    """Return how many letters are wrong, missing, too many or exchanged; None if it is another name."""
    most = next((slips for least, slips in SLIPS if min(len(typed), len(name)) >= least), 0)
    number = OSA.distance(typed, name, score_cutoff=most) if abs(len(typed) - len(name)) <= most else most + 1
    return number if number <= most else None


def _comparable(thing: Named, count: int) -> Iterator[tuple[str, bool]]:
    """Yield the names of a thing as one word each, and as many words of each as were typed."""
    for name in thing.names:
        yield letters(name), False
        words = fold(name)
        if len(words) > count:
            last = len(words) - count if thing.by_any_word or name == thing.name else 0
            yield from (("".join(words[start : start + count]), True) for start in range(last + 1))
