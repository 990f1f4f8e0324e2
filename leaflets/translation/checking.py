"""Everything that is wrong with a language's catalogue: in its messages, as a whole, and in its exceptions."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

import tomlkit
from babel.messages.catalog import Catalog

from leaflets.errors import Problem
from leaflets.model import MessageKey, Waiver
from leaflets.project import LOCALES, Project
from leaflets.project.watching import unwatched
from leaflets.readers.catalogues import Catalogue, Translation
from leaflets.readers.po_faults import shown
from leaflets.readers.waivers import EXCEPTIONS_FILE
from leaflets.rules import RULES
from leaflets.translation.extraction import Template, extract
from leaflets.translation.overriding import check_overriding

_ORDER = list(RULES)
CHECKED = "checked"
"""Under which name findings are remembered."""


@dataclass(frozen=True)
class Checked:
    """What the rules say about one language.

    `critical` are messages that can harm, and `texts` what stands as each translation, both by `Problem.key`.
    """

    language: str
    problems: tuple[Problem, ...]
    critical: frozenset[str]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_catalogues(project: Project, languages: Iterable[str]) -> list[Checked]:
    """Hold the catalogues of these languages against every rule; errors come first, and in them critical messages.

    What was found of a catalogue without errors is told again while no file that it rests on has changed.
    """
    template = cache(partial(extract, project))

    def checked(code: str) -> Checked:
        names = project.standards_of(code).names
        known: Checked | None = project.memory.find(CHECKED, project.languages[code].lineage, names)
        if known is not None:
            return known
        found = check_catalogue(project, code, template())
        if all(one.severity == "warning" for one in found.problems):
            project.memory.keep(CHECKED, found, project.languages[code].lineage, names)
        return found

    return [checked(code) for code in languages]


def check_catalogue(project: Project, code: str, template: Template) -> Checked:
    """Hold one catalogue against every rule, and against the catalogue template."""
    catalogue = project.catalogue(code)
    critical = frozenset(shown(key) for key in template.commentary.critical)
    found = [*catalogue.problems, *catalogue.warnings, *_exceptions(catalogue, project.waivers.get(code, ()))]
    found += unwatched(project, code)
    if catalogue.translations:
        found += [*_whole(catalogue, _keys(template)), *_faults(catalogue), *check_overriding(catalogue)]
    elif not catalogue.problems:
        found += [_nothing(catalogue, len(_keys(template)))]

    def place(one: Problem) -> tuple[object, ...]:
        return one.severity, one.key not in critical, _ORDER.index(one.rule or "C8"), one.line or 0, one.reason

    texts = {shown(key): one.texts for key, one in catalogue.translations.items()}
    return Checked(code, tuple(sorted(dict.fromkeys(found), key=place)), critical, texts)


def _faults(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what the rules find in each message.

    Words of a parent, too: what stops a leaflet, and what only readers of the region would find wrong with them.
    """
    for key, translation in catalogue.translations.items():
        if catalogue.base is None or key in catalogue.own:
            yield from translation.faults
            continue
        below = catalogue.base.translations.get(key)
        known = {(one.rule, one.reason) for one in below.findings} if below else set()
        for fault in translation.faults:
            if fault.severity == "error" or (fault.rule, fault.reason) not in known:
                yield replace(fault, reason=f"{fault.reason} (The words are those of {catalogue.base.language.code}.)")


def _whole(catalogue: Catalogue, template: frozenset[MessageKey]) -> Iterator[Problem]:
    """Find messages that one side lacks (C4), obsolete entries of no use (C5), and two systems of digits (N5)."""
    path = catalogue.path
    for key in sorted(template - catalogue.translations.keys(), key=str):
        yield from catalogue.faults(key)
    for key in sorted(catalogue.own - template, key=str):
        reason, hint = "No template has this message any more.", "Run leaflets catalogue update."
        yield Problem(path, reason, hint, key=shown(key), rule="C4")
    for key, line, translated in catalogue.obsolete:
        if not translated:
            reason = "An obsolete entry holds no translation that could come back."
            yield Problem(path, reason, RULES["C5"].hint, line, shown(key), "warning", "C5")
    systems = _digit_systems(catalogue.translations.values())
    if len(systems) > 1:
        reason = f"Digits of {len(systems)} kinds stand in the catalogue: {' '.join(sorted(systems))}."
        yield Problem(path, reason, RULES["N1"].hint, severity="warning", rule="N5")


def _nothing(catalogue: Catalogue, messages: int) -> Problem:
    """Return the problem of a catalogue that can be read and has no message at all."""
    reason = f"The catalogue has none of the {messages} messages of the templates."
    return Problem(catalogue.path, reason, RULES["C4"].hint, rule="C4")


def _digit_systems(translations: Iterable[Translation]) -> set[str]:
    """Return the zero of each kind of digit that stands in any text."""
    characters = {one for translation in translations for text in translation.texts for one in text if one.isdecimal()}
    return {chr(ord(one) - unicodedata.decimal(one)) for one in characters}


def _exceptions(catalogue: Catalogue, waivers: Sequence[Waiver]) -> Iterator[Problem]:
    """Find exceptions that are not possible (X2), stand twice, match nothing or do not hold any more (X1)."""
    path = f"{LOCALES}/{catalogue.language.code}/{EXCEPTIONS_FILE}"
    for number, waiver in enumerate(waivers):
        key = shown(MessageKey(waiver.context, waiver.message))
        if RULES[waiver.rule].stands:
            reason = f"The rule {waiver.rule} has no exceptions: {RULES[waiver.rule].title.lower()}."
            yield Problem(path, reason, RULES["X2"].hint, key=key, rule="X2")
            continue
        twice = any(_same(waiver, other) for other in waivers[:number])
        said = (f"This exception from {waiver.rule} stands twice.", "Keep one of them.") if twice else None
        said = said or _without_effect(catalogue, waiver)
        if said:
            yield Problem(path, *said, key=key, severity="warning", rule="X1")


def _same(one: Waiver, other: Waiver) -> bool:
    """Tell whether two exceptions except the same, whoever answers for them."""
    return all(getattr(one, name) == getattr(other, name) for name in ("rule", "message", "context", "translation"))


def _without_effect(catalogue: Catalogue, waiver: Waiver) -> tuple[str, str] | None:
    """Return why an exception takes nothing off, and what to do; None if it does."""
    key = next((key for key in catalogue.translations if waiver.concerns(key)), None)
    if key is None:
        return "The catalogue does not have this message.", RULES["X1"].hint
    translation = catalogue.translations[key]
    if waiver.rule not in {one.rule for one in translation.findings}:
        return f"The rule {waiver.rule} finds nothing in this message.", RULES["X1"].hint
    if waiver.holds_for(key, translation.texts):
        return None
    line = f"translation = {as_toml(translation.texts)}"
    if not waiver.translation:
        return f"The exception from {waiver.rule} does not say for which translation it is.", f"Add the line: {line}"
    reason = f"The translation has changed since the exception from {waiver.rule} was given."
    return reason, f"If it is right for the new one too, write: {line}"


def as_toml(texts: Sequence[str]) -> str:
    """Return a translation as exceptions.toml has it: a text, or a list with every plural form."""
    return str(tomlkit.item(texts[0] if len(texts) == 1 else list(texts)).as_string())


def _keys(template: Catalog) -> frozenset[MessageKey]:
    ids = ((one.context, (one.id,) if isinstance(one.id, str) else one.id[:2]) for one in template if one.id)
    return frozenset(MessageKey(context, *texts) for context, texts in ids)
