"""Reads `locales/<code>/LC_MESSAGES/leaflets.po`: one language's words."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language, MessageKey
from leaflets.readers.messages import PLACEHOLDER

DOMAIN = "leaflets"
COPIED = 4
"""From so many words on, a translation that equals its source is a copy; shorter ones may be names."""
_PO_LINE = re.compile(r'(#~?\|?\s*)?((msgid|msgid_plural|msgctxt|msgstr(\[\d+\])?)\s*)?"([^"\\]|\\.)*"|#([^~].*)?|')
"""A line of a PO file: a comment, nothing, or a text in quotes with or without its keyword."""


@dataclass(frozen=True)
class Translation:
    """The words for one message: a text for each plural form, and what is wrong with them."""

    texts: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    fuzzy: bool = False


@dataclass(frozen=True)
class Catalogue:
    """One language's words. `problems` concern the whole file, and then no leaflet can use it.

    `translator` is who translated last, as the header says.
    """

    language: Language
    path: str
    translations: dict[MessageKey, Translation] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    translator: str = ""

    @property
    def plural_index(self) -> Callable[[int], int]:
        """The function that chooses the plural form for a number."""
        return plural_index(self.language.plural_forms)

    def faults(self, key: MessageKey) -> tuple[Problem, ...]:
        """Return what is wrong with a message that a leaflet needs."""
        translation = self.translations.get(key)
        if translation is None:
            hint = "Run leaflets catalogue update, then translate it."
            return (Problem(self.path, "The catalogue does not have this message.", hint, key=_shown(key)),)
        return translation.problems


@lru_cache(maxsize=256)
def plural_index(plural_forms: str) -> Callable[[int], int]:
    """Return the function that a Plural-Forms header describes."""
    return gettext.c2py(plural_forms.partition("plural=")[2].rstrip(";"))


def po_path(locales: Path, code: str) -> Path:
    """Return where a language's catalogue is kept, as gettext expects it."""
    return locales / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def load_po(path: Path) -> Catalog:
    """Read a catalogue that has to be sound; raise `ProjectError` if it is not."""
    problems: list[Problem] = []
    catalog = _read(path, path.as_posix(), problems)
    if catalog is None:
        raise ProjectError(problems)
    return catalog


def message_id(key: MessageKey) -> str | tuple[str, str]:
    """Return a message's id as Babel has it."""
    return key.id if key.plural is None else (key.id, key.plural)


def read_catalogue(path: Path, name: str, language: Language) -> Catalogue:
    """Read a catalogue; everything wrong with it is kept beside the words, so that other languages still print."""
    problems: list[Problem] = []
    catalog = _read(path, name, problems, language)
    if catalog is None:
        return Catalogue(language, name, problems=tuple(problems))
    if catalog.fuzzy:
        hint = "Check the header in your editor and take the word “fuzzy” off it."
        problems.append(Problem(name, "The header is marked as fuzzy.", hint, 1))
    translations = {_key(message): _translation(message, name, language) for message in catalog if message.id}
    translator = (catalog.last_translator or "").partition("<")[0].strip()
    return Catalogue(language, name, translations, tuple(problems), translator)


