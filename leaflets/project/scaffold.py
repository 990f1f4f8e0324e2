"""Makes a project folder: one sample clinic to copy and change. All other content comes from the package."""

import shutil
from pathlib import Path

from leaflets.errors import MisuseError, Problem
from leaflets.folders import CLINICS, package_content
from leaflets.readers.clinics import CLINIC_FILE


def make_project(folder: Path) -> str:
    """Copy the first sample clinic into a new folder and return its slug; refuse a folder that is in use."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Choose a folder that does not exist yet, or an empty one."
        raise MisuseError([Problem(str(folder), "This folder is not empty.", hint)])
    samples = sorted(path.parent for path in (package_content() / CLINICS).glob(f"*/{CLINIC_FILE}"))
    sample = samples[0]
    try:
        shutil.copytree(sample, folder / CLINICS / sample.name, copy_function=shutil.copyfile)
    except OSError as error:
        hint = "Choose another place, or change its permissions."
        raise MisuseError([Problem(str(folder), f"The folder cannot be made: {error.strerror}.", hint)]) from error
    return sample.name
