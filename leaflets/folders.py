"""Where a project and the program's own content are, and which folders they have. Asking for it loads nothing else."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from leaflets.errors import MisuseError, Problem

CLINICS, TEMPLATES, LOCALES, EVIDENCE, FONTS = "clinics", "templates", "locales", "evidence", "fonts"
CONTENT = (CLINICS, TEMPLATES, LOCALES, EVIDENCE, FONTS)
"""The folders of a project that are read."""
GROUPS = "_groups"
"""The folder in `clinics/` that holds what groups of clinics have in common."""
FURTHER_FONTS = "leaflets_fonts"
"""The namespace package that packages with further typefaces are parts of."""


def package_content() -> Path:
    """Return the folder of content that comes with the program: inside a wheel, or the checkout's top level."""
    package = Path(__file__).parent
    return package / "content" if (package / "content").is_dir() else package.parent


@cache
def further_fonts() -> tuple[Path, ...]:
    """Return the folders into which further typefaces were installed; they hold families as `fonts/` does."""
    found = find_spec(FURTHER_FONTS)
    return tuple(Path(one).resolve() for one in (found.submodule_search_locations or ())) if found else ()


def packaged_family(folder: str) -> Path:
    """Return where the folder of a family is that comes with the program or with one of these packages."""
    places = (package_content() / FONTS, *further_fonts())
    return next((place / folder for place in places if (place / folder).is_dir()), places[0] / folder)


def find_root(start: Path) -> Path:
    """Return the project that a folder lies in: the nearest one that holds `clinics/`."""
    for folder in (start, *start.parents):
        if (folder / CLINICS).is_dir():
            return folder
    hint = "Go to your project's folder, or make one with: leaflets new my-leaflets"
    raise MisuseError([Problem(str(start), "This folder is not in a leaflets project.", hint)])
