"""What characters are: their script, whether anybody sees them, and what in a name reads as something else."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ALIKE = {"Latn", "Cyrl", "Grek", "Armn"}
"""Scripts with letters that look the same."""
JOINERS = "\u200c\u200d"
JOINING = {
    "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Mymr", "Khmr", "Tibt", "Mong",
}  # fmt: skip
"""Scripts of India and around it, in which U+200C and U+200D change how letters join."""
IGNORED = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | {
    chr(one) for one in range(0xFE00, 0xFE10)
}
"""Characters that programs do not show, though Unicode files them under letters and marks."""
MOST_MARKS = 3
"""Marks on one letter; Hebrew with all its points has three."""
_LIKE_LATIN = frozenset("асԁеһіјӏорԛѕԝхугкмнтвьνοαρτυικχγεηո")
"""Small letters of other scripts that are taken for Latin ones: a name in these alone is no name that one can check."""
_CONTROLS = {"Cc", "Cs", "Co", "Zl", "Zp"}


@lru_cache(maxsize=65536)
def script_of(character: str) -> str:
    """Return the Unicode script of a character, such as `Guru`; `Zyyy` where many scripts share it."""
    from fontTools.unicodedata import script

    return str(script(character))


@lru_cache(maxsize=65536)
def is_invisible(character: str) -> bool:
    """Tell whether nobody sees a character, though it shapes, joins or turns the text around it."""
    return unicodedata.category(character) == "Cf" or character in IGNORED


def hidden_in(text: str) -> str | None:
    """Return the first character that nobody sees, or None. A joiner inside a word that needs it is none."""
    for place, one in enumerate(text):
        if unicodedata.category(one) in _CONTROLS:
            return one
        if is_invisible(one) and not (one in JOINERS and _joins(text[:place], text[place + 1 :])):
            return one
    return None


def _joins(before: str, after: str) -> bool:
    scripts = {script_of(one) for one in (before[-1:], after[:1]) if one}
    return bool(before and after) and scripts <= {*JOINING, "Arab", "Syrc", "Zinh"}


def is_stacked(text: str) -> bool:
    """Tell whether more marks stand on one letter than any script has: they run over the lines around it."""
    marks = "".join(
        "m" if unicodedata.category(one) in {"Mn", "Me"} else " " for one in unicodedata.normalize("NFC", text)
    )
    return "m" * (MOST_MARKS + 1) in marks


def mixed_in(text: str) -> str | None:
    """Return the first word that mixes scripts whose letters look alike, or None."""
    for word in map(str, re.findall(r"\w+", text)):
        if len({script_of(one) for one in word} & ALIKE) > 1:
            return word
    return None


def disguised_in(host: str) -> str | None:
    """Return the first part of a host's name that can be taken for another one, or None."""
    for label in _labels(host):
        strange = {one for one in label if not one.isascii()}
        alike = bool(strange) and {one for one in label.lower() if one.isalpha()} <= _LIKE_LATIN
        if alike or mixed_in(label) or hidden_in(label) or unicodedata.normalize("NFKC", label) != label:
            return label
    return None


def _labels(host: str) -> Iterator[str]:
    """Yield the parts of a name, those in Punycode as they are shown."""
    for label in host.split("."):
        try:
            yield label[4:].encode("ascii").decode("punycode") if label.lower().startswith("xn--") else label
        except UnicodeError:
            yield "\0"
