"""How plain the source language is. Warnings, not proofs: a person decides, and readability does the measuring."""

import re
from collections.abc import Iterator, Mapping, Sequence

from leaflets.composition.direction import plain
from leaflets.errors import Problem
from leaflets.model import Content, Statement
from leaflets.model.reworded import are_reworded
from leaflets.project import Project

GRADE = 5.2
"""The highest Flesch-Kincaid grade as this program counts it; the American Medical Association's grade 6.

With a dictionary of syllables the same texts come out 0.8 higher on average; decision 0033 has the figures.
"""
LONGEST_SENTENCE = 20
"""Words in a sentence: EC readability guideline 2009, section A.5."""
LONGEST_EASY_SENTENCE = 10
"""The same in words for people who read little; shared warnings keep their wording."""
PASSIVE_SHARE = 0.2
"""The largest share of sentences in the passive voice; PEMAT asks for the active voice most of the time."""

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_PARTICIPLES = (
    "begun|bitten|bled|blown|born|borne|bought|bound|broken|brought|built|burnt|caught|chosen|cut|done|drawn|driven|eaten|"
    "fed|felt|forgotten|found|given|gone|grown|heard|held|hidden|hit|hurt|kept|known|laid|led|left|lent|lost|made|meant|"
    "met|put|read|run|said|seen|sent|set|sewn|shown|shut|sold|spent|struck|stuck|sworn|taken|taught|thought|thrown|told|"
    "torn|understood|won|worn|wound|written"
)
_ADJECTIVES = "bored|concerned|curved|dedicated|distressed|interested|needed|related|relaxed|scared|tired|used|worried"
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)\s+"
    r"(?:(?:not|never|often|also|then|now|soon|always|only|\w+ly)\s+)*"
    rf"(?!(?:{_ADJECTIVES})\b)(?:\w+ed|{_PARTICIPLES})\b",
    re.IGNORECASE,
)


def check_language(project: Project, contents: Mapping[str, Content]) -> Iterator[Problem]:
    """Find topics that are hard to read, with the sentences that make them so."""
    for topic, content in contents.items():
        path = project.topics[topic].path
        lines = {one.id: (one.path, one.line) for one in project.topics[topic].statements}
        yield from _grade(path, content)
        yield from _passive(path, content)
        for statement in content.statements:
            place, line = lines[statement.id]
            for sentence in _sentences(_text(statement)):
                count, longest = len(sentence.split()), _longest(topic, is_own=path == place)
                if count > longest:
                    reason = f"This sentence has {count} words: {sentence}"
                    hint = f"Make two of it; {longest} words are enough."
                    yield Problem(place, reason, hint, line, statement.id, severity="warning")
        yield from _undefined(project, topic, content)


def _longest(topic: str, *, is_own: bool) -> int:
    """Return how many words a sentence of a topic may have; `is_own` tells that it stands in the topic's own file."""
    return LONGEST_EASY_SENTENCE if is_own and are_reworded(topic) else LONGEST_SENTENCE


def grade(sentences: Sequence[str]) -> float:
    """Return the Flesch-Kincaid grade of sentences: 0.39 words a sentence, 11.8 syllables a word, less 15.59."""
    from readability import getmeasures

    lines = [" ".join([*_WORD.findall(sentence), "."]) for sentence in sentences]
    return float(getmeasures("\n".join(lines), lang="en")["readability grades"]["Kincaid"])


def _grade(path: str, content: Content) -> Iterator[Problem]:
    sentences = [sentence for text in _texts(content) for sentence in _sentences(text)]
    whole = grade(sentences)
    if whole > GRADE:
        hardest = max(sentences, key=lambda one: grade([one]))
        reason = f"This topic reads at grade {whole:.1f}, above {GRADE}. Its hardest sentence: {hardest}"
        yield Problem(path, reason, "Use shorter sentences and shorter words.", severity="warning")


def _passive(path: str, content: Content) -> Iterator[Problem]:
    sentences = [sentence for text in _texts(content) for sentence in _sentences(text)]
    passive = [sentence for sentence in sentences if _PASSIVE.search(sentence)]
    if len(passive) > PASSIVE_SHARE * len(sentences):
        reason = f"{len(passive)} of {len(sentences)} sentences are in the passive voice: {' / '.join(passive)}"
        yield Problem(path, reason, "Say who does it: “we clean”, not “is cleaned”.", severity="warning")


def _undefined(project: Project, topic: str, content: Content) -> Iterator[Problem]:
    """Find medical words of the glossary that the topic never explains, at their first use."""
    whole = " ".join(_texts(content)).casefold()
    lines = {one.id: (one.path, one.line) for one in project.topics[topic].statements}
    seen: set[str] = set()
    for statement in content.statements:
        for term, form in project.glossary.forms_in(_text(statement)):
            if term.medical and term.id not in seen and not any(one.casefold() in whole for one in term.explained):
                path, line = lines[statement.id]
                reason = f"“{form}” is a medical word that this topic does not explain: {_text(statement)}"
                hint = f"Explain it once, for example as “{term.explained[0]}”, or use plain words."
                yield Problem(path, reason, hint, line, statement.id, severity="warning")
            seen.add(term.id)


def _texts(content: Content) -> list[str]:
    return [plain(content.lead), *(_text(statement) for statement in content.statements)]


def _text(statement: Statement) -> str:
    """Return what patients read of a statement; pictures are looked at, not read."""
    if statement.kind == "picture":
        return ""
    return plain(" ".join(filter(None, (statement.heading, statement.text))))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])[”\"]?\s+", text) if sentence]
