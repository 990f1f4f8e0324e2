"""A project: a person's folder laid over the content that comes with the package.

The only module that knows the names of folders. What the person's folder has wins; what it lacks comes from the
package, file by file and, in registers, entry by entry.
"""

import difflib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment

from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import Clinic, Fact, Figure, Language, Region, Source, TopicSource
from leaflets.readers.catalogues import Catalogue, po_path, read_catalogue
from leaflets.readers.clinics import CLINIC_FILE, Reference, read_clinics, read_regions
from leaflets.readers.evidence import read_facts, read_sources
from leaflets.readers.fonts import FONTS_FILE, Fonts, read_fonts
from leaflets.readers.languages import read_languages
from leaflets.readers.templates import make_environment, topic_slugs
from leaflets.readers.topics import read_topics

CLINICS, TEMPLATES, LOCALES, EVIDENCE, FONTS = "clinics", "templates", "locales", "evidence", "fonts"
REGIONS_FILE, LANGUAGES_FILE, FACTS_FILE, SOURCES_FILE = "regions.toml", "languages.toml", "facts.toml", "sources.json"
SOURCE_LANGUAGE = "en"
INVISIBLE = frozenset("\u00a0\u200c\u200d\u200e\u200f\u202f\u2060\u2066\u2067\u2068\u2069")
"""Characters that shape or space text, and that no font needs a glyph for."""

Value = TypeVar("Value")


def package_content() -> Path:
    """Return the folder of content that comes with the program: inside a wheel, or the checkout's top level."""
    inside = Path(__file__).parent / "content"
    return inside if inside.is_dir() else Path(__file__).parent.parent


def find_root(start: Path) -> Path:
    """Return the project that a folder lies in: the nearest one that holds `clinics/`."""
    for folder in (start, *start.parents):
        if (folder / CLINICS).is_dir():
            return folder
    hint = "Go to your project's folder, or make one with: leaflets new my-leaflets"
    raise MisuseError([Problem(str(start), "This folder is not in a leaflets project.", hint)])


@dataclass(frozen=True)
class Project:
    """Everything that people wrote, read and cross-checked. `layers` are its folders, the person's first."""

    root: Path
    layers: tuple[Path, ...]
    clinics: dict[str, Clinic]
    regions: dict[str, Region]
    languages: dict[str, Language]
    topics: dict[str, TopicSource]
    facts: dict[str, Fact]
    sources: dict[str, Source]
    fonts: Fonts
    environment: Environment
    _catalogues: dict[str, Catalogue] = field(default_factory=dict)

    def catalogue(self, code: str) -> Catalogue:
        """Return a language's words; read when first asked for, problems and all."""
        if code not in self._catalogues:
            path = self.catalogue_path(code)
            self._catalogues[code] = read_catalogue(path, self.name_of(path), self.languages[code])
        return self._catalogues[code]

    def catalogue_path(self, code: str) -> Path:
        """Return where a language's catalogue is, in the project or the package."""
        return self.path_of(LOCALES, *po_path(Path(), code).parts)

    def figure(self, reference: str) -> Figure:
        """Return the figure that a reference such as `F36.soreness` names; raise KeyError if there is none."""
        fact, _, name = reference.partition(".")
        return self.facts[fact].figures[name]

    def clinic_file(self, clinic: Clinic) -> str:
        """Return the file that a clinic is written in, as people know it."""
        return f"{CLINICS}/{clinic.slug}/{CLINIC_FILE}"

    def region_of(self, clinic: Clinic) -> Region:
        """Return the rules of the place where a clinic stands."""
        return self.regions[clinic.region]

    def path_of(self, *parts: str) -> Path:
        """Return a file's path: the person's if it is there, else the package's if that is, else the person's."""
        paths = [layer.joinpath(*parts) for layer in self.layers]
        return next((path for path in paths if path.exists()), paths[0])

    def name_of(self, path: Path) -> str:
        """Return how people know a file: its path inside the project or the package."""
        layer = next((layer for layer in self.layers if path.is_relative_to(layer)), None)
        return path.as_posix() if layer is None else path.relative_to(layer).as_posix()

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """The shapes that a leaflet can have: one layout each."""
        names = (name for name in self.environment.list_templates() if name.startswith("layouts/"))
        return tuple(Path(name).name.removesuffix(".html.j2") for name in names if name.endswith(".html.j2"))

    def uncovered(self, text: str) -> str:
        """Return the characters of a text that no font here can show."""
        return "".join(
            sorted(
                {one for one in text if one not in INVISIBLE and ord(one) not in self.fonts.characters and one > " "}
            )
        )


