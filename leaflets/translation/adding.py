"""Adds a language: its line in the register, its empty catalogue and list of words, and what is uncertain about it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomlkit
from babel import Locale
from babel.core import get_global

from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import KnownLanguage, Language
from leaflets.model.language import INHERITED
from leaflets.names.languages import Languages
from leaflets.names.offered import is_open
from leaflets.names.tags import tag_of
from leaflets.project import FONTS, LANGUAGES_FILE, LOCALES, SOURCE_LANGUAGE, Project
from leaflets.project.known import known_language, read_known
from leaflets.project.naming import languages_of
from leaflets.project.parents import language_over, parent_of
from leaflets.project.typefaces import command_for
from leaflets.project.watching import unseen
from leaflets.readers.catalogues import po_path
from leaflets.readers.encoding import as_text
from leaflets.readers.files import TOML, read_bytes
from leaflets.readers.fonts import FONTS_FILE
from leaflets.readers.registry import REGISTRY_FILE
from leaflets.readers.wording import WORDS_FILE, with_words
from leaflets.rules.watching import asleep
from leaflets.translation.extraction import extract, update
from leaflets.translation.overriding import Over
from leaflets.translation.wordlists import draft

COMMAND = "leaflets catalogue add"
LANGUAGES = f"{LOCALES}/{LANGUAGES_FILE}"
FIRST_LINES = "# One line a language; it is laid over the languages that come with the program.\n"
WRITTEN = ("parent", "provenance", "plural_forms", "cldr", "own_name", "english_name")
"""What a line of the register holds, in this order; what CLDR knows is left out."""
UNCHECKED: Final = "machine draft"
"""What a new language says of its words: of the three provenances it promises least, that nobody has checked them."""


@dataclass(frozen=True)
class Addition:
    """A language to be added: the bytes of its files, and doubts, which stop nothing.

    `catalogue` is None where one is there already: a translator's file is never overwritten. `register` is None where
    the language has its line, and only its list of words was missing. `words` are None where none are missing.
    """

    language: Language
    register: bytes | None
    catalogue: bytes | None
    words: bytes | None
    doubts: tuple[Problem, ...]


def add(project: Project, wanted: str) -> Addition:
    """Return what adding a language by code or name writes; raise `MisuseError` if it is unknown or there already."""
    registry = read_known(project)
    known = _known(wanted, languages_of(project), registry)
    if known.code in project.languages and (words := _words(project, project.languages[known.code])):
        return Addition(
            project.languages[known.code],
            None,
            None,
            words,
            tuple(unseen(project.languages[known.code], project.languages[SOURCE_LANGUAGE])),
        )
    if known.code in project.languages:
        name = project.languages[known.code].name
        hint = f"leaflets catalogue update -l {known.code} brings its catalogue up to date."
        raise MisuseError([Problem(LANGUAGES, f"{name} is there already, as {known.code}.", hint, key=known.code)])
    language = _language(known)
    if parent := parent_of(language, project.languages, registry):
        return _regional(project, wanted, language_over(known, parent, UNCHECKED))
    catalogue = _new_catalogue(project, language)
    read: list[Problem] = []
    listed = with_words(language, *_words_place(project, language.code), read)
    if read:
        raise ProjectError(read)
    doubts = (
        *_names(project, wanted, language, registry),
        *_doubts(project, language, known, registry),
        *unseen(listed, project.languages[SOURCE_LANGUAGE]),
    )
    return Addition(language, _register(project, language), catalogue, _words(project, listed), doubts)


def _regional(project: Project, wanted: str, language: Language) -> Addition:
    """Return what adding the wording of a region writes: its line, and a catalogue that says nothing of its own yet."""
    doubts = tuple(_called_otherwise(wanted, language))
    return Addition(language, _register(project, language), _new_catalogue(project, language), None, doubts)


def _new_catalogue(project: Project, language: Language) -> bytes | None:
    """Return the catalogue of a new language; None where one is there already."""
    path = po_path(project.root / LOCALES, language.code)
    if path.exists():
        return None
    over = None if language.parent is None else Over(project.catalogue(language.parent))
    return _without_examples(update(extract(project), path, language, over)[0])


def _words_place(project: Project, code: str) -> tuple[Path, str]:
    path = project.path_of(LOCALES, code, WORDS_FILE)
    return path, project.name_of(path)


def _words(project: Project, language: Language) -> bytes | None:
    """Return a language's list of words with a place for each that the rules lack; None if that changes nothing."""
    path, name = _words_place(project, language.code)
    before = as_text(read_bytes(path, name, TOML)) if path.exists() else ""
    source = project.languages[SOURCE_LANGUAGE]
    if language.code == source.code or not list(asleep(language, source)):
        return None
    after = draft(language, source, project.glossary.terms.values(), before)
    return None if after == before else after.encode()


