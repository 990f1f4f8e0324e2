"""Which subjects that people ask about the leaflets answer, with which statements, and which claims they refuse."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.errors import Problem, ProjectError
from leaflets.model import Subject
from leaflets.project import COVERAGE_FILE, EVIDENCE, SOURCE_LANGUAGE, Project
from leaflets.readers.evidence import read_subjects
from leaflets.reviewing.neutral import PLACES, neutral_project

COVERAGE_PATH = f"{EVIDENCE}/{COVERAGE_FILE}"
"""How people know the file of subjects."""


@dataclass(frozen=True)
class Covered:
    """A subject with what is said about it: `words` are English, by statement.

    `gone` are statements that are named and that are not there: a folder's own topic may say less than the program's.
    """

    subject: Subject
    words: Mapping[str, str]
    gone: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing answers it here."""
        return not (self.words or self.subject.refused or self.subject.elsewhere)


def subjects_of(project: Project) -> dict[str, Subject]:
    """Return the subjects of a project, its folder's over the program's; raise `ProjectError` if any is wrong."""
    problems: list[Problem] = []
    there = [layer / EVIDENCE / COVERAGE_FILE for layer in reversed(project.layers)]
    merged: dict[str, Subject] = {}
    for path in [one for one in there if one.exists()] or there[-1:]:
        merged |= read_subjects(path, COVERAGE_PATH, problems)
    if problems:
        raise ProjectError(problems)
    return merged


def own_subjects(project: Project, problems: list[Problem]) -> dict[str, Subject]:
    """Return what a project's own folder says of subjects, copies left out, after adding what is wrong with any."""
    own, *beneath = (layer / EVIDENCE / COVERAGE_FILE for layer in project.layers)
    subjects = read_subjects(own, COVERAGE_PATH, problems) if own.exists() else {}
    packaged = {name: one for path in beneath for name, one in read_subjects(path, COVERAGE_PATH, []).items()}
    return {name: one for name, one in subjects.items() if one != packaged.get(name)}


def coverage_of(project: Project) -> list[Covered]:
    """Return each subject with what answers it."""
    subjects = subjects_of(project)
    known = {f"{topic.slug}/{one.id}" for topic in project.topics.values() for one in topic.statements}
    words = _words(project, {one.partition("/")[0] for subject in subjects.values() for one in subject.statements})
    return [
        Covered(
            subject,
            {one: words.get(one, "") for one in subject.statements if one in known},
            tuple(one for one in subject.statements if one not in known),
        )
        for subject in subjects.values()
    ]


def _words(project: Project, topics: Iterable[str]) -> dict[str, str]:
    """Return what the statements of topics say in English, with names in place of what is a clinic's own."""
    neutral = neutral_project(project)
    composer, language = Composer(neutral), project.languages[SOURCE_LANGUAGE]
    words: dict[str, str] = {}
    for topic in sorted(project.topics.keys() & set(topics)):
        for place in PLACES:
            content = composer.content(topic, language, neutral.regions[place])
            for one in content.statements if content else ():
                words.setdefault(f"{topic}/{one.id}", plain(" ".join(filter(None, (one.heading, one.text)))))
    return words


def as_markdown(coverage: Sequence[Covered]) -> str:
    """Return the coverage as a page: counts first, then a table for each group."""
    lines = ["# What patients ask, and where leaflets answer it", "", _INTRODUCTION, "", *_counts(coverage)]
    for group in dict.fromkeys(one.subject.group for one in coverage):
        lines += ["", f"## {group}", "", "| Asked | Answer |", "|---|---|"]
        lines += [_row(one) for one in coverage if one.subject.group == group]
    return "\n".join(lines) + "\n"


_INTRODUCTION = (
    "The subjects of clinics' own pages and the questions of patients, in our own words; for each, the English words "
    "of the statements that answer it, or the claim that leaflets do not make and why. Made from "
    f"`{COVERAGE_PATH}` with `leaflets evidence coverage`."
)


def _counts(coverage: Sequence[Covered]) -> Iterator[str]:
    statements = {statement for one in coverage for statement in one.words}
    yield f"- {len(coverage)} subjects"
    yield f"- {sum(bool(one.words) for one in coverage)} answered by {len(statements)} statements"
    refused = {one.subject.refused for one in coverage if one.subject.refused}
    yield f"- {sum(bool(one.subject.refused) for one in coverage)} with one of {len(refused)} claims that are refused"
    yield f"- {sum(bool(one.subject.elsewhere) for one in coverage)} answered by what a clinic writes itself"
    yield f"- {sum(one.is_open for one in coverage)} open"


def _row(one: Covered) -> str:
    cells = (one.subject.question, "<br>".join(_answer(one)))
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _answer(one: Covered) -> Iterator[str]:
    """Yield the parts of the answer to a subject."""
    subject = one.subject
    if one.is_open:
        yield f"**Open**: {subject.open}" if subject.open else "**Open**"
    yield from (f"`{statement}` {words}".rstrip() for statement, words in one.words.items())
    yield from (f"`{statement}` is no longer said." for statement in one.gone)
    if subject.refused:
        yield f"**Refused** (`{subject.refused}`), because {subject.because}"
    if subject.elsewhere:
        yield f"**Elsewhere**: {subject.elsewhere}"
