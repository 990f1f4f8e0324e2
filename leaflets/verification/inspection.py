"""What a PDF says: which sheet it is by its metadata, and the content ids that are printed on its pages."""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from leaflets.cell import Burst, apart
from leaflets.composition.identity import parse_marks
from leaflets.composition.provenance import State, parse_state
from leaflets.composition.sheet import NO_TOPIC
from leaflets.composition.sides import BOTH
from leaflets.errors import Problem
from leaflets.model import Leaflet
from leaflets.readers.files import PDF, read_bytes

CONTENT_ID = re.compile(r"(?<![\w-])[0-9a-f]{4}-[0-9a-f]{4}(?![\w-])")
SIGNS = frozenset("0123456789abcdef-")
"""What content ids are written with."""
GAP = 0.5
"""More than this between two characters, in points, parts them: within a word one ends where the next begins."""
MOST_IDS = 10_000
"""As many are looked at; a leaflet prints one on each page."""
NAMES = 4
"""Clinic, language, topic and edition; further languages follow. A sheet in two languages has two content ids."""
NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True)
class Sheet:
    """What a PDF says of itself: which leaflet it is, how it was printed, and marks for all that stands on it.

    `look` is `packaged` or `own` with a mark; empty where an older version of the program made it.
    """

    leaflet: Leaflet
    content_id: str
    state: State | None
    marks: Mapping[str, str]
    matter: Mapping[str, str]
    look: str


@dataclass(frozen=True)
class Inspected:
    """A PDF as it was looked at. `printed` is all on its pages that looks like a content id."""

    sha256: str
    sheet: Sheet | None
    printed: frozenset[str]


def inspect(path: Path) -> Inspected | Problem:
    """Return what a PDF says, or why it cannot be read."""
    try:
        data = read_bytes(path, str(path), PDF)
    except OSError as error:
        return Problem(str(path), f"This file cannot be read: {error.strerror}.", "Ask who may read it.")
    match apart(_inspected, data):
        case Inspected() as found:
            return found
        case Burst():
            reason = "This PDF takes far more time or memory than any leaflet."
            return Problem(str(path), reason, "Do not open it; ask where it comes from.")
        case pikepdf.PasswordError():
            hint = "Ask for a copy without one, or print it again."
            return Problem(str(path), "This PDF is locked with a password.", hint)
    return Problem(str(path), "This is not a PDF that can be opened.", "Name a PDF that leaflets build has made.")


def _inspected(data: bytes) -> Inspected:
    sheet, printed = _sheet_of(data), frozenset(islice(_printed_ids(data), MOST_IDS))
    return Inspected(hashlib.sha256(data).hexdigest(), sheet, printed)


def _sheet_of(data: bytes) -> Sheet | None:
    """Return what the document's information dictionary says; None for a PDF of other origin."""
    with pikepdf.open(io.BytesIO(data)) as document:
        information = dict(_texts(document.trailer.get("/Info")))
    names, content_id = information.get("leaflet", "").split(" "), information.get("Keywords", "")
    is_named = len(names) >= NAMES and all(map(NAME.fullmatch, names))
    if not is_named or not all(map(CONTENT_ID.fullmatch, content_id.split(BOTH))):
        return None
    clinic, language, topic, edition, *others = names
    return Sheet(
        Leaflet(clinic, language, topic.removeprefix(NO_TOPIC), edition, tuple(others)),
        content_id,
        parse_state(information.get("state", "")),
        parse_marks(information.get("marks", "")),
        parse_marks(information.get("matter", "")),
        information.get("look", ""),
    )


def _texts(information: Any) -> Iterator[tuple[str, str]]:
    if isinstance(information, pikepdf.Dictionary):
        for name, value in information.items():
            if isinstance(value, pikepdf.String):
                yield str(name).removeprefix("/"), str(value)


def _printed_ids(data: bytes) -> Iterator[str]:
    """Yield what looks like a content id on the pages.

    They are put together from the places of their signs: text in a PDF has another order than on a right-to-left page.
    """
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            signs = sorted(_signs(page.get_textpage()))
            for _, line in groupby(signs, key=lambda sign: sign[0]):
                yield from CONTENT_ID.findall(_in_order(line))


def _signs(text: Any) -> Iterator[tuple[int, float, float, str]]:
    """Yield baseline, left edge, right edge and sign of each character that a content id may have."""
    x, y = pdfium.c_double(), pdfium.c_double()
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if sign in SIGNS:
            pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
            left, _, right, _ = text.get_charbox(index, loose=True)
            yield round(y.value), left, right, sign


def _in_order(line: Iterable[tuple[int, float, float, str]]) -> str:
    """Return the signs of a line from left to right, with a space where they stand apart."""
    text, end = "", 0.0
    for _, left, right, sign in line:
        text += f" {sign}" if left - end > GAP else sign
        end = right
    return text
