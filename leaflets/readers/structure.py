"""Reads the text of TOML and JSON within limits of depth, digits and keys; what is beyond them is a `TooMuchError`."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import tomli

LARGEST = 10**18
"""The largest whole number; a longer row of digits is an identifier, and stands in quotes."""
DEEPEST = 24
"""Tables and lists that may lie inside each other; the deepest of ours are four."""
_KEY = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"""(?<![\w"'-]){_KEY}(?:[ \t]*+\.[ \t]*+{_KEY}){{{DEEPEST},}}""")
"""A dotted key of so many parts: the library takes time that grows with the square of them."""


class TooMuchError(ValueError):
    """What is written goes beyond every sensible measure; the text is a whole sentence."""


def parse_toml(text: str) -> dict[str, Any]:
    """Return a file's tables; raise `tomli.TOMLDecodeError` for its syntax, and `TooMuchError`."""
    if _LONG_KEY.search(text):
        raise TooMuchError("A key has far too many parts.")
    try:
        tables = tomli.loads(text, parse_float=_decimal)
    except RecursionError as error:
        raise TooMuchError("Lists or tables lie far too deep inside each other.") from error
    except (tomli.TOMLDecodeError, TooMuchError):
        raise
    except ValueError as error:
        raise _too_many_digits(error) from error
    _check_values(tables)
    return tables


def parse_json(text: str) -> Any:
    """Return what a text in JSON says; raise `json.JSONDecodeError` for its syntax, and `TooMuchError`."""
    try:
        value = json.loads(text, parse_float=_decimal, parse_constant=_no_number, object_pairs_hook=_without_twins)
    except RecursionError as error:
        raise TooMuchError("Lists or tables lie far too deep inside each other.") from error
    except (json.JSONDecodeError, TooMuchError):
        raise
    except ValueError as error:
        raise _too_many_digits(error) from error
    _check_values(value)
    if "\\ud" in text.lower():
        _check_characters(value)
    return value


def _check_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise TooMuchError("A text holds half of a character.") from error


def _decimal(written: str) -> float:
    value = float(written)
    if math.isinf(value) and "inf" not in written:
        raise TooMuchError(f"The number {written[:20]} is too large.")
    return value


def _no_number(written: str) -> Any:
    raise TooMuchError(f"{written} is no number that JSON has.")


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise TooMuchError(f"The key “{twice[:60]}” stands twice in one entry.")
    return found


def _too_many_digits(error: ValueError) -> TooMuchError:
    """Return what Python says of a number with thousands of digits, or of a day or time that does not exist."""
    if "digits" in str(error):
        return TooMuchError("A number has thousands of digits.")
    return TooMuchError(f"A value does not exist: {error}.")


def _check_values(value: Any) -> None:
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        if any(isinstance(one, int) and abs(one) > LARGEST for one in level):
            raise TooMuchError("A number is far too large.")
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return
    raise TooMuchError("Lists or tables lie far too deep inside each other.")


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
