"""What each glyph of a line says: the text that it stands for, as readers of a PDF have to meet it."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

JOINER, ARABIC_MARK = "\u2060", "\u061c"
"""What a glyph says that says nothing of its own, in scripts that read to the right and to the left."""
LEFTWARD, RIGHTWARD = "\u200f", "\u200e"
"""Signs that nobody sees, of the direction of letters."""
HYPHEN = "-"
_UNSAID = re.compile("[\u00ad\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c\u2060]")
"""Signs that only guide the engine."""
_TO_THE_LEFT = {"R", "AL"}
"""Classes of letters that read to the left. Readers turn their lines round themselves, words that are written, too."""


class Saying(NamedTuple):
    """What a painted glyph says. `start` is where in the line's text, in bytes; `is_mirrored`: it reads to the left."""

    text: str
    start: int
    is_mirrored: bool

    @property
    def is_silent(self) -> bool:
        """Tell whether it is a dot or a vowel sign, of which another glyph speaks."""
        return self.text == ARABIC_MARK


def spoken(text: str) -> str:
    """Return a text without the signs that only guide the engine."""
    return unicodedata.normalize("NFC", _UNSAID.sub("", text))


def reads_left(text: str) -> bool:
    """Tell whether a text has letters that read to the left."""
    return any(unicodedata.bidirectional(one) in _TO_THE_LEFT for one in text)


def is_bracket(text: str) -> bool:
    """Tell whether a text is a bracket or quotation mark that looks the other way in words that read to the left."""
    return len(text) == 1 and bool(unicodedata.mirrored(text))


def sayings_of(box: Any, parts: Any) -> Iterator[Saying]:
    """Yield what each glyph of a line says: the widest of a cluster all of it, the others nothing that is seen."""
    sayings: list[Saying] = []
    for is_mirrored, found in groupby(_sayings(box, parts), key=lambda one: one.is_mirrored):
        run = list(found)
        texts = _as_seen([one.text for one in run]) if is_mirrored else [one.text for one in run]
        nothing = ARABIC_MARK if is_mirrored else JOINER
        sayings += [one._replace(text=text or nothing) for one, text in zip(run, texts, strict=True)]
    if getattr(box, "goes_on", False) and box.whole_text.endswith(HYPHEN) and sayings[-1].text == HYPHEN:
        sayings[-1] = sayings[-1]._replace(text=JOINER + HYPHEN)  # else pdfium takes it for a word that was torn
    yield from sayings


def _sayings(box: Any, parts: Any) -> Iterator[Saying]:
    """Yield what each glyph says as it is written; what another says for it is empty."""
    line, _ = box.pango_layout.get_first_line()
    letters = box.pango_layout.text.encode()
    run = line.runs[0]
    while run != parts.null:
        item, run = run.data, run.next
        count, start = item.glyphs.num_glyphs, item.item.offset
        clusters = list(item.glyphs.log_clusters[0:count])
        texts = _clusters(letters[start : start + item.item.length], clusters)
        firsts = list(texts)
        owners = [firsts[bisect_right(firsts, one) - 1] for one in clusters]
        painted = [(one.glyph, one.geometry.width) for one in item.glyphs.glyphs[0:count]]
        speakers = _speakers(painted, owners, parts.empty)
        for place, (owner, (glyph, _)) in enumerate(zip(owners, painted, strict=True)):
            if glyph != parts.empty:
                text = texts[owner] if speakers[owner] == place else ""
                yield Saying(text, start + owner, bool(item.item.analysis.level % 2))


def _as_seen(said: Sequence[str]) -> list[str]:
    """Return what the glyphs of a run that reads to the left say, each as it is seen from left to right.

    MuPDF asks only the first sign of a glyph: for its direction, which marks take from the letter before, and, if it is
    a vowel sign, it takes the glyph to have no width. So a vowel sign is said by the letter left of it. Pdfium turns
    brackets round, unless what it read before them reads to the right: a sign that does is said by what stands right of
    them. No glyph ends with a sign that nobody sees, for pdf.js before its version 6 left such a glyph out.
    """
    seen = [one[::-1] for one in said]
    before: int | None = None
    for place, text in enumerate(seen):
        if not text:
            continue
        letters = text.lstrip("".join(one for one in text if unicodedata.category(one) == "Mn"))
        signs = text.removesuffix(letters)
        if is_bracket(text):
            seen[place] = LEFTWARD + text
        elif signs and before is not None and unicodedata.category(seen[before][0])[0] == "L":
            seen[before] += signs
            seen[place] = letters
        elif signs or (before is None and not reads_left(text)):
            seen[place] = ARABIC_MARK + text
        if before is not None and is_bracket(seen[before][-1]):
            seen[place] = JOINER + RIGHTWARD + seen[place]
        before = place
    return seen


def _clusters(letters: bytes, starts: Iterable[int]) -> dict[int, str]:
    """Return the text of each cluster by its start. Vowel signs belong to the letter before."""
    found: dict[int, str] = {}
    bounds = sorted({*starts, 0})
    for first, end in zip(bounds, [*bounds[1:], len(letters)], strict=True):
        text = spoken(letters[first:end].decode())
        if found and all(unicodedata.category(one) == "Mn" for one in text):
            before = next(reversed(found))
            found[before] = spoken(found[before] + text)
        else:
            found[first] = text
    return found


def _speakers(painted: Sequence[tuple[int, int]], owners: Sequence[int], empty: int) -> dict[int, int]:
    """Return the place of the glyph that speaks for each cluster: its widest."""
    widest: dict[int, tuple[int, int]] = {}
    for place, ((glyph, width), owner) in enumerate(zip(painted, owners, strict=True)):
        if glyph != empty and width > widest.get(owner, (-1, 0))[0]:
            widest[owner] = (width, place)
    return {owner: place for owner, (_, place) in widest.items()}
