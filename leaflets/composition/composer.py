"""Composes leaflets: one topic in one language is read once, then laid out for each clinic."""

import datetime as dt
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from jinja2 import TemplateError
from markupsafe import escape

from leaflets.composition.citations import Citations
from leaflets.composition.direction import plain
from leaflets.composition.figures import Figures
from leaflets.composition.identity import content_id, neutral, statement_marks
from leaflets.composition.layout import layout_functions
from leaflets.composition.lock import Lock
from leaflets.composition.references import References
from leaflets.composition.sheet import Sheet
from leaflets.composition.vocabulary import ContentBuilder
from leaflets.composition.words import Words
from leaflets.errors import Problem
from leaflets.model import Composition, Content, Failed, Language, Leaflet, Region
from leaflets.model.work import STAFF, STANDARD
from leaflets.project import Project
from leaflets.signoffs import Approval, approval_of

TEMPLATE_TROUBLE = (TemplateError, TypeError, ValueError, KeyError, AttributeError)
"""What Jinja raises when a template asks for something that is not there."""
STAFF_PAGES = 2
"""How many times the pages of a patient's leaflet its edition for staff may fill."""


@dataclass(frozen=True)
class _Reading:
    """A topic in a language and region: its content, or what is wrong with it."""

    content: Content | None
    problems: tuple[Problem, ...]


class Composer:
    """Turns leaflets of one project into compositions."""

    def __init__(self, project: Project, today: dt.date = dt.date.min) -> None:
        self._project = project
        self._today = today
        self._readings: dict[tuple[str, str, Region], _Reading] = {}
        self._stylesheets: dict[str, str] = {}
        self._citations = Citations(project.citation_style, project.sources)

    def compose(self, leaflet: Leaflet) -> Composition | Failed:
        """Return the leaflet as self-contained HTML, or everything that is missing for it."""
        project = self._project
        clinic, language = project.clinics[leaflet.clinic], project.languages[leaflet.language]
        reading = self._reading(leaflet.topic, language, project.region_of(clinic))
        words = Words(project.catalogue(language.code))
        problems = list(reading.problems)
        html = ""
        approval = Approval()
        if reading.content is not None:
            approval = approval_of(project, leaflet.topic, leaflet.language, self._today)
            references = References(project, reading.content, self._citations)
            sheet = Sheet(project, leaflet, words, references, approval)
            context = {
                **words.functions,
                **layout_functions(project.environment),
                "content": reading.content,
                "sheet": sheet,
            }
            html = self._render(f"layouts/{leaflet.edition}.html.j2", context, problems)
            problems += _unprinted(reading.content, html, leaflet.edition)
        stylesheet = self._stylesheet(leaflet.edition, problems)
        problems += [*words.problems, *self._uncovered(words)]
        if problems or reading.content is None:
            return Failed(leaflet, tuple(dict.fromkeys(problems)))
        return Composition(
            leaflet=leaflet,
            clinic_file=project.clinic_file(clinic),
            html=html,
            stylesheet=stylesheet,
            content_id=reading.content.id,
            state="final" if approval.is_final else "draft",
            families=frozenset(project.fonts.families),
            pages=reading.content.pages * (STAFF_PAGES if leaflet.edition == STAFF else 1),
        )

    def content(self, topic: str, language: Language, region: Region) -> Content | None:
        """Return a topic's content in a language, as a place has it; None if something is missing for it."""
        return self._reading(topic, language, region).content

    def problems_of(self, topic: str, language: Language, region: Region) -> tuple[Problem, ...]:
        """Return what is missing for a topic in a language."""
        return self._reading(topic, language, region).problems

    def _reading(self, topic: str, language: Language, region: Region) -> _Reading:
        key = (topic, language.code, region)
        if key not in self._readings:
            self._readings[key] = self._read(topic, language, region)
        return self._readings[key]

    def _read(self, topic: str, language: Language, region: Region) -> _Reading:
        words = Words(self._project.catalogue(language.code))

        def figures(per: int | None) -> Figures:
            return Figures(self._project.environment, words, language.locale, per)

        builders = [ContentBuilder(words, figures, self._project.figure, one) for one in (region, neutral(region))]
        problems: list[Problem] = []
        for builder in builders:
            self._render(f"topics/{topic}.html.j2", builder.vocabulary, problems)
        problems += [*words.problems, *self._uncovered(words)]
        if problems:
            return _Reading(None, tuple(dict.fromkeys(problems)))
        printed, reviewed = (builder.content for builder in builders)
        lock = Lock(figures(printed.per), self._project.figure, language.locale, region.numbers)
        problems += self._misprinted(lock, printed, words.path)
        evidence = self._project.evidence_of(fact for one in printed.statements for fact in one.facts)
        identity = content_id(reviewed, evidence, self._project.drawings_of(topic))
        marks = statement_marks(reviewed, self._project.facts)
        return _Reading(replace(printed, id=identity, marks=marks), tuple(problems))

    def _misprinted(self, lock: Lock, content: Content, path: str) -> Iterator[Problem]:
        for statement in content.statements:
            for reason in lock.misprints(statement):
                hint = "Look for a number, a sign or a unit in the words of this statement; figures come by themselves."
                yield Problem(path, reason, hint, key=statement.id)

    def _render(self, name: str, context: Any, problems: list[Problem]) -> str:
        try:
            return self._project.environment.get_template(name).render(context)
        except TEMPLATE_TROUBLE as error:
            path, line = _place(error, name)
            hint = "Compare the line with another template; every name and argument must exist."
            problems.append(Problem(path, f"The template cannot be filled: {_plain(error)}.", hint, line))
            return ""

    def _uncovered(self, words: Words) -> Iterator[Problem]:
        path = words.path
        for key, texts in words.used.items():
            missing = self._project.uncovered("".join(texts))
            if missing:
                names = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing)
                hint = "Write it with other characters, or add a font that has them to fonts/."
                yield Problem(path, f"No font here has the character {names}.", hint, key=f"“{key.id}”")

    def _stylesheet(self, edition: str, problems: list[Problem]) -> str:
        """Return the rules of an edition: those of the standard edition, then its own."""
        if edition not in self._stylesheets:
            names = dict.fromkeys((STANDARD, edition))
            paths = [self._project.path_of("templates", "css", f"{name}.css") for name in names]
            try:
                self._stylesheets[edition] = "\n".join(path.read_text("utf-8") for path in paths)
            except (OSError, UnicodeDecodeError):
                path = paths[-1]
                hint = f"Put a stylesheet in UTF-8 there; each layout has one, and this one is for layouts/{edition}."
                problems.append(Problem(self._project.name_of(path), "The stylesheet cannot be read.", hint))
                return ""
        return self._stylesheets[edition]