def _known(wanted: str, languages: Languages, registry: Mapping[str, KnownLanguage]) -> KnownLanguage:
    """Return the language with a code or a name; raise `MisuseError` where it is none, or could be more than one."""
    tags = languages.tags_of(wanted)
    whole = [one for tag in tags if (one := known_language(tag, registry)) is not None]
    if len(tags) == len(whole) == 1 and (languages.is_code(wanted) or not is_open(tags[0], languages, ())):
        return whole[0]
    reason, hint = f"“{wanted}” is not a language that the registry or CLDR knows.", _near(wanted, languages)
    if whole:
        family = [code for code in registry if code.partition("_")[0] == tags[0].language]
        codes = [one.code for one in whole] if len(whole) > 1 or not family else family
        names = [languages.name_of(tag_of(code)) for code in dict.fromkeys(codes)]
        reason, hint = f"“{wanted}” can mean more than one language.", f"Say which one by its code: {', '.join(names)}."
    raise MisuseError([Problem(COMMAND, reason, hint)])


def _near(wanted: str, languages: Languages) -> str:
    near = languages.alike(wanted)
    if near:
        return f"Did you mean {' or '.join(f'“{tag}” ({languages.english(tag)})' for tag in near)}?"
    return (
        "Use its code, such as de, zh_Hant or fr_CA. A language that CLDR lacks needs an entry in "
        f"{LOCALES}/{REGISTRY_FILE} with cldr = “…”, the locale whose dates and numbers its readers expect."
    )


def _language(known: KnownLanguage) -> Language:
    return Language(provenance=UNCHECKED, **known.model_dump(exclude={"aliases", "font", "notes", "parent"}))


def _without_examples(catalogue: bytes) -> bytes:
    """Return a catalogue without the names and addresses that Babel makes up for its header."""
    pattern = rb'^"(Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*\\n"$'
    return re.sub(pattern, rb'"\1: \\n"', catalogue, flags=re.MULTILINE)


def _register(project: Project, language: Language) -> bytes:
    """Return the person's register of languages with one more line; what stands there stays, comments and all."""
    path = project.root / LOCALES / LANGUAGES_FILE
    document = tomlkit.parse(as_text(read_bytes(path, str(path), TOML)) if path.exists() else FIRST_LINES)
    taken = INHERITED if language.parent and language.plural_forms == _parents_forms(project, language) else ()
    values = {key: getattr(language, key) for key in WRITTEN if key not in taken}
    pairs = ", ".join(f"{key} = {tomlkit.string(value).as_string()}" for key, value in values.items() if value)
    document.add(language.code, tomlkit.value(f"{{ {pairs} }}"))
    return tomlkit.dumps(document).encode("utf-8")


