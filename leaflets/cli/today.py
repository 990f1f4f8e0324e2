"""The option `--today`: the one place where a command asks which day it is."""

import datetime as dt
from typing import Annotated

import typer

Today = Annotated[
    dt.datetime | None,
    typer.Option("--today", formats=["%Y-%m-%d"], help="The day to ask for.", show_default="today"),
]


def day(today: dt.datetime | None) -> dt.date:
    """Return the day that was given, or today's."""
    return today.date() if today else dt.datetime.now(tz=dt.UTC).date()  # noqa: TID251 - the one place that asks
