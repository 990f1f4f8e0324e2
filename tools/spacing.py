"""Writes `templates/spacing.toml`: in which step of spacing each shipped leaflet fills its pages best.

Run by `make spacing` after words, layouts or styles have changed: it measures what is new on its pages. What the file
does not know, or not any more, is measured whenever it is composed; wording of a region begins with what its parent
has. After a change of look, all is new; of a typeface, the languages that it sets. Where you are sure that it only
touches some topics, name them: `python tools/spacing.py questions`.
"""

import itertools
import json
import os
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from leaflets.composition.fitting import measured
from leaflets.composition.fullest import FULLEST, fullest_clinic
from leaflets.composition.pages import Pages
from leaflets.composition.spacing import look_in, recorded, spacing_in, words_on_every_sheet
from leaflets.model import Content, Leaflet, Region, Spacing
from leaflets.project import Project, open_project
from leaflets.project.look import SPACING_FILE

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "templates" / SPACING_FILE
PAPERS = ("letter", "a4")
NURSE_LINES = ("811", None)
HEAD = """\
# In which step of spacing each leaflet fills its pages best, by language, topic, content id, paper and typeface.
# Written by `make spacing`. `look` and `words` are what it was measured with: for others, pages are measured anew.
"""


class Case(NamedTuple):
    """A topic in a language, in a place of one kind, on a paper, in a typeface."""

    language: str
    topic: str
    nurse_line: str | None
    paper: str
    typeface: str

    @property
    def key(self) -> str:
        """What the register calls paper and typeface."""
        return f"{self.paper}-{self.typeface}"


@lru_cache(maxsize=1)
def content() -> Project:
    """Open the content that comes with the program."""
    return open_project(ROOT)


def main(*topics: str) -> None:
    """Write the register. Where topics are named, what it has of others stays as it is."""
    if topics:
        keep_all_but(topics)
    found: dict[str, dict[str, dict[str, str]]] = {}
    cases = list(all_cases())
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for case, (identity, spacing) in zip(cases, pool.map(spacing_of, cases, chunksize=6), strict=True):
            found.setdefault(case.language, {}).setdefault(f'{case.topic}."{identity}"', {})[case.key] = written(
                spacing
            )
    PLACE.write_text("\n".join(lines(found)) + "\n", "utf-8")


def keep_all_but(topics: tuple[str, ...]) -> None:
    """Let what the register has of other topics hold for the look and the words of today."""
    register = tomllib.loads(PLACE.read_text("utf-8"))
    kept = {
        code: {
            f'{topic}."{identity}"': {key: written(spacing_in(entry)) for key, entry in entries.items()}
            for topic, recorded in own.items()
            if topic not in (*topics, "look", "words")
            for identity, entries in recorded.items()
        }
        for code, own in register.items()
    }
    PLACE.write_text("\n".join(lines(kept)) + "\n", "utf-8")


def all_cases() -> Iterator[Case]:
    """Yield each case once: where a topic says the same with and without a nurse line, its places are of one kind."""
    project = content()
    kinds = list(itertools.product(PAPERS, sorted(project.fonts.typefaces)))
    languages = sorted(code for code, one in project.languages.items() if one.parent is None)
    for language, topic in itertools.product(languages, sorted(project.subjects)):
        known = set()
        for nurse_line in NURSE_LINES:
            identity = filled(Case(language, topic, nurse_line, *kinds[0])).id
            if identity not in known:
                yield from (Case(language, topic, nurse_line, *kind) for kind in kinds)
            known.add(identity)


def spacing_of(case: Case) -> tuple[str, Spacing]:
    """Return a case's content id, and its spacing as the register has it, or as measured now."""
    said, project, leaflet = filled(case), placed(case), Leaflet(FULLEST, case.language, case.topic)
    known = recorded(project, leaflet, said)
    return said.id, known or measured(project, leaflet, said, project.regions[FULLEST], case.typeface)


def filled(case: Case) -> Content:
    """Return what a topic says in a language, in a place of a kind."""
    project = placed(case)
    said = Pages(project).content(case.topic, project.languages[case.language], project.regions[FULLEST])
    if said is None:
        raise SystemExit(f"{case.topic} in {case.language} has faults: run leaflets check")
    return said


def placed(case: Case) -> Project:
    """Return the shipped content with a clinic in a place of a kind."""
    region = Region(emergency="911", nurse_line=case.nurse_line, paper=case.paper, country="CA")
    return replace(content(), clinics={FULLEST: fullest_clinic(case.typeface)}, regions={FULLEST: region})


def written(spacing: Spacing) -> str:
    """Return an entry of the register."""
    entry = f"step = {spacing.step}"
    if spacing.continued:
        entry += f", continued = {json.dumps(spacing.continued)}"
    return entry + (", sources_first = true" if spacing.sources_first else "")


def lines(found: dict[str, dict[str, dict[str, str]]]) -> Iterator[str]:
    """Yield the lines of the register."""
    yield HEAD.rstrip()
    for language, topics in found.items():
        look, words = look_in(content(), language), words_on_every_sheet(content(), language)
        yield f'\n[{language}]\nlook = "{look}"\nwords = "{words}"'
        for topic, entries in topics.items():
            yield f"\n[{language}.{topic}]"
            yield from (f"{key} = {{ {entry} }}" for key, entry in entries.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
