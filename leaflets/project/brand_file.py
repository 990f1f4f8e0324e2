"""What a clinic takes from a `_brand.yml`: its name and website, logo, two colours, and a typeface if it is ours."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coloraide import Color

from leaflets.errors import MisuseError, Problem
from leaflets.model import Clinic
from leaflets.model.brand import Brand, is_at_home
from leaflets.model.typeface import Typeface
from leaflets.names.folding import fold
from leaflets.project.project import Project
from leaflets.readers.brand_file import BrandFile, Given, read_brand_file, shown
from leaflets.readers.files import LOGO, read_bytes
from leaflets.readers.logos import check_logo
from leaflets.readers.tables import faults_of_part

ACCENTS = (("color", "palette", "accent"), ("color", "secondary"), ("color", "tertiary"))
"""Where the second colour of a brand may stand; the format's own secondary and tertiary are often greys for text."""
GREY = 0.03
"""The chroma of OKLCH under which a colour is a grey."""
EDITIONS = frozenset({"pro", "next", "variable", "vf"})
"""What names of typefaces end with, beside numbers, when a later edition of the same is meant."""
DEFAULT = str(Brand.model_fields["typeface"].default)
"""What leaflets are set in where nobody chose a typeface."""
MOST_TOLD = 8
"""So many keys that are not used are told by name."""


@dataclass(frozen=True)
class Taken:
    """What a clinic takes: texts by the keys of a clinic, and where each stood. `logo` is the file itself.

    `told` are whole sentences: of a typeface that is not ours, and of what is not used.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    logo: Path | None = None
    told: tuple[str, ...] = ()


def take_brand(project: Project, path: Path, passed: Collection[str]) -> Taken:
    """Return what a brand's file gives to a clinic, but for `passed`: keys that are said elsewhere.

    Raise MisuseError with all that is wrong with it.
    """
    problems: list[Problem] = []
    brand = read_brand_file(path, path.as_posix(), problems)
    if brand is None:
        raise MisuseError(problems)
    given = {key: one for key, one in _given(brand, passed) if one}
    logo = _logo(brand, path.absolute().parent, given.pop("brand.logo", None))
    values, told = {key: one.text for key, one in given.items()}, list[str]()
    if "brand.typeface" not in passed:
        face, told = _typeface(brand, project.fonts.typefaces)
        values |= {"brand.typeface": face} if face else {}
    brand.problems += _faults(brand, given)
    if brand.problems:
        raise MisuseError(sorted(brand.problems, key=lambda one: one.line or 0))
    return Taken(values, {key: one.name for key, one in given.items()}, logo, (*told, *_unused(brand)))


def _given(brand: BrandFile, passed: Collection[str]) -> Iterator[tuple[str, Given | None]]:
    """Yield what the file says by the keys of a clinic."""
    asked: dict[str, Callable[[], Given | None]] = {
        "name": lambda: brand.text(("meta", "name"), "full", "short"),
        "contact.website": lambda: brand.text(("meta", "link"), "home"),
        "brand.logo": brand.logo,
        "brand.primary": lambda: brand.colour("primary"),
        "brand.accent": lambda: _accent(brand),
    }
    for key in (one for one in asked if one not in passed):
        yield key, asked[key]()


def _accent(brand: BrandFile) -> Given | None:
    """Return the second colour: the first that is there and no grey."""
    found = (brand.colour(*key[1:]) for key in ACCENTS if brand.at(key))
    return next((one for one in found if one and not _is_grey(one.text)), None)


def _is_grey(text: str) -> bool:
    if not Color.match(text, fullmatch=True):
        return False
    return bool(Color(text).convert("oklch").coords(nans=False)[1] < GREY)


def _logo(brand: BrandFile, folder: Path, given: Given | None) -> Path | None:
    """Return the file of a logo, after adding what is wrong with it."""
    if given is None:
        return None
    hint = "Save the logo beside this file, and write its path from here."
    name = given.text.replace("\\", "/").removeprefix("./")
    if re.match(r"[a-zA-Z][\w+.-]+:", name) or not is_at_home(name):
        brand.fault(given, "The logo lies elsewhere, and only files beside this one are read.", hint)
        return None
    try:
        read_bytes(folder / name, name, LOGO)
    except FileNotFoundError:
        brand.fault(given, "This logo is not there.", hint)
        return None
    except OSError as error:
        brand.fault(given, f"The logo cannot be read: {error.strerror}.", hint)
        return None
    found: list[Problem] = []
    check_logo(folder / name, name, found)
    brand.problems += [replace(one, path=brand.file, key=given.name, line=given.line) for one in found]
    return folder / name


def _faults(brand: BrandFile, given: Mapping[str, Given]) -> Iterator[Problem]:
    """Yield what is wrong with the values, as a clinic's file would be told of, at their places in the brand's."""
    tables: dict[str, Any] = {}
    for key, one in given.items():
        *outer, last = key.split(".")
        table = tables
        for name in outer:
            table = table.setdefault(name, {})
        table[last] = one.text
    for problem in faults_of_part(Clinic, {**tables, "slug": "", "folder": Path()}, brand.file):
        at = given[problem.key or ""]
        yield replace(problem, key=at.name, line=at.line)


def _typeface(brand: BrandFile, known: Mapping[str, Typeface]) -> tuple[str, list[str]]:
    """Return the typeface of ours that the file means, if any, and what to tell of it."""
    base = brand.text(("typography", "base"), "family")
    headings = brand.text(("typography", "headings"), "family")
    text, head = base or headings, headings or base
    if text is None or head is None or not known:
        return "", []
    same = {name: (_is_same(one.headings, head.text), _is_same(one.text, text.text)) for name, one in known.items()}
    best = max(same, key=lambda name: (sum(same[name]), same[name][1]))
    others = [one for one, is_ours in zip((head, text), same[best], strict=True) if not is_ours]
    told = [f"{' and '.join(dict.fromkeys(f'“{shown((one.text,))}”' for one in others))} is not among our typefaces."]
    if not any(same[best]):
        return "", [f"{told[0]} The leaflets are set in {DEFAULT}; brand.typeface takes {' or '.join(sorted(known))}."]
    place = next(one for one, is_ours in zip((head, text), same[best], strict=True) if is_ours)
    face = known[best]
    taken = f"brand.typeface = {best}, from {place.name}: headings in {face.headings}, text in {face.text}"
    return best, [taken, *(told if others else [])]


def _is_same(ours: str, theirs: str) -> bool:
    """Tell whether two names are of one typeface, in whatever edition: Source Sans Pro is Source Sans 3 of today."""
    return _bare(ours) == _bare(theirs)


def _bare(name: str) -> tuple[str, ...]:
    words = fold(name)
    while len(words) > 1 and (words[-1] in EDITIONS or words[-1].isdecimal()):
        words = words[:-1]
    return words


def _unused(brand: BrandFile) -> Iterator[str]:
    unasked = brand.unasked()
    if unasked:
        more = f" and {len(unasked) - MOST_TOLD} more" if len(unasked) > MOST_TOLD else ""
        yield f"Not used of {brand.file}: {', '.join(unasked[:MOST_TOLD])}{more}."
