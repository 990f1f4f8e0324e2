"""The words of the pages for staff. They are English so far, and go through here, so that they can be translated later.

Catalogues hold what patients read; what is said by `say` is none of that, and is not extracted.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date
from markupsafe import Markup, escape

from leaflets.library.items import StateName
from leaflets.readers.sandbox import offered

LOCALE = "en"
EDITIONS = {
    "bilingual": "Two languages",
    "staff": "Staff copy",
    "chooser": "Let the patient point",
    "large-print": "Large print",
    "mono": "Black and white",
    "poster": "Poster",
    "trifold": "To fold",
    "easy-read": "Easy to read",
}
"""What staff call the shapes of a leaflet; a folder's own edition goes by its name."""
STATES: Mapping[StateName, str] = {"final": "final", "draft": "draft", "outdated": "outdated", "withdrawn": "withdrawn"}


@offered
def say(message: str, /, **variables: Any) -> Markup:
    """Return words for staff with their placeholders filled; what fills them is escaped."""
    text = escape(message)
    return text % variables if variables else text


def day_in_words(day: dt.date | None) -> str:
    """Return a date as staff write it; nothing for none."""
    return format_date(day, "long", locale=LOCALE) if day else ""


def counts_in_words(counts: Mapping[StateName, int]) -> str:
    """Return how many sheets are in which state: `2 final, 5 draft`."""
    told = [f"{number} {STATES[name]}" for name, number in counts.items()]
    return str(say(", ".join(told)))


def pages_in_words(pages: int) -> str:
    """Return how much paper a PDF takes."""
    sheets = -(-pages // 2)
    paper = "1 sheet" if sheets == 1 else f"{sheets} sheets"
    return f"{paper}, one side" if pages == 1 else f"{paper}, both sides"
