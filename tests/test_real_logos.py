"""Real logos print as the reference renderer draws their files, or are refused with the cause.

They come from a package of icons and brands, which is installed for tests only. A hundred are tried, chosen by the
digest of their content: sixty that hold what engines disagree about, and forty others. `LEAFLETS_LOGOS` names a folder
of which all are tried instead; `make logos` does so with some thousands.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

import pytest
from PIL import Image

from leaflets.logos import print_logo
from leaflets.logos.comparison import SPECKS, difference
from leaflets.logos.rendering import draw_in_frame, on_paper
from leaflets.project import Project
from leaflets.readers.logos import LogoFile, read_logo
from leaflets.typesetting.trial import draw_trial

PACKAGE = "vscode-icons"
INTRICATE = re.compile(rb"<mask|<filter|<clipPath|<pattern|Gradient|mix-blend|<use|<style|<image|stroke=.url")
"""What engines draw differently, or leave out."""
TRIED = {True: 60, False: 40}
"""How many are tried of those that hold such, and of the others."""
AT_ONCE = 10


def _all() -> list[Path]:
    """Return every logo that there is, in the order of digests. Icons of folders all look alike, and are no logos."""
    place = os.environ.get("LEAFLETS_LOGOS")
    if place:
        found = list(Path(place).rglob("*.svg"))
    else:
        names = [one for one in files(PACKAGE) or () if one.suffix == ".svg" and "folder" not in one.name]
        found = [Path(str(one.locate())) for one in names]
    return sorted(found, key=lambda path: hashlib.sha256(path.read_bytes()).digest())


def _tried() -> Iterator[Path]:
    found = _all()
    if os.environ.get("LEAFLETS_LOGOS"):
        yield from found
        return
    for is_intricate, most in TRIED.items():
        yield from [path for path in found if is_intricate is bool(INTRICATE.search(path.read_bytes()))][:most]


LOGOS = list(_tried())


@pytest.mark.parametrize("first", range(0, len(LOGOS), AT_ONCE))
def test_real_logos_print_as_they_are_drawn(first: int, project: Project) -> None:
    """What the press prints of a logo is what the reference renderer draws of its file; else a cause is told."""
    fonts = tuple(project.fonts.all_folders)
    silent: dict[str, int] = {}
    for path in LOGOS[first : first + AT_ONCE]:
        logo = print_logo(path, path.name, fonts)
        if logo.uri:
            off = difference(on_paper(_reference(path)), draw_trial(logo.uri))
            silent |= {path.name: off} if off > SPECKS else {}
        else:
            assert all(problem.reason and problem.hint for problem in logo.problems), path
            assert logo.faults, path
    assert {} == silent


def _reference(path: Path) -> Image.Image:
    """Draw a logo's file as it is, with nothing taken off."""
    logo = read_logo(path, path.name, [])
    assert logo is not None
    return draw_in_frame(LogoFile("svg", path.read_bytes(), logo.width, logo.height))


def test_there_are_a_hundred() -> None:
    """At least a hundred logos are tried."""
    assert sum(TRIED.values()) <= len(LOGOS)
