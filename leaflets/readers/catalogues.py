"""Reads `locales/<code>/LC_MESSAGES/leaflets.po`: one language's words."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language, MessageKey
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.files import CATALOGUE, RefusedError, read_bytes
from leaflets.readers.inspecting import Inspector, Standards, Translation, message_key, texts_of
from leaflets.readers.plural_rules import plural_index
from leaflets.readers.po import read
from leaflets.readers.po_faults import check_forms, check_text, check_twice, shown
from leaflets.readers.po_header import check_header, read_header, without_placeholders
from leaflets.readers.po_model import in_babels_model
from leaflets.readers.po_text import PoText
from leaflets.rules import RULES

__all__ = [
    "Catalogue",
    "Standards",
    "Translation",
    "load_po",
    "message_id",
    "message_key",
    "po_path",
    "read_catalogue",
    "translations_of",
]

DOMAIN = "leaflets"

KEPT = 512
"""As many catalogues are not read again while they say the same: more than a project of all languages has."""


@dataclass(frozen=True)
class Catalogue:
    """One language's words. `problems` concern the whole file, and then no leaflet can use it; `warnings` stop nothing.

    `obsolete` are the messages at its end that no template has any more, with their lines, and whether they are
    translated; `translator` is who translated last, as the header says. Wording of a region has a `base`: the words of
    its parent, which stand wherever the file has none. `messages` are those of the file itself.
    """

    language: Language
    path: str
    translations: dict[MessageKey, Translation] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    obsolete: tuple[tuple[MessageKey, int | None, bool], ...] = ()
    translator: str = ""
    warnings: tuple[Problem, ...] = ()
    base: "Catalogue | None" = None
    messages: tuple[Message, ...] = ()

    @property
    def translators(self) -> tuple[str, ...]:
        """Who translated last, and who did in the catalogue that it lies over."""
        each = (self.translator, *(self.base.translators if self.base else ()))
        return tuple(one for one in each if one)

    @cached_property
    def own(self) -> frozenset[MessageKey]:
        """The messages that have words in the file itself."""
        return frozenset(map(message_key, self.messages))

    @property
    def plural_index(self) -> Callable[[int], int]:
        """The function that chooses the plural form for a number."""
        return plural_index(self.language.plural_forms)

    def faults(self, key: MessageKey) -> tuple[Problem, ...]:
        """Return what is wrong with a message that a leaflet needs."""
        translation = self.translations.get(key)
        if translation is None:
            path = self.base.path if self.base else self.path
            reason, hint = "The catalogue does not have this message.", RULES["C4"].hint
            return (Problem(path, reason, hint, key=shown(key), rule="C4"),)
        return translation.problems


def po_path(locales: Path, code: str) -> Path:
    """Return where a language's catalogue is kept, as gettext expects it."""
    return locales / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def load_po(path: Path) -> Catalog:
    """Read a catalogue that has to be sound; raise `ProjectError` if it is not."""
    problems: list[Problem] = []
    catalog = _read(path, path.as_posix(), problems, _modelled)
    if catalog is None:
        raise ProjectError(_errors(problems))
    return catalog


def message_id(key: MessageKey) -> str | tuple[str, str]:
    """Return a message's id as Babel has it."""
    return key.id if key.plural is None else (key.id, key.plural)


def read_catalogue(
    path: Path, name: str, language: Language, standards: Standards | None = None, base: Catalogue | None = None
) -> Catalogue:
    """Read a catalogue; everything wrong with it is kept beside the words, so that other languages still print.

    One over a `base` has the base's words for all that it leaves out or leaves empty, and the base's problems.
    """
    problems: list[Problem] = []
    catalog = _read(path, name, problems, _unchanged, language)
    if catalog is None:
        return Catalogue(language, name, problems=_errors(problems), warnings=_warnings(problems))
    if catalog.fuzzy:
        hint = "Check the header in your editor and take the word “fuzzy” off it."
        problems.append(Problem(name, "The header is marked as fuzzy.", hint, 1, rule="C2"))
    messages = tuple(one for one in catalog if one.id and (base is None or one.fuzzy or any(texts_of(one))))
    inspector = Inspector(name, language, standards or Standards(), messages, base.messages if base else ())
    obsolete = tuple((message_key(one), one.lineno, any(texts_of(one))) for one in catalog.obsolete.values())
    translator = without_placeholders(catalog.last_translator).partition("<")[0].strip()
    return Catalogue(
        language,
        name,
        inspector.translations,
        (*(base.problems if base else ()), *_errors(problems)),
        obsolete,
        translator,
        _warnings(problems),
        base,
        messages,
    )


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.severity == "error")


def _warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.severity == "warning")


def translations_of(catalog: Catalog, name: str, language: Language) -> dict[MessageKey, Translation]:
    """Return the words of a catalogue in Babel's model, each with what is wrong with it."""
    return Inspector(name, language, Standards(), [one for one in catalog if one.id]).translations


@lru_cache(maxsize=KEPT)
def _parsed(text: str) -> PoText:
    """Return what PO text says, from memory if it was read before; nobody changes it."""
    return read(text)


def _modelled(text: str) -> Catalog:
    """Return PO text in Babel's model."""
    return in_babels_model(_parsed(text))


@lru_cache(maxsize=KEPT)
def _unchanged(text: str) -> Catalog:
    """Return the same for those who change nothing in it."""
    return _modelled(text)


def _read(
    path: Path,
    name: str,
    problems: list[Problem],
    modelled: Callable[[str], Catalog],
    language: Language | None = None,
) -> Catalog | None:
    """Return a catalogue in Babel's model, or None after adding what is wrong with the file as a whole."""
    try:
        data = read_bytes(path, name, CATALOGUE)
        text = as_text(data)
    except RefusedError as error:
        hint = "Put the catalogue itself there."
        problems.append(Problem(name, f"The catalogue cannot be read: {error.strerror}.", hint, rule="C8"))
        return None
    except OSError:
        hint = "Run leaflets catalogue update to make it, then translate it."
        problems.append(Problem(name, "The catalogue is missing.", hint, rule="C8"))
        return None
    except UnicodeDecodeError as error:
        reason, hint = "The catalogue is not UTF-8 text.", "Save it again as UTF-8."
        problems.append(Problem(name, reason, hint, line_of(error), rule="C7"))
        return None
    po = _parsed(text)
    found = [*check_text(po, name), *_check_head(data, po, name, language)]
    problems += found
    if _errors(found):
        return None
    catalog = modelled(text)
    surplus = list(check_forms(po, catalog.num_plurals, name))
    problems += [*surplus, *(check_twice(po.entries, name) if language else ())]
    return None if surplus else catalog


def _check_head(data: bytes, po: PoText, name: str, language: Language | None) -> Iterator[Problem]:
    yield from check_header(read_header(po), name, language)
    if data.startswith(codecs.BOM_UTF8):
        reason = "The file starts with a byte order mark (BOM), which gettext refuses."
        hint = "Save it as “UTF-8 without BOM”, or run leaflets catalogue update, which takes the mark off."
        yield Problem(name, reason, hint, 1, severity="warning", rule="C11")
