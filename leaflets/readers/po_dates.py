"""Dates in the header of a PO file: gettext writes them in one way, and other tools in theirs."""

import datetime as dt
import re

DATES = ("POT-Creation-Date", "PO-Revision-Date")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\d?\d:\d\d(?::\d\d(?:\.\d+)?)?) *(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d)?)?")


def read_date(written: str) -> dt.datetime | None:
    """Return the moment that a date names: `2025-07-05 14:19+0200`, also with a colon in the zone, seconds or a T.

    None if it names none. Without a zone it is that of Greenwich.
    """
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return None
    zone = f"{found[4]}:{found[5] or '00'}" if found[4] else "+00:00"
    try:
        return dt.datetime.fromisoformat(f"{found[1]}T{found[2].partition('.')[0].zfill(5)}{zone}")
    except ValueError:
        return None
