"""When a clinic is open: seven days, each with spans of time, by appointment, or closed."""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from leaflets.model.written import Written, wrong

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""The days in CLDR's order of keys: Monday is 0."""
Holiday = Literal["closed", "open", "by appointment", "other hours"]
"""What can be said of public holidays."""
HOLIDAYS: tuple[Holiday, ...] = get_args(Holiday)
MINUTES = 24 * 60
"""Minutes of a day."""
LATEST = 6 * 60
"""Until when, in minutes, a span that starts in the evening may go on after midnight; later ones are slips."""
MOST_SPANS = 4
"""Spans of one day for which the contact card has room."""
_TIME = r"(\d{1,2})(?:[:.h](\d\d))?\s*([ap])?(?(%d)\.?m\.?)"
_SPAN = re.compile(rf"{_TIME % 3}\s*(?:[-–—]|to)\s*{_TIME % 6}", re.IGNORECASE)
"""A span of time: hour, minutes, and `a` or `p` on the clock of twelve hours, of its beginning and of its end."""
_CLOSED, _APPOINTMENT = {"closed"}, {"by appointment", "by appointment only", "appointment", "appointments"}
_ALL_DAY = {"all day", "open all day", "day and night", "24 hours", "24h", "24/7", "open 24 hours"}
HINT = 'Write 07:30-19:00 on the 24-hour clock, or "by appointment", "all day", "closed".'


class Interval(Written):
    """A span of opening hours. One that closes before it opens goes on after midnight; 00:00 to 00:00 is all day."""

    written_as = "text"

    opens: dt.time
    closes: dt.time

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """Read `07:30-19:00`; a dash, `7.30 – 19.00`, `7h30-19h00` and `7:30 a.m. to 7 p.m.` do as well."""
        if not isinstance(value, str):
            return value
        match = _SPAN.fullmatch(value.strip())
        if match is None:
            raise wrong(f"“{value}” is not a span of time.", HINT)
        opens, closes = _minutes(match.groups()[:3], value), _minutes(match.groups()[3:], value)
        return {"opens": _time(opens), "closes": _time(closes)}

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.is_all_day:
            return self
        if self.opens == self.closes or (self.goes_past_midnight and _minute(self.closes) > LATEST):
            raise wrong(f"“{self}” ends before it starts.", HINT)
        return self

    @property
    def is_all_day(self) -> bool:
        """Whether it has neither beginning nor end."""
        return self.opens == self.closes == dt.time()

    @property
    def goes_past_midnight(self) -> bool:
        """Whether it ends on the next day; midnight itself is the end of the day."""
        return dt.time() < self.closes < self.opens

    @property
    def minutes(self) -> tuple[int, int]:
        """When it begins and ends, in minutes since midnight before it begins."""
        opens, closes = _minute(self.opens), _minute(self.closes)
        return opens, closes if opens < closes else closes + MINUTES

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def _minutes(time: Sequence[str | None], value: str) -> int:
    """Return a time of day in minutes. One without minutes has to say `am` or `pm`: 9-5 could be either."""
    hour, minute, half = int(time[0] or 0), int(time[1] or 0), (time[2] or "").casefold()
    is_right = 1 <= hour <= 12 if half else time[1] is not None and hour * 60 + minute <= MINUTES
    if not is_right or minute > 59:
        raise wrong(f"“{value}” is not a span of time.", HINT)
    return (hour % 12 + 12 * (half == "p") if half else hour) * 60 + minute


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _time(minutes: int) -> dt.time:
    return dt.time(*divmod(minutes % MINUTES, 60))


class Day(Written):
    """One day: its spans of time in order, and whether patients may come by appointment; closed without either."""

    written_as = "texts"

    times: tuple[Interval, ...] = ()
    by_appointment: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether nobody is there."""
        return not (self.times or self.by_appointment)

    @model_validator(mode="before")
    @classmethod
    def _from_texts(cls, value: object) -> object:
        """Read a text or a list of texts."""
        if isinstance(value, (Day, dict)):
            return value
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, (list, tuple)) or not all(isinstance(one, str) for one in given):
            raise wrong("This has to be a text, or a list of texts.", HINT)
        texts = [" ".join(one.casefold().split()) for one in given]
        if any(one in _CLOSED for one in texts):
            if len(texts) > 1:
                raise wrong("A day that is closed has no other hours.", HINT)
            return {}
        spans = ["00:00-24:00" if one in _ALL_DAY else one for one in texts if one not in _APPOINTMENT]
        return {"times": [Interval.model_validate(one) for one in spans], "by_appointment": len(spans) < len(texts)}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Put the spans in order, and those that touch into one."""
        joined: list[Interval] = []
        for span in sorted(self.times, key=lambda one: one.minutes):
            if joined and span.minutes[0] < joined[-1].minutes[1]:
                hint = "Write spans of time that do not overlap."
                raise wrong(f"The hours of this day overlap: {joined[-1]} and {span}.", hint)
            if joined and span.minutes[0] == joined[-1].minutes[1]:
                joined[-1] = Interval(opens=joined[-1].opens, closes=span.closes)
            else:
                joined.append(span)
        if len(joined) > MOST_SPANS:
            hint = f"Write at most {MOST_SPANS}; patients can call for the rest."
            raise wrong(f"This day has {len(joined)} spans of time.", hint)
        object.__setattr__(self, "times", tuple(joined))
        return self


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _in_words(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


CLOSED = Day()


class Hours(Written):
    """The seven days of a week; a day that is left out is closed. `holidays` says what is so on public holidays."""

    monday: Day = CLOSED
    tuesday: Day = CLOSED
    wednesday: Day = CLOSED
    thursday: Day = CLOSED
    friday: Day = CLOSED
    saturday: Day = CLOSED
    sunday: Day = CLOSED
    holidays: Annotated[
        tuple[Annotated[Holiday, BeforeValidator(_in_words)], ...], BeforeValidator(_as_list), Field(max_length=4)
    ] = ()

    @property
    def days(self) -> tuple[Day, ...]:
        """The days, Monday first."""
        return tuple(getattr(self, name) for name in WEEKDAYS)

    @model_validator(mode="after")
    def _opens_some_day(self) -> Self:
        if all(day.is_closed for day in self.days):
            hint = 'Write the days on which the clinic is open, such as monday = "07:30-19:00", or take [hours] out.'
            raise wrong("No opening hours are given, so every sheet would say that the clinic is always closed.", hint)
        for number, (day, following) in enumerate(pairwise((*self.days, self.days[0]))):
            last, first = day.times[-1:], following.times[:1]
            if last and first and last[0].minutes[1] - MINUTES > first[0].minutes[0]:
                names = WEEKDAYS[number], WEEKDAYS[(number + 1) % 7]
                reason = f"The hours of {names[0]} go on until {last[0].closes:%H:%M}, when {names[1]} is open already."
                raise wrong(reason, "Write spans of time that do not overlap.")
        return self
