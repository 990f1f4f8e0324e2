"""Keeps left-to-right matter readable inside right-to-left text.

WeasyPrint does not support `unicode-bidi` or `<bdi>`; it treats each inline box as a bidi paragraph of its own, so a
span with a `dir` isolates, and Pango honours the isolate characters U+2066 and U+2069.
"""

import html
import re
import unicodedata

from markupsafe import Markup, escape

_LATIN, _WITHIN = "A-Za-zÀ-ɏ", "A-Za-zÀ-ɏ0-9 ./+-"
_RUN = re.compile(
    rf"%\([\w.]+\)s|&\w+;|&#\d+;|(?P<latin>[{_LATIN}](?:[{_WITHIN}]|\([{_WITHIN}]*\))*(?<=[{_LATIN}0-9)]))"
)
"""A bracket belongs to Latin words only if both of its kind do: else it would stand on their wrong side."""
_GAP = re.compile(r"%\(\w+\)s")

_PIECE = re.compile(r"[-.@/_?=&#]*[^-.@/_?=&#]+[.@/_?=&#]*|[-.@/_?=&#]+")
LONGEST_PIECE = 24
"""Characters of an address that stay in one line; a longer piece without a sign breaks where it has to."""

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
"""Marks of direction, for `str.translate` to take them out."""


def isolate_runs(text: Markup) -> Markup:
    """Isolate the Latin words in an escaped right-to-left text; placeholders and entities stay as they are."""
    return Markup(_RUN.sub(lambda run: f"\u2066{run[0]}\u2069" if run["latin"] else run[0], text))  # noqa: S704 - escaped


def isolate_gaps(text: Markup) -> Markup:
    """Isolate what will fill the placeholders of an escaped left-to-right text with right-to-left words."""
    return Markup(_GAP.sub("\u2067\\g<0>\u2069", text))  # noqa: S704 - escaped


def ltr(text: str) -> Markup:
    """Return a telephone number, address or link that reads left to right everywhere and never breaks."""
    return Markup('<span class="ltr" dir="ltr">{}</span>').format(text)


def link(target: str, shown: Markup) -> Markup:
    """Return what a phone or a screen can tap; on paper it looks like the words around it."""
    return Markup('<a href="{}">{}</a>').format(target, shown)


def service_number(number: str) -> Markup:
    """Return a number to dial as it stands, such as 911, which a phone can tap."""
    return link(f"tel:{''.join(number.split())}", ltr(number))


def address(text: str) -> Markup:
    """Return an e-mail or web address that reads left to right everywhere, and breaks only at its dots and signs.

    It never breaks after a hyphen: readers of PDFs take a hyphen at a line's end for hyphenation, and copy it wrongly.
    """
    pieces = [
        piece if len(piece) > LONGEST_PIECE else Markup('<span class="ltr">{}</span>').format(piece)
        for piece in _PIECE.findall(text)
    ]
    return Markup('<span class="address" dir="ltr">{}</span>').format(Markup("<wbr>").join(pieces))


def bare(text: str) -> str:
    """Return a web address as people write it, without its scheme."""
    return text.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def directed(text: str) -> Markup:
    """Return a name or address in the direction of its own first strong character."""
    return Markup('<span dir="{}">{}</span>').format(direction_of(text), escape(text))


def direction_of(text: str) -> str:
    """Return `rtl` or `ltr` by the first strong character, as Unicode's rules P2 and P3 do."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"


def plain(text: str) -> str:
    """Return rendered words without tags, entities and marks of direction."""
    return html.unescape(re.sub(r"<[^>]*>", "", text)).translate(ISOLATES)
