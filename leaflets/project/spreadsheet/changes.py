"""What a table changes in the folders of clinics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leaflets.project.spreadsheet.columns import Value, columns
from leaflets.project.spreadsheet.edits import Changes
from leaflets.project.spreadsheet.logos import Logo
from leaflets.project.spreadsheet.rows import Row


@dataclass(frozen=True)
class Altered:
    """A key that a row changes: what its file says now, if anything, and what it says then; None takes it out."""

    key: str
    old: Any
    new: Value | None


@dataclass(frozen=True)
class Change:
    """What a row changes in the folder of a clinic.

    `before` is its file as it is, None where the clinic is new; `after` the file as it will be, and `tables` what that
    says. A `logo` comes into the folder.
    """

    slug: str
    row: Row
    before: bytes | None
    after: bytes
    tables: Mapping[str, Any] = field(repr=False)
    altered: tuple[Altered, ...] = ()
    logo: Logo | None = None

    @property
    def is_new(self) -> bool:
        """Whether it makes the clinic."""
        return self.before is None


@dataclass(frozen=True)
class Plan:
    """What an import does: changes by their rows, and the clinics of which the table says what their files say."""

    changes: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()


def by_path(altered: Iterable[Altered]) -> Changes:
    """Return new values by the paths of their keys."""
    return {columns()[one.key].path: one.new for one in altered}
