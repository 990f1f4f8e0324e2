"""Reads `fonts/`: the only typefaces that anything is ever set in."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from leaflets.errors import Problem
from leaflets.model import FontFamily, Typeface, Typography
from leaflets.readers.tables import read_toml, read_value

FONTS_FILE = "fonts.toml"


@dataclass(frozen=True)
class Fonts:
    """The families that may be used, where each is, what brands may choose, and how each script is set."""

    folders: dict[str, Path] = field(default_factory=dict)
    families: dict[str, FontFamily] = field(default_factory=dict)
    typefaces: dict[str, Typeface] = field(default_factory=dict)
    scripts: dict[str, Typography] = field(default_factory=dict)

    @property
    def all_folders(self) -> tuple[Path, ...]:
        """The folders that hold the families."""
        return tuple(self.folders.values())

    @cached_property
    def fallbacks(self) -> tuple[str, ...]:
        """The families that stand behind every stack, in the order of the register."""
        return tuple(self.families)

    def stack(self, script: str, typeface: str, role: str) -> tuple[str, ...]:
        """Return the families for a script, best first. `role` is `headings` or `text`."""
        chosen: str = getattr(self.typefaces[typeface], role)
        own = self.typography(script).family
        first = own or chosen
        return tuple(dict.fromkeys((first, chosen, *self.fallbacks)))

    def typography(self, script: str) -> Typography:
        """Return how a script is set; a script without an entry is set like Latin."""
        return self.scripts.get(script) or Typography()

    def covers(self, script: str) -> bool:
        """Tell whether a family for the script is here."""
        return any(script in family.scripts for family in self.families.values())

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every code point that a family has a glyph for."""
        return frozenset().union(*(_coverage(path) for path in self.files))

    @property
    def files(self) -> tuple[Path, ...]:
        """The regular TrueType file of each family."""
        return tuple(path for folder in self.folders.values() for path in sorted(folder.glob("*Regular.ttf")))

    def over(self, other: "Fonts") -> "Fonts":
        """Return these fonts laid over others: what is here wins."""
        return Fonts(
            {**other.folders, **self.folders},
            {**other.families, **self.families},
            {**other.typefaces, **self.typefaces},
            {**other.scripts, **self.scripts},
        )


@lru_cache(maxsize=64)
def _coverage(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        font.setGlyphOrder(list(map(str, range(font["maxp"].numGlyphs))))  # any names will do, and real ones take long
        return frozenset(font.getBestCmap())


def read_fonts(folder: Path, name: str, problems: list[Problem]) -> Fonts:
    """Return the register of a fonts folder."""
    file = f"{name}/{FONTS_FILE}"
    tables = read_toml(folder / FONTS_FILE, file, problems) or {}
    families = [
        read_value(FontFamily, table, file, problems, key=f"family.{_name_of(table)}")
        for table in tables.get("family", [])
    ]
    typefaces = {
        key: read_value(Typeface, table, file, problems, key=f"typeface.{key}")
        for key, table in tables.get("typeface", {}).items()
    }
    scripts = {
        key: read_value(Typography, table, file, problems, key=f"script.{key}")
        for key, table in tables.get("script", {}).items()
    }
    known = {family.name: family for family in families if family}
    fonts = Fonts(
        {key: folder / family.folder for key, family in known.items()},
        known,
        {key: value for key, value in typefaces.items() if value},
        {key: value for key, value in scripts.items() if value},
    )
    named = {*known, *map(_name_of, tables.get("family", []))}  # one with faults is not missing
    _check(fonts, named, file, problems)
    return fonts


def _name_of(table: Any) -> str:
    name = table.get("name") if isinstance(table, dict) else None
    return name if isinstance(name, str) else ""


def _check(fonts: Fonts, known: Collection[str], name: str, problems: list[Problem]) -> None:
    for family in fonts.families.values():
        folder = fonts.folders[family.name]
        if len(list(folder.glob("*.ttf"))) < 2:
            reason = f"The folder of {family.name} lacks its regular and bold files."
            problems.append(
                Problem(name, reason, f"Put two .ttf files into fonts/{family.folder}.", key=f"family.{family.name}")
            )
        if not (folder / "OFL.txt").is_file():
            reason = f"The licence of {family.name} is missing."
            problems.append(
                Problem(name, reason, f"Put OFL.txt into fonts/{family.folder}.", key=f"family.{family.name}")
            )
    named = {(f"typeface.{key}", one) for key, face in fonts.typefaces.items() for one in (face.headings, face.text)}
    named |= {(f"script.{key}", one.family) for key, one in fonts.scripts.items() if one.family}
    for key, family_name in sorted(named):
        if family_name not in known:
            problems.append(Problem(name, f"No family is called “{family_name}”.", "Add it as [[family]].", key=key))
