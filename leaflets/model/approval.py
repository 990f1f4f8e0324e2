"""An approval: the sign-offs that hold for a topic in a language, and whether they are enough."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from leaflets.model.signoff import DESIGN, ROLES, SignOff

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Held:
    """A sign-off that holds, with the last day on which it does."""

    signoff: SignOff
    until: dt.date


@dataclass(frozen=True)
class Approval:
    """Who approved a topic in a language. `void` pairs each sign-off that no longer holds with the reason.

    `is_seen` tells whether somebody answers for how the pages look, `seen_until` until when, where that ends.
    """

    held: tuple[Held, ...] = ()
    void: tuple[tuple[SignOff, str], ...] = ()
    is_seen: bool = True
    seen_until: dt.date | None = None

    @property
    def holding(self) -> tuple[SignOff, ...]:
        """Every sign-off that holds, also those that newer ones replaced."""
        return tuple(one.signoff for one in self.held)

    @cached_property
    def _signers(self) -> tuple[Held, ...]:
        """One sign-off for each role, by different people, that hold longest together; fewer if there are not."""
        by_role = [[one for one in self.held if one.signoff.role == role] for role in ROLES]
        whole = [pair for pair in product(*by_role) if _differ(one.signoff.name for one in pair)]
        if whole:
            return max(whole, key=lambda pair: sorted((one.until, one.signoff.date) for one in pair))
        first = next((ones for ones in by_role if ones), [])
        return tuple(sorted(first, key=lambda one: (one.until, one.signoff.date))[-1:])

    @property
    def signers(self) -> tuple[SignOff, ...]:
        """The sign-off that counts for each role, in the order of the roles."""
        return tuple(one.signoff for one in self._signers)

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that nobody has signed for. One person cannot sign for both."""
        unsigned = tuple(role for role in ROLES if role not in {one.role for one in self.signers})
        return unsigned if self.is_seen else (*unsigned, DESIGN)

    @property
    def is_final(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def reviewed(self) -> dt.date:
        """The day since which all roles have looked at the words: the older of their days. Only of what is final."""
        return min(one.date for one in self.signers)

    @property
    def lapses(self) -> dt.date | None:
        """The last day on which every sign-off that counts still holds."""
        days = [*(one.until for one in self._signers), self.seen_until]
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Joint(Approval):
    """The approvals of a sheet in several languages: it has what each of them has, and lacks what any lacks."""

    each: tuple[Approval, ...] = ()

    @property
    def signers(self) -> tuple[SignOff, ...]:
        """The sign-offs that count, language by language; one for several of them is named once."""
        signers = [one for part in self.each for one in part.signers]
        return tuple({(one.role, one.name, one.credential, one.date): one for one in signers}.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that nobody has signed for in one of the languages."""
        return tuple(dict.fromkeys(role for part in self.each for role in part.missing))

    @property
    def reviewed(self) -> dt.date:
        """The day since which all roles have looked at the words of all languages."""
        return min(part.reviewed for part in self.each)

    @property
    def lapses(self) -> dt.date | None:
        """The last day on which every sign-off of every language still holds."""
        return min((day for part in self.each if (day := part.lapses) is not None), default=None)


def joint(each: Sequence[Approval]) -> Approval:
    """Return the approval of a sheet in these languages: that of the one, or of all of them together."""
    if len(each) == 1:
        return each[0]
    held = tuple(one for part in each for one in part.held)
    void = tuple(one for part in each for one in part.void)
    return Joint(held, void, all(part.is_seen for part in each), each=tuple(each))


def _differ(names: Iterable[str]) -> bool:
    first, *others = names
    return not any(same_person(first, other) for other in others)


def same_person(one: str, other: str) -> bool:
    """Tell whether two names look like one person's: case, accents, order, titles and invisible signs do not count.

    “Müller, Zoë” and “Dr. Zoe Muller” are alike; so is a name that holds all the words of another of two or more.
    """
    first, second = sorted((_words(one), _words(other)), key=len)
    return first <= second if len(first) > 1 else first == second


def _words(name: str) -> frozenset[str]:
    """Return the words of a name in small letters, without accents and without what stands in brackets."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)|<[^>]*>", " ", name))
    shown = "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Cf", "Cc"})
    return frozenset(_LETTERS.findall(shown.casefold()))
