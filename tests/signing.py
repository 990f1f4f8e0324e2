"""Sign-offs for tests, by people who do not exist, in temporary projects only."""

import datetime as dt
from pathlib import Path

from leaflets.delivery import write_whole
from leaflets.project import Project, open_project
from leaflets.reviewing.design import signed_look
from leaflets.reviewing.readings import read
from leaflets.reviewing.signing import signed

TODAY = dt.date(2026, 11, 20)
PEOPLE = (("linguistic", "Test Reader", "translator"), ("clinical", "Test Clinician", "physiotherapist"))

DESIGNER = {"name": "Test Designer", "credential": "designer", "date": TODAY}


def sign_all(root: Path, *languages: str, topics: tuple[str, ...] = ()) -> None:
    """Have two people sign topics of these languages in a project, all of them unless some are named."""
    project = open_project(root)
    for language in languages:
        for person in PEOPLE:
            for topic in topics or project.topics:
                _sign(project, language, topic, person)


def sign(root: Path, language: str, topic: str, person: tuple[str, str, str]) -> None:
    """Sign a topic in a language, as `leaflets review sign` does once the code was typed."""
    _sign(open_project(root), language, topic, person)


def sign_look(root: Path, **other: object) -> None:
    """Sign the look of a project."""
    for path, data in signed_look(open_project(root), {**DESIGNER, **other}).items():
        write_whole(path, data)


def _sign(project: Project, language: str, topic: str, person: tuple[str, str, str]) -> None:
    entry = {**dict(zip(("role", "name", "credential"), person, strict=True)), "date": TODAY}
    reading = read(project, topic, language)
    assert not reading.problems, reading.problems
    for path, data in signed(project, reading, entry).items():
        write_whole(path, data)
