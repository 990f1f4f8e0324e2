"""A project: a person's folder laid over the content that comes with the package.

The only place that knows the names of folders. What the person's folder has wins; what it lacks comes from the
package, file by file and, in registers, entry by entry.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from jinja2 import Environment, TemplateError

from leaflets.errors import Problem, ProjectError
from leaflets.folders import CLINICS, EVIDENCE, GROUPS, LOCALES, TEMPLATES, further_fonts
from leaflets.model import (
    BackTranslation,
    Claim,
    Clinic,
    Fact,
    Figure,
    Language,
    Leaflet,
    MessageKey,
    Region,
    Revocation,
    SignOff,
    Source,
    Therapy,
    TopicSource,
    Waiver,
    Withdrawal,
)
from leaflets.model.reworded import are_reworded, topic_and_edition, words_of
from leaflets.model.work import BOOKLET
from leaflets.project.back_translations import BackTranslations, read_back_translations
from leaflets.project.faults import Faults, Kind, Offer, Thing, in_order, resting_on
from leaflets.project.memory import Memory
from leaflets.readers.catalogues import Catalogue, Standards, po_path, read_catalogue
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.fonts import Fonts
from leaflets.readers.glossary import Glossary
from leaflets.readers.groups import GROUP_FILE
from leaflets.readers.notes import find_places
from leaflets.readers.templates import BLOCKS, PICTURES, SUFFIX_OF_PICTURES, TOPICS, is_of_standard, source_of

REGIONS_FILE, LANGUAGES_FILE, GLOSSARY_FILE = "regions.toml", "languages.toml", "glossary.toml"
FACTS_FILE, SOURCES_FILE, CLAIMS_FILE = "facts.toml", "sources.json", "claims.toml"
WITHDRAWN_FILE, COVERAGE_FILE, THERAPIES_FILE = "withdrawn.toml", "coverage.toml", "therapies.toml"
FACTS_PATH = f"{EVIDENCE}/{FACTS_FILE}"
"""How people know the evidence register."""
SOURCE_LANGUAGE = "en"
Value = TypeVar("Value")
INVISIBLE = frozenset("\u00a0\u200c\u200d\u200e\u200f\u202f\u2060\u2066\u2067\u2068\u2069")
"""Characters that shape or space text, and that no font needs a glyph for."""


@dataclass(frozen=True, eq=False)
class Project:
    """Everything that people wrote, read and cross-checked. `layers` are its folders, the person's first.

    What has faults is left out of its table, and stands in `faults`. `faulty_offers` is what such clinics offer.
    `main_therapy` is the first of the register, with faults or without.
    """

    root: Path
    layers: tuple[Path, ...]
    clinics: dict[str, Clinic]
    regions: dict[str, Region]
    languages: dict[str, Language]
    topics: dict[str, TopicSource]
    facts: dict[str, Fact]
    sources: dict[str, Source]
    claims: dict[str, Claim]
    glossary: Glossary
    signoffs: dict[str, tuple[SignOff, ...]]
    revocations: dict[str, tuple[Revocation, ...]]
    waivers: dict[str, tuple[Waiver, ...]]
    fonts: Fonts
    environment: Environment
    faults: Faults = field(default_factory=Faults)
    faulty_offers: dict[str, Offer] = field(default_factory=dict)
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    therapies: dict[str, Therapy] = field(default_factory=dict)
    main_therapy: str = ""
    memory: Memory = field(default_factory=Memory)
    _catalogues: dict[str, Catalogue] = field(default_factory=dict)
    _back_translations: dict[str, BackTranslations] = field(default_factory=dict)

    def catalogue(self, code: str) -> Catalogue:
        """Return a language's words; read when first asked for, problems and all."""
        if code not in self._catalogues:
            path, standards = self.catalogue_path(code), self.standards_of(code)
            said = read_catalogue(path, self.name_of(path), self.languages[code], standards, self.base_of(code))
            self._catalogues[code] = said
        return self._catalogues[code]

    def base_of(self, code: str) -> Catalogue | None:
        """Return the words over which a language has some of its own; None for a language that has all of them."""
        parent = self.languages[code].parent
        return None if parent is None else self.catalogue(parent)

    def standards_of(self, code: str) -> Standards:
        """Return what a language's translations are measured by."""
        source, names = self.languages.get(SOURCE_LANGUAGE), tuple(one.name for one in self.clinics.values())
        lineage = self.languages[code].lineage if code in self.languages else (code,)
        waivers = tuple(one for each in lineage for one in self.waivers.get(each, ()))
        return Standards(source, self.glossary.terms_in, names, waivers)

    def with_words_unread(self) -> "Project":
        """Return the same project, whose catalogues are read again when they are asked for; nothing is remembered."""
        return replace(self, memory=Memory(), _catalogues={})

    def catalogue_path(self, code: str) -> Path:
        """Return where a language's catalogue is, in the project or the package."""
        return self.path_of(LOCALES, *po_path(Path(), code).parts)

    @property
    def offers(self) -> dict[str, Offer]:
        """What each clinic offers, those with faults included, in alphabetical order."""
        sound = {slug: Offer.of(clinic) for slug, clinic in self.clinics.items()}
        return dict(sorted({**self.faulty_offers, **sound}.items()))

    def known(self, kind: Literal["language", "topic"]) -> set[str]:
        """Return the names of all languages or topics, those with faults included."""
        sound = self.languages if kind == "language" else self.topics
        return self.faults.names(kind).union(sound)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The topics that clinics may list, without the words that an edition has of its own."""
        return tuple(one for one in self.topics if not are_reworded(one))

    def reworded_in(self, edition: str) -> tuple[str, ...]:
        """Return the topics that an edition has words of its own for, those with faults included."""
        parted = (topic_and_edition(one) for one in sorted(self.known("topic")))
        return tuple(topic for topic, own in parted if own == edition)

    def words_of_topics(self, topics: Iterable[str]) -> list[str]:
        """Return all that is read and signed of topics: their words, and those that editions have of their own."""
        wanted = set(topics)
        return [one for one in sorted(self.known("topic")) if topic_and_edition(one)[0] in wanted]

    def topics_of(self, leaflet: Leaflet) -> tuple[str, ...]:
        """Return whose words a leaflet has: its topic's, all topics' that its clinic offers in a booklet, or none's.

        An edition with words of its own has those, by their name.
        """
        if leaflet.topic or leaflet.edition != BOOKLET:
            return (words_of(leaflet.topic, leaflet.edition),) if leaflet.topic else ()
        offered = self.clinics.get(leaflet.clinic) or self.faulty_offers.get(leaflet.clinic)
        return offered.topics if offered else ()

    def faults_of(self, leaflet: Leaflet, *, approved: bool = True) -> tuple[Problem, ...]:
        """Return what is wrong with anything that a leaflet rests on; `approved` with its sign-offs, too."""
        if not self.faults.by_thing:
            return ()
        return self.faults.of(self._beneath(leaflet, ("sign-offs",) if approved else ()))

    def faults_of_reading(self, topic: str, language: str, *, shown: bool = True) -> tuple[Problem, ...]:
        """Return what is wrong with anything that reviewers sign of a topic in a language, or are shown beside it."""
        beside = self.back_translations(language).problems if shown else ()
        return (*self.faults.of(self._beneath(Leaflet("", language, topic), ("sign-offs",))), *beside)

    def _beneath(self, leaflet: Leaflet, of_language: tuple[Kind, ...]) -> Iterator[Thing]:
        """Yield everything that a leaflet rests on and that may have faults. Every sheet has English words."""
        topics = self.topics_of(leaflet)
        yield from (Thing("clinic", leaflet.clinic), Thing("language", SOURCE_LANGUAGE))
        yield from (Thing("topic", topic) for topic in topics)
        yield from (Thing(kind, code) for code in leaflet.languages for kind in ("language", *of_language))
        if "sign-offs" in of_language:  # what is withdrawn is signed no longer
            yield from (Thing("withdrawal", one) for one in self.faults.names("withdrawal"))
        for language in (self.languages[code] for code in leaflet.languages if code in self.languages):
            yield from (Thing("script", language.script), Thing("family", self.fonts.family_of(language)))
        for topic in (one for one in topics if one in self.topics):
            yield from resting_on(self.facts, self.topics[topic].facts)
            if set(leaflet.languages) != {SOURCE_LANGUAGE}:
                yield from (Thing("term", one) for one in self._faulty_terms_in(topic))

    def _faulty_terms_in(self, topic: str) -> Iterator[str]:
        """Yield the terms with faults that a translation would be measured by: those that its topic uses."""
        words = " ".join(key.id for key in self.topics[topic].messages).casefold()
        yield from (one for one in self.faults.names("term") if one.replace("-", " ").casefold() in words)

    def faults_in(self, *kinds: Kind) -> tuple[Problem, ...]:
        """Return what is wrong with anything of these kinds."""
        return in_order(self.faults.of(thing for thing in self.faults.by_thing if thing.kind in kinds))

    def require(self, kinds: Collection[Kind], languages: Iterable[str] | None = None) -> "Project":
        """Return the project if nothing of these kinds has faults, or raise `ProjectError` with them.

        Kinds that are named by their language count for these languages only; None means for all.
        """
        chosen = None if languages is None else {*languages, SOURCE_LANGUAGE}
        of_language = ("language", "sign-offs")
        things = [
            thing
            for thing in self.faults.by_thing
            if thing.kind in kinds and (chosen is None or thing.kind not in of_language or thing.name in chosen)
        ]
        if things:
            raise ProjectError(in_order(self.faults.of(things)))
        return self

    def figure(self, reference: str) -> Figure:
        """Return the figure that a reference such as `F36.soreness` names; raise KeyError if there is none."""
        fact, _, name = reference.partition(".")
        return self.facts[fact].figures[name]

    def evidence_of(self, facts: Iterable[str]) -> list[Fact]:
        """Return these facts and those that their figures are rounded from, by id."""
        named = [self.facts[fact] for fact in facts]
        origins = [self.facts[origin] for fact in named for origin in fact.rests_on]
        return sorted({fact.id: fact for fact in (*named, *origins)}.values(), key=lambda fact: fact.id)

    def therapy_of(self, named: TopicSource | Fact) -> str:
        """Return the treatment that a topic or a contraindication is of: the one it names, or the main one."""
        return named.therapy or self.main_therapy

    @property
    def citation_style(self) -> Path:
        """The CSL style by which publications are named."""
        return self.path_of(TEMPLATES, "citations", "sources.csl")

    def clinic_file(self, clinic: Clinic, key: str = "") -> str:
        """Return the file that a clinic is written in, as people know it; of a key, that which says it."""
        if key in clinic.inherited:
            return f"{CLINICS}/{GROUPS}/{clinic.group}/{GROUP_FILE}"
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
        place = self.place_of(path)
        return path.as_posix() if place is None else path.relative_to(place).as_posix()

    def place_of(self, path: Path) -> Path | None:
        """Return the layer that a file lies in, or the folder of installed typefaces; None for any other file.

        The program may be installed below the person's folder, and that may lie in a checkout: the innermost counts.
        """
        around = (one for one in (*self.layers, *further_fonts()) if path.is_relative_to(one))
        return max(around, key=lambda one: len(one.parts), default=None)

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """The shapes that a leaflet can have: one layout each."""
        names = (name for name in self.environment.list_templates() if name.startswith("layouts/"))
        return tuple(Path(name).name.removesuffix(".html.j2") for name in names if name.endswith(".html.j2"))

    @cached_property
    def layout_messages(self) -> frozenset[MessageKey]:
        """Every message of the layouts and their parts, figures included: words that stand on each sheet."""
        return self.memory.recall("layout messages", self._find_layout_messages)

    def _find_layout_messages(self) -> frozenset[MessageKey]:
        places = find_places(self.environment, [])
        return frozenset(place.key for place in places if not place.template.startswith((f"{TOPICS}/", f"{BLOCKS}/")))

    @cached_property
    def standard_messages(self) -> frozenset[MessageKey]:
        """Those of them that can stand on a sheet of the standard edition."""
        places = find_places(self.environment, [])
        of_topics = (f"{TOPICS}/", f"{BLOCKS}/")
        return frozenset(
            one.key for one in places if is_of_standard(one.template) and not one.template.startswith(of_topics)
        )

    def back_translations(self, language: str) -> BackTranslations:
        """Return what a language's catalogue says in English again; read when first asked for, problems and all."""
        if language not in self._back_translations:
            self._back_translations[language] = read_back_translations(self.layers, language)
        return self._back_translations[language]

    def back_translation(self, language: str, key: MessageKey) -> BackTranslation | None:
        """Return what a message's present translation says, put back into English, if somebody wrote it down."""
        translation = self.catalogue(language).translations.get(key)
        texts = translation.texts if translation else ()
        for code in self.languages[language].lineage:
            for one in reversed(self.back_translations(code).entries):  # the person's own come last
                if (one.context, one.message) == (key.context, key.id) and one.translation in texts:
                    return one
        return None

    def _drawing(self, identifier: str) -> str:
        """Return a drawing's template; nothing for one that cannot be read, which stops the leaflets that show it."""
        try:
            return source_of(self.environment, f"{PICTURES}/{identifier}{SUFFIX_OF_PICTURES}")
        except (TemplateError, UnicodeDecodeError):
            return ""

    def drawings_of(self, topic: str) -> dict[str, str]:
        """Return the SHA-256 of each drawing of a topic, by its id."""
        ids = [one.id for one in self.topics[topic].statements if one.kind == "picture"]
        texts = {one: self._drawing(one) for one in ids}
        return {one: hashlib.sha256(text.encode()).hexdigest() for one, text in texts.items()}

    def uncovered(self, text: str, language: str = "") -> str:
        """Return the characters of a text that no font here can show.

        Of words in a language whose typeface is not installed here nobody can say, and nothing is printed in it.
        """
        if language and self.fonts.family_of(self.languages[language]) in self.fonts.lacking:
            return ""
        return "".join(
            sorted(
                {one for one in text if one not in INVISIBLE and ord(one) not in self.fonts.characters and one > " "}
            )
        )


def without_faulty(project: Project, faults: Faults) -> Project:
    """Return the project with its faults, and without what has any."""

    def sound(kind: Kind, table: dict[str, Value]) -> dict[str, Value]:
        faulty = faults.names(kind)
        return {name: value for name, value in table.items() if name not in faulty}

    languages = sound("language", project.languages)
    unsigned = faults.names("sign-offs")
    return replace(
        project,
        clinics=sound("clinic", project.clinics),
        regions=sound("region", project.regions),
        languages=languages,
        topics=sound("topic", project.topics),
        claims=sound("claim", project.claims),
        signoffs={code: () if code in unsigned else project.signoffs[code] for code in languages},
        revocations={code: () if code in unsigned else project.revocations[code] for code in languages},
        faulty_offers={slug: one for slug, one in project.faulty_offers.items() if slug in faults.names("clinic")},
        faults=faults,
    )
