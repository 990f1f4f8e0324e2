"""Reads `fonts/`: the only typefaces that anything is ever set in."""

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path, PurePath
from typing import Any

from fontTools.ttLib import TTFont

from leaflets.errors import Problem, ProjectError
from leaflets.model import FontFamily, Language, Typeface, Typography
from leaflets.readers.files import FONT, read_bytes
from leaflets.readers.tables import read_list, read_tables, read_toml, read_value

FONTS_FILE = "fonts.toml"


@dataclass(frozen=True)
class Fonts:
    """The families that may be used, where each is, what brands may choose, and how each script is set.

    A family without a folder is lacking here: the package that brings it is not installed.
    """

    folders: dict[str, Path] = field(default_factory=dict)
    families: dict[str, FontFamily] = field(default_factory=dict)
    typefaces: dict[str, Typeface] = field(default_factory=dict)
    scripts: dict[str, Typography] = field(default_factory=dict)
    languages: dict[str, Typography] = field(default_factory=dict)

    @property
    def all_folders(self) -> tuple[Path, ...]:
        """The folders that hold the families."""
        return tuple(self.folders.values())

    @cached_property
    def fallbacks(self) -> tuple[str, ...]:
        """The families that stand behind every stack, in the order of the register."""
        return tuple(self.families)

    @cached_property
    def lacking(self) -> frozenset[str]:
        """The families that are not here."""
        return frozenset(self.families.keys() - self.folders.keys())

    def family_of(self, language: Language) -> str:
        """Return the family that a language's script has of its own; where it has none, the one that covers it."""
        covering = (one.name for one in self.families.values() if language.script in one.scripts)
        return self.typography(language).family or next(covering, "")

    def stack(self, language: Language, typeface: str, role: str) -> tuple[str, ...]:
        """Return the families for a language, best first. `role` is `headings` or `text`.

        A brand's family that lacks letters of the language gives way whole, so that no word is set in two.
        """
        own, brand = self.typography(language).family, self.typefaces[typeface]
        chosen: str = getattr(brand, role)
        letters = frozenset(map(ord, language.words.letters or "")) if own is None else frozenset()
        able = (one for one in (chosen, brand.otherwise, *self.fallbacks) if one and letters <= self.letters_of(one))
        chosen = next(able, chosen)
        return tuple(dict.fromkeys((own or chosen, chosen, *self.fallbacks)))

    def typography(self, language: Language) -> Typography:
        """Return how a language is set: by its own entry, its parent's or its script's; without any, like Latin."""
        own = (self.languages[code] for code in language.lineage if code in self.languages)
        return next(own, None) or self.scripts.get(language.script) or Typography()

    def letters_of(self, family: str) -> frozenset[int]:
        """Return the code points that a family has glyphs for; none for one that is not here."""
        if family in self.lacking:
            return frozenset()
        files = sorted(self.folders[family].glob("*Regular.ttf"))
        return _coverage(files[0]) if files else frozenset()

    def covers(self, script: str) -> bool:
        """Tell whether there is a family for the script, here or to be installed."""
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
            {**other.languages, **self.languages},
        )


def quoted(families: Iterable[str]) -> str:
    """Return families as CSS lists them."""
    return ", ".join(f'"{one}"' for one in families)


@lru_cache(maxsize=64)
def _coverage(path: Path) -> frozenset[int]:
    """Return the code points that a file has a glyph for; raise `ProjectError` for one that is no font."""
    try:
        with TTFont(path, lazy=True) as font:
            font.setGlyphOrder([str(one) for one in range(font["maxp"].numGlyphs)])  # any names do; real ones take long
            return frozenset(font.getBestCmap())
    except Exception as error:  # the library raises whatever it stumbles over in a damaged table
        raise ProjectError([_no_font("/".join(path.parts[-3:]))]) from error


def _no_font(name: str) -> Problem:
    hint = "Put the whole file there again, as it comes from the maker of the typeface."
    return Problem(name, "This is not a TrueType font, or it is damaged.", hint)


def _is_whole(path: Path, name: str) -> bool:
    """Tell whether a file is a TrueType font whose tables all lie inside it; the engine would pass over any other."""
    try:
        data = read_bytes(path, name, FONT, first=4096)
        kind, count = struct.unpack_from(">4sH", data)
        ends = [sum(struct.unpack_from(">LL", data, 20 + 16 * number)) for number in range(count)]
    except (OSError, struct.error):
        return False
    return kind in {b"\0\1\0\0", b"true", b"OTTO"} and bool(ends) and max(ends) <= path.stat().st_size


