"""What each glyph of a line says: the text that it stands for, as readers of a PDF have to meet it."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

JOINER, ARABIC_MARK = "\u2060", "\u061c"
"""What a glyph says that says nothing of its own: among others in its line, and at the end of a page."""
RIGHTWARD = "\u200e"
"""A sign that nobody sees, of the direction of letters."""
HYPHEN = "-"
WORDS_OWN = f"{JOINER}{HYPHEN} "
"""What a hyphen at the end of a line says: else pdfium and, without the space, Poppler take its word for torn."""
BELOW = ("\u17d2", "\u1039")
"""What sets a Khmer or Burmese letter below the one before, which says both: pdfium reads it behind the next one."""
_UNSAID = re.compile("[\u00ad\u200b\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c\u2060]")
"""Signs that only guide the engine."""
Widths = Sequence[int | None]
"""How wide the glyphs of a run are, in the units of Pango; those that paint nothing have none."""
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
    """Yield what each glyph of a line says.

    In a cluster that reads to the right, each glyph that has a width says a letter, as many as there are, and the last
    says the rest: so nothing that is not seen stands within a word, for which nobody could search then. In one that
    reads to the left the widest says all of it.
    """
    sayings: list[Saying] = []
    for is_mirrored, found in groupby(_sayings(box, parts), key=lambda one: one.is_mirrored):
        run = list(found)
        texts = _as_seen([one.text for one in run]) if is_mirrored else [one.text for one in run]
        nothing = ARABIC_MARK if is_mirrored else JOINER
        sayings += [one._replace(text=text or nothing) for one, text in zip(run, texts, strict=True)]
    if getattr(box, "goes_on", False) and box.whole_text.endswith(HYPHEN) and sayings[-1].text == HYPHEN:
        sayings[-1] = sayings[-1]._replace(text=WORDS_OWN)
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
        widths = [one.geometry.width if one.glyph != parts.empty else None for one in item.glyphs.glyphs[0:count]]
        is_mirrored = bool(item.item.analysis.level % 2)
        said = dict((_whole if is_mirrored else _shares)(widths, owners, texts))
        for place, (owner, width) in enumerate(zip(owners, widths, strict=True)):
            if width is not None:
                nothing = "" if is_mirrored or width else ARABIC_MARK
                yield Saying(said.get(place, nothing), start + owner, is_mirrored)


def _as_seen(said: Sequence[str]) -> list[str]:
    """Return what the glyphs of a run that reads to the left say, each as it is seen from left to right.

    MuPDF asks only the first sign of a glyph: for its direction, which marks take from the letter before, and, if it is
    a vowel sign, it takes the glyph to have no width. So a vowel sign is said by the letter left of it. Pdfium turns
    brackets round, unless what it read before them reads to the right: a sign that does is said by what stands right of
    them. What a bracket says first counts as an Arabic letter for pdf.js, which turns no line round where few are. No
    glyph ends with a sign that nobody sees, for pdf.js before its version 6 left such a glyph out.
    """
    seen = [one[::-1] for one in said]
    before: int | None = None
    for place, text in enumerate(seen):
        if not text:
            continue
        letters = text.lstrip("".join(one for one in text if unicodedata.category(one) == "Mn"))
        signs = text.removesuffix(letters)
        if is_bracket(text):
            seen[place] = ARABIC_MARK + text
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
    """Return the text of each cluster by its start. Vowel signs, and letters set below, belong to the letter before."""
    found: dict[int, str] = {}
    bounds = sorted({*starts, 0})
    for first, end in zip(bounds, [*bounds[1:], len(letters)], strict=True):
        text = spoken(letters[first:end].decode())
        if found and (text.startswith(BELOW) or all(unicodedata.category(one) == "Mn" for one in text)):
            before = next(reversed(found))
            found[before] = spoken(found[before] + text)
        else:
            found[first] = text
    return found


def _whole(widths: Widths, owners: Sequence[int], texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield what the glyph at a place says, where the widest of a cluster speaks for it."""
    for owner, places in _clustered(widths, owners).items():
        yield max(places, key=lambda place: (widths[place], -place)), texts[owner]


def _shares(widths: Widths, owners: Sequence[int], texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield what the glyph at a place says, where all of a cluster that have a width speak, one letter each."""
    for owner, places in _clustered(widths, owners).items():
        text, wide = texts[owner], [place for place in places if widths[place]] or places[:1]
        for letter, place in zip(text, wide[:-1], strict=False):
            yield place, letter
        if rest := text[len(wide) - 1 :]:
            yield wide[-1], rest


def _clustered(widths: Widths, owners: Sequence[int]) -> dict[int, list[int]]:
    """Return the places of the painted glyphs of each cluster."""
    found: dict[int, list[int]] = {}
    for place, owner in enumerate(owners):
        if widths[place] is not None:
            found.setdefault(owner, []).append(place)
    return found
