"""Whether a printed leaflet is still what the project says: the content id and the marks in its PDF tell."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pikepdf

from leaflets.composition import Composer
from leaflets.composition.identity import parse_marks
from leaflets.errors import MisuseError, Problem
from leaflets.model import Content, Leaflet
from leaflets.model.work import LEDGER
from leaflets.project import Project

State = Literal["current", "outdated", "unknown"]
File = Literal["genuine", "altered", "not recorded"]


@dataclass(frozen=True)
class Sheet:
    """What a PDF says of itself: which leaflet it is, its content id, and a mark for each statement."""

    clinic: str
    language: str
    topic: str
    edition: str
    content_id: str
    marks: Mapping[str, str]

    @property
    def path(self) -> str:
        """Where leaflets build puts it below its output folder."""
        return str(Leaflet(self.clinic, self.language, self.topic, self.edition).path)


@dataclass(frozen=True)
class Verdict:
    """What is known of a PDF. `changes` says what is different now, for people."""

    state: State
    file: File
    sheet: Sheet | None = None
    changes: tuple[str, ...] = field(default=())


def verify(project: Project, path: Path) -> Verdict:
    """Return whether a PDF is current, outdated or unknown, and whether its file is the one that was delivered."""
    data = _read(path)
    sheet = _sheet_of(path)
    file = _file_state(project, path, data, sheet)
    if sheet is None or sheet.topic not in project.topics or sheet.language not in project.languages:
        return Verdict("unknown", file, sheet)
    contents = list(_contents(project, sheet))
    if any(content.id == sheet.content_id for content in contents):
        return Verdict("current", file, sheet)
    changes = tuple(_changes(sheet, contents[0])) if contents else ("Its words are no longer complete.",)
    return Verdict("outdated", file, sheet, changes)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = f"This file cannot be read: {error.strerror}."
        raise MisuseError([Problem(str(path), reason, "Name a PDF that leaflets build has made.")]) from error


def _sheet_of(path: Path) -> Sheet | None:
    """Return what the document's information dictionary says; None for a PDF of other origin."""
    try:
        with pikepdf.open(path) as document:
            information = {str(key).lstrip("/"): str(value) for key, value in document.docinfo.items()}
    except pikepdf.PdfError as error:
        hint = "Name a PDF that leaflets build has made."
        raise MisuseError([Problem(str(path), "This is not a PDF that can be opened.", hint)]) from error
    names = information.get("leaflet", "").split(" ")
    if len(names) != 4 or not information.get("Keywords"):
        return None
    clinic, language, topic, edition = names
    return Sheet(clinic, language, topic, edition, information["Keywords"], parse_marks(information.get("marks", "")))


def _contents(project: Project, sheet: Sheet) -> Iterator[Content]:
    """Yield what the topic says now: in the region of its clinic if that is still there, else in each region."""
    composer, language = Composer(project), project.languages[sheet.language]
    clinic = project.clinics.get(sheet.clinic)
    regions = [project.region_of(clinic)] if clinic else list(project.regions.values())
    for region in regions:
        content = composer.content(sheet.topic, language, region)
        if content is not None:
            yield content


def _changes(sheet: Sheet, content: Content) -> Iterator[str]:
    """Yield which statements are different, new or gone."""
    marks = dict(content.marks)
    for name, mark in marks.items():
        if name not in sheet.marks:
            yield f"new: {name}"
        elif sheet.marks[name] != mark:
            yield f"changed: {name}"
    yield from (f"gone: {name}" for name in sheet.marks if name not in marks)
    if list(sheet.marks.items()) == list(marks.items()):
        yield "changed: title, sections or version"


def _file_state(project: Project, path: Path, data: bytes, sheet: Sheet | None) -> File:
    """Compare the file with the ledgers of the folders around it, and of the project's own output folder."""
    folders = (*path.resolve().parents, project.root / "out")
    known = [line for folder in folders for line in _ledger(folder / LEDGER)]
    digest = hashlib.sha256(data).hexdigest()
    if any(line[0] == digest for line in known):
        return "genuine"
    if sheet and any(line[1:] == [sheet.content_id, sheet.path] for line in known):
        return "altered"
    return "not recorded"


def _ledger(path: Path) -> list[list[str]]:
    try:
        return [line.split(" ", 2) for line in path.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        return []
