"""Where a project and the program's own content are, and which folders they have. Asking for it loads nothing else."""

from pathlib import Path

from leaflets.errors import MisuseError, Problem

CLINICS, TEMPLATES, LOCALES, EVIDENCE, FONTS = "clinics", "templates", "locales", "evidence", "fonts"
CONTENT = (CLINICS, TEMPLATES, LOCALES, EVIDENCE, FONTS)
"""The folders of a project that are read."""


def package_content() -> Path:
    """Return the folder of content that comes with the program: inside a wheel, or the checkout's top level."""
    package = Path(__file__).parent
    return package / "content" if (package / "content").is_dir() else package.parent


def find_root(start: Path) -> Path:
    """Return the project that a folder lies in: the nearest one that holds `clinics/`."""
    for folder in (start, *start.parents):
        if (folder / CLINICS).is_dir():
            return folder
    hint = "Go to your project's folder, or make one with: leaflets new my-leaflets"
    raise MisuseError([Problem(str(start), "This folder is not in a leaflets project.", hint)])
