"""Notices what people save: which files matter for a preview, and how much has to be read again."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from pathlib import Path
from threading import Event
from typing import Any

from watchfiles import watch

from leaflets.project import CLINICS, EVIDENCE, FONTS, LOCALES, TEMPLATES, package_content
from leaflets.readers.catalogues import po_path
from leaflets.readers.templates import BLOCKS, DRAWINGS, PICTURES, TOPICS

QUIET = 60
"""Saves that follow each other within so many milliseconds give one rebuild: editors save by several steps."""
PATIENCE = 1000
"""How many milliseconds pass before a look whether new folders are to be watched."""
SUFFIXES = {
    CLINICS: {".toml", ".svg", ".png"},
    TEMPLATES: {".j2", ".css", ".csl"},
    LOCALES: {".toml"},
    EVIDENCE: {".toml", ".json"},
    FONTS: {".toml", ".ttf", ".otf"},
}
"""The files that count in each folder. What editors write beside them has other names."""


class Change(Enum):
    """What a saved file asks for."""

    BEGIN = auto()
    """Read the project again, because something may have been saved before the watch began."""
    PAGE = auto()
    """Lay the pages out again; the engine of templates notices by itself which file is new."""
    WORDS = auto()
    """Read the language's catalogue again."""
    PROJECT = auto()
    """Read the project again."""
    FONTS = auto()
    """Start again: a process can load fonts only once."""


def watched_folders(root: Path) -> dict[Path, str]:
    """Return the folders of a project and of the package that are there, each with its kind."""
    layers = (package_content(), root)
    folders = [(layer / kind, kind) for layer in layers for kind in SUFFIXES]
    return {folder.resolve(): kind for folder, kind in folders if folder.is_dir()}


def watch_files(root: Path, languages: Sequence[str], end: Event | None = None) -> Iterator[frozenset[Change]]:
    """Yield what people's saves ask for, until interrupted. Begins with what was saved before the watch had begun.

    `languages` are the one that is shown, and its parent if it has one. Once `end` is set, it ends, too.
    """
    how: dict[str, Any] = {"watch_filter": None, "step": QUIET, "rust_timeout": PATIENCE, "yield_on_timeout": True}
    while end is None or not end.is_set():
        folders = watched_folders(root)
        missed: set[Change | None] = {Change.BEGIN}
        for saved in watch(*folders, stop_event=end, **how):
            changes = {change_of(Path(path), folders, languages) for _, path in saved} | missed
            missed = set()
            asked = frozenset(one for one in changes if one is not None)
            if asked:
                yield asked
            if watched_folders(root) != folders:
                break


def change_of(path: Path, folders: Mapping[Path, str], languages: Sequence[str]) -> Change | None:
    """Return what a changed path asks for; None if it does not matter for these languages."""
    folder = next((one for one in folders if path.is_relative_to(one)), None)
    if folder is None:
        return None
    kind, inside = folders[folder], path.relative_to(folder)
    if kind == LOCALES and (inside in {po_path(Path(), one) for one in languages} or path.is_dir()):
        return Change.WORDS
    if path.name.startswith(".") or not (path.suffix in SUFFIXES[kind] or path.is_dir()):
        return None
    if kind == FONTS:
        return Change.FONTS
    is_look = kind == TEMPLATES and inside.parts[:1] not in {(TOPICS,), (BLOCKS,), (PICTURES,), (DRAWINGS,)}
    return Change.PAGE if is_look else Change.PROJECT
