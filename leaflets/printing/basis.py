"""What a command's answer rests on: while it is the same, the answer is, and nothing has to be looked at again."""

from dataclasses import dataclass
from pathlib import Path

from leaflets.folders import CONTENT, further_fonts, package_content
from leaflets.store import State, Store, digest_of_program, installed_libraries, key_of, open_store, state_of


@dataclass(frozen=True)
class Basis:
    """Every file of the project's folders and of the package's, the program, its libraries, and what they heed.

    `state` is that of the files before the command looked at them, or None where they cannot all be seen.
    """

    folders: tuple[Path, ...]
    state: State | None
    store: Store

    def key(self, *asked: object) -> str:
        """Return the key of an answer to what was asked; the day has to be part of it where the answer rests on it."""
        return key_of(asked, self.state.paths if self.state else (), programs())

    @property
    def stands(self) -> bool:
        """Whether no file has changed since the command began to look, nor in the moment before."""
        return bool(self.state and self.state.is_settled and state_of(self.folders) == self.state)


def basis_of(root: Path) -> Basis:
    """Return what answers about a project rest on now."""
    layers = (root.resolve(), package_content().resolve())
    folders = (*(layer / name for layer in layers for name in CONTENT), *further_fonts())
    return Basis(folders, state_of(folders), open_store(root))


def programs() -> tuple[object, ...]:
    """Return what an answer rests on besides files: the program, what it is made with, and what all that heeds."""
    from leaflets.typesetting import engine_parts

    return engine_parts(), digest_of_program(), installed_libraries()
