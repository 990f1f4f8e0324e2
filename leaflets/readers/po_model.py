"""PO text in Babel's model, which merging changes and Babel writes."""

import datetime as dt
from email.errors import HeaderParseError

from babel.messages.catalog import Catalog, Message

from leaflets.readers.po_dates import DATES, read_date
from leaflets.readers.po_header import Header, read_header
from leaflets.readers.po_text import FUZZY, Entry, PoText

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""A fixed creation date: the date of a POT says nothing, and would change every file on every run."""


def in_babels_model(text: PoText) -> Catalog:
    """Return a catalogue without fault in Babel's model."""
    catalog = Catalog(header_comment="", creation_date=EPOCH, fuzzy=False)
    _tell_head(catalog, read_header(text))
    if text.header:
        catalog.header_comment = "\n".join(f"# {one}".rstrip() for one in text.header.notes())
        catalog.fuzzy = FUZZY in text.header.flags
    for entry in text.entries:
        message = _message(entry, catalog.num_plurals)
        if entry.obsolete:
            catalog.obsolete[_place(message)] = message
        elif message.id:
            catalog[message.id] = message
    return catalog


def _tell_head(catalog: Catalog, header: Header) -> None:
    """Tell Babel what the header says. Of two lines of one name the first counts; a date that is none stays a text."""
    for one in reversed(header.fields):
        if one.name.casefold() in map(str.casefold, DATES):
            _tell_date(catalog, one.name, one.value)
            continue
        try:
            catalog.mime_headers = [(one.name, one.value)]
        except (ValueError, TypeError, AttributeError, LookupError, HeaderParseError):
            continue  # no number of plural forms, or no charset: the checks of the header say so


def _tell_date(catalog: Catalog, name: str, written: str) -> None:
    date = read_date(written)
    if name.casefold() == DATES[0].casefold():
        catalog.creation_date = date or EPOCH
    elif written:
        catalog.revision_date = date or written


def _place(message: Message) -> str | tuple[str, str]:
    """Return where Babel files a message."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (text, message.context) if message.context else text


def _message(entry: Entry, count: int) -> Message:
    texts, plural = entry.texts, entry.texts.get("msgid_plural")
    forms = tuple(texts.get(f"msgstr[{form}]", "") for form in range(count))
    return Message(
        texts["msgid"] if plural is None else (texts["msgid"], plural),
        texts["msgstr"] if plural is None else forms,
        entry.locations,  # type: ignore[arg-type]  # Babel reads and writes files without a line too
        entry.flags,
        filter(None, entry.notes(".")),
        entry.notes(),
        lineno=entry.line,
        context=texts.get("msgctxt"),
    )
