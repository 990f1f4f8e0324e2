"""Everything that can go wrong, as values with a place, a reason and a hint.

LeafletsError                 something a person can mend; carries its problems
 ├── ProjectError             people's files are not right (exit 1)
 ├── MisuseError              the command was asked for something that does not exist (exit 2)
 ├── DeliveryError            the finished leaflets cannot be written (exit 1)
 └── MachineError             the machine lacks a library, or a cluster cannot be used (exit 1)
      └── LostError           a cluster went away in the middle (exit 1)
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_EMBEDDED = re.compile(r"data:[\w/+.-]*(?:;[\w=-]+)*,[^\s\"'<>)]*|[A-Za-z0-9+/=]{160,}")
"""A picture's or a font's data inside a message of a library."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, addressed to the person who owns the file.

    `path` is relative to the project where possible; `line` counts from 1; `key` names a TOML key,
    a message or a statement. `reason` and `hint` are whole sentences without jargon. A `warning` stops nothing.
    `rule` is the stable id of the check that found it, where it has one.
    """

    path: str
    reason: str
    hint: str
    line: int | None = None
    key: str | None = None
    severity: Literal["error", "warning"] = "error"
    rule: str | None = None

    def __post_init__(self) -> None:
        """Leave data out, whoever wrote it into the message: nobody can read it, and reports would be huge."""
        for name in ("reason", "hint"):
            object.__setattr__(self, name, _EMBEDDED.sub("…", getattr(self, name)))

    @property
    def place(self) -> str:
        """Where to look, as `file:line, key`."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return place if self.key is None else f"{place}, {self.key}"

    def __str__(self) -> str:
        return f"{self.place}: {self.reason} {self.hint}".rstrip()


class LeafletsError(Exception):
    """Trouble that a person can mend; `problems` says where and how."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ProjectError(LeafletsError):
    """People's files are not right."""


class MisuseError(LeafletsError):
    """The command was asked for something that does not exist."""


class DeliveryError(LeafletsError):
    """The finished leaflets cannot be written. `stops_all` tells a full disk from one file that is in the way."""

    def __init__(self, problems: Iterable[Problem], *, stops_all: bool = True) -> None:
        super().__init__(problems)
        self.stops_all = stops_all


class MachineError(LeafletsError):
    """The machine, or a cluster, lacks something that the program cannot work without."""


class LostError(MachineError):
    """The machines that typeset went away in the middle. What was finished is delivered."""
