"""What leaflets rest on beside their compositions: fonts, settings and versions. A cluster's workers get it once."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from leaflets.errors import Problem, ProjectError
from leaflets.folders import FONTS, packaged_family
from leaflets.project import Project
from leaflets.readers.files import FONT, read_bytes
from leaflets.store import digest_of_files, digest_of_program, key_of
from leaflets.typesetting import engine_parts
from leaflets.typesetting.versions import HEEDED

PROGRAM, PACKAGED = "the program’s own modules", "the program’s own fonts"


@dataclass(frozen=True)
class Matter:
    """Sent to each worker of a cluster once, and never changed.

    `packaged` are the folders of fonts that come with the program, by name: a worker has them. `own` are the files of a
    person's own fonts, by folder and name. `settings` are the variables of the environment that the engine heeds.
    `made_by` are the versions of all that sets a page.
    """

    packaged: tuple[str, ...]
    own: tuple[tuple[str, bytes], ...]
    settings: Mapping[str, str]
    made_by: Mapping[str, str]

    @cached_property
    def key(self) -> str:
        """What tells this matter from any other."""
        return key_of(self.packaged, self.own, self.settings, self.made_by)

    def lay(self, place: Path) -> None:
        """Write a person's own fonts below a place; once, as whoever typesets keeps their files open."""
        for name, data in self.own:
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def folders(self, place: Path) -> list[Path]:
        """Return the folders of all fonts here; a person's own ones lie below a place."""
        own = {place / PurePosixPath(name).parts[0] for name, _ in self.own}
        return [*map(packaged_family, self.packaged), *sorted(own)]

    def differences(self, made_by: Mapping[str, str]) -> str:
        """Return what sets pages in another way there than here, for people; nothing if all is the same."""
        names = [one for one in (*self.made_by, *made_by) if self.made_by.get(one) != made_by.get(one)]
        return "; ".join(_difference(one, made_by, self.made_by) for one in dict.fromkeys(names))


def matter_of(project: Project) -> Matter:
    """Return what a project's leaflets rest on here; raise `ProjectError` for a font that cannot be read."""
    folders = sorted({folder.resolve() for folder in project.fonts.all_folders})
    packaged = tuple(sorted(one.name for one in folders if packaged_family(one.name).resolve() == one))
    own = [one for one in folders if packaged_family(one.name).resolve() != one]
    return Matter(packaged, tuple(_files(own)), settings(), made_by(packaged))


def settings() -> dict[str, str]:
    """Return the variables of this process's environment that the engine heeds."""
    return {name: value for name, value in os.environ.items() if name.startswith(HEEDED)}


def made_by(packaged: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of all that sets a page here, but for settings; the press has to be sealed already."""
    versions = {name: value for name, value in engine_parts().items() if not name.startswith(HEEDED)}
    fonts = digest_of_files(map(packaged_family, packaged))
    return {**versions, PROGRAM: digest_of_program(), PACKAGED: fonts}


def _files(folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield each file of some folders, by its folder's number, so that no two of them mix, and by its name there."""
    for number, folder in enumerate(folders):
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name = path.relative_to(folder).as_posix()
            try:
                yield f"{number}/{name}", read_bytes(path, name, FONT)
            except OSError as error:
                reason = f"This font cannot be read, so that no cluster can have it: {error}."
                hint = "Mend it, or take it out of the folder; or build without --scheduler."
                raise ProjectError([Problem(f"{FONTS}/{folder.name}/{name}", reason, hint)]) from error


def _difference(name: str, there: Mapping[str, str], here: Mapping[str, str]) -> str:
    if name in {PROGRAM, PACKAGED}:
        return f"{name} differ"
    return f"{name} is {there.get(name) or 'missing'} there and {here.get(name) or 'missing'} here"
