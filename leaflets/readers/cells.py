"""What a cell of a table may hold that is no text."""

from typing import NamedTuple


class NotText(NamedTuple):
    """What stands in a cell that holds no text: its kind in words, and the digits of a whole number."""

    kind: str
    digits: str = ""
