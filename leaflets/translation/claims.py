"""Claims in the English words, found before translators put them into every language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaflets.errors import Problem, ProjectError
from leaflets.model import MessageKey, StatementSource
from leaflets.project import CLAIMS_FILE, EVIDENCE, TEMPLATES, Project
from leaflets.readers.messages import PLACEHOLDER
from leaflets.readers.notes import find_places
from leaflets.readers.templates import SUFFIX
from leaflets.rules.claims import claims_in

FILE = f"{EVIDENCE}/{CLAIMS_FILE}"


@dataclass(frozen=True)
class Said:
    """Words in a template. `places` are their names in `said_in`: `topic/statement`, or the template's."""

    path: str
    line: int
    text: str
    places: tuple[str, ...]
    statement: str | None = None


def refuse_claims(project: Project) -> None:
    """Raise `ProjectError` if the project's own words make a claim: translators would put it into every language."""
    found = list(claims_made(project))
    if found:
        raise ProjectError(found)


def claims_made(project: Project) -> Iterator[Problem]:
    """Find claims in the project's own English words: statements, titles, leads and what layouts say."""
    for said in _all_said(project):
        for claim, words in claims_in(said.text, project.claims.values()):
            if not set(said.places) & set(claim.said_in):
                reason = f"“{words}” makes a claim that the evidence does not carry: {' '.join(said.text.split())}"
                way_out = f"If it only looks like one, add “{said.places[0]}” to said_in of [{claim.id}] in {FILE}."
                yield Problem(said.path, reason, f"{claim.instead} {way_out}", said.line, said.statement)


def _all_said(project: Project) -> Iterator[Said]:
    """Yield the words of the project's own folder, a shared block's once; its owner could mend no others."""
    found: dict[tuple[str, str], Said] = {}
    stated: set[tuple[str, MessageKey]] = set()
    for topic in project.topics.values():
        for one in topic.statements:
            text = "\n".join(_filled(project, one, key.id) for key in one.messages)
            here = Said(one.path, one.line, text, (f"{topic.slug}/{one.id}",), one.id)
            there = found.setdefault((one.path, text), here)
            found[one.path, text] = replace(there, places=tuple(dict.fromkeys((*there.places, *here.places))))
            stated |= {(one.path, key) for key in one.messages}
    for place in find_places(project.environment, []):
        path, name = f"{TEMPLATES}/{place.template}", place.template.removesuffix(SUFFIX)
        if (path, place.key) not in stated:
            found.setdefault((path, place.key.id), Said(path, place.line, place.key.id, (name,)))
    own = {path: (project.root / path).exists() for path, _ in found}
    yield from (said for said in found.values() if own[said.path])


def _filled(project: Project, statement: StatementSource, text: str) -> str:
    """Return a text with the unit of each figure in its place, such as “some day”; what fills the rest says nothing."""
    fillings = dict(statement.fillings)

    def unit(name: str) -> str:
        fact, _, figure = fillings.get(name, "").partition(".")
        figures = project.facts[fact].figures if fact in project.facts else {}
        return figures[figure].unit if figure in figures else "something"

    return PLACEHOLDER.sub(lambda found: f"some {unit(found[1])}", text)
