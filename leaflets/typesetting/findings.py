"""What was found on a finished page, told once however often it is there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from leaflets.errors import Problem
from leaflets.model import Layout
from leaflets.typesetting.reading import Run

COVERED = "is covered by something that is painted over it"
OVERLAP = "is set one over the other"
SHOWN = 3
"""How many places of one fault are named."""


@dataclass(frozen=True)
class Finding:
    """One fault of a page: `reason` goes on after the words it is about. `slot` is the clinic's place it fills."""

    about: str
    reason: str
    detail: str = ""
    slot: str | None = None
    hint: str = ""


def found(run: Run, reason: str, detail: str = "", hint: str = "") -> Finding:
    """Return a fault of a run."""
    slot = run.place.slot[0] if run.place.slot else None
    return Finding(named(run), reason, detail, slot, hint)


def named(run: Run) -> str:
    """Return a run as a reader would name it."""
    if run.is_text:
        return f"“{shortened(run.box.text)}”"
    element = run.box.element
    words = element.get("alt") or element.get("title") or element.get("class") or "" if element is not None else ""
    return f"the {'box to tick' if run.is_field else 'picture'} “{shortened(words)}”"


def shortened(words: str, most: int = 48) -> str:
    """Return the beginning of some words."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def told(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each kind of fault once, with a sentence that names the first places where it is."""
    kinds: dict[tuple[str, str | None, str], dict[str, Finding]] = {}
    for one in findings:
        kinds.setdefault((one.reason, one.slot, one.hint), {}).setdefault(one.about, one)
    for (reason, _, _), places in kinds.items():
        named = [f"{one.about} ({one.detail})" if one.detail else one.about for one in places.values()]
        more = len(named) - SHOWN
        shown = ", ".join(named[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        yield next(iter(places.values())), f"On the finished page: {shown}. This {reason}."


def too_long(layout: Layout, much: Mapping[str, float]) -> Problem:
    """Return the problem of words for which an edition has no room: by how much, in millimetres, by place."""
    edition = layout.leaflet.edition
    article = "an" if edition.startswith(tuple("aeiou")) else "a"
    longest = sorted(layout.passages, key=lambda one: len(one.words), reverse=True)[:SHOWN]
    told = ", ".join(f"{excess:.0f} mm for the {place}" for place, excess in much.items())
    hint = f"Shorten its words; the longest are {', '.join(one.place for one in longest)}. Or print another edition."
    reason = f"It says more than {article} {edition} has room for: too much by {told}."
    return Problem(str(layout.leaflet.path), reason, hint)
