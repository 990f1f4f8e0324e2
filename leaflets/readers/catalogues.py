"""Reads `locales/<code>/LC_MESSAGES/leaflets.po`: one language's words."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language, MessageKey, Term, Waiver
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.files import CATALOGUE, RefusedError, read_bytes
from leaflets.readers.plural_rules import plural_index
from leaflets.readers.po import read
from leaflets.readers.po_faults import check_forms, check_text, check_twice, shown
from leaflets.readers.po_header import check_header, read_header, without_placeholders
from leaflets.readers.po_model import in_babels_model
from leaflets.readers.po_text import PoText
from leaflets.rules import RULES, Entry, Finding, Twins, check_entry
from leaflets.rules.numbers import may_name

DOMAIN = "leaflets"

KEPT = 512
"""As many catalogues are not read again while they say the same: more than a project of all languages has."""


@dataclass(frozen=True)
class Standards:
    """What translations are measured by, besides the rules: the source language, terms, clinics' names, exceptions."""

    source: Language | None = None
    terms_in: Callable[[str], Iterable[Term]] = lambda _: ()
    names: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Translation:
    """The words for one message: a text for each plural form. What is wrong with them is found when first asked for."""

    texts: tuple[str, ...]
    inspect: Callable[[], Iterable[Problem]] = field(default=tuple, compare=False, repr=False)
    waived: frozenset[str] = frozenset()

    @cached_property
    def findings(self) -> tuple[Problem, ...]:
        """Everything that the rules find, errors and warnings, also what an exception allows."""
        return tuple(self.inspect())

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What the rules find and no exception allows."""
        return tuple(one for one in self.findings if one.rule not in self.waived)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The errors, which stop every leaflet that needs the message."""
        return tuple(one for one in self.faults if one.severity == "error")


@dataclass(frozen=True)
class Catalogue:
    """One language's words. `problems` concern the whole file, and then no leaflet can use it; `warnings` stop nothing.

    `obsolete` are the messages at its end that no template has any more, with their lines, and whether they are
    translated; `translator` is who translated last, as the header says.
    """

    language: Language
    path: str
    translations: dict[MessageKey, Translation] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    obsolete: tuple[tuple[MessageKey, int | None, bool], ...] = ()
    translator: str = ""
    warnings: tuple[Problem, ...] = ()

    @property
    def plural_index(self) -> Callable[[int], int]:
        """The function that chooses the plural form for a number."""
        return plural_index(self.language.plural_forms)

    def faults(self, key: MessageKey) -> tuple[Problem, ...]:
        """Return what is wrong with a message that a leaflet needs."""
        translation = self.translations.get(key)
        if translation is None:
            reason, hint = "The catalogue does not have this message.", RULES["C4"].hint
            return (Problem(self.path, reason, hint, key=shown(key), rule="C4"),)
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


def read_catalogue(path: Path, name: str, language: Language, standards: Standards | None = None) -> Catalogue:
    """Read a catalogue; everything wrong with it is kept beside the words, so that other languages still print."""
    problems: list[Problem] = []
    catalog = _read(path, name, problems, _unchanged, language)
    if catalog is None:
        return Catalogue(language, name, problems=_errors(problems), warnings=_warnings(problems))
    if catalog.fuzzy:
        hint = "Check the header in your editor and take the word “fuzzy” off it."
        problems.append(Problem(name, "The header is marked as fuzzy.", hint, 1, rule="C2"))
    inspector = _Inspector(name, language, standards or Standards(), [one for one in catalog if one.id])
    obsolete = tuple((message_key(one), one.lineno, any(_texts(one))) for one in catalog.obsolete.values())
    translator = without_placeholders(catalog.last_translator).partition("<")[0].strip()
    return Catalogue(
        language, name, inspector.translations, _errors(problems), obsolete, translator, _warnings(problems)
    )


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.severity == "error")


def _warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.severity == "warning")


def translations_of(catalog: Catalog, name: str, language: Language) -> dict[MessageKey, Translation]:
    """Return the words of a catalogue in Babel's model, each with what is wrong with it."""
    return _Inspector(name, language, Standards(), [one for one in catalog if one.id]).translations


class _Inspector:
    """Holds the messages of a catalogue against the rules, each when it is asked for."""

    def __init__(self, name: str, language: Language, standards: Standards, messages: list[Message]) -> None:
        self._name, self._language, self._standards = name, language, standards
        self.translations = {message_key(message): self._translation(message) for message in messages}

    def _translation(self, message: Message) -> Translation:
        key = message_key(message)
        texts, waivers = _texts(message), self._standards.waivers
        waived = {one.rule for one in waivers if one.holds_for(key, texts) and not RULES[one.rule].stands}
        return Translation(texts, lambda: self._inspect(message), frozenset(waived))

    def _inspect(self, message: Message) -> list[Problem]:
        key, standards = message_key(message), self._standards
        texts, terms = _texts(message), tuple(standards.terms_in(key.plural or key.id))
        named = tuple(name for name in standards.names if may_name(name, texts))
        entry = Entry(key, texts, self._language, standards.source, terms, named, fuzzy=message.fuzzy)
        measured = (self._languages, *(one.model_dump_json() for one in terms))
        found = [*_checked(_Asked(entry, measured)), *(() if entry.is_source else self._twins.check(key))]
        return [_problem(one, self._name, message.lineno, key) for one in found]

    @cached_property
    def _languages(self) -> str:
        """What a text is measured by besides terms and names."""
        source = self._standards.source
        return f"{self._language.model_dump_json()} {source.model_dump_json() if source else ''}"

    @cached_property
    def _twins(self) -> Twins:
        texts = {key: translation.texts for key, translation in self.translations.items()}
        return Twins(texts, self._standards.source)


@dataclass(frozen=True)
class _Asked:
    """A translation by its texts, and by the text of all that it is measured by: equal ones have the same findings."""

    entry: Entry = field(compare=False)
    measured: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._whole == other._whole

    def __hash__(self) -> int:
        return hash(self._whole)

    @cached_property
    def _whole(self) -> tuple[object, ...]:
        one = self.entry
        return one.key, one.texts, one.names, one.fuzzy, self.measured


@lru_cache(maxsize=2**16)
def _checked(asked: _Asked) -> tuple[Finding, ...]:
    """Return what the rules find, from memory where the same words were measured by the same before."""
    return tuple(check_entry(asked.entry))


def _problem(finding: Finding, name: str, line: int | None, key: MessageKey) -> Problem:
    return Problem(name, finding.reason, finding.advice, line, shown(key), finding.weight, finding.rule)


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


def message_key(message: Message) -> MessageKey:
    """Return what a message in Babel's model is filed under."""
    if isinstance(message.id, str):
        return MessageKey(message.context, message.id)
    return MessageKey(message.context, *message.id[:2])


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
