"""What stands beside each message for its translator: where it appears, how its gaps are filled, which terms it has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from leaflets.model import Language, MessageKey, Term
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import Catalogue, Translation
from leaflets.readers.messages import PLACEHOLDER
from leaflets.readers.notes import Place
from leaflets.readers.templates import BLOCKS, TOPICS
from leaflets.readers.uses import Use, find_uses
from leaflets.translation.critical import critical_messages
from leaflets.translation.examples import Examples

MOST_EXAMPLES = 2
"""How many examples are shown of figures that are worded in many places."""


class Commentary:
    """Writes the comments of every message, for one language after the other."""

    def __init__(self, project: Project, places: Iterable[Place]) -> None:
        self._project = project
        self._places: dict[MessageKey, list[Place]] = defaultdict(list)
        for place in places:
            self._places[place.key].append(place)
        self._uses: dict[MessageKey, list[Use]] = defaultdict(list)
        for use in find_uses(project.environment, project.topics.values()):
            self._uses[use.key].append(use)
        self.critical = critical_messages(project, (use for uses in self._uses.values() for use in uses))
        self._english = self._examples(self._source())

    def for_source(self) -> dict[MessageKey, list[str]]:
        """Return the comments of the catalogue template, whose examples are English."""
        return {key: [*self._where(key), *self._gaps(key), *self._terms(key)] for key in self._places}

    def for_language(self, catalogue: Catalogue) -> dict[MessageKey, list[str]]:
        """Return the comments of a language's catalogue, with examples in its own words where it has them."""
        language = catalogue.language
        if language.code == SOURCE_LANGUAGE:
            return self.for_source()
        own = self._examples(catalogue)
        return {key: [*self._where(key), *self._gaps(key, own), *self._terms(key, language)] for key in self._places}

    def _source(self) -> Catalogue:
        """Return the source texts as a catalogue of their own language."""
        language = self._project.languages[SOURCE_LANGUAGE]
        texts = {key: (key.id,) if key.plural is None else (key.id, key.plural) for key in self._places}
        return Catalogue(language, "", {key: Translation(forms) for key, forms in texts.items()})

    def _where(self, key: MessageKey) -> Iterator[str]:
        """Yield the notes of template writers, then each place of a message."""
        names = set(_placeholders(key))
        for note in dict.fromkeys(place.note for place in self._places[key] if place.note):
            spoken_of = set(PLACEHOLDER.findall(note))
            if not spoken_of or spoken_of & names:
                yield note
        is_critical = key in self.critical
        yield from dict.fromkeys(str(replace(use, critical=is_critical)) for use in self._uses[key])
        templates = (PurePosixPath(place.template) for place in self._places[key])
        parts = (one.name.partition(".")[0] for one in templates if one.parts[0] not in {TOPICS, BLOCKS})
        yield from dict.fromkeys(f"layout › {part}{' · critical' if is_critical else ''}" for part in parts)

    def _examples(self, catalogue: Catalogue) -> dict[MessageKey, dict[str, str]]:
        """Return, for each message and each of its placeholders, what it will “be” or “look like”."""
        examples = Examples(self._project, catalogue)
        shown: dict[MessageKey, dict[str, str]] = defaultdict(dict)
        for key, uses in self._uses.items():
            found = [examples.of_use(use) for use in uses]
            for name in _with_cases(_placeholders(key), found):
                regional = any(name in use.regional for use in uses)
                values = list(dict.fromkeys(one[name] for one in found if name in one))
                if values:
                    looks = "be a telephone number of the clinic’s region, such as" if regional else "be"
                    shown[key][name] = f"{looks} {_either(values)}"
        for key, names in examples.inside().items():
            for name, values in names.items():
                shown[key].setdefault(name, f"look like {_either(values[:MOST_EXAMPLES])}")
        return shown

    def _gaps(self, key: MessageKey, own: Mapping[MessageKey, Mapping[str, str]] | None = None) -> Iterator[str]:
        """Yield what each placeholder will look like; in English where the language lacks words for it."""
        english = self._english.get(key, {})
        examples = english if own is None else own.get(key, {})
        for name in _placeholders(key):
            if name in examples:
                yield from (f"{_written(one)} will {examples[one]}" for one in _with_cases([name], [examples]))
            elif name in english:
                yield f"%({name})s will {english[name]}, in your language"

    def _terms(self, key: MessageKey, language: Language | None = None) -> Iterator[str]:
        texts = filter(None, (key.id, key.plural))
        found = {term.id: term for text in texts for term in self._project.glossary.terms_in(text)}
        for term in found.values():
            yield f"glossary: “{term.term}”{_said(term, language) if language else ''}"


def _placeholders(key: MessageKey) -> list[str]:
    """Return the names of a message's placeholders, in reading order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(f"{key.id} {key.plural or ''}")))


def _with_cases(names: Iterable[str], examples: Iterable[Mapping[str, str]]) -> list[str]:
    """Return placeholders, each followed by its cases: `days`, `days{oblique}`."""
    shown = dict.fromkeys(one for each in examples for one in each)
    return [one for name in names for one in (name, *(case for case in shown if case.startswith(f"{name}{{")))]


def _written(name: str) -> str:
    """Return how a translation writes a placeholder: `%(days)s{oblique}`."""
    bare, bracket, case = name.partition("{")
    return f"%({bare})s{bracket}{case}"


def _said(term: Term, language: Language) -> str:
    """Return how a language says a term, to be read after the term."""
    forms = term.languages.get(language.code)
    kept = ", letter for letter" if term.keep else ""
    if forms is None and term.keep:
        return f" = “{term.term}”{kept}"
    if forms is None:
        return " has no agreed word in this language yet"
    never = f"; never {_either(forms.forbidden)}" if forms.forbidden else ""
    unsure = "" if forms.sure else "; unsure: ask a native medical translator"
    return f" = {_either(forms.allowed)}{kept}{never}{unsure}"


def _either(words: Iterable[str]) -> str:
    """Return words in quotes: “a”, “b” or “c”."""
    *first, last = (f"“{word}”" for word in words)
    return f"{', '.join(first)} or {last}" if first else last
