"""Builds what is installed by pip, as sdists and wheels: the program, and a package for each extra with typefaces.

    python tools/packages.py                  all, into dist/
    python tools/packages.py PLACE NAME …     these, into another folder: leaflets, fonts-cjk, fonts-more

`fonts/fonts.toml` says which families are in which package; `packages/` has what else makes one.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit

ROOT = Path(__file__).parent.parent
PACKAGES, PROGRAM = ROOT / "packages", "leaflets"
NAMESPACE = "leaflets_fonts"
"""Where the program looks for typefaces that were installed (`leaflets/folders.py`)."""


def main(place: Path, wanted: list[str]) -> None:
    """Build packages by name, each sdist first and the wheel from it; raise CalledProcessError for one that fails."""
    place.mkdir(parents=True, exist_ok=True)
    if PROGRAM in wanted:
        _build(ROOT, place)
    for extra in (one for one in wanted if one != PROGRAM):
        with TemporaryDirectory() as folder:
            lay_out(extra, Path(folder) / extra)
            _build(Path(folder) / extra, place)


def names() -> list[str]:
    """Return the names of all packages, the program's first."""
    return [PROGRAM, *sorted(path.parent.name for path in PACKAGES.glob("*/pyproject.toml"))]


def lay_out(extra: str, folder: Path) -> None:
    """Put everything that a package with typefaces is made of into a folder."""
    shutil.copytree(PACKAGES / extra, folder)
    families = families_of(extra)
    for family in families:
        shutil.copytree(ROOT / "fonts" / family["folder"], folder / NAMESPACE / family["folder"])
    register = tomlkit.dumps({"family": families})
    (folder / NAMESPACE / f"{extra}.toml").write_text(register, "utf-8")


def families_of(extra: str | None) -> list[dict[str, Any]]:
    """Return the families of a package as the register has them; None stands for the program's own."""
    families = tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text("utf-8"))["family"]
    return [one for one in families if one.get("extra") == extra]


def _build(folder: Path, place: Path) -> None:
    subprocess.run(  # noqa: S603 - our own folders
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(place), str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist", sys.argv[2:] or names())