def _read(path: Path, name: str, problems: list[Problem], language: Language | None = None) -> Catalog | None:
    """Return a catalogue in Babel's model, or None after adding what is wrong with the file as a whole."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError:
        hint = "Run leaflets catalogue update to make it, then translate it."
        problems.append(Problem(name, "The catalogue is missing.", hint))
        return None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.append(Problem(name, "The catalogue is not UTF-8 text.", "Save it again as UTF-8.", line))
        return None
    before = len(problems)
    _check_lines(text, name, problems)
    _check_header(text, name, language, problems)
    if len(problems) > before:
        return None
    try:
        return read_po(BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        hint = "Open it in a catalogue editor such as Poedit; a quote or a keyword is missing near this line."
        problems.append(Problem(name, f"The catalogue cannot be read: {error}.", hint, error.lineno + 1))
    except (ValueError, TypeError, AttributeError) as error:
        hint = "Open it in a catalogue editor such as Poedit, which shows the place."
        problems.append(Problem(name, f"The catalogue cannot be read: {error}.", hint))
    return None


def _check_lines(text: str, name: str, problems: list[Problem]) -> None:
    """Find lines that are no PO. Babel takes a text without its closing quote, and drops the last letter in silence."""
    hint = 'Each text starts and ends with a straight quote ("), and a quote inside it is written \\".'
    for number, line in enumerate(text.splitlines(), 1):
        if not _PO_LINE.fullmatch(line.strip()):
            problems.append(Problem(name, f"This line is not valid in a catalogue: {line.strip()[:60]}", hint, number))


def _check_header(text: str, name: str, language: Language | None, problems: list[Problem]) -> None:
    charset = re.search(r"charset=([\w-]+)", text)
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        hint = "Save the catalogue as UTF-8 and write charset=utf-8 into its header."
        line = text[: charset.start()].count("\n") + 1
        problems.append(Problem(name, f"The header says that the text is {charset[1]}.", hint, line))
    found = re.search(r'^"Plural-Forms: *(.*?)(\\n)?"$', text, re.MULTILINE)
    if language is not None and (found is None or _normal(found[1]) != _normal(language.plural_forms)):
        hint = f"Write “Plural-Forms: {language.plural_forms}” into the header."
        line = text[: found.start()].count("\n") + 1 if found else 1
        problems.append(Problem(name, "The header's plural forms are not those of the language.", hint, line))


def _normal(plural_forms: str) -> str:
    return re.sub(r"[\s();]", "", plural_forms)


def _key(message: Message) -> MessageKey:
    if isinstance(message.id, str):
        return MessageKey(message.context, message.id)
    return MessageKey(message.context, *message.id[:2])


def _translation(message: Message, name: str, language: Language) -> Translation:
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    key = _key(message)
    faults = _faults(key, texts, language, fuzzy=message.fuzzy)
    line = message.lineno
    problems = tuple(Problem(name, reason, hint, line, _shown(key)) for reason, hint in faults)
    return Translation(texts, problems, message.fuzzy)


def _shown(key: MessageKey) -> str:
    return f"“{key.id}”" if key.context is None else f"“{key.id}” ({key.context})"


def _faults(key: MessageKey, texts: tuple[str, ...], language: Language, *, fuzzy: bool) -> list[tuple[str, str]]:
    expected = language.plural_count if key.plural else 1
    if fuzzy:
        return [("The translation is marked as fuzzy.", "Check it, then take the mark off.")]
    if not any(text.strip() for text in texts):
        return [("The message is not translated.", "Translate it.")]
    if len(texts) != expected or not all(text.strip() for text in texts):
        filled = sum(bool(text.strip()) for text in texts)
        return [(f"{filled} of {expected} plural forms are there.", "Fill in every form of the message.")]
    faults = [fault for text in texts for fault in _text_faults(key, text)]
    if language.provenance != "original" and len(key.id.split()) >= COPIED and key.id.casefold() == texts[0].casefold():
        faults.append(("The translation is the English text itself.", "Translate it."))
    return list(dict.fromkeys(faults))


def _text_faults(key: MessageKey, text: str) -> list[tuple[str, str]]:
    faults = []
    wanted = sorted(PLACEHOLDER.findall(key.plural or key.id))
    given = sorted(PLACEHOLDER.findall(text))
    bare = PLACEHOLDER.sub("", text)
    if given != wanted:
        faults.append(_placeholder_fault(wanted, given))
    if "%" in bare:
        faults.append(("A single % stands in the translation.", "Write the word for percent instead."))
    if any(character.isdigit() for character in bare):
        hint = "Leave numbers to the placeholders; they are filled in and checked by the program."
        faults.append(("A digit stands in the translation.", hint))
    if re.search(r"[<>]|&\w+;", bare):
        faults.append(("Markup stands in the translation, but not in the source.", "Write plain words only."))
    return faults


def _placeholder_fault(wanted: list[str], given: list[str]) -> tuple[str, str]:
    lost = [name for name in wanted if wanted.count(name) > given.count(name)]
    extra = [name for name in given if given.count(name) > wanted.count(name)]
    parts = [f"%({name})s is missing" for name in dict.fromkeys(lost)]
    parts += [f"%({name})s is not in the source" for name in dict.fromkeys(extra)]
    return f"Placeholders differ: {', '.join(parts)}.", "Copy them from the source text, letter for letter."
