"""What a reviewer reads of a topic in a language: the words as they are printed, in English and in the language.

The same for every clinic: names stand in place of what is a clinic's own, and where words depend on the place, each
variant is read. A sign-off is bound to the digest of a reading, and a reviewer is shown all of it.
"""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from leaflets.composition.direction import plain
from leaflets.composition.identity import digest_of, evidence_of
from leaflets.errors import Problem
from leaflets.model import Content, Section, Statement
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.uses import LEAD, TITLE
from leaflets.reviewing.as_written import WrittenPages
from leaflets.reviewing.neutral import PLACES, Key, approved, neutral_project, page_words


@dataclass(frozen=True)
class Line:
    """One thing to read: its place, what it is there, in English and in the language.

    `where` names the only places that print it, if not all do. `faults` say why its words cannot be printed.
    """

    place: str
    kind: str
    critical: bool
    facts: tuple[str, ...]
    figures: tuple[str, ...]
    source: str
    translation: str
    where: str = ""
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A topic in a language as it is read. `around` pairs all the words of the laid-out pages.

    `problems` say which words are missing or cannot be printed; then nobody can sign it. `faults_around` are those of
    `around`, by the pair.
    """

    topic: str
    language: str
    head: Mapping[str, Any]
    lines: tuple[Line, ...]
    around: tuple[tuple[str, str], ...]
    evidence: Mapping[str, Any]
    drawings: Mapping[str, str]
    terms: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    faults_around: Mapping[tuple[str, str], tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def apart(self) -> list[tuple[str, str]]:
        """The words of the pages that no line has: what stands around the topic."""
        return untold(self.around, ((line.source, line.translation) for line in self.lines))

    @cached_property
    def as_data(self) -> dict[str, Any]:
        """All of it but what is wrong with it as plain data, as it is kept beside a sign-off."""
        lines = tuple(replace(line, faults=()) for line in self.lines)
        whole = asdict(replace(self, lines=lines, problems=(), faults_around={}))
        del whole["faults_around"]
        for line in whole["lines"]:
            del line["faults"]
        data: dict[str, Any] = json.loads(json.dumps(whole))
        return data

    @cached_property
    def digest(self) -> str:
        """The SHA-256 over all of it."""
        return digest_of(self.as_data)


def read(project: Project, topic: str, language: str) -> Reading:
    """Return what a reviewer reads of a topic in a language, gaps included."""
    return _readings(project).read(topic, language)


class Readings:
    """The readings of one project; each is made once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._neutral = neutral_project(project)
        self._pages = WrittenPages(self._neutral, approved)
        self._notes = self._pages.notes
        self.read = cache(self._read)
        self._words = cache(self._find_words)

    def _read(self, topic: str, language: str) -> Reading:
        source, project = self._project.topics[topic], self._project
        variants = {where: self._contents(topic, language, where) for where in PLACES}
        problems = [problem for where in PLACES for problem in self._problems(topic, language, where)]
        if any(content is None for pair in variants.values() for content in pair):
            return Reading(topic, language, {}, (), (), {}, {}, {}, tuple(dict.fromkeys(problems)))
        lines = _merged({where: list(self._lines(pair, problems)) for where, pair in variants.items()})
        (english, faults), (words, more) = (self._words(topic, code) for code in (SOURCE_LANGUAGE, language))
        pairs = self._paired(english, words)
        evidence = project.evidence_of(fact for statement in source.statements for fact in statement.facts)
        return Reading(
            topic,
            language,
            dict(source.head),
            lines,
            tuple(pairs),
            {fact.id: evidence_of(fact) for fact in evidence},
            project.drawings_of(topic),
            _terms(project, topic, language),
            tuple(dict.fromkeys((*problems, *faults, *more))),
            {pair: faults for pair, faults in pairs.items() if faults},
        )

    def _lines(self, contents: Sequence[Content | None], problems: Sequence[Problem]) -> Iterator[Line]:
        """Yield the lines of a topic, with what is wrong with their words and with the figures in them."""
        source, translated = contents
        if source is None or translated is None:
            return
        for line in _lines(source, translated):
            (english, words), noted = self._notes.take(line.source, line.translation)
            faults = (*noted, *(one for one in problems if one.key == line.place))
            yield replace(line, source=english, translation=words, faults=tuple(dict.fromkeys(faults)))

    def _paired(
        self, english: Mapping[Key, str], words: Mapping[Key, str]
    ) -> dict[tuple[str, str], tuple[Problem, ...]]:
        """Return the words of the pages in English and in the language, with what is wrong with them."""
        pairs: dict[tuple[str, str], tuple[Problem, ...]] = {}
        for key in {**english, **words}:
            (source, translation), faults = self._notes.take(english.get(key, ""), words.get(key, ""))
            if source or translation:
                pairs[source, translation] = tuple(dict.fromkeys((*pairs.get((source, translation), ()), *faults)))
        return pairs

    def _contents(self, topic: str, language: str, where: str) -> list[Content | None]:
        """Return what a topic says in English and in a language, in one kind of place."""
        languages = (self._project.languages[code] for code in (SOURCE_LANGUAGE, language))
        return [self._pages.content(topic, one, self._neutral.regions[where]) for one in languages]

    def _problems(self, topic: str, language: str, where: str) -> Iterator[Problem]:
        for code in (SOURCE_LANGUAGE, language):
            yield from self._pages.problems_of(topic, self._project.languages[code], self._neutral.regions[where])

    def _find_words(self, topic: str, language: str) -> tuple[dict[Key, str], list[Problem]]:
        return page_words(self._pages, topic, self._project.languages[language])


