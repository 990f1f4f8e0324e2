"""Reads `locales/<code>/signoffs.toml`: who approved which topic in a language."""

from pathlib import Path

from leaflets.errors import Problem
from leaflets.model import SignOff
from leaflets.readers.tables import read_toml, read_value

SIGNOFFS_FILE = "signoffs.toml"


def read_signoffs(path: Path, name: str, problems: list[Problem]) -> tuple[SignOff, ...]:
    """Return the sign-offs of a language in the order of the file; without a file there are none."""
    if not path.exists():
        return ()
    entries = (read_toml(path, name, problems) or {}).get("signoff", [])
    if not isinstance(entries, list):
        hint = "Each sign-off begins with [[signoff]]; leaflets review sign writes it."
        problems.append(Problem(name, "This is not a list of sign-offs.", hint))
        return ()
    found = [
        read_value(SignOff, entry, name, problems, key=f"signoff {number}") for number, entry in enumerate(entries, 1)
    ]
    return tuple(entry for entry in found if entry is not None)
