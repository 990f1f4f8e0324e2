"""How people's files are read: as UTF-8, with or without the mark (BOM) that editors on Windows put in front."""

ENCODING = "utf-8-sig"
"""UTF-8; a byte order mark at the start of a file is no part of its text."""


def as_text(data: bytes) -> str:
    """Return a file's text; raise `UnicodeDecodeError` if it is not UTF-8."""
    return data.decode(ENCODING)


def line_of(error: UnicodeDecodeError) -> int:
    """Return the line, counted from 1, in which a file stops being UTF-8."""
    return error.object[: error.start].count(b"\n") + 1
