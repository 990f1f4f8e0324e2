"""What was read of a project before, as long as the files that it was read from are what they were then.

It is kept by the state of these files, the program and its libraries. Values are kept as Python's pickles, which run
code when they are read: a store gives back nothing but what this user's own runs of this program have sealed.
"""

import marshal
import os
import pickle
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple, TypeVar

from leaflets.folders import CLINICS, CONTENT, GROUPS, further_fonts
from leaflets.model import Clinic
from leaflets.readers.catalogues import po_path
from leaflets.readers.clinics import Reference
from leaflets.store import State, Store, digest_of_program, installed_libraries, key_of, open_store, state_of

KIND, CODES = "read", "templates"
FOUND = 3
"""How many values that were found are held."""
Value = TypeVar("Value")
Signature = tuple[str, tuple[int, ...]]
Signatures = tuple[Signature, ...]


class Known(NamedTuple):
    """A clinic as it was read: how its files lay, its value, and what it refers to."""

    lay: Signatures
    clinic: Clinic
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Codes:
    """Keeps what templates were compiled to, by their names and texts."""

    store: Store

    def find(self, name: str, checksum: str) -> CodeType | None:
        """Return a template's code, or None."""
        data = self.store.find(CODES, self._key(name, checksum))
        return None if data is None else marshal.loads(data)  # noqa: S302 - sealed by this user's own runs

    def keep(self, name: str, checksum: str, code: CodeType) -> None:
        """Keep a template's code."""
        self.store.keep(CODES, self._key(name, checksum), marshal.dumps(code))

    def _key(self, name: str, checksum: str) -> str:
        return key_of(name, checksum, _made_with())


@dataclass(frozen=True)
class Lay:
    """How the files of a project lie: of each clinic and group, the catalogues of languages, and all that is shared.

    Catalogues are apart, since they are read when they are asked for.
    """

    shared: State
    clinics: Mapping[str, Signatures]
    groups: Mapping[str, Signatures]
    catalogues: Mapping[str, Signatures]

    @classmethod
    def of(cls, layers: tuple[Path, ...]) -> "Lay | None":
        """Return how everything lies now; None where it cannot be seen."""
        state = state_of((*(layer / name for layer in layers for name in CONTENT), *further_fonts()))
        if state is None:
            return None
        own, beside = f"{layers[0] / CLINICS}{os.sep}", f"{os.sep}{po_path(Path(), '')}"
        shared = list[Signature]()
        clinics, groups, catalogues = (defaultdict[str, list[Signature]](list) for _ in range(3))
        folders = {path.removeprefix(own) for path, signature in state.paths if path.startswith(own) and not signature}
        for one in state.paths:
            slug, _, inside = one[0].removeprefix(own).partition(os.sep) if one[0].startswith(own) else ("", "", "")
            if slug == GROUPS:
                groups[inside.partition(os.sep)[0]].append(one)
            elif slug in folders:
                clinics[slug].append(one)
            elif one[0].endswith(beside):
                catalogues[Path(one[0]).parts[-3]].append(one)
            else:
                shared.append(one)
        return cls(State(tuple(shared), state.taken), _fixed(clinics), _fixed(groups), _fixed(catalogues))

    def with_catalogues(self, languages: Sequence[str]) -> State:
        """Return how the files lie that clinics share, with the catalogues of these languages."""
        words = tuple(one for language in languages for one in self.catalogues.get(language, ()))
        return replace(self.shared, paths=self.shared.paths + words)

    def beneath(self, clinic: Clinic) -> State:
        """Return how the files lie that a clinic is read from: its own, and those of its group."""
        return State(self.clinics.get(clinic.slug, ()) + self.groups.get(clinic.group or "", ()), self.shared.taken)


@dataclass(frozen=True)
class Memory:
    """What was read of the folders of a project. `before` is how files lay before any was read.

    A memory of nothing has no `before`: nothing is known, and nothing kept.
    """

    layers: tuple[Path, ...] = ()
    before: Lay | None = None

    @property
    def codes(self) -> Codes | None:
        """What templates were compiled to."""
        return Codes(self._store) if self.before else None

    def find(self, name: str, languages: Sequence[str] = (), beside: object = None) -> Any:
        """Return what was kept under a name when all that clinics share was as it is; None if nothing was.

        It may rest on catalogues of languages as well, and on a value `beside` files.
        """
        return _unpacked(self._store.find(KIND, self._key(name, languages, beside))) if self.before else None

    def keep(self, name: str, value: object, languages: Sequence[str] = (), beside: object = None) -> None:
        """Keep a value, if no file that it rests on has changed since before it was read."""
        now = Lay.of(self.layers) if self.before else None
        if self.before is None or now is None:
            return
        then = self.before.with_catalogues(languages)
        if then.is_settled and then == now.with_catalogues(languages):
            self._store.keep(KIND, self._key(name, languages, beside), _packed(value))

    def recall(self, name: str, make: Callable[[], Value]) -> Value:
        """Return a value that rests on what clinics share: kept, or made and kept now. It may not be None."""
        known: Value | None = self.find(name)
        if known is None:
            known = make()
            self.keep(name, known)
        return known

    def known_clinics(self) -> dict[str, Known]:
        """Return the clinics that were read before and whose files lie as they lay then."""
        if self.before is None:
            return {}
        kept: Mapping[str, Known] = _unpacked(self._store.find(KIND, self._key_of_clinics)) or {}
        return {slug: one for slug, one in kept.items() if one.lay == self.before.beneath(one.clinic).paths}

    def keep_clinics(
        self, known: Mapping[str, Known], read: Mapping[str, tuple[Clinic, tuple[Reference, ...]]]
    ) -> None:
        """Keep the clinics that are known, and those that were read now without a fault."""
        now = Lay.of(self.layers) if self.before and read else None
        if self.before is None or now is None:
            return
        found = dict(known)
        for slug, (clinic, references) in read.items():
            then = self.before.beneath(clinic)
            if then.paths and then == now.beneath(clinic) and then.is_settled:
                found[slug] = Known(then.paths, clinic, references)
        if len(found) > len(known):
            self._store.keep(KIND, self._key_of_clinics, _packed(found))

    def _key(self, name: str, languages: Sequence[str], beside: object) -> str:
        words = [self.before.catalogues.get(one, ()) for one in languages] if self.before else []
        return key_of(name, self._lay_of_shared, list(languages), words, beside)

    @cached_property
    def _lay_of_shared(self) -> str:
        return key_of(self.layers, self.before.shared.paths if self.before else (), _made_with())

    @cached_property
    def _key_of_clinics(self) -> str:
        return key_of(CLINICS, self.layers, _made_with())

    @cached_property
    def _store(self) -> Store:
        return open_store(self.layers[0])


def memory_of(layers: tuple[Path, ...], *, fresh: bool = False) -> Memory:
    """Return what is remembered of a project, whose own folder is the first layer; nothing for a `fresh` run."""
    return Memory(layers, None if fresh else Lay.of(layers))


def _fixed(found: Mapping[str, list[Signature]]) -> dict[str, Signatures]:
    return {name: tuple(one) for name, one in found.items()}


@cache
def _made_with() -> str:
    """Return a digest of the program and of the libraries that read files."""
    return key_of(digest_of_program(), installed_libraries(), sys.version)


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=FOUND)
def _unpacked(data: bytes | None) -> Any:
    """Return what was kept. A server, which opens a project again and again, has it already; nobody changes it."""
    return None if data is None else pickle.loads(data)  # noqa: S301 - sealed by this user's own runs of this program
