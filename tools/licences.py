"""Writes `docs/licences.md`: every package that the program loads and every typeface, each with its licence.

Run by `make licences`. A package whose only licences forbid a closed bundle stops it.
"""

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
CLOSING = (
    "MIT",
    "BSD",
    "Apache",
    "MPL",
    "Mozilla",
    "ISC",
    "PSF",
    "Python Software Foundation",
    "Unlicense",
    "OFL",
    "HPND",
)
"""What the name of a licence holds that lets a program be handed on as a whole, its own code closed."""
OPENINGS = {
    "Permission is hereby granted, free of charge, to any person obtaining a copy": "MIT",
    "Permission to use, copy, modify, and/or distribute this software for any purpose": "ISC",
}
"""How the texts of licences begin that packages bring without a name."""
HEAD = """# Licences

Every package that the program loads when it runs, and every typeface, with the licence under which it is used.
`make licences` writes this page from what is installed; a test compares the two. None of them asks that a whole that
holds it be open.

| Package | Licence |
|---|---|
"""
BROWSER = """| In browsers, in a library's `assets/` | Licence |
|---|---|
| pdf-lib 1.17.1, unchanged, as npm has it | MIT, `leaflets/library/browser/pdf-lib.LICENSE.md` |
"""
PRESS = """| On a print shop's press, in its files | Licence |
|---|---|
| FOGRA39L_coated, an ICC profile, unchanged, as colord makes it | zlib, `leaflets/prepress/profiles/LICENSE.md` |
"""
HEAD_OF_TYPEFACES = """| Typeface | Licence | Comes with |
|---|---|---|
"""


def main() -> None:
    """Write the page, or say which package cannot be in it."""
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """Return the page as it should be; raise SystemExit with each package that may not be handed on."""
    packages = {name: licence_of(found) for name, found in sorted(run_time("leaflets").items()) if name != "leaflets"}
    refused = [f"{name}: {licence}" for name, licence in packages.items() if not is_free(licence)]
    if refused:
        sys.exit(f"No licence that allows a closed whole: {'; '.join(refused)}. Use another library.")
    families = tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text("utf-8"))["family"]
    rows = [f"| {name} | {licence} |" for name, licence in packages.items()]
    faces = [
        f"| {one['name']} {one['version']} | {one['licence']}, `fonts/{one['folder']}/` | {_package_of(one)} |"
        for one in families
    ]
    return f"{HEAD}{chr(10).join(rows)}\n\n{HEAD_OF_TYPEFACES}{chr(10).join(faces)}\n\n{BROWSER}\n{PRESS}"


def _package_of(family: dict[str, str]) -> str:
    """Return the package that brings a family."""
    return f"leaflets-{family['extra']}" if "extra" in family else "leaflets"


def run_time(name: str) -> dict[str, Distribution]:
    """Return a package and all that it asks for here, by name. What is left out on purpose is not installed."""
    found: dict[str, Distribution] = {}
    waiting = [canonicalize_name(name)]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        try:
            found[one] = distribution(one)
        except PackageNotFoundError:
            continue
        waiting += _asked_for(found[one])
    return found


def _asked_for(package: Distribution) -> Iterator[NormalizedName]:
    for line in package.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield canonicalize_name(wanted.name)


def licence_of(package: Distribution) -> str:
    """Return a package's licence: its SPDX expression, else its classifiers, else what stands beside it."""
    told = package.metadata
    classifiers = [line for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    if "License-Expression" in told:
        return told["License-Expression"]
    written = told["License"].splitlines()[0] if "License" in told else _text_of(package)
    return " or ".join(line.rpartition(" :: ")[2] for line in classifiers) or written


def _text_of(package: Distribution) -> str:
    """Return the licence whose text lies beside a package that says nothing of it, where the text is a known one."""
    files = [one for one in package.files or () if one.name.upper().startswith(("LICENSE", "LICENCE"))]
    texts = " ".join(" ".join(one.read_text("utf-8") for one in files).split())
    return next((name for opening, name in OPENINGS.items() if opening in texts), "not stated")


def is_free(licence: str) -> bool:
    """Tell whether one of the licences to choose from lets a whole be closed."""
    return any(name in choice for choice in licence.replace(" OR ", " or ").split(" or ") for name in CLOSING)


if __name__ == "__main__":
    main()
