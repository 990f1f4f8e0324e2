"""Finds the logos that a table names: beside the table, or in the project."""

from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from leaflets.errors import Problem
from leaflets.model.brand import is_at_home
from leaflets.readers.files import LOGO, read_bytes


@dataclass(frozen=True)
class Logo:
    """A logo that comes into a clinic's folder: the name that it gets there, and what it holds."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Logos:
    """Where a table's logos lie: `beside` it, or at their paths in the project."""

    root: Path
    beside: Path

    def find(self, said: str) -> tuple[str, bytes] | Problem:
        """Return the ending and the content of the file at a path, or why there is none."""
        name = said.replace("\\", "/")
        hint = "Put it beside the table, or write its path from there or from the project's folder."
        if not is_at_home(name):
            return Problem(said, "This path leads elsewhere.", hint)
        path = next((one for one in (self.beside / name, self.root / name) if _is_file(one)), None)
        if path is None:
            return Problem(said, f"There is no file “{said}”.", hint)
        try:
            return path.suffix.lower(), read_bytes(path, name, LOGO)
        except OSError as error:
            return Problem(said, f"The logo cannot be read: {error.strerror}.", "Take another file.")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long, or holds what none can
        return False


def holds(path: Path | None, data: bytes) -> bool:
    """Tell whether a file is there with just this content."""
    if path is None or not _is_file(path):
        return False
    return path.stat().st_size == len(data) and path.read_bytes() == data


def name_in(folder: Path, own: object, inherited: object, ending: str, data: bytes) -> str:
    """Return the name that a logo gets in a clinic's folder: that of its own, which it replaces, or a free one.

    What somebody else put there stays. A group's logo is called otherwise, or its lock would take one for the other.
    """
    if isinstance(own, str) and Path(own).name == own and Path(own).suffix.lower() == ending and own != inherited:
        return own
    names = (f"logo{number}{ending}" for number in chain([""], (f"-{one}" for one in count(2))))
    return next(one for one in names if one != inherited and (not (folder / one).exists() or holds(folder / one, data)))
