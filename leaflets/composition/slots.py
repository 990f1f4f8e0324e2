"""How a clinic's matter is set in its places, which have a fixed size: the more there is, the smaller and denser.

These are estimates, to choose a setting by. Whether it fits is measured on the page.
"""

import math
import unicodedata

from leaflets.composition.direction import bare
from leaflets.composition.hours import runs_of_days
from leaflets.model import Clinic

NAME_IN_LARGE = 44
"""How wide a name may be, in letters, to be set in one line of large type beside the widest logo."""
LINE_OF_CONTACT, LINES_OF_CONTACT, LINES_OF_HOURS = 40, 4, 5
"""What the contact card holds in its usual setting: letters in a line, lines below the number, lines of hours."""

SPANS_OF_A_DAY = 2
"""How many spans of one day the card has room for beside each other."""

LABEL = 12
"""How wide the words before the address of the booking page are, in letters."""

ROOMY_IMPRINT = 120
"""How wide the regulator and the addresses in the imprint may be, in letters, to fit in every language."""


def lines_of_name(name: str) -> int:
    """Return in how many lines a masthead sets a name."""
    return 1 if width(name) <= NAME_IN_LARGE else 2


def needs_density(clinic: Clinic) -> bool:
    """Tell whether a clinic has more to say on its contact card than the usual setting holds."""
    return _lines_of_contact(clinic) > LINES_OF_CONTACT or _lines_of_hours(clinic) > LINES_OF_HOURS


def is_roomy(clinic: Clinic) -> bool:
    """Tell whether a clinic's matter is so short that it fits in every language if it fits in one."""
    regulator = f"{clinic.regulator.name}{bare(clinic.regulator.website)}{bare(clinic.contact.website)}"
    return (
        lines_of_name(clinic.name) == 1
        and _lines_of_contact(clinic) <= LINES_OF_CONTACT
        and _lines_of_hours(clinic) < LINES_OF_HOURS
        and width(regulator) <= ROOMY_IMPRINT
    )


def longest_in(slot: str, clinic: Clinic) -> str:
    """Return the key of what takes the most room in a place of the clinic's: what to shorten where it does not fit."""
    contact, regulator = clinic.contact, clinic.regulator
    if slot == "regulator":
        texts = {
            "regulator.name": regulator.name,
            "regulator.website": bare(regulator.website),
            "contact.website": bare(contact.website),
        }
    elif slot != "contact":
        return slot
    elif _lines_of_hours(clinic) > _lines_of_contact(clinic) or _most_in_a_day(clinic) > SPANS_OF_A_DAY:
        return "hours"
    else:
        texts = _contact_texts(clinic)
    return max(texts, key=lambda key: width(texts[key]))


def _contact_texts(clinic: Clinic) -> dict[str, str]:
    contact = clinic.contact
    return {
        "contact.email": contact.email,
        "contact.booking": f"{bare(contact.booking)}{' ' * LABEL}",
        "contact.address": ", ".join(contact.address),
    }


def _lines_of_contact(clinic: Clinic) -> int:
    return sum(math.ceil(width(text) / LINE_OF_CONTACT) for text in _contact_texts(clinic).values())


def _most_in_a_day(clinic: Clinic) -> int:
    return max(len(times) for times in clinic.hours.values())


def _lines_of_hours(clinic: Clinic) -> int:
    return sum(max(1, len(times)) for _, times in runs_of_days(clinic))


def width(text: str) -> float:
    """Return how wide a text is, in average letters: capitals are a third wider, East Asian characters twice."""
    return sum(_letter(character) for character in text)


def _letter(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if unicodedata.combining(character) or unicodedata.category(character) == "Mn":
        return 0
    return 4 / 3 if character.isupper() else 1
