"""What makes the look of sheets: layouts, parts, styles, drawings and fonts, and which of it is the folder's own."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from leaflets.folders import FONTS, TEMPLATES, package_content
from leaflets.model.reworded import are_reworded
from leaflets.project.project import Project
from leaflets.readers.files import FONT, read_bytes
from leaflets.readers.fonts import FONTS_FILE, Fonts, read_fonts
from leaflets.readers.templates import (
    BLOCKS,
    DRAWINGS,
    LAYOUTS,
    LIBRARY,
    PICTURES,
    SHAPES,
    SUFFIX,
    SUFFIX_OF_PICTURES,
    TOPICS,
    is_of_standard,
)

DESIGN_FILE = "signoffs.toml"
"""The file in `templates/` with the sign-offs of the look."""
SPACING_FILE, HEADS_FILE = "spacing.toml", "heads.toml"
"""Files in `templates/` with what follows from look and words: steps of spacing, and the heads of families' pages."""
NO_LOOK = frozenset({DESIGN_FILE, SPACING_FILE, HEADS_FILE, ".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that lie among the templates and are none."""


@dataclass(frozen=True)
class Look:
    """How sheets look. `templates` and `fonts` are the folder's own files that are not those of the package.

    `digest` is of all that makes it, `standard` of the files by which the standard edition is
    measured: an opening drawing takes no room, and pictures that only other words show stand on none of its pages.
    """

    templates: tuple[str, ...]
    fonts: tuple[str, ...]
    digest: str
    standard: str = ""

    @property
    def own(self) -> tuple[str, ...]:
        """Every file of the folder that gives sheets another look."""
        return (*self.templates, *self.fonts)

    @property
    def has_own_words(self) -> bool:
        """Whether layouts or parts are the folder's own, and not only styles and pictures, which say nothing."""
        return any(name.endswith(SUFFIX) for name in self.templates)

    def lays_out(self, edition: str) -> bool:
        """Tell whether the folder has its own layout of an edition, or parts that only those in another shape have."""
        layout, parts = f"{TEMPLATES}/{LAYOUTS}/{edition}{SUFFIX}", f"{TEMPLATES}/{SHAPES}/"
        return any(name == layout or name.startswith(parts) for name in self.templates)

    @property
    def mark(self) -> str:
        """The look as it stands in a PDF's metadata: `packaged 1a2b3c4d`, or `own 1a2b3c4d`."""
        return f"{'own' if self.own else 'packaged'} {self.digest[:8]}"


@lru_cache(maxsize=4)
def look_of(project: Project) -> Look:
    """Return the look of a project. The program's version and the engine's are no part of it."""
    names = [name for name in project.environment.list_templates() if _makes_look(name)]
    paths = {f"{TEMPLATES}/{name}": project.path_of(TEMPLATES, *name.split("/")) for name in names}
    own_fonts = dict(_own_fonts(project))
    digests = {name: _digest(project, path) for name, path in (paths | own_fonts).items()}
    register = {name: _plain(getattr(project.fonts, name)) for name in ("families", "typefaces", "scripts")}
    others = {f"{TEMPLATES}/{name}" for name in names if not is_of_standard(name) or name.startswith(f"{DRAWINGS}/")}
    others |= _shown_elsewhere(project)
    standard = {name: one for name, one in digests.items() if name not in others}
    templates = tuple(name for name, path in paths.items() if is_own(project, path))
    fonts = (*_own_register(project), *own_fonts)
    return Look(templates, fonts, _digest_of([digests, register]), _digest_of(standard))


def _shown_elsewhere(project: Project) -> set[str]:
    """Return the files of pictures that no sheet of the standard edition shows, but words that an edition has alone."""
    shown: dict[bool, set[str]] = {True: set(), False: set()}
    for topic in project.topics.values():
        shown[are_reworded(topic.slug)] |= {one.id for one in topic.statements if one.kind == "picture"}
    return {f"{TEMPLATES}/{PICTURES}/{one}{SUFFIX_OF_PICTURES}" for one in shown[True] - shown[False]}


def _digest_of(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_own(project: Project, path: Path) -> bool:
    """Tell whether a file is the folder's, and not a copy of the package's."""
    if len(project.layers) == 1 or project.place_of(path) != project.root:
        return False
    packaged = project.layers[-1] / path.relative_to(project.root)
    return not packaged.is_file() or not _are_same(project, path, packaged)


def _are_same(project: Project, path: Path, packaged: Path) -> bool:
    """Tell whether two files hold the same bytes; those of another length, or one file by two names, are not read."""
    own, other = path.lstat(), packaged.lstat()
    if S_ISREG(own.st_mode) and S_ISREG(other.st_mode):
        if own.st_size != other.st_size:
            return False
        if (own.st_dev, own.st_ino) == (other.st_dev, other.st_ino):
            return True
    return _digest(project, path) == _digest(project, packaged)


def _makes_look(name: str) -> bool:
    """Tell a file of the look from words that reviewers read, in topics and blocks, and from a library's pages."""
    words = name.startswith((f"{TOPICS}/", f"{BLOCKS}/")) and name.endswith(SUFFIX)
    return not words and not name.startswith(f"{LIBRARY}/") and name.rpartition("/")[2] not in NO_LOOK


def _own_fonts(project: Project) -> Iterator[tuple[str, Path]]:
    """Yield name and path of each file in the families' folders that is the folder's own; licences set no type."""
    for folder in project.fonts.all_folders if len(project.layers) > 1 else ():
        for path in sorted(folder.rglob("*")):
            is_type = path.is_file() and path.suffix != ".txt" and path.name not in NO_LOOK
            if is_type and is_own(project, path):
                yield project.name_of(path), path


def _own_register(project: Project) -> Iterator[str]:
    """Yield the name of the register of fonts if it says anything else than the package's."""
    packaged = _packaged_fonts() if len(project.layers) > 1 else project.fonts
    for name in ("families", "typefaces", "scripts"):
        if _plain(getattr(project.fonts, name)) != _plain(getattr(packaged, name)):
            yield f"{FONTS}/{FONTS_FILE}"
            return


@lru_cache(maxsize=1)
def _packaged_fonts() -> Fonts:
    return read_fonts(package_content() / FONTS, FONTS, [])


def _plain(entries: dict[str, object]) -> dict[str, str]:
    return {name: repr(entry) for name, entry in entries.items()}


def _digest(project: Project, path: Path) -> str:
    """Return the digest of a file; one that cannot be opened is like no other, and told by whoever reads it."""
    try:
        return hashlib.sha256(read_bytes(path, project.name_of(path), FONT)).hexdigest()
    except OSError:
        return "unreadable"
