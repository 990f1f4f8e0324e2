"""A clinic's opening hours in the reader's language."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal

from babel import Locale
from babel.dates import format_interval, format_time, get_day_names
from babel.lists import format_list
from markupsafe import Markup, escape

from leaflets.composition.direction import ltr
from leaflets.model import Day, Hours, Interval

Width = Literal["wide", "abbreviated"]
"""How long names of days are, in CLDR's words."""
Line = tuple[Markup, tuple[Markup, ...]]
"""Days, and what is so on them: spans of time, or words."""


def opening_hours(hours: Hours, wording: Any, locale: Locale, names: Width = "wide") -> list[Line]:
    """Return (days, spans of time) lines; neighbouring days with the same hours share one.

    `wording` holds the macros of `parts/hours.html.j2`, `names` is how long CLDR's names of days may be.
    """
    names_of_days = get_day_names(names, context="stand-alone", locale=locale)
    return [
        (_days([names_of_days[day] for day in days], wording, locale), tuple(_of_day(one, wording, locale)))
        for days, one in runs_of_days(hours)
    ]


def holidays(hours: Hours, wording: Any) -> list[tuple[Markup, Markup]]:
    """Return what is so on public holidays, with the words before it."""
    return [(wording.holidays(), wording.on_holidays(one)) for one in hours.holidays]


def runs_of_days(hours: Hours) -> list[tuple[list[int], Day]]:
    """Return neighbouring days with the same hours, by CLDR's numbers of days, Monday first."""
    return [([day for day, _ in run], one) for one, run in groupby(enumerate(hours.days), key=lambda entry: entry[1])]


def _days(names: Sequence[str], wording: Any, locale: Locale) -> Markup:
    if len(names) > 2:
        return Markup(wording.days(escape(names[0]), escape(names[-1])))  # noqa: S704 - rendered by the environment
    return escape(format_list(names, locale=locale))


def _of_day(day: Day, wording: Any, locale: Locale) -> list[Markup]:
    if day.is_closed:
        return [_words(wording.closed())]
    spans = [_span(one, wording, locale) for one in day.times]
    return [*spans, _words(wording.by_appointment())] if day.by_appointment else spans


def _span(interval: Interval, wording: Any, locale: Locale) -> Markup:
    if interval.is_all_day:
        return _words(wording.all_day())
    span = time_span(interval.opens, interval.closes, locale)
    directions = {unicodedata.bidirectional(one) for one in span}
    if locale.text_direction == "rtl" and ("L" in directions or not directions & {"R", "AL"}):
        return ltr(span)  # AM and PM in Urdu, which CLDR writes in Latin letters; no letter at all in Hebrew
    return Markup('<span class="together">{}</span>').format(span)


def _words(text: Markup) -> Markup:
    return Markup("<span>{}</span>").format(text)


def time_span(opens: dt.time, closes: dt.time, locale: Locale) -> str:
    """Return CLDR's interval on the clock that the locale uses: 7:30 a.m.–7:00 p.m., 7 h 30 – 19 h 00.

    Where it goes by parts of the day, which Babel cannot tell apart, both times are written whole.
    """
    skeleton = "hm" if "a" in str(locale.time_formats["short"].pattern) else "Hm"
    if "B" in locale.interval_formats.get(skeleton, {}):
        times = [format_time(one, "short", locale=locale) for one in (opens, closes)]
        text = str(locale.interval_formats[None]).format(*times)
    else:
        text = format_interval(opens, closes, skeleton=skeleton, locale=locale, fuzzy=False)
    return text.replace("\u2009", "\u00a0").replace("\u202f", "\u00a0")
