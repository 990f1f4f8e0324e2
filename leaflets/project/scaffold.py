"""Makes a project folder: one sample clinic to copy and change. All other content comes from the package."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from leaflets.errors import MisuseError, Problem
from leaflets.folders import CLINICS, FONTS, LOCALES, further_fonts, package_content
from leaflets.model import Language
from leaflets.project.project import LANGUAGES_FILE
from leaflets.project.typefaces import command_for, languages_without
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.fonts import read_fonts
from leaflets.readers.languages import read_languages


@dataclass(frozen=True)
class Sample:
    """The clinic of a new project.

    `left_out` are the languages that it does not offer, as their typefaces are not here; `command` is what people type
    to get these.
    """

    slug: str
    left_out: tuple[Language, ...]
    command: str


def make_project(folder: Path) -> Sample:
    """Copy the first sample clinic into a new folder; refuse a folder that is in use."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Choose a folder that does not exist yet, or an empty one."
        raise MisuseError([Problem(str(folder), "This folder is not empty.", hint)])
    samples = sorted(path.parent for path in (package_content() / CLINICS).glob(f"*/{CLINIC_FILE}"))
    sample = samples[0]
    place = folder / CLINICS / sample.name
    try:
        shutil.copytree(sample, place, copy_function=shutil.copyfile)
        return _without_lacking(place / CLINIC_FILE)
    except OSError as error:
        hint = "Choose another place, or change its permissions."
        raise MisuseError([Problem(str(folder), f"The folder cannot be made: {error.strerror}.", hint)]) from error


def _without_lacking(file: Path) -> Sample:
    """Let a clinic offer only what can be printed here."""
    content = package_content()
    fonts = read_fonts(content / FONTS, FONTS, [], further_fonts())
    languages = read_languages(content / LOCALES / LANGUAGES_FILE, LANGUAGES_FILE, [])
    clinic = tomlkit.parse(file.read_text("utf-8"))
    offered = list(clinic["languages"].unwrap())
    lacking = languages_without(fonts, [languages[code] for code in offered if code in languages])
    if not lacking:
        return Sample(file.parent.name, (), "")
    left = {one.code for one in lacking}
    clinic["languages"] = [code for code in offered if code not in left]
    file.write_text(tomlkit.dumps(clinic), "utf-8")
    return Sample(file.parent.name, tuple(lacking), command_for(fonts, {fonts.family_of(one) for one in lacking}))
