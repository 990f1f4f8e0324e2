"""How a clinic can be reached, as it is printed: each in its own direction, and a link where a screen can tap it."""

from collections.abc import Sequence
from typing import Any, overload

import phonenumbers
from markupsafe import Markup

from leaflets.composition.direction import address, bare, directed, direction_of, link, ltr
from leaflets.composition.slots import LINE_OF_CONTACT, width
from leaflets.model import Telephone
from leaflets.model.contact import ascii_url, mail_url
from leaflets.model.further import Further


def telephone(number: Telephone, country: str, wording: Any, *, is_linked: bool = True) -> Markup:
    """Return a number as people of a country (ISO 3166-1) write it: their own without the country's code.

    `wording` holds the macros of `parts/numbers.html.j2`.
    """
    home = number.country == country
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    digits = ltr(phonenumbers.format_number(number.parsed, form))
    shown = link(number.uri, digits) if is_linked else digits
    if number.extension is None:
        return shown
    return Markup(wording.extended(shown, ltr(number.extension)))  # noqa: S704 - rendered by the environment


def mail(email: str | None) -> Markup | None:
    """Return an e-mail address."""
    return link(mail_url(email), address(email)) if email else None


@overload
def web(target: str) -> Markup: ...
@overload
def web(target: None) -> None: ...
@overload
def web(target: str | None) -> Markup | None: ...
def web(target: str | None) -> Markup | None:
    """Return a web address without its scheme."""
    return link(ascii_url(target), address(bare(target))) if target else None


def further_help(body: Further) -> Markup:
    """Return a body with its web address, which is said once where it is the name as well."""
    if bare(body.web).casefold() == body.name.casefold():
        return web(body.web)
    return Markup("{} ({})").format(directed(body.name), web(body.web))


def postal_address(lines: Sequence[str]) -> Markup:
    """Return an address as one paragraph; a line that fits in the card's column breaks only at its end."""
    shown = Markup(", ").join(_line(line.rstrip(",")) for line in lines)
    return Markup('<span dir="{}">{}</span>').format(direction_of(lines[0]), shown)


def _line(line: str) -> Markup:
    """Return a line of an address in its own direction: a street's number stays before its name."""
    kind = "together" if width(line) <= LINE_OF_CONTACT else "broken"
    return Markup('<span class="{}" dir="{}">{}</span>').format(kind, direction_of(line), line)
