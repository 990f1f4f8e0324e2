"""Finds the language that a person means: in our registry, else in CLDR."""

import difflib
import re
from collections.abc import Mapping

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import KnownLanguage, Language
from leaflets.project.plurals import plural_forms_of
from leaflets.project.project import LOCALES, Project, meant
from leaflets.readers.registry import REGISTRY_FILE, read_registry

_CODE = re.compile(r"[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)
"""A language with its script or country, as BCP 47 or POSIX write it: `zh-Hant`, `fr_CA`."""


def read_known(project: Project) -> dict[str, KnownLanguage]:
    """Return the languages of the registry; the person's own entries win."""
    problems: list[Problem] = []
    known: dict[str, KnownLanguage] = {}
    for layer in reversed(project.layers):
        path = layer / LOCALES / REGISTRY_FILE
        if path.exists():
            known |= read_registry(path, f"{LOCALES}/{REGISTRY_FILE}", problems)
    if problems:
        raise ProjectError(problems)
    return known


def find_known(wanted: str, registry: Mapping[str, KnownLanguage]) -> KnownLanguage:
    """Return the language with a code or an alias; raise `MisuseError` with the one that was probably meant."""
    code = _canonical(wanted)
    found = _in_registry(code, registry) or _in_registry(_modern(code), registry) or _in_cldr(_modern(code), registry)
    if found is None:
        reason = f"“{wanted}” is not a language that the registry or CLDR knows."
        raise MisuseError([Problem("leaflets catalogue add", reason, _meant(wanted, registry))])
    return found


def meant_language(wanted: str, project: Project) -> str:
    """Return the hint for a language that is not in a project: the one that it is here, or how to add it."""
    registry = read_known(project)
    try:
        known = find_known(wanted, registry)
    except MisuseError:
        return meant(wanted, project.languages)
    if known.code in project.languages:
        return f"Did you mean “{known.code}”?"
    near = [code for code in project.languages if code.partition("_")[0] == known.code]
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"{name_of(known)} is not here yet: leaflets catalogue add {known.code}"


def name_of(known: KnownLanguage) -> str:
    """Return a language's English name."""
    return Language(provenance="machine draft", **known.model_dump(exclude={"aliases", "font", "notes"})).name


def _canonical(wanted: str) -> str:
    """Return a code as folders are named: `zh-hant` is zh_Hant, `FR-ca` is fr_CA; what is no code is the same."""
    if not _CODE.fullmatch(wanted):
        return wanted
    language, *rest = wanted.replace("-", "_").split("_")
    return "_".join((language.lower(), *(one.title() if len(one) == 4 else one.upper() for one in rest)))


def _modern(code: str) -> str:
    """Return a code without what CLDR has renamed: `iw` is `he`, `pan` is `pa`."""
    language, *rest = code.split("_")
    return "_".join((get_global("language_aliases").get(language) or language, *rest))


def _in_registry(code: str, registry: Mapping[str, KnownLanguage]) -> KnownLanguage | None:
    return registry.get(code) or next((one for one in registry.values() if code in one.aliases), None)


def _in_cldr(code: str, registry: Mapping[str, KnownLanguage]) -> KnownLanguage | None:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
    pinned = dict.fromkeys(one.plural_forms for one in registry.values())
    return KnownLanguage(code=code, plural_forms=plural_forms_of(locale, pinned))


def _meant(wanted: str, registry: Mapping[str, KnownLanguage]) -> str:
    """Return the hint for a language that nobody knows: the nearest code, English name or own name."""
    names = _names(registry)
    close = difflib.get_close_matches(wanted.casefold(), names, n=1, cutoff=0.7)
    if close:
        code, name = names[close[0]]
        return f"Did you mean “{code}” ({name})?"
    return (
        "Use its code, such as de, zh_Hant or fr_CA. A language that CLDR lacks needs an entry in "
        f"{LOCALES}/{REGISTRY_FILE} with cldr = “…”, the locale whose dates and numbers its readers expect."
    )


def _names(registry: Mapping[str, KnownLanguage]) -> dict[str, tuple[str, str]]:
    """Return (code, English name) of each language by everything that it may be called, in small letters."""
    english = dict(Locale("en").languages)
    names = {code: (code, english[code]) for code in locale_identifiers() if code in english}
    names |= {one.code: (one.code, one.english_name or english.get(one.code, one.code)) for one in registry.values()}
    called = {name.casefold(): (code, name) for code, name in names.values()}
    own = {one.own_name.casefold(): names[one.code] for one in registry.values() if one.own_name}
    aliases = {alias.casefold(): names[one.code] for one in registry.values() for alias in one.aliases}
    return {**{code.casefold(): pair for code, pair in names.items()}, **called, **own, **aliases}
