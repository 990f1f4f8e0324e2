"""How patients reach a clinic: numbers, addresses, and what each may be."""

import re
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import quote, urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, HttpUrl, TypeAdapter, model_validator

from leaflets.model.characters import disguised_in, hidden_in, is_stacked, mixed_in
from leaflets.model.written import Written, wrong

NumberKind = Literal["reception", "toll-free", "texts", "whatsapp", "after-hours", "fax", "tty"]
"""What a further number is for; `tty` is a text telephone."""
NUMBER_KINDS: tuple[NumberKind, ...] = get_args(NumberKind)
"""The kinds in the order in which they are printed."""
_POSTE = re.compile(r"(?<!\s)\s*(?:,\s*)?\bposte\b\.?\s*", re.IGNORECASE)
"""An extension, as people in Québec write it; phonenumbers knows the words of other places."""
MOST_LINES = 6
"""Lines of an address for which the contact card has room."""


def check_line(value: str) -> str:
    """Refuse what would read differently than it is written: signs that nobody sees, letters of look-alike scripts."""
    hidden, mixed = hidden_in(value), mixed_in(value)
    if hidden is not None:
        hint = "Type it again by hand; the program sets directions and breaks."
        raise wrong(f"A sign that nobody sees stands in it: U+{ord(hidden):04X}.", hint)
    if mixed is not None:
        raise wrong(
            f"“{mixed}” mixes letters of scripts that look alike.", "Type the word again by hand, in one script."
        )
    if is_stacked(value):
        raise wrong("Too many marks stand on one letter.", "Type it again by hand.")
    return value


class Telephone(Written):
    """A telephone number: `number` in E.164 form, and its extension, if it has one."""

    written_as = "text"

    number: str
    extension: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """Read a number as people write it, such as `+1 780 555 0143 ext. 12`."""
        if isinstance(value, dict):
            return value
        hint = "Write it in full with + and the country code, such as +1 780 555 0143."
        if not isinstance(value, str):
            raise wrong("This has to be a text.", f"{hint} Put it in quotes.")
        if hidden_in(value) is not None or any(one.isdigit() and not one.isascii() for one in value):
            raise wrong("The number has other digits than 0 to 9, or a sign that nobody sees.", hint)
        try:
            parsed = phonenumbers.parse(_POSTE.sub(" ext. ", value))
        except phonenumbers.NumberParseException:
            raise wrong(f"“{value}” is not a telephone number.", hint) from None
        if not phonenumbers.is_valid_number(parsed):
            raise wrong(f"“{value}” is not a number that exists in any country's numbering plan.", hint)
        return {
            "number": phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
            "extension": parsed.extension,
        }

    @property
    def international(self) -> str:
        """The number as people dial it from anywhere: `+1 780-555-0143`."""
        return phonenumbers.format_number(self.parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    @property
    def parsed(self) -> phonenumbers.PhoneNumber:
        """The number without its extension, as phonenumbers knows it."""
        return phonenumbers.parse(self.number)

    @property
    def country(self) -> str | None:
        """The ISO 3166-1 code of the country it belongs to, where it belongs to one."""
        return phonenumbers.region_code_for_number(self.parsed)

    @property
    def uri(self) -> str:
        """The number as a telephone dials it: RFC 3966."""
        return f"tel:{self.number}" + (f";ext={self.extension}" if self.extension else "")


def _email(value: str) -> str:
    hint = "Write an address such as hello@clinic.example."
    try:
        address = validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong(f"“{value}” is not an e-mail address.", hint) from None
    local, _, host = check_line(address).rpartition("@")
    if disguised_in(local) or disguised_in(host):
        raise wrong(f"“{value}” has letters that can be taken for others.", f"Type it again by hand. {hint}")
    return address


def _url(value: str) -> str:
    trouble = wrong(f"“{value}” is not a web address.", "Write it in full, such as https://clinic.example.")
    if any(character.isspace() for character in value):
        raise trouble
    try:
        TypeAdapter(HttpUrl).validate_python(value)
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        raise trouble from None
    if "@" in parts.netloc or "\\" in value:
        raise wrong("A name or a password stands in the web address.", "Take out what stands before the @.")
    if disguised_in(host) or hidden_in(value):
        raise wrong(f"“{value}” has letters that can be taken for others.", "Type it again by hand.")
    if parts.scheme.lower() != "https":
        hint = "Write it with https://; a site without it can be changed on its way to the reader."
        raise wrong(f"“{value}” is not a safe web address.", hint)
    return value.rstrip("/")


def ascii_url(address: str) -> str:
    """Return a web address as programs hand it on: its host in Punycode, other letters as `%C3%A9` (RFC 3986)."""
    return address if address.isascii() else str(TypeAdapter(HttpUrl).validate_python(address)).rstrip("/")


def mail_url(address: str) -> str:
    """Return what opens a message to an e-mail address (RFC 6068)."""
    local, _, host = address.rpartition("@")
    return f"mailto:{quote(local)}@{ascii_url(f'https://{host}').removeprefix('https://')}"


def _service_number(value: str) -> str:
    if not re.fullmatch(r"[0-9][0-9 ]{1,14}", value):
        raise wrong(f"“{value}” is not a number that one can dial.", "Write its digits, such as 911.")
    return value


ServiceNumber = Annotated[str, AfterValidator(_service_number)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, AfterValidator(_url)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(check_line)]


BOOKING: Literal["booking"] = "booking"
LIBRARY: Literal["library"] = "library"
"""Where the code to scan leads: to the booking page, else the site; or to the leaflet's own page in the library."""


class Contact(Written):
    """How patients reach a clinic. `phone` is the number to call first; `numbers` are further ones by their kinds.

    What a clinic does not have is left out. Web addresses are shown without their scheme. `code` is where the code to
    scan leads.
    """

    address: tuple[Line, ...] = Field(min_length=1, max_length=MOST_LINES)
    phone: Telephone
    numbers: dict[NumberKind, Telephone] = Field(default_factory=dict)
    email: Email | None = None
    website: Url | None = None
    booking: Url | None = None
    code: Literal["booking", "library"] = BOOKING

    @property
    def further(self) -> list[tuple[NumberKind, Telephone]]:
        """The further numbers in the order in which they are printed."""
        return [(kind, self.numbers[kind]) for kind in NUMBER_KINDS if kind in self.numbers]

    @property
    def online(self) -> str | None:
        """The web address for those who want a visit: the booking page, else the site."""
        return self.booking or self.website

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_empty(cls, value: Any) -> Any:
        """Take a key that holds nothing for one that is not there."""
        if not isinstance(value, dict):
            return value
        optional = ("email", "website", "booking")
        return {key: one for key, one in value.items() if not (key in optional and one == "")}

    @model_validator(mode="after")
    def _no_number_twice(self) -> Self:
        for kind, number in self.numbers.items():
            if kind in ("reception", "toll-free", "after-hours") and number == self.phone:
                raise wrong(f"The number for {kind} is the clinic's number.", f"Leave out contact.numbers.{kind}.")
        return self
