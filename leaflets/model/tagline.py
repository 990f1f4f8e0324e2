"""A clinic's own short line below its name: words that nobody reviews, so there is little that they may be."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from leaflets.model.contact import check_line
from leaflets.model.work import MONO, STANDARD
from leaflets.model.written import wrong

LONGEST = 60
"""Characters of a tagline; whether they fit beside the logo is measured on the page."""
MOST_DIGITS = 4
"""As many digits as a year has; more could be a number to call."""
TAGLINED = frozenset({STANDARD, MONO})
"""The editions that print it: those whose masthead has room for a line more."""
_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)


def _tagline(value: str) -> str:
    if len(value) > LONGEST:
        raise wrong(
            f"The tagline has {len(value)} characters, {len(value) - LONGEST} too many.",
            f"Use at most {LONGEST}: it is one line beside the logo.",
        )
    if sum(one.isdigit() or one.isnumeric() for one in value) > MOST_DIGITS:
        raise wrong("So many digits look like a number to call.", "Numbers stand under [contact], and a year may stay.")
    if any("PERCENT" in unicodedata.name(one, "") or "PER MILLE" in unicodedata.name(one, "") for one in value):
        raise wrong("A share of patients is a claim.", "Leave figures out: nobody reviews a tagline.")
    if _ADDRESS.search(value):
        raise wrong("An address stands in it.", "Addresses stand under [contact], where they can be tapped.")
    return value


Tagline = Annotated[str, Field(min_length=1), AfterValidator(check_line), AfterValidator(_tagline)]
