"""Cuts the stream of a page at the marks that the press made where a clinic's parts are painted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflets.assembly.objects import number_of
from leaflets.typesetting.areas import Sides
from leaflets.typesetting.marking import BEGIN, END, LAST

BASE = 2
"""How many transformations hold on a page wherever something is painted: its height turned, points made of pixels."""
_MCID = re.compile(rb"/MCID (\d+)")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+) (?:[-0-9.]+ )?(Tf|Do|gs|scn|SCN|sh|cs|CS)\b")


class UnsuitedError(Exception):
    """These pages cannot be cut; they are typeset whole."""


@dataclass
class Cut:
    """A page's stream in pieces. `between` are what is left, and `parts` the names of what stood between them.

    `painted` is what was cut out by the part's name; `tail` is what follows all that is painted.
    """

    between: list[list[bytes]] = field(default_factory=lambda: [[]])
    parts: list[str] = field(default_factory=list)
    painted: dict[str, list[bytes]] = field(default_factory=dict)
    tail: list[bytes] = field(default_factory=list)


def cut(stream: bytes) -> Cut:
    """Return the pieces of a page's stream; raise UnsuitedError where they hang together."""
    found, state = Cut(), _State()
    segment: list[bytes] = []
    part = ""
    for line in stream.split(b"\n"):
        if line.startswith(BEGIN):
            part, segment = line.removeprefix(BEGIN).decode(), []
            if not state.is_base:
                raise UnsuitedError(f"{part} is painted within something else")
        elif line == END:
            _add(found, part, segment, state)
            part = ""
        elif part:
            segment.append(line)
            state.follow(line)
        else:
            state.follow(line)
            if state.has_ended and not found.tail:
                found.tail = [line]
            elif found.tail:
                found.tail.append(line)
            else:
                found.between[-1].append(line)
    if part or not found.tail:
        raise UnsuitedError("a page's stream has no end")
    return found


def _add(found: Cut, part: str, segment: list[bytes], state: "_State") -> None:
    if not state.is_base:
        raise UnsuitedError(f"{part} changes what is painted after it")
    found.painted.setdefault(part, []).extend(segment)
    if part not in found.parts and (b"BT" in segment or part.endswith(LAST)):
        found.parts.append(part)
        found.between.append([])


class _State:
    """What holds while a stream is painted: the transformations and cuts at each depth."""

    def __init__(self) -> None:
        self._depths = [0]
        self._clips = [False]
        self.has_ended = False

    def follow(self, line: bytes) -> None:
        """Note what a line changes."""
        if line == b"q":
            self._depths.append(self._depths[-1])
            self._clips.append(self._clips[-1])
        elif line == b"Q":
            if len(self._depths) == 1:
                raise UnsuitedError("a page's stream restores what was never saved")
            self._depths.pop()
            self._clips.pop()
            self.has_ended = len(self._depths) == 1
        elif line.endswith(b" cm"):
            self._depths[-1] += 1
        elif line in {b"W", b"W*"}:
            self._clips[-1] = True

    @property
    def is_base(self) -> bool:
        """Tell whether nothing holds but what holds on the whole page."""
        return self._depths[-1] == BASE and not self._clips[-1] and not self.has_ended


def whose(name: str) -> str:
    """Return the name of a part without what says that it is painted last."""
    return name.removesuffix(LAST)


def moved(left: float, top: float) -> bytes:
    """Return what moves all that is painted after it, in CSS pixels."""
    return b"1 0 0 1 %s %s cm" % (number_of(left), number_of(top))


def to_place(area: Sides) -> list[bytes]:
    """Return the lines that begin a part at its place on a page."""
    return [b"q", moved(area[0], area[1])]


def from_place(area: Sides) -> bytes:
    """Return the line that moves a part from its place to the corner of the page."""
    return moved(-area[0], -area[1])


def numbered_from(content: bytes, first: int) -> bytes:
    """Return a stream whose marked contents are numbered from another number on."""
    return _MCID.sub(lambda found: b"/MCID %d" % (int(found[1]) + first), content)


def contents_in(content: bytes) -> list[int]:
    """Return the numbers of the marked contents in a stream."""
    return [int(one) for one in _MCID.findall(content)]


def resources_in(content: bytes) -> set[tuple[str, str]]:
    """Return the resources that a stream uses: the operator that uses each, and its name."""
    return {(operator.decode(), name.decode()) for name, operator in _NAMED.findall(content)}


def renamed(content: bytes, names: Mapping[str, str]) -> bytes:
    """Return a stream with other names of resources."""

    def other(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        return found[0].replace(b"/" + found[1], b"/" + names[name].encode(), 1) if name in names else found[0]

    return _NAMED.sub(other, content)