def _unprinted(content: Content, html: str, edition: str) -> Iterator[Problem]:
    """Find statements that the layout left out or changed."""
    for statement in content.statements if html else ():
        if str(statement.text) not in html and escape(plain(statement.text)) not in html:
            hint = f"Look for its kind ({statement.kind}) in the parts of the layout."
            reason = f"The layout does not print the statement “{statement.id}” as it is."
            yield Problem(f"templates/layouts/{edition}.html.j2", reason, hint)


def _plain(error: Exception) -> str:
    """Return what went wrong without the names of our own classes."""
    return str(error).replace(f"{ContentBuilder.__name__}.", "").rstrip(".")


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """Return template and line where rendering stopped; Jinja puts them into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if not frames:
        return f"templates/{name}", getattr(error, "lineno", None)
    parts = PurePosixPath(frames[-1].filename.replace("\\", "/")).parts
    inside = parts[len(parts) - parts[::-1].index("templates") - 1 :] if "templates" in parts else parts[-1:]
    return "/".join(inside), frames[-1].lineno


def compose_all(
    project: Project, leaflets: Iterable[Leaflet], today: dt.date = dt.date.min
) -> Iterator[Composition | Failed]:
    """Compose one leaflet after the other, as they are asked for. `today` decides which sign-offs still hold."""
    composer = Composer(project, today)
    return (composer.compose(leaflet) for leaflet in leaflets)
