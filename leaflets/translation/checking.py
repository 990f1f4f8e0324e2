"""Everything that is wrong with a language's catalogue: in its messages, as a whole, and in its exceptions."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog

from leaflets.errors import Problem
from leaflets.model import MessageKey, Waiver
from leaflets.project import LOCALES, Project
from leaflets.readers.catalogues import Catalogue, Translation
from leaflets.readers.po_lines import shown
from leaflets.readers.waivers import EXCEPTIONS_FILE
from leaflets.rules import RULES
from leaflets.translation.extraction import Template, extract

_ORDER = list(RULES)


@dataclass(frozen=True)
class Checked:
    """What the rules say about one language. `critical` are messages that can harm, as `Problem.key` shows them."""

    language: str
    problems: tuple[Problem, ...]
    critical: frozenset[str]


def check_catalogues(project: Project, languages: Iterable[str]) -> list[Checked]:
    """Hold the catalogues of these languages against every rule; errors come first, and in them critical messages."""
    template = extract(project)
    return [check_catalogue(project, code, template) for code in languages]


def check_catalogue(project: Project, code: str, template: Template) -> Checked:
    """Hold one catalogue against every rule, and against the catalogue template."""
    catalogue = project.catalogue(code)
    critical = frozenset(shown(key) for key in template.commentary.critical)
    found = [*catalogue.problems, *_exceptions(catalogue, project.waivers.get(code, ()))]
    if catalogue.translations:
        found += [*_whole(catalogue, _keys(template))]
        found += [fault for one in catalogue.translations.values() for fault in one.faults]
    elif not catalogue.problems:
        found += [_nothing(catalogue, len(_keys(template)))]

    def place(one: Problem) -> tuple[object, ...]:
        return one.severity, one.key not in critical, _ORDER.index(one.rule or "C8"), one.line or 0, one.reason

    return Checked(code, tuple(sorted(dict.fromkeys(found), key=place)), critical)


def _whole(catalogue: Catalogue, template: frozenset[MessageKey]) -> Iterator[Problem]:
    """Find messages that one side lacks (C4), obsolete entries of no use (C5), and two systems of digits (N5)."""
    path = catalogue.path
    for key in sorted(template - catalogue.translations.keys(), key=str):
        yield from catalogue.faults(key)
    for key in sorted(catalogue.translations.keys() - template, key=str):
        reason, hint = "No template has this message any more.", "Run leaflets catalogue update."
        yield Problem(path, reason, hint, key=shown(key), rule="C4")
    for key, line, translated in catalogue.obsolete:
        if not translated:
            reason = "An obsolete entry holds no translation that could come back."
            yield Problem(path, reason, RULES["C5"].hint, line, shown(key), "warning", "C5")
    systems = _digit_systems(catalogue.translations.values())
    if len(systems) > 1:
        reason = f"Digits of {len(systems)} kinds stand in the catalogue: {' '.join(sorted(systems))}"
        yield Problem(path, reason, RULES["N1"].hint, severity="warning", rule="N5")


def _nothing(catalogue: Catalogue, messages: int) -> Problem:
    """Return the problem of a catalogue that can be read and has no message at all."""
    reason = f"The catalogue has none of the {messages} messages of the templates."
    return Problem(catalogue.path, reason, RULES["C4"].hint, rule="C4")


def _digit_systems(translations: Iterable[Translation]) -> set[str]:
    """Return the zero of each kind of digit that stands in any text."""
    characters = {one for translation in translations for text in translation.texts for one in text if one.isdecimal()}
    return {chr(ord(one) - unicodedata.decimal(one)) for one in characters}


def _exceptions(catalogue: Catalogue, waivers: Iterable[Waiver]) -> Iterator[Problem]:
    """Find exceptions that are not possible (X2) or match nothing (X1)."""
    path = f"{LOCALES}/{catalogue.language.code}/{EXCEPTIONS_FILE}"
    for waiver in waivers:
        key = shown(MessageKey(waiver.context, waiver.message))
        if RULES[waiver.rule].stands:
            reason = f"The rule {waiver.rule} has no exceptions: {RULES[waiver.rule].title.lower()}."
            yield Problem(path, reason, RULES["X2"].hint, key=key, rule="X2")
        elif not _matches(catalogue, waiver):
            reason = f"The rule {waiver.rule} finds nothing in this message."
            yield Problem(path, reason, RULES["X1"].hint, key=key, severity="warning", rule="X1")


def _matches(catalogue: Catalogue, waiver: Waiver) -> bool:
    findings = (one for key, text in catalogue.translations.items() if waiver.concerns(key) for one in text.findings)
    return any(one.rule == waiver.rule for one in findings)


def _keys(template: Catalog) -> frozenset[MessageKey]:
    ids = ((one.context, (one.id,) if isinstance(one.id, str) else one.id[:2]) for one in template if one.id)
    return frozenset(MessageKey(context, *texts) for context, texts in ids)