def read_fonts(
    folder: Path,
    name: str,
    problems: list[Problem],
    further: Sequence[Path] = (),
    below: Collection[str] = (),
) -> Fonts:
    """Return the register of a fonts folder. Families that name an `extra` may lie in `further` folders, or lack.

    Those of registers `below`, over which it is laid, can be named, too.
    """
    file = f"{name}/{FONTS_FILE}"
    tables = read_toml(folder / FONTS_FILE, file, problems) or {}
    families = [
        read_value(FontFamily, table, file, problems, key=f"family.{_name_of(table)}")
        for table in read_list(tables, "family", file, problems)
    ]
    typefaces = {
        key: read_value(Typeface, table, file, problems, key=f"typeface.{key}")
        for key, table in read_tables(tables, "typeface", file, problems).items()
    }
    scripts, languages = (
        {
            key: read_value(Typography, table, file, problems, key=f"{kind}.{key}")
            for key, table in read_tables(tables, kind, file, problems).items()
        }
        for kind in ("script", "language")
    )
    known = {family.name: family for family in families if family}
    installed = _installed(known, further)
    at_home = {key: folder / one.folder for key, one in known.items()}
    fonts = Fonts(
        {
            key: at_home[key] if one.extra is None or at_home[key].is_dir() else installed[key]
            for key, one in known.items()
            if one.extra is None or at_home[key].is_dir() or key in installed
        },
        known,
        {key: value for key, value in typefaces.items() if value},
        {key: value for key, value in scripts.items() if value},
        {key: value for key, value in languages.items() if value},
    )
    named = {*below, *known, *map(_name_of, read_list(tables, "family", file, []))}  # one with faults is not missing
    _check(fonts, named, file, problems)
    return fonts


def _installed(known: Mapping[str, FontFamily], places: Sequence[Path]) -> dict[str, Path]:
    """Return the folders of those families that installed packages have just as the register names them.

    A package has a register of its own, `fonts-cjk.toml`: one of another release may have other files.
    """
    found: dict[str, Path] = {}
    for place, extra in product(places, sorted({one.extra for one in known.values() if one.extra})):
        file = place / f"{extra}.toml"
        for table in read_list(read_toml(file, file.name, []) or {}, "family", file.name, []):
            family = read_value(FontFamily, table, file.name, [])
            if family and family == known.get(family.name):
                found.setdefault(family.name, place / family.folder)
    return found


def _name_of(table: Any) -> str:
    name = table.get("name") if isinstance(table, dict) else None
    return name if isinstance(name, str) else ""


def _check(fonts: Fonts, known: Collection[str], name: str, problems: list[Problem]) -> None:
    for family in (fonts.families[one] for one in fonts.folders):
        folder = fonts.folders[family.name]
        if len(list(folder.glob("*.ttf"))) < 2:
            reason = f"The folder of {family.name} lacks its regular and bold files."
            problems.append(
                Problem(name, reason, f"Put two .ttf files into fonts/{family.folder}.", key=f"family.{family.name}")
            )
        for path in sorted(folder.glob("*.ttf")):
            if not _is_whole(path, f"{PurePath(name).parent}/{family.folder}/{path.name}"):
                fault = _no_font(path.name)
                reason = f"{path.name}: {fault.reason}"
                problems.append(Problem(name, reason, fault.hint, key=f"family.{family.name}"))
        if not (folder / "OFL.txt").is_file():
            reason = f"The licence of {family.name} is missing."
            problems.append(
                Problem(name, reason, f"Put OFL.txt into fonts/{family.folder}.", key=f"family.{family.name}")
            )
    faces = {key: (face.headings, face.text, face.otherwise) for key, face in fonts.typefaces.items()}
    named = {(f"typeface.{key}", one) for key, families in faces.items() for one in families if one}
    named |= {(f"script.{key}", one.family) for key, one in fonts.scripts.items() if one.family}
    named |= {(f"language.{key}", one.family) for key, one in fonts.languages.items() if one.family}
    for key, family_name in sorted(named):
        if family_name not in known:
            problems.append(Problem(name, f"No family is called “{family_name}”.", "Add it as [[family]].", key=key))
