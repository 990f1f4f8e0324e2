"""Says which rules on meaning do not watch a language: its list of words lacks what they look for."""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.errors import Problem
from leaflets.folders import LOCALES
from leaflets.model import Language
from leaflets.project.project import SOURCE_LANGUAGE, Project
from leaflets.readers.wording import WORDS_FILE
from leaflets.rules import RULES
from leaflets.rules.watching import asleep


def words_file(code: str) -> str:
    """Return a language's list of words, as people know the file."""
    return f"{LOCALES}/{code}/{WORDS_FILE}"


def unwatched(project: Project, code: str) -> tuple[Problem, ...]:
    """Return the warning that rules do not watch a language (X3); nothing if all of them do."""
    source = project.languages.get(SOURCE_LANGUAGE)
    if source is None:
        return ()
    if code != SOURCE_LANGUAGE and not (source.words.negation and source.words.contrast):
        reason = "The list of English words is empty, so no rule compares what a translation means with it."
        return (Problem(words_file(SOURCE_LANGUAGE), reason, "Take out your own list.", severity="warning", rule="X3"),)
    made = "" if project.path_of(LOCALES, code, WORDS_FILE).exists() else f" To make it: leaflets catalogue add {code}"
    return tuple(replace(one, hint=one.hint + made) for one in unseen(project.languages[code], source))


def unseen(language: Language, source: Language) -> Iterator[Problem]:
    """Yield the warning that rules do not watch a language, where its list of words lacks anything."""
    found = [f"{one.reason} ({one.rule})" for one in asleep(language, source)]
    if found:
        reason = f"No rule sees in {language.name} when these are lost or wrong: {'; '.join(found)}."
        yield Problem(words_file(language.code), reason, RULES["X3"].hint, severity="warning", rule="X3")
