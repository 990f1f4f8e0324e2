"""Checks the line topic(…), by which a topic says what it is: its title, lead, version, date and size."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from jinja2 import nodes

from leaflets.model import Lists
from leaflets.readers.grammar import is_words

EXAMPLE = '{{ topic(_("Title"), lead=_("…"), version="1.0", dated="2026-01-31") }}'
MOST = 10_000
"""The most pages that a topic may ask for, and people that its frequencies may be counted in: far more than any."""
_VERSION, _DATE = re.compile(r"[\w.+-]{1,20}"), re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"[\w-]{1,60}")


class _Entry(NamedTuple):
    """What one entry of the line may hold."""

    is_sound: Callable[[Any], bool]
    example: str
    is_needed: bool = False


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(_DATE.fullmatch(value) and dt.date.fromisoformat(value))
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST


def _is_version(value: object) -> bool:
    return isinstance(value, str) and bool(_VERSION.fullmatch(value))


def _is_listing(value: object) -> bool:
    return value in get_args(Lists)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value))


LISTS, THERAPY = "lists", "therapy"
"""The entries that say which contraindications a topic names, and what it is about; neither is printed or signed."""
ENTRIES: Mapping[str, _Entry] = {
    "version": _Entry(_is_version, '"1.0"', is_needed=True),
    "dated": _Entry(_is_date, '"2026-01-31"', is_needed=True),
    "pages": _Entry(_is_count, "2"),
    "per": _Entry(_is_count, "1000"),
    LISTS: _Entry(_is_listing, '"all", "absolute", "relative" or "some"'),
    THERAPY: _Entry(_is_name, '"dry-needling"'),
}


def head_faults(call: nodes.Call) -> Iterator[tuple[str, str]]:
    """Yield a reason and a hint for each entry of the line that is not written as it has to be."""
    given = {one.key: one.value for one in call.kwargs}
    if not (call.args and is_words(call.args[0]) and is_words(given.get("lead"))):
        hint = 'Write topic(_("Title"), lead=_("What it is about."), …).'
        yield "The title and the lead have to be marked for translation.", hint
    for key, entry in ENTRIES.items():
        value = given.get(key)
        if value is None and entry.is_needed:
            yield f"The topic(…) line does not say {key}.", f"Add {key}={entry.example}."
        if value is not None and not (isinstance(value, nodes.Const) and entry.is_sound(value.value)):
            yield f"{key} is not written as it has to be.", f"Write it as {key}={entry.example}."


def head_of(call: nodes.Call) -> dict[str, str | int]:
    """Return the entries of the line that are written out and printed or measured by, by name."""
    return {name: value for name, value in _written_out(call).items() if name not in (LISTS, THERAPY)}


def lists_of(call: nodes.Call) -> Lists | None:
    """Return which contraindications the topic says that it lists."""
    return next((one for one in get_args(Lists) if one == _written_out(call).get(LISTS)), None)


def therapy_of(call: nodes.Call) -> str | None:
    """Return the treatment that the topic says it is about."""
    said = _written_out(call).get(THERAPY)
    return said if isinstance(said, str) else None


def _written_out(call: nodes.Call) -> dict[str, str | int]:
    return {
        one.key: one.value.value for one in call.kwargs if one.key in ENTRIES and isinstance(one.value, nodes.Const)
    }
