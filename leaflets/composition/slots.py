"""How a clinic's matter is set in its places, which have a fixed size: the more there is, the smaller and denser.

These are estimates, to choose a setting by. Whether it fits is measured on the page.
"""

import math
import unicodedata
from collections.abc import Sequence

from leaflets.composition.direction import bare
from leaflets.composition.hours import runs_of_days
from leaflets.model import Clinic, Telephone
from leaflets.model.tagline import TAGLINED
from leaflets.model.work import STANDARD

NAME_IN_LARGE = 44
"""How wide a name may be, in letters, to be set in one line of large type beside the widest logo."""
SMALL, LARGE = "small", "large"
"""The two sizes of the contact card."""
LINE_OF_CONTACT = 42
"""How wide a line of the contact card is, in letters."""
LINES_OF_CONTACT, LINES_OF_HOURS = 4, 5
"""What the small card holds: lines below the clinic's number, lines of hours."""
CONTACT_IN_LARGE, HOURS_IN_LARGE = 5, 7
"""What the large card holds in the usual type."""
SPANS_IN_LARGE = 2
"""How many spans of one day the large card has room for beside each other; the small one sets them in two lines."""

LABEL, LABEL_OF_NUMBER, EXTENSION = 12, 24, 16
"""How wide the words before a booking page, a number and an extension are, in letters."""

ROOMY_IMPRINT = 120
"""How wide the regulator and the addresses in the imprint may be, in letters, to fit in every language."""


def lines_of_name(name: str) -> int:
    """Return in how many lines a masthead sets a name."""
    return 1 if width(name) <= NAME_IN_LARGE else 2


def lines_in_masthead(clinic: Clinic) -> int:
    """Return how many lines its name takes in a masthead: none where the logo holds it."""
    return 0 if clinic.brand.name_in_logo else lines_of_name(clinic.name)


def card_of(clinic: Clinic) -> str:
    """Return which size of the contact card holds what a clinic has to say."""
    fits = _lines_of_contact(clinic) <= LINES_OF_CONTACT and _spans_below_each_other(clinic) <= LINES_OF_HOURS
    return SMALL if fits else LARGE


def needs_density(clinic: Clinic) -> bool:
    """Tell whether a large card has to hold so much that its type is smaller."""
    return (
        _lines_of_contact(clinic) > CONTACT_IN_LARGE
        or _lines_of_hours(clinic) > HOURS_IN_LARGE
        or _most_in_a_day(clinic) > SPANS_IN_LARGE
    )


def is_roomy(clinic: Clinic) -> bool:
    """Tell whether a clinic's matter is so short that it fits in every language if it fits in one."""
    regulator, website = clinic.regulator, clinic.contact.website or clinic.name
    return (
        lines_of_name(clinic.name) == 1
        and card_of(clinic) == SMALL
        and width(f"{regulator.name}{bare(regulator.website or '')}{bare(website)}") <= ROOMY_IMPRINT
        and clinic.further is None
        and not clinic.brand.tagline
    )


def tagline_of(clinic: Clinic, edition: str, lineage: Sequence[str]) -> str | None:
    """Return the language of the tagline that stands below a clinic's name, if there is one and room for it."""
    has_room = edition in TAGLINED and lines_in_masthead(clinic) < 2
    return clinic.brand.tagline_in(lineage) if has_room else None


def longest_in(slot: str, clinic: Clinic, lineage: Sequence[str]) -> str:
    """Return the key of what takes the most room in a place of the clinic's: what to shorten where it does not fit.

    A name that is set in one line has room, so a tagline below it is too long.
    """
    contact, regulator = clinic.contact, clinic.regulator
    tagline = tagline_of(clinic, STANDARD, lineage)
    if slot == "name" and tagline and lines_of_name(clinic.name) == 1:
        return f"brand.tagline.{tagline}"
    if slot == "regulator":
        texts = {
            "regulator.name": regulator.name,
            "regulator.website": bare(regulator.website or ""),
            "contact.website": bare(contact.website or ""),
            "further": " ".join(f"{one.name} {bare(one.web)}" for one in clinic.further or ()),
        }
    elif slot != "contact":
        return slot
    elif _lines_of_hours(clinic) > _lines_of_contact(clinic):
        return "hours"
    else:
        texts = _contact_texts(clinic)
    return max(texts, key=lambda key: width(texts[key]))


def _contact_texts(clinic: Clinic) -> dict[str, str]:
    contact, label = clinic.contact, " " * LABEL
    return {
        **{f"contact.numbers.{kind}": " " * (LABEL_OF_NUMBER + _digits(number)) for kind, number in contact.further},
        "contact.email": contact.email or "",
        "contact.booking": f"{bare(contact.booking)}{label}" if contact.booking else "",
        "contact.website": "" if contact.booking else bare(contact.website or ""),
        "contact.address": ", ".join(contact.address),
    }


def _digits(number: Telephone) -> int:
    """Return how wide a number is in print, in letters, with its extension."""
    return len(number.number) + 2 + (EXTENSION if number.extension else 0)


def _lines_of_contact(clinic: Clinic) -> int:
    """Return how many lines stand below the clinic's number, which takes another if it has an extension."""
    texts = _contact_texts(clinic)
    del texts["contact.address"]
    lines = 1 if clinic.contact.phone.extension else 0
    lines += sum(math.ceil(width(text) / LINE_OF_CONTACT) for text in texts.values())
    return lines + _lines_of_address(clinic.contact.address)


def _lines_of_address(address: Sequence[str]) -> int:
    """Return in how many lines an address is set; what was written as one line breaks only if it has to."""
    lines, filled = 1, 0.0
    for wide in (width(line) + 2 for line in address):
        if filled and filled + wide > LINE_OF_CONTACT:
            lines, filled = lines + 1, 0.0
        lines += math.ceil(wide / LINE_OF_CONTACT) - 1
        filled += wide % LINE_OF_CONTACT
    return lines


def _most_in_a_day(clinic: Clinic) -> int:
    days = clinic.hours.days if clinic.hours else ()
    return max((len(day.times) + day.by_appointment for day in days), default=0)


def _spans_below_each_other(clinic: Clinic) -> int:
    days = [day for _, day in runs_of_days(clinic.hours)] if clinic.hours else []
    holidays = clinic.hours.holidays if clinic.hours else ()
    return sum(max(1, len(day.times) + day.by_appointment) for day in days) + len(holidays)


def _lines_of_hours(clinic: Clinic) -> int:
    return len(runs_of_days(clinic.hours)) + len(clinic.hours.holidays) if clinic.hours else 0


def width(text: str) -> float:
    """Return how wide a text is, in average letters: capitals are a third wider, East Asian characters twice."""
    return sum(_letter(character) for character in text)


def _letter(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if unicodedata.combining(character) or unicodedata.category(character) == "Mn":
        return 0
    return 4 / 3 if character.isupper() else 1
