"""Reads what is no clinic's: registers, topics, languages, fonts and what people signed, layer over layer."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment

from leaflets.errors import Problem
from leaflets.folders import CLINICS, EVIDENCE, FONTS, LOCALES, further_fonts
from leaflets.model import Fact, Language, TopicSource, Waiver
from leaflets.project.crosscheck import check_origins, check_shared
from leaflets.project.emergency import check_regions
from leaflets.project.faults import FaultFinding, Kind, Thing
from leaflets.project.memory import Memory
from leaflets.project.parents import with_parents, with_words_of_parents
from leaflets.project.project import (
    CLAIMS_FILE,
    FACTS_FILE,
    GLOSSARY_FILE,
    LANGUAGES_FILE,
    REGIONS_FILE,
    SOURCES_FILE,
    THERAPIES_FILE,
    WITHDRAWN_FILE,
    Project,
)
from leaflets.project.revised import check_revised
from leaflets.project.withdrawals import check_withdrawals, sort_faults
from leaflets.readers.clinics import read_regions
from leaflets.readers.evidence import (
    read_claims,
    read_facts,
    read_sources,
    read_therapies,
    read_withdrawals,
    round_figures,
)
from leaflets.readers.fonts import FONTS_FILE, Fonts, read_fonts
from leaflets.readers.glossary import Glossary, read_terms
from leaflets.readers.languages import read_languages
from leaflets.readers.signoffs import SIGNOFFS_FILE, read_revocations, read_signoffs
from leaflets.readers.tables import read_toml
from leaflets.readers.templates import topic_names, topic_slugs
from leaflets.readers.topics import read_topic
from leaflets.readers.waivers import EXCEPTIONS_FILE, read_waivers
from leaflets.readers.wording import WORDS_FILE, with_words

Value = TypeVar("Value")
KEPT = "shared"


def open_shared(
    root: Path, layers: tuple[Path, ...], environment: Environment, memory: Memory, found: FaultFinding
) -> Project:
    """Return a project without its clinics, read and cross-checked, or as it was read before.

    It is kept without faults only; warnings are told again.
    """
    known = memory.find(KEPT)
    if known is not None:
        tables, warnings = known
        found.warn(warnings)
        return _project(root, layers, environment, memory, tables)
    tables, unsorted = _read_tables(layers, environment, found)
    project = _project(root, layers, environment, memory, tables)
    found.add_by_key("fact", _revised(layers))
    sort_faults(project, unsorted, found)
    check_withdrawals(project, found)
    found.add_by_key("region", check_regions(project.regions))
    found.add_by_key("language", check_origins(project.languages))
    check_shared(project, found)
    if found.is_clean:
        memory.keep(KEPT, (tables, found.warnings))
    return project


def _project(
    root: Path, layers: tuple[Path, ...], environment: Environment, memory: Memory, tables: dict[str, Any]
) -> Project:
    return Project(root=root, layers=layers, clinics={}, environment=environment, memory=memory, **tables)


def _read_tables(
    layers: tuple[Path, ...], environment: Environment, found: FaultFinding
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the tables of a project by the names of its fields, and what is wrong with entries of one of them."""
    register = partial(_register, layers, found)
    languages, unsorted = _read_languages(layers, found), list[Problem]()
    tables = {
        "regions": register("region", read_regions, CLINICS, REGIONS_FILE),
        "languages": languages,
        "topics": _read_topics(environment, found),
        "facts": _rounded(register("fact", read_facts, EVIDENCE, FACTS_FILE), found),
        "sources": register("source", read_sources, EVIDENCE, SOURCES_FILE),
        "claims": register("claim", read_claims, EVIDENCE, CLAIMS_FILE),
        "glossary": Glossary(with_words_of_parents(register("term", read_terms, LOCALES, GLOSSARY_FILE), languages)),
        "signoffs": _read_all("sign-offs", read_signoffs, SIGNOFFS_FILE, layers, languages, found),
        "revocations": _read_all("sign-offs", read_revocations, SIGNOFFS_FILE, layers, languages, found),
        "waivers": _read_waivers(layers, languages, found),
        "fonts": _read_fonts(layers, found),
        "withdrawals": _merged(layers, unsorted, read_withdrawals, EVIDENCE, WITHDRAWN_FILE),
        "therapies": register("therapy", read_therapies, EVIDENCE, THERAPIES_FILE),
        "main_therapy": next(iter(_merged(layers, [], _tables, EVIDENCE, THERAPIES_FILE)), ""),
    }
    return tables, unsorted


def _register(
    layers: Sequence[Path],
    found: FaultFinding,
    kind: Kind,
    read: Callable[[Path, str, list[Problem]], dict[str, Value]],
    *parts: str,
) -> dict[str, Value]:
    """Return the entries of a register, layer over layer; what is wrong with one is the fault of that one."""
    problems: list[Problem] = []
    merged = _merged(layers, problems, read, *parts)
    found.add_by_key(kind, problems)
    return merged


