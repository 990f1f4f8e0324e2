"""The zip archive that a workbook is: made the same each time, and looked at before anything reads it."""

import re
import zipfile
from io import BytesIO

from leaflets.errors import Problem

EPOCH = (2026, 1, 1, 0, 0, 0)
"""A fixed date for what is in the archive: the clock says nothing about the content."""
LARGEST = 32 * 1024 * 1024
"""Bytes that a workbook may unpack to; the whole of a catalogue, the largest table, is less than one megabyte."""
MOST_FILES = 1000
"""Files in a workbook; a plain one has about ten."""
MOST_CELLS = 1_000_000
"""Cells, rows, styles and texts together, by which the library's time and memory grow."""
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repacked(data: bytes) -> bytes:
    """Return an archive with the same files, without the time of its making."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = _CLOCK.sub(rb"\g<1>2026-01-01T00:00:00Z", old.read(entry))
            new.writestr(zipfile.ZipInfo(entry.filename, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def is_sound(data: bytes, name: str, problems: list[Problem]) -> bool:
    """Whether an archive unpacks to a workbook of sensible size without entities; adds the problem if not."""
    reason = _fault(data)
    if reason:
        hint = "Open your own copy in a spreadsheet program and save it again as XLSX; else export anew."
        problems.append(Problem(name, reason, hint))
    return not reason


def _fault(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                return "The workbook holds far more files than a spreadsheet program puts into one."
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                return "The workbook unpacks to far more than any table here has."
            if "xl/workbook.xml" not in archive.namelist():
                return "The file is an archive, but not an XLSX workbook."
            return next(filter(None, (_content_fault(archive.read(entry)) for entry in archive.infolist())), None)
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over
        return "The workbook is damaged: its archive cannot be unpacked."


def _content_fault(content: bytes) -> str | None:
    plain = content.replace(b"\0", b"")
    if _DECLARES.search(plain):
        return "The workbook declares XML entities, which no spreadsheet program writes."
    return "The workbook has far more cells than any table here." if plain.count(b"<") > MOST_CELLS else None
