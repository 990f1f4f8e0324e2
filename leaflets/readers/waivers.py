"""Reads `locales/<code>/exceptions.toml`: exceptions from rules, each with a reason and a name."""

from pathlib import Path

from leaflets.errors import Problem
from leaflets.model import Waiver
from leaflets.readers.tables import read_toml, read_value
from leaflets.rules import RULES

EXCEPTIONS_FILE = "exceptions.toml"


def read_waivers(path: Path, name: str, problems: list[Problem]) -> tuple[Waiver, ...]:
    """Return the exceptions of a language; none if the file is not there."""
    if not path.exists():
        return ()
    table = read_toml(path, name, problems) or {}
    entries = table.pop("exception", [])
    for key in table:
        hint = "Write each exception as a table of its own, below [[exception]]."
        problems.append(Problem(name, "This key is not known.", hint, key=key))
    if not isinstance(entries, list):
        problems.append(Problem(name, "This has to be a list.", "Write it as [[exception]].", key="exception"))
        return ()
    found = [
        read_value(Waiver, entry, name, problems, key=f"exception {number}") for number, entry in enumerate(entries, 1)
    ]
    return tuple(one for one in found if one is not None and _is_known(one, name, problems))


def _is_known(waiver: Waiver, name: str, problems: list[Problem]) -> bool:
    if waiver.rule not in RULES:
        meant = waiver.rule.strip().upper()
        hint = f"Did you mean “{meant}”?" if meant in RULES else f"Known are: {', '.join(RULES)}."
        problems.append(Problem(name, f"No rule is called “{waiver.rule}”.", hint, key=f"“{waiver.message}”"))
    return waiver.rule in RULES
