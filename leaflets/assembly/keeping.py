"""Keeps typeset bodies and stationeries in the store of a project, so that every process and later run has them."""

import json
from dataclasses import dataclass
from pathlib import Path

from leaflets.store import key_of, open_store
from leaflets.typesetting.contrast import Comparison
from leaflets.typesetting.marking import Bookmark
from leaflets.typesetting.press import Part

KIND = "parts-of-pages"


@dataclass(frozen=True)
class Shelf:
    """Where parts are kept: below `root`, under what they are made of and `made_by`, a digest of fonts and programs.

    A `fresh` shelf finds nothing, and keeps what is made.
    """

    root: Path
    made_by: str
    fresh: bool = False

    def find(self, key: str) -> Part | None:
        """Return a part that was kept under a key, or None."""
        data = None if self.fresh else open_store(self.root).find(KIND, key_of(key, self.made_by))
        return None if data is None else _unpacked(data)

    def keep(self, key: str, part: Part) -> None:
        """Keep a part."""
        if self.root.is_dir():
            open_store(self.root).keep(KIND, key_of(key, self.made_by), _packed(part))


def _packed(part: Part) -> bytes:
    """Return a part as bytes: a line that says what is in it, then its pages."""
    head = {
        "fonts": part.fonts,
        "areas": [dict(one) for one in part.areas],
        "tags": [dict(one) for one in part.tags],
        "bookmarks": part.bookmarks,
        "ends": part.ends,
        "compared": None
        if part.compared is None
        else sorted((one.over, sorted(one.grounds), one.limits) for one in part.compared),
    }
    return json.dumps(head).encode() + b"\n" + part.pdf


def _unpacked(data: bytes) -> Part:
    """Return a part; the store vouches that a run of this program packed it."""
    line, _, pdf = data.partition(b"\n")
    head = json.loads(line)
    compared = head["compared"]
    return Part(
        pdf=pdf,
        fonts=tuple(head["fonts"]),
        areas=tuple({name: (one[0], one[1], one[2], one[3]) for name, one in page.items()} for page in head["areas"]),
        tags=tuple(head["tags"]),
        bookmarks=tuple(tuple(Bookmark(*one) for one in page) for page in head["bookmarks"]),
        ends=tuple(head["ends"]),
        compared=None
        if compared is None
        else frozenset(
            Comparison(tuple(over), frozenset(map(tuple, grounds)), tuple(limits)) for over, grounds, limits in compared
        ),
    )
