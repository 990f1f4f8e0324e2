"""A clinic, how it looks and where it stands: what marketing people write in `clinics/`."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, TypeAdapter, field_validator, model_validator

from leaflets.model.brand import Brand
from leaflets.model.characters import disguised_in, hidden_in, is_stacked, mixed_in
from leaflets.model.written import Written, wrong

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""The days in CLDR's order of keys: Monday is 0."""
LONGEST_NAME = 90
"""Characters of a clinic's name: what two lines hold, in the masthead and at the foot of each page."""


def _line(value: str) -> str:
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


def _digits_are_plain(value: str, hint: str) -> None:
    """Refuse digits of other scripts, and signs that nobody sees: not every telephone takes them for its own."""
    if hidden_in(value) is not None or any(one.isdigit() and not one.isascii() for one in value):
        raise wrong("The number has other digits than 0 to 9, or a sign that nobody sees.", hint)


def _phone(value: str) -> str:
    hint = "Write it in full with + and the country code, such as +1 780 555 0143."
    _digits_are_plain(value, hint)
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        raise wrong(f"“{value}” is not a telephone number.", hint) from None
    if not phonenumbers.is_valid_number(number):
        raise wrong(f"“{value}” is not a number that exists in any country's numbering plan.", hint)
    if number.extension:
        raise wrong(f"“{value}” has an extension, which is not printed.", "Write the number that reaches the clinic.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(value: str) -> str:
    hint = "Write an address such as hello@clinic.example."
    try:
        address = validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong(f"“{value}” is not an e-mail address.", hint) from None
    local, _, host = _line(address).rpartition("@")
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


def _name(value: str) -> str:
    if len(value) > LONGEST_NAME:
        more = len(value) - LONGEST_NAME
        reason = f"The name has {len(value)} characters, {more} more than its place at the foot of each page holds."
        raise wrong(reason, f"Use the name on your sign, in at most {LONGEST_NAME} characters.")
    return value


def _service_number(value: str) -> str:
    if not re.fullmatch(r"[0-9][0-9 ]{1,14}", value):
        raise wrong(f"“{value}” is not a number that one can dial.", "Write its digits, such as 911.")
    return value


ServiceNumber = Annotated[str, AfterValidator(_service_number)]
Phone = Annotated[str, AfterValidator(_phone)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, AfterValidator(_url)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_line)]
Name = Annotated[str, Field(min_length=1), AfterValidator(_line), AfterValidator(_name)]


class Interval(Written):
    """A span of opening hours within one day."""

    opens: dt.time
    closes: dt.time

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """Read `07:30-19:00`; an en dash does as well."""
        if not isinstance(value, str):
            return value
        match = re.fullmatch(r"(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)", value.strip())
        hint = "Write opening hours as 07:30-19:00, on the 24-hour clock."
        if match is None:
            raise wrong(f"“{value}” is not a span of time.", hint)
        try:
            opens, closes = (dt.datetime.strptime(part, "%H:%M").time() for part in match.groups())  # noqa: DTZ007 - a wall clock
        except ValueError:
            raise wrong(f"“{value}” is not a span of time.", hint) from None
        return {"opens": opens, "closes": closes}

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.opens >= self.closes:
            hint = "Write opening hours as 07:30-19:00, on the 24-hour clock."
            raise wrong(f"“{self}” ends before it starts.", hint)
        return self

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def _as_intervals(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _in_order(value: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple(sorted(value, key=lambda span: (span.opens, span.closes)))


Intervals = Annotated[tuple[Interval, ...], BeforeValidator(_as_intervals), AfterValidator(_in_order)]


class Contact(Written):
    """How patients reach a clinic. `phone` is kept in E.164 form; links are shown without their scheme."""

    address: tuple[Line, ...] = Field(min_length=1)
    phone: Phone
    email: Email
    website: Url
    booking: Url


class Regulator(Written):
    """The body that a patient may ask whether a physiotherapist is registered."""

    name: Line
    website: Url


class Clinic(Written):
    """A place that hands leaflets out. `slug` is the name of its folder, `folder` where that folder is.

    `staff_language` is the language its staff work in; where it is left out, the first that it offers.
    """

    slug: str
    folder: Path
    name: Name
    region: str
    staff_language: str | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    topics: tuple[str, ...] = Field(min_length=1)
    contact: Contact
    hours: dict[Weekday, Intervals]
    regulator: Regulator
    brand: Brand

    @model_validator(mode="after")
    def _offers_nothing_twice(self) -> Self:
        for offered, name in ((self.languages, "language"), (self.topics, "topic")):
            twice = sorted({one for one in offered if offered.count(one) > 1})
            if twice:
                raise wrong(f"The {name} {', '.join(twice)} is listed twice.", "Keep it once.")
        return self

    @field_validator("hours")
    @classmethod
    def _opens_some_day(cls, value: dict[Weekday, Intervals]) -> dict[Weekday, Intervals]:
        if not any(value.values()):
            hint = 'Write the days on which the clinic is open, such as monday = "07:30-19:00".'
            raise wrong("No opening hours are given, so every sheet would say that the clinic is always closed.", hint)
        for day, times in value.items():
            for earlier, later in pairwise(times):
                if later.opens < earlier.closes:
                    reason = f"The hours of {day} overlap: {earlier} and {later}."
                    raise wrong(reason, "Write spans of time that do not touch each other.")
        return value

    @property
    def own_language(self) -> str:
        """The language of editions that are for staff."""
        return self.staff_language or self.languages[0]

    @property
    def logo(self) -> Path:
        """The logo's file."""
        return self.folder / self.brand.logo


class Region(Written):
    """The rules of a place: they follow the clinic, never the language. `country` is an ISO 3166-1 code.

    `source` is where its numbers are published; `verified` that a person looked them up there.
    """

    emergency: ServiceNumber
    nurse_line: ServiceNumber | None = None
    paper: Literal["letter", "a4"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    source: str | None = None
    verified: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers that its leaflets print in running words."""
        return tuple(number for number in (self.emergency, self.nurse_line) if number)
