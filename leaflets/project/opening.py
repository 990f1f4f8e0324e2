"""Opens a project: reads what people wrote, layer over layer, and cross-checks it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language
from leaflets.project.crosscheck import check_references, cross_check
from leaflets.project.project import (
    CLAIMS_FILE,
    CLINICS,
    EVIDENCE,
    FACTS_FILE,
    FONTS,
    GLOSSARY_FILE,
    LANGUAGES_FILE,
    LOCALES,
    REGIONS_FILE,
    SOURCES_FILE,
    TEMPLATES,
    Project,
    package_content,
)
from leaflets.readers.clinics import Reference, read_clinics, read_regions
from leaflets.readers.evidence import read_claims, read_facts, read_sources, round_figures
from leaflets.readers.fonts import FONTS_FILE, Fonts, read_fonts
from leaflets.readers.glossary import Glossary, read_terms
from leaflets.readers.languages import read_languages
from leaflets.readers.signoffs import (
    BACK_TRANSLATIONS_FILE,
    SIGNOFFS_FILE,
    read_back_translations,
    read_revocations,
    read_signoffs,
)
from leaflets.readers.templates import make_environment
from leaflets.readers.topics import read_topics
from leaflets.readers.waivers import EXCEPTIONS_FILE, read_waivers
from leaflets.readers.wording import WORDS_FILE, with_words

Value = TypeVar("Value")


def open_project(root: Path) -> Project:
    """Read and cross-check everything in a project; raise `ProjectError` with every problem at once."""
    problems: list[Problem] = []
    references: list[Reference] = []
    root, content = root.resolve(), package_content().resolve()
    layers = (root,) if root == content else (root, content)

    def overlaid(read: Callable[[Path, str, list[Problem]], dict[str, Value]], *parts: str) -> dict[str, Value]:
        found = [layer.joinpath(*parts) for layer in reversed(layers) if layer.joinpath(*parts).exists()]
        merged: dict[str, Value] = {}
        for path in found or [root.joinpath(*parts)]:
            merged |= read(path, "/".join(parts), problems)
        return merged

    environment = make_environment([layer / TEMPLATES for layer in layers if (layer / TEMPLATES).is_dir()])
    registry = overlaid(read_languages, LOCALES, LANGUAGES_FILE)
    languages = {code: _with_words(language, layers, problems) for code, language in registry.items()}
    project = Project(
        root=root,
        layers=layers,
        clinics=read_clinics(root / CLINICS, problems, references),
        regions=overlaid(read_regions, CLINICS, REGIONS_FILE),
        languages=languages,
        topics=read_topics(environment, problems),
        facts=round_figures(overlaid(read_facts, EVIDENCE, FACTS_FILE), f"{EVIDENCE}/{FACTS_FILE}", problems),
        sources=overlaid(read_sources, EVIDENCE, SOURCES_FILE),
        claims=overlaid(read_claims, EVIDENCE, CLAIMS_FILE),
        glossary=Glossary(overlaid(read_terms, LOCALES, GLOSSARY_FILE)),
        signoffs=_read_all(read_signoffs, SIGNOFFS_FILE, layers, languages, problems),
        revocations=_read_all(read_revocations, SIGNOFFS_FILE, layers, languages, problems),
        back_translations=_read_all(read_back_translations, BACK_TRANSLATIONS_FILE, layers, languages, problems),
        waivers={code: read_waivers(*_place(layers, code, EXCEPTIONS_FILE), problems) for code in languages},
        fonts=_read_fonts(layers, problems),
        environment=environment,
    )
    problems += [*check_references(project, references), *cross_check(project)]
    if problems:
        raise ProjectError(sorted(set(problems), key=_order))
    return project


def _order(problem: Problem) -> tuple[str, int, str, str]:
    return problem.path, problem.line or 0, problem.key or "", problem.reason


def _with_words(language: Language, layers: Iterable[Path], problems: list[Problem]) -> Language:
    return with_words(language, *_place(layers, language.code, WORDS_FILE), problems)


def _place(layers: Iterable[Path], code: str, file: str) -> tuple[Path, str]:
    """Return the first layer's file of a language that is there, and how people know it."""
    place = Path(LOCALES, code, file)
    paths = [layer / place for layer in layers]
    return next((path for path in paths if path.exists()), paths[0]), place.as_posix()


def _read_fonts(layers: Iterable[Path], problems: list[Problem]) -> Fonts:
    fonts = Fonts()
    for layer in reversed(tuple(layers)):
        if (layer / FONTS / FONTS_FILE).exists():
            fonts = read_fonts(layer / FONTS, FONTS, problems).over(fonts)
    return fonts


def _read_all(
    read: Callable[[Path, str, list[Problem]], tuple[Value, ...]],
    file: str,
    layers: Iterable[Path],
    languages: Iterable[str],
    problems: list[Problem],
) -> dict[str, tuple[Value, ...]]:
    """Return every language's entries of a list that lies beside its catalogue, those of the package first."""
    found: dict[str, tuple[Value, ...]] = dict.fromkeys(languages, ())
    for layer in reversed(tuple(layers)):
        for code in found:
            place = Path(LOCALES, code, file)
            found[code] += read(layer / place, place.as_posix(), problems)
    return found
