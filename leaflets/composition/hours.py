"""A clinic's opening hours in the reader's language."""

import datetime as dt
from itertools import groupby
from typing import Any, Literal

from babel import Locale
from babel.dates import format_interval, get_day_names
from babel.lists import format_list
from markupsafe import Markup, escape

from leaflets.model import Clinic, Interval
from leaflets.model.clinic import WEEKDAYS

Width = Literal["wide", "abbreviated"]
"""How long names of days are, in CLDR's words."""


def opening_hours(
    clinic: Clinic, wording: Any, locale: Locale, names: Width = "wide"
) -> list[tuple[Markup, tuple[Markup, ...]]]:
    """Return (days, spans of time) lines; neighbouring days with the same hours share one.

    `wording` holds the macros of `parts/hours.html.j2`, `names` is how long CLDR's names of days may be.
    """
    names_of_days = get_day_names(names, context="stand-alone", locale=locale)
    return [
        (_days([names_of_days[day] for day in days], wording, locale), _times(times, wording, locale))
        for days, times in runs_of_days(clinic)
    ]


def runs_of_days(clinic: Clinic) -> list[tuple[list[int], tuple[Interval, ...]]]:
    """Return neighbouring days with the same hours, by CLDR's numbers of days, Monday first."""
    week = [(day, clinic.hours.get(name, ())) for day, name in enumerate(WEEKDAYS)]
    return [([day for day, _ in run], times) for times, run in groupby(week, key=lambda entry: entry[1])]


def _days(names: list[str], wording: Any, locale: Locale) -> Markup:
    if len(names) > 2:
        return Markup(wording.days(escape(names[0]), escape(names[-1])))  # noqa: S704 - rendered by the environment
    return escape(format_list(names, locale=locale))


def _times(times: tuple[Interval, ...], wording: Any, locale: Locale) -> tuple[Markup, ...]:
    if not times:
        return (wording.closed(),)
    shown = (escape(time_span(interval.opens, interval.closes, locale)) for interval in times)
    return tuple(Markup('<span class="together">{}</span>').format(one) for one in shown)


def time_span(opens: dt.time, closes: dt.time, locale: Locale) -> str:
    """Return CLDR's interval on the clock that the locale uses: 7:30 a.m.–7:00 p.m., 7 h 30 – 19 h 00."""
    twelve_hours = "a" in str(locale.time_formats["short"].pattern)
    text = format_interval(opens, closes, skeleton="hm" if twelve_hours else "Hm", locale=locale, fuzzy=False)
    return text.replace("\u2009", "\u00a0").replace("\u202f", "\u00a0")
