"""A clinic's opening hours in the reader's language."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from babel import Locale
from babel.dates import format_interval, get_day_names
from babel.lists import format_list
from markupsafe import Markup, escape

from leaflets.model import Clinic, Interval
from leaflets.model.clinic import WEEKDAYS


def opening_hours(clinic: Clinic, wording: Any, locale: Locale) -> list[tuple[Markup, Markup]]:
    """Return (days, times) lines; neighbouring days with the same hours share one.

    `wording` holds the macros of `parts/hours.html.j2`.
    """
    week = [(day, clinic.hours.get(name, ())) for day, name in enumerate(WEEKDAYS)]
    return [_line([day for day, _ in group], times, wording, locale) for times, group in _runs(week)]


def _runs(
    week: Sequence[tuple[int, tuple[Interval, ...]]],
) -> Iterator[tuple[tuple[Interval, ...], list[tuple[int, tuple[Interval, ...]]]]]:
    for times, group in groupby(week, key=lambda entry: entry[1]):
        yield times, list(group)


def _line(days: list[int], times: tuple[Interval, ...], wording: Any, locale: Locale) -> tuple[Markup, Markup]:
    names = get_day_names("wide", context="stand-alone", locale=locale)
    first, last = escape(names[days[0]]), escape(names[days[-1]])
    if len(days) == 1:
        span = first
    elif len(days) == 2:
        span = escape(format_list([names[day] for day in days], locale=locale))
    else:
        span = wording.days(first, last)
    if not times:
        return span, wording.closed()
    shown = [escape(time_span(interval.opens, interval.closes, locale)) for interval in times]
    return span, Markup("<br>").join(Markup('<span class="together">{}</span>').format(one) for one in shown)


def time_span(opens: dt.time, closes: dt.time, locale: Locale) -> str:
    """Return CLDR's interval on the clock that the locale uses: 7:30 a.m.–7:00 p.m., 7 h 30 – 19 h 00."""
    twelve_hours = "a" in str(locale.time_formats["short"].pattern)
    text = format_interval(opens, closes, skeleton="hm" if twelve_hours else "Hm", locale=locale, fuzzy=False)
    return text.replace("\u2009", "\u00a0").replace("\u202f", "\u00a0")
