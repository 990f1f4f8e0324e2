"""Typefaces for browsers: of each family that a library is set in, the letters that its pages have, as WOFF2.

The licence of all of them (OFL 1.1) lets fonts be cut and converted if the licence goes with them, and if a font whose
name is reserved takes another name: so each names itself `Leaflets` inside, and style sheets name it as before.
"""

import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from leaflets.composition.direction import plain
from leaflets.model import Language
from leaflets.project import Project
from leaflets.readers.files import FONT, read_bytes
from leaflets.store import Store, key_of

KIND = "typefaces"
FOLDER = "assets"
STYLE, BY_LANGUAGE = f"{FOLDER}/fonts.css", f"{FOLDER}/languages.css"
LICENCES = f"{FOLDER}/fonts-licences.txt"
WEIGHTS = {"Regular": 400, "Bold": 700}
ASCII = frozenset(range(0x20, 0x7F))
TYPEFACE = "source-sans"
"""The typeface of the pages for staff."""
OWN_NAME = "Leaflets"
KEPT_NAMES = (0, 7, 13, 14)
"""Entries of a font's `name` table that stay: copyright, trademark, licence and its address."""
NAMES = {1: OWN_NAME, 2: "Regular", 3: OWN_NAME, 4: OWN_NAME, 6: OWN_NAME}
"""Entries that are replaced: family, style, unique, full and PostScript name."""
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Face:
    """One style of a family with the letters that are needed of it: the font's file, and how heavy it is."""

    family: str
    weight: int
    path: Path
    letters: frozenset[int]

    def rule(self, name: str) -> str:
        """Return the rule of a style sheet that loads it from a file."""
        how = f"font-weight:{self.weight};font-display:swap"
        return f'@font-face{{font-family:"{self.family}";{how};src:url({name}) format("woff2")}}\n'


class Typefaces:
    """Collects which letters are set in which family, and makes the files for them; what was made before is kept."""

    def __init__(self, project: Project, store: Store) -> None:
        self._fonts, self._store = project.fonts, store
        self._letters: dict[str, set[int]] = defaultdict(set)
        self._languages: dict[str, Language] = {}

    def set_page(self, html: str, language: Language, typeface: str) -> None:
        """Note the letters of a page in a language and a brand's typeface."""
        self.set_words(plain(_UNSEEN.sub("", html)), language, typeface)

    def set_words(self, text: str, language: Language, typeface: str) -> None:
        """Note the letters of some words, each in the first family that has it, as headings and as text."""
        letters = frozenset(map(ord, text))
        self._languages[language.code] = language
        for role in ("headings", "text"):
            left = letters
            for family in self._fonts.stack(language, typeface, role):
                have = left & self._fonts.letters_of(family)
                if have:
                    self._letters[family] |= have
                    left -= have
                if not left:
                    break

    @property
    def families(self) -> list[str]:
        """The families that are needed, in the order of the register."""
        return [one for one in self._fonts.families if self._letters.get(one)]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of the style sheet, of each font and of their licences."""
        rules: list[str] = []
        for face in self.faces():
            data = self.cut(face)
            mark = hashlib.sha256(data).hexdigest()[:8]
            name = f"{face.path.stem.lower()}-{mark}.woff2"
            rules.append(face.rule(name))
            yield f"{FOLDER}/{name}", data
        yield STYLE, "".join(rules).encode()
        yield BY_LANGUAGE, self.by_language()
        yield LICENCES, "\n\n".join(self._licences()).encode()

    def faces(self) -> Iterator[Face]:
        """Yield what is needed of each family."""
        for family in self.families:
            for style, weight in WEIGHTS.items():
                path = next(iter(sorted(self._fonts.folders[family].glob(f"*{style}.ttf"))), None)
                if path is not None:
                    yield Face(family, weight, path, ASCII | self._letters[family])

    def by_language(self) -> bytes:
        """Return the style sheet by which words in each language stand in its families."""
        return "".join(map(self._rule_of, self._languages.values())).encode()

    def _rule_of(self, language: Language) -> str:
        """Return the rule by which words in a language stand in its families, among words of another."""
        stack = [one for one in self._fonts.stack(language, TYPEFACE, "text") if one in self.families]
        height = max(1.4, self._fonts.typography(language).line_height)
        names = ",".join(f'"{one}"' for one in stack)
        return f":lang({language.bcp47}):not(:root){{--sans:{names},sans-serif;line-height:{height:g}}}\n"

    def _licences(self) -> Iterator[str]:
        yield "The fonts here are subsets of these families, renamed as their licence asks."
        for family in self.families:
            text = (self._fonts.folders[family] / "OFL.txt").read_text("utf-8", errors="replace")
            yield f"===== {family} =====\n\n{text.strip()}"

    def cut(self, face: Face) -> bytes:
        """Return a face as WOFF2; what was cut before is kept."""
        data, wanted = read_bytes(face.path, face.path.name, FONT), sorted(face.letters)
        key = key_of("woff2", hashlib.sha256(data).hexdigest(), wanted, version("fonttools"))
        known = self._store.find(KIND, key)
        if known is None:
            known = subset(data, wanted)
            self._store.keep(KIND, key, known)
        return known


def subset(data: bytes, letters: Iterable[int]) -> bytes:
    """Return a TrueType font with these letters only, all that shapes them, and a name of its own, as WOFF2."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, notdef_outline=True, name_IDs=list(KEPT_NAMES), name_languages=["*"])
    options.drop_tables += ["meta"]  # which languages a font is made for: browsers do not ask
    with TTFont(io.BytesIO(data), lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        for number, text in NAMES.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()