_readings = lru_cache(maxsize=2)(Readings)
"""The readings of a project that somebody asks about again and again."""


def _lines(source: Content, translated: Content) -> Iterator[Line]:
    """Yield everything that stands on the sheet because the topic says so, in reading order."""
    for place, words in ((TITLE, "title"), (LEAD, "lead")):
        english, said = (plain(getattr(one, words)) for one in (source, translated))
        yield Line(place, "topic", False, (), (), english, said)  # noqa: FBT003 - a title is not critical
    for original, section in zip(source.sections, translated.sections, strict=True):
        yield from _of_section(original, section)


def _of_section(source: Section, translated: Section) -> Iterator[Line]:
    heads = [_head(one) for one in (source, translated)]
    if any(heads):
        critical = any(one.critical for one in source.statements) and source.kind == "warning"
        yield Line(f"{source.id} (heading)", source.kind, critical, (), (), heads[0], heads[1])
    for original, item in zip(source.items, translated.items, strict=True):
        if isinstance(original, Section) and isinstance(item, Section):
            yield from _of_section(original, item)
        elif isinstance(original, Statement) and isinstance(item, Statement):
            english, said = (_said(one) for one in (original, item))
            yield Line(item.id, item.kind, item.critical, item.facts, item.figures, english, said)


def _head(section: Section) -> str:
    return plain(" · ".join(filter(None, (section.title, section.number, section.say))))


def _said(statement: Statement) -> str:
    """Return everything that is printed of a statement, for patients and for staff."""
    shown = f"({statement.frequency.band})" if statement.frequency else None
    return plain(" ".join(filter(None, (statement.heading, statement.text, shown, statement.staff))))


def _merged(variants: Mapping[str, Sequence[Line]]) -> tuple[Line, ...]:
    """Return the lines of both kinds of places as one list; what only one of them has says so."""
    (first_where, first), (second_where, second) = ((where, variants[where]) for where in PLACES)
    lines: list[Line] = []
    for tag, start, end, other_start, other_end in difflib.SequenceMatcher(None, first, second, False).get_opcodes():  # noqa: FBT003 - no shortcut for frequent lines
        own, others = first[start:end], second[other_start:other_end]
        if tag == "equal":
            lines += own
        else:
            lines += [replace(one, where=first_where) for one in own]
            lines += [replace(one, where=second_where) for one in others]
    return tuple(lines)


def untold(pairs: Iterable[Sequence[str]], lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the words of pages that are no part of a line, given as source and translation."""
    told = [tuple(map(_spaced, line)) for line in lines]
    return [(source, translation) for source, translation in pairs if not _is_told(source, translation, told)]


def _is_told(source: str, translation: str, lines: Iterable[tuple[str, ...]]) -> bool:
    own, others = source.strip("“”"), translation.strip("“”")
    return any(own in line[0] and (others in line[1] or others in line[0]) for line in lines)


def _spaced(text: str) -> str:
    """Return a text with ordinary spaces, one at a time."""
    return " ".join(text.split())


def _terms(project: Project, topic: str, language: str) -> dict[str, Any]:
    """Return the glossary's words of a language for the terms that a topic uses."""
    used = {term.id: term for key in project.topics[topic].messages for term in project.glossary.terms_in(key.id)}
    return {
        name: [term.term, list(term.forms), list(forms.allowed), list(forms.forbidden)]
        for name, term in sorted(used.items())
        if (forms := term.languages.get(language)) is not None
    }