def _merged(
    layers: Sequence[Path],
    problems: list[Problem],
    read: Callable[[Path, str, list[Problem]], dict[str, Value]],
    *parts: str,
) -> dict[str, Value]:
    """Return the entries of a register, layer over layer, after adding what is wrong with any."""
    there = [layer.joinpath(*parts) for layer in reversed(layers) if layer.joinpath(*parts).exists()]
    merged: dict[str, Value] = {}
    for path in there or [layers[0].joinpath(*parts)]:
        merged |= read(path, "/".join(parts), problems)
    return merged


def _tables(path: Path, name: str, problems: list[Problem]) -> dict[str, object]:
    """Return the tables of a register as they are written, those with faults included."""
    return read_toml(path, name, problems) or {}


def _read_languages(layers: Sequence[Path], found: FaultFinding) -> dict[str, Language]:
    """Return the languages with their words."""
    languages = _register(layers, found, "language", read_languages, LOCALES, LANGUAGES_FILE)
    for code, language in languages.items():
        problems: list[Problem] = []
        languages[code] = with_words(language, *_place(layers, code, WORDS_FILE), problems)
        found.add("language", code, problems)
    return with_parents(languages, found)


def _read_waivers(
    layers: Sequence[Path], languages: Iterable[str], found: FaultFinding
) -> dict[str, tuple[Waiver, ...]]:
    waivers: dict[str, tuple[Waiver, ...]] = {}
    for code in languages:
        problems: list[Problem] = []
        waivers[code] = read_waivers(*_place(layers, code, EXCEPTIONS_FILE), problems)
        found.add("language", code, problems)
    return waivers


def _read_topics(environment: Environment, found: FaultFinding) -> dict[str, TopicSource]:
    topics: dict[str, TopicSource] = {}
    for name, slug in zip(topic_names(environment), topic_slugs(environment), strict=True):
        problems: list[Problem] = []
        topic = read_topic(environment, name, problems)
        found.add("topic", slug, problems)
        if topic is not None:
            topics[slug] = topic
    return topics


def _rounded(facts: dict[str, Fact], found: FaultFinding) -> dict[str, Fact]:
    """Return the facts with every number; a fact that is rounded from one with faults has the same faults."""
    for fact in facts.values():
        for origin in (one for one in fact.rests_on if found.has("fact", one)):
            found.pass_on(Thing("fact", origin), Thing("fact", fact.id))
    problems: list[Problem] = []
    sound = {name: fact for name, fact in facts.items() if not found.has("fact", name)}
    rounded = round_figures(sound, f"{EVIDENCE}/{FACTS_FILE}", problems)
    found.add_by_key("fact", problems)
    return rounded


def _revised(layers: Sequence[Path]) -> list[Problem]:
    """Return what is wrong with facts of a folder that say something else than the package's."""
    places = [layer / EVIDENCE / FACTS_FILE for layer in layers]
    if len(places) == 1 or not all(place.exists() for place in places):
        return []
    own, packaged = (read_facts(place, FACTS_FILE, []) for place in places)
    return list(check_revised(own, packaged))


def _place(layers: Iterable[Path], code: str, file: str) -> tuple[Path, str]:
    """Return the first layer's file of a language that is there, and how people know it."""
    place = Path(LOCALES, code, file)
    paths = [layer / place for layer in layers]
    return next((path for path in paths if path.exists()), paths[0]), place.as_posix()


def _read_fonts(layers: Sequence[Path], found: FaultFinding) -> Fonts:
    fonts, problems = Fonts(), list[Problem]()
    for layer in reversed(layers):
        if (layer / FONTS / FONTS_FILE).exists():
            further = further_fonts() if layer == layers[-1] else ()
            fonts = read_fonts(layer / FONTS, FONTS, problems, further, fonts.families).over(fonts)
    for problem in problems:
        kind, _, rest = (problem.key or "").partition(".")
        name = rest.partition(".")[0]
        match kind:
            case "family" | "typeface" | "script":
                found.add(kind, name, [problem])
            case _:
                found.shared.append(problem)
    return fonts


def _read_all(  # noqa: PLR0913 - what, how and where to read
    kind: Kind,
    read: Callable[[Path, str, list[Problem]], tuple[Value, ...]],
    file: str,
    layers: Sequence[Path],
    languages: Iterable[str],
    found: FaultFinding,
) -> dict[str, tuple[Value, ...]]:
    """Return every language's entries of a list that lies beside its catalogue, those of the package first."""
    entries: dict[str, tuple[Value, ...]] = dict.fromkeys(languages, ())
    for layer in reversed(layers):
        for code in entries:
            place, problems = Path(LOCALES, code, file), list[Problem]()
            entries[code] += read(layer / place, place.as_posix(), problems)
            found.add(kind, code, problems)
    return entries
