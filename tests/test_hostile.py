"""Hostile files of every kind end in words: no traceback, nothing that waits for ever, no gigabyte, nothing outside.

`LEAFLETS_FUZZ=3000 make fuzz` tries so many, each by the command that a person would type. Without it, each kind of
file is spoilt a few times and read, and one command of each sort meets one spoilt file.
"""

import os
import shutil
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hostile.cell import Ending, run
from hostile.kinds import KINDS, command, make_project
from hostile.mutations import place_special

from leaflets.errors import LeafletsError
from leaflets.project import Project
from leaflets.readers.files import RefusedError

WANTED = int(os.environ.get("LEAFLETS_FUZZ", "0"))
EACH = 7
"""Spoilt files of each kind that are read in the usual run."""
SAMPLE = ("clinic", "brand", "sources", "catalogue", "csv", "xlsx", "xliff", "pdf", "citations", "signoffs")
"""Kinds whose command runs once in the usual run: one for each command and each library behind it."""
SPECIAL = 0.1
"""The share of files that are no files at all."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one sound project; each case spoils a copy of it."""
    return make_project(tmp_path_factory.mktemp("sound"))


def spoil(name: str, seed: int, sound: Path, place: Path) -> tuple[Path, str]:
    """Copy the project and spoil one file in it; return the file and how it was done."""
    dice, kind = Random(f"{name} {seed}"), KINDS[name]  # noqa: S311 - the same each time
    shutil.copytree(sound, place)
    path = place / kind.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if dice.random() < SPECIAL:
        return path, place_special(path, dice)
    mutation = dice.choice(kind.mutations)
    path.write_bytes(mutation(kind.seed(), dice))
    return path, mutation.__name__


def asked(name: str, path: Path) -> tuple[Path, ...]:
    """Return the file that a person names on the command line: theirs to choose, also behind a link."""
    return (path.resolve(),) if KINDS[name].path in KINDS[name].arguments and path.exists() else ()


def read(name: str, path: Path, project: Project) -> int:
    """Read a spoilt file as the program does; problems and `LeafletsError` are how it refuses one."""
    try:
        KINDS[name].read(path, KINDS[name].path, project)
    except (LeafletsError, RefusedError):
        return 1
    return 0


@pytest.mark.parametrize("name", KINDS)
def test_no_file_breaks_its_reader(name: str, project: Project, sound: Path, tmp_path: Path) -> None:
    """A spoilt file is read or refused, within a gigabyte and twenty seconds."""
    for seed in range(0 if WANTED else EACH):
        place = tmp_path / str(seed)
        path, how = spoil(name, seed, sound, place)
        check(name, seed, how, run(partial(read, name, path, project), place, tmp_path / "log", *asked(name, path)))
        shutil.rmtree(place)


@pytest.mark.parametrize("name", KINDS if WANTED else SAMPLE)
def test_no_file_breaks_a_command(name: str, sound: Path, tmp_path: Path) -> None:
    """A command that meets a spoilt file ends with 0, 1 or 2, within a gigabyte and twenty seconds."""
    for seed in range(max(1, WANTED // len(KINDS))):
        place = tmp_path / str(seed)
        path, how = spoil(name, seed, sound, place)
        work = partial(command, *KINDS[name].arguments)
        check(name, seed, how, run(work, place, tmp_path / "log", *asked(name, path)))
        shutil.rmtree(place)


def check(name: str, seed: int, how: str, ending: Ending) -> None:
    """Say which case it was that ended badly."""
    assert ending.fault is None, f"{name}, seed {seed}, {how}: {ending.fault}"
