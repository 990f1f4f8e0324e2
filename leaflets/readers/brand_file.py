"""Reads a `_brand.yml`: what stands where, what it means by the rules of brand.yml, and what nobody asked for.

The format is https://posit-dev.github.io/brand-yml: a text may also be a table that holds it under one of some names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, Limits, bounded
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.files import BRAND_FILE, read_bytes
from leaflets.readers.structure import TooMuchError
from leaflets.readers.yaml import FaultyYamlError, Said, parse_yaml

LIMITS = Limits(cpu=10, wall=300, memory=256 * 1024**2)
"""What reading may use; a brand takes some hundredths of a second."""
LONGEST_SHOWN = 40
"""As many characters of a key are shown."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """A text that a brand's file gives: under which key, and in which line."""

    key: Key
    text: str
    line: int

    @property
    def name(self) -> str:
        """The key as people are told of it."""
        return shown(self.key)


def shown(key: Key) -> str:
    """Return a key in one line, whatever its names hold."""
    text = ".".join(key)
    plain = "".join(one if one.isprintable() else "?" for one in text[:LONGEST_SHOWN])
    return plain if len(text) <= LONGEST_SHOWN else f"{plain}…"


@dataclass
class BrandFile:
    """A brand's file. `problems` gathers what is wrong with what was asked for, `asked` the keys that had something."""

    file: str
    whole: Said
    problems: list[Problem] = field(default_factory=list)
    asked: set[Key] = field(default_factory=set)

    def at(self, key: Key) -> Said | None:
        """Return what stands under a key; None where nothing does."""
        said: Said | None = self.whole
        for name in key:
            said = said.value.get(name) if said and isinstance(said.value, dict) else None
        return said if said and said.value is not None else None

    def text(self, key: Key, *inner: str) -> Given | None:
        """Return the text under a key, or in a table there under the first of some names; None where none is."""
        said = self.at(key)
        if said is None or said.value is None:
            return None
        if isinstance(said.value, dict):
            found = (self.text((*key, name), *inner) for name in inner if self.at((*key, name)))
            return next((one for one in found if one), None)
        self.asked.add(key)
        if isinstance(said.value, str) and said.value.strip():
            return Given(key, said.value.strip(), said.line)
        self.fault(Given(key, "", said.line), "This has to be a text.", "Write one text behind the colon.")
        return None

    def colour(self, name: str) -> Given | None:
        """Return a colour by its name under `color`; what it names instead is looked for, first in the palette."""
        said = self.at(("color",))
        if said and isinstance(said.value, dict) and name in said.value and self.at(("color", name)) is None:
            hint = 'In YAML a # begins a note: write colours in quotes, such as "#0b3f4d".'
            self.fault(Given(("color", name), "", said.value[name].line), "No colour stands here.", hint)
        given = self.text(("color", name), "light")
        passed: list[Key] = []
        while given and given.key not in passed:
            passed.append(given.key)
            named = next((one for one in self._named(given.text) if self.at(one) and one != given.key), None)
            if named is None:
                return given
            given = self.text(named, "light")
        if given:
            self.fault(
                given, "The colours name each other, and none of them says which it is.", "Write one as #0b3f4d."
            )
        return None

    @staticmethod
    def _named(name: str) -> Iterator[Key]:
        yield ("color", "palette", name)
        yield ("color", name)

    def logo(self) -> Given | None:
        """Return the path of the logo for light grounds: the medium one before the large and the small."""
        given = self.text(("logo",), "medium", "large", "small", "light", "path")
        image = ("logo", "images", given.text) if given else ()
        return self.text(image, "light", "path") if given and self.at(image) else given

    def fault(self, given: Given, reason: str, hint: str) -> None:
        """Add what is wrong with a text."""
        self.problems.append(Problem(self.file, reason, hint, given.line, given.name))

    def unasked(self) -> list[str]:
        """Return what the file says and nobody asked for; a table of which nothing was asked for is told as one."""
        return [shown(key) for key in self._unasked((), self.whole)]

    def _unasked(self, key: Key, said: Said) -> Iterator[Key]:
        is_known = any(one[: len(key)] == key for one in self.asked)
        if key in self.asked or said.value is None:
            return
        if isinstance(said.value, dict) and (is_known or not key):
            for name, inner in said.value.items():
                yield from self._unasked((*key, name), inner)
        else:
            yield key


def read_brand_file(path: Path, name: str, problems: list[Problem]) -> BrandFile | None:
    """Return a brand's file, or None after adding why it cannot be read. `name` is how people know it."""
    try:
        with bounded("Reading this brand", LIMITS):
            whole = parse_yaml(as_text(read_bytes(path, name, BRAND_FILE)))
    except FileNotFoundError:
        problems.append(Problem(name, "This file is not there.", "Write its path, such as _brand.yml."))
    except OSError as error:
        problems.append(Problem(name, f"This file cannot be read: {error.strerror}.", "Name another one."))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "This file is not UTF-8 text.", "Save it again as UTF-8.", line_of(error)))
    except FaultyYamlError as error:
        hint = "Each key ends with a colon, and what belongs to it stands further to the right."
        problems.append(Problem(name, str(error), hint, error.line))
    except (TooMuchError, LimitExceeded) as error:
        problems.append(Problem(name, str(error), "A brand needs a few lines: leave the rest out."))
    else:
        if isinstance(whole.value, dict):
            return BrandFile(name, whole)
        hint = "It begins with keys such as meta:, logo: and color:."
        problems.append(Problem(name, "This is no table of keys.", hint, whole.line))
    return None