def _names(
    project: Project, wanted: str, language: Language, registry: Mapping[str, KnownLanguage]
) -> Iterator[Problem]:
    """Tell of a code that became another one, and of the same language in regions, which shares nothing with it."""
    yield from _called_otherwise(wanted, language)
    if "_" in language.code:
        return
    whole = [one for one in project.languages.values() if one.parent is None]
    here = [f"{one.name} ({one.code})" for one in whole if one.code.startswith(f"{language.code}_")]
    if here:
        reason = (
            f"{', '.join(here)} is there already. {language.code} is a language beside it and shares no words with it."
        )
        yield _doubt(language, reason, "Keep it only if you mean the language without a region.")
    elif others := [code for code in registry if code.startswith(f"{language.code}_")]:
        reason = f"{language.name} has no region; the registry knows {', '.join(others)}. They would share no words."
        yield _doubt(language, reason, f"If you mean one of those: leaflets catalogue add {others[0]}")


def _called_otherwise(wanted: str, language: Language) -> Iterator[Problem]:
    if wanted.replace("-", "_").casefold() != language.code.casefold():
        reason = f"{language.name} is called {language.code} here; “{wanted}” is another name for it."
        yield _doubt(language, reason, "")


def _parents_forms(project: Project, language: Language) -> str | None:
    parent = project.languages.get(language.parent or "")
    return parent.plural_forms if parent else None


def _doubts(
    project: Project, language: Language, known: KnownLanguage, registry: Mapping[str, KnownLanguage]
) -> Iterator[Problem]:
    """Find what nobody can be sure of before a page has been printed and read."""
    if known.code not in registry:
        reason = f"The plural forms of {language.name} come from CLDR; nobody has checked them here."
        yield _doubt(language, reason, "Have a translator look at plural_forms before they begin.")
    if language.locale.language != _cldr_language(known.code):
        formats = Locale.parse(str(language.locale)).get_display_name("en")
        reason = f"CLDR does not know {language.name}: dates, weekdays, numbers and units come as in {formats}."
        hint = "Look for foreign words among the figures and opening hours before anybody gets a page."
        yield _doubt(language, reason, hint)
    for note in known.notes:
        yield _doubt(language, note, "")
    yield from _font_doubts(project, language, known.font or _font_of_script(language.script, registry))


def _font_doubts(project: Project, language: Language, font: str | None) -> Iterator[Problem]:
    fonts, script, register = project.fonts, language.script, f"{FONTS}/{FONTS_FILE}"
    if not fonts.covers(script):
        reason = f"No font here can set the script of {language.name} ({script}), so nothing can be printed in it yet."
        family, folder = font or "a family of that script", (font or script).lower().replace(" ", "-")
        hint = (
            f"Put the regular and the bold .ttf of {family} with its OFL.txt into {FONTS}/{folder}/, and add a "
            f'[[family]] with scripts = ["{script}"] and a [script.{script}] to {register}.'
        )
        yield _doubt(language, reason, f"{hint} npm has both as @expo-google-fonts/{folder}." if font else hint)
    elif (family := fonts.family_of(language)) in fonts.lacking:
        reason = f"{language.name} is set in {family}, which is not installed here, so nothing is printed in it yet."
        yield _doubt(language, reason, f"Install it with: {command_for(fonts, [family])}")
    elif font and (now := fonts.typography(language).family) not in {None, font}:
        added = "" if font in fonts.families else f" Put {font} into {FONTS}/ first, as a [[family]]."
        hint = f'Add [language.{language.code}] with family = "{font}" and a line_height to {register}.{added}'
        yield _doubt(language, f"{language.name} is best set in {font}; here it is set in {now}.", hint)


def _font_of_script(script: str, registry: Mapping[str, KnownLanguage]) -> str | None:
    """Return the family that another language of the same script is set in."""
    return next((one.font for one in registry.values() if one.font and _language(one).script == script), None)


def _cldr_language(code: str) -> str:
    """Return CLDR's id of a code's language: `ku` for kmr."""
    language = code.partition("_")[0]
    return str(get_global("language_aliases").get(language) or language)


def _doubt(language: Language, reason: str, hint: str) -> Problem:
    return Problem(LANGUAGES, reason, hint, key=language.code, severity="warning")
