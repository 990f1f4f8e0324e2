"""The text gate: what another program reads in a finished PDF has to be what is printed, letter by letter."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from leaflets.errors import Problem

HINT = "Use another font for the text that holds these characters, or please report it with the leaflet's name."
MOST_NAMED = 8
"""How many characters are named."""


def find_miscopied(place: str, pdf: bytes, printed: Iterable[str], text: Iterable[str]) -> Iterator[Problem]:
    """Yield what a reader would copy wrongly: letters and digits of a PDF that are not printed, or printed and lost.

    `text` is what is printed without the letters of drawings, which not every reader looks for.
    """
    read = _letters(_read(pdf))
    false, lost = read - _letters(printed), _letters(text) - read
    for found, how in ((false, "stand in it and are not printed"), (lost, "are printed and not in it")):
        if found:
            yield Problem(place, f"Its text would be copied and read aloud wrongly: {_named(found)} {how}.", HINT)


def _read(pdf: bytes) -> Iterator[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.get_textpage().get_text_range()


def _letters(texts: Iterable[str]) -> Counter[str]:
    """Count letters, digits and vowel signs. Marks and spaces are left out: programs write them in their own ways."""
    text = unicodedata.normalize("NFKD", "".join(texts))
    counted = Counter(text)
    return Counter({one: counted[one] for one in counted if unicodedata.category(one)[0] in "LMN"})


def _named(found: Counter[str]) -> str:
    ordered = sorted(found, key=lambda one: (not one.isdigit(), one))
    more = f" and {len(ordered) - MOST_NAMED} others" if len(ordered) > MOST_NAMED else ""
    return ", ".join(f"“{one}” ({found[one]} times)" for one in ordered[:MOST_NAMED]) + more
