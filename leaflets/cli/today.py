"""The option `--today`: the one place where a command asks which day it is."""

import datetime as dt
from typing import Annotated

import typer


def _read(word: str) -> dt.date:
    from leaflets.errors import MisuseError, Problem

    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        hint = "Write year, month and day, such as 2026-11-20."
        raise MisuseError([Problem("--today", f"“{word}” is not a day.", hint)]) from None


Today = Annotated[
    dt.date | None,
    typer.Option("--today", parser=_read, metavar="YYYY-MM-DD", help="The day to ask for.", show_default="today"),
]


def day(today: dt.date | None) -> dt.date:
    """Return the day that was given, or today's."""
    return today or dt.datetime.now(tz=dt.UTC).date()  # noqa: TID251 - the one place that asks