def open_project(root: Path) -> Project:
    """Read and cross-check everything in a project; raise `ProjectError` with every problem at once."""
    problems: list[Problem] = []
    references: list[Reference] = []
    content = package_content()
    layers = (root,) if root == content else (root, content)

    def overlaid(read: Callable[[Path, str, list[Problem]], dict[str, Value]], *parts: str) -> dict[str, Value]:
        found = [layer.joinpath(*parts) for layer in reversed(layers) if layer.joinpath(*parts).exists()]
        merged: dict[str, Value] = {}
        for path in found or [root.joinpath(*parts)]:
            merged |= read(path, "/".join(parts), problems)
        return merged

    environment = make_environment([layer / TEMPLATES for layer in layers if (layer / TEMPLATES).is_dir()])
    project = Project(
        root=root,
        layers=layers,
        clinics=read_clinics(root / CLINICS, problems, references),
        regions=overlaid(read_regions, CLINICS, REGIONS_FILE),
        languages=overlaid(read_languages, LOCALES, LANGUAGES_FILE),
        topics=read_topics(environment, problems),
        facts=overlaid(read_facts, EVIDENCE, FACTS_FILE),
        sources=overlaid(read_sources, EVIDENCE, SOURCES_FILE),
        fonts=_read_fonts(layers, problems),
        environment=environment,
    )
    problems += [*_check_references(project, references), *_cross_check(project)]
    if problems:
        raise ProjectError(sorted(set(problems), key=_order))
    return project


def _order(problem: Problem) -> tuple[str, int, str, str]:
    return problem.path, problem.line or 0, problem.key or "", problem.reason


def _read_fonts(layers: Iterable[Path], problems: list[Problem]) -> Fonts:
    fonts = Fonts()
    for layer in reversed(tuple(layers)):
        if (layer / FONTS / FONTS_FILE).exists():
            fonts = read_fonts(layer / FONTS, FONTS, problems).over(fonts)
    return fonts


def _check_references(project: Project, references: Iterable[Reference]) -> Iterable[Problem]:
    known: dict[str, Collection[str]] = {
        "region": project.regions,
        "brand.typeface": project.fonts.typefaces,
        "languages": project.languages,
        "topics": topic_slugs(project.environment),
    }
    for reference in references:
        if reference.name not in known[reference.key]:
            hint = meant(reference.name, known[reference.key])
            yield Problem(reference.file, f"“{reference.name}” is not known here.", hint, key=reference.key)


def _cross_check(project: Project) -> Iterable[Problem]:
    for clinic in project.clinics.values():
        yield from _check_clinic(project, clinic)
    for topic in project.topics.values():
        yield from _check_topic(project, topic)
    for fact in project.facts.values():
        for source in fact.sources:
            if source not in project.sources:
                hint = f"Add it to {EVIDENCE}/{SOURCES_FILE}, or correct the id."
                reason = f"No source has the id “{source}”."
                yield Problem(f"{EVIDENCE}/{FACTS_FILE}", reason, hint, key=f"{fact.id}.sources")
    for language in project.languages.values():
        if not project.fonts.covers(language.script):
            hint = f"Add a family for {language.script} to {FONTS}/{FONTS_FILE}."
            reason = f"No font here can set the script of {language.name}."
            yield Problem(f"{LOCALES}/{LANGUAGES_FILE}", reason, hint, key=language.code)


def _check_clinic(project: Project, clinic: Clinic) -> Iterable[Problem]:
    file = project.clinic_file(clinic)
    shown = {
        "name": clinic.name,
        "contact.address": " ".join(clinic.contact.address),
        "regulator": clinic.regulator.name,
    }
    for key, text in shown.items():
        missing = project.uncovered(text)
        if missing:
            names = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing)
            hint = f"Write it with other characters, or add a font that has them to {FONTS}/."
            yield Problem(file, f"No font here has the character {names}.", hint, key=key)


def _check_topic(project: Project, topic: TopicSource) -> Iterable[Problem]:
    for clinic in project.clinics.values():
        for key in sorted(topic.messages, key=lambda key: key.id):
            if clinic.name in key.id or clinic.contact.email in key.id:
                reason = f"The words “{key.id}” name the clinic {clinic.slug}."
                yield Problem(topic.path, reason, "Leave it out; the masthead and the contact card name the clinic.")
    for statement in topic.statements:
        for fact in statement.facts:
            if fact not in project.facts:
                reason = f"No fact has the id “{fact}”."
                yield Problem(statement.path, reason, meant(fact, project.facts), statement.line, statement.id)
        for reference in statement.figures:
            try:
                project.figure(reference)
            except KeyError:
                names = [f"{fact.id}.{name}" for fact in project.facts.values() for name in fact.figures]
                reason = f"No figure is called “{reference}”."
                yield Problem(statement.path, reason, meant(reference, names), statement.line, statement.id)


def meant(word: str, known: Iterable[str]) -> str:
    """Return the hint for a word that is not among the known ones."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    if close:
        return f"Did you mean “{close[0]}”?"
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return f"Known are: {shown}." if names else "None is there yet."
