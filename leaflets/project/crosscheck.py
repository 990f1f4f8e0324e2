"""Cross-checks what people wrote: whether what one file names stands in another."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from leaflets.errors import Problem
from leaflets.folders import EVIDENCE, FONTS, LOCALES, TEMPLATES
from leaflets.model import Claim, Clinic, Fact, Language, StatementSource, TopicSource
from leaflets.model.reworded import are_reworded, topic_and_edition
from leaflets.names import meant
from leaflets.project.contraindications import check_contraindications
from leaflets.project.faults import FaultFinding, Kind, Thing
from leaflets.project.naming import hint_of_reference
from leaflets.project.own_words import faults_of_taglines
from leaflets.project.project import CLAIMS_FILE, FACTS_FILE, LANGUAGES_FILE, SOURCE_LANGUAGE, SOURCES_FILE, Project
from leaflets.project.signs import check_signs
from leaflets.project.therapies import check_therapies, check_therapy
from leaflets.project.typefaces import command_for
from leaflets.readers.catalogues import po_path
from leaflets.readers.clinics import Reference
from leaflets.readers.fonts import FONTS_FILE
from leaflets.readers.templates import PICTURES, SUFFIX, SUFFIX_OF_PICTURES, TOPICS, topic_slugs


def check_references(project: Project, references: Iterable[Reference], found: FaultFinding) -> None:
    """Find what clinics refer to and nothing has. What is there with faults is not missing."""
    known: dict[str, tuple[Kind, Collection[str]]] = {
        "region": ("region", project.regions),
        "brand.typeface": ("typeface", project.fonts.typefaces),
        "staff_language": ("language", project.languages),
        "languages": ("language", project.languages),
        "topics": ("topic", [one for one in topic_slugs(project.environment) if not are_reworded(one)]),
    }
    for reference in references:
        kind, names = known[reference.key]
        if reference.name not in names and not found.has(kind, reference.name):
            hint = hint_of_reference(project, reference.key, reference.name, names)
            problem = Problem(reference.file, f"“{reference.name}” is not known here.", hint, key=reference.key)
            found.add("clinic", reference.clinic, [problem])


def check_shared(project: Project, found: FaultFinding) -> None:
    """Find what one file names and no other has, in all that clinics share."""
    for fact in project.facts.values():
        _check_sources(project, fact, found)
    check_therapies(project, found)
    for topic in project.topics.values():
        found.add("topic", topic.slug, _check_topic(project, topic, found))
    for claim in project.claims.values():
        found.add("claim", claim.id, _check_claim(project, claim, found))


def check_clinics(project: Project, found: FaultFinding) -> None:
    """Find what clinics name and nothing has, what of them cannot be printed, and words that name one."""
    for clinic in project.clinics.values():
        found.add("clinic", clinic.slug, _check_clinic(project, clinic))
        for thing in _beneath(project, clinic):
            found.pass_on(thing, Thing("clinic", clinic.slug))
    for topic in project.topics.values():
        found.add("topic", topic.slug, _find_names(project, topic))
    offered = {code for offer in project.offers.values() for code in (*offer.languages, offer.own_language)}
    found.add_by_key("language", (problem for problem in check_scripts(project) if problem.key in offered))


def _beneath(project: Project, clinic: Clinic) -> Iterator[Thing]:
    """Yield what a clinic rests on: where something is wrong with it, it is wrong with the clinic."""
    yield from (Thing("region", clinic.region), Thing("typeface", clinic.brand.typeface))
    face = project.fonts.typefaces.get(clinic.brand.typeface)
    yield from (Thing("family", family) for family in ((face.headings, face.text) if face else ()))


def _check_sources(project: Project, fact: Fact, found: FaultFinding) -> None:
    for source in fact.sources:
        if found.has("source", source):
            found.pass_on(Thing("source", source), Thing("fact", fact.id))
        elif source not in project.sources:
            hint = f"Add it to {EVIDENCE}/{SOURCES_FILE}, or correct the id."
            reason = f"No source has the id “{source}”."
            found.add("fact", fact.id, [Problem(f"{EVIDENCE}/{FACTS_FILE}", reason, hint, key=f"{fact.id}.sources")])


def _check_claim(project: Project, claim: Claim, found: FaultFinding) -> Iterator[Problem]:
    for unknown in (one for one in claim.facts if one not in project.facts and not found.has("fact", one)):
        reason, hint = f"No fact has the id “{unknown}”.", meant(unknown, project.facts)
        yield Problem(f"{EVIDENCE}/{CLAIMS_FILE}", reason, hint, key=f"{claim.id}.facts")


def check_scripts(project: Project) -> Iterable[Problem]:
    """Find languages that no font can set. They can be translated already; a clinic cannot offer them."""
    for language in project.languages.values():
        if not project.fonts.covers(language.script):
            hint = f"Add a family for {language.script} to {FONTS}/{FONTS_FILE}."
            reason = f"No font here can set the script of {language.name}."
            yield Problem(f"{LOCALES}/{LANGUAGES_FILE}", reason, hint, key=language.code)


def check_origins(languages: Mapping[str, Language]) -> Iterator[Problem]:
    """Find translations that pass for originals: their drafts would not say where the words come from."""
    for language in languages.values():
        if language.provenance == "original" and language.code != SOURCE_LANGUAGE:
            reason = f"Only “{SOURCE_LANGUAGE}” is original; {language.name} is put into words from it."
            hint = "Write “machine draft” or “translated”."
            yield Problem(f"{LOCALES}/{LANGUAGES_FILE}", reason, hint, key=language.code)


def _check_clinic(project: Project, clinic: Clinic) -> Iterable[Problem]:
    yield from faults_of_taglines(project, clinic)
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
            if project.fonts.lacking:
                hint = f"{hint} More come with: {command_for(project.fonts, project.fonts.lacking)}"
            yield Problem(project.clinic_file(clinic, key), f"No font here has the character {names}.", hint, key=key)


def _find_names(project: Project, topic: TopicSource) -> Iterator[Problem]:
    """Find words of a topic that name a clinic, or its e-mail address."""
    ids = sorted(key.id for key in topic.messages)
    whole = "\n".join(ids)
    for clinic in project.clinics.values():
        names = {clinic.name, clinic.contact.email or clinic.name}
        if any(name in whole for name in names):
            for words in (one for one in ids if any(name in one for name in names)):
                reason = f"The words “{words}” name the clinic {clinic.slug}."
                yield Problem(topic.path, reason, "Leave it out; the masthead and the contact card name the clinic.")


def _check_topic(project: Project, topic: TopicSource, found: FaultFinding) -> Iterable[Problem]:
    subject, edition = topic_and_edition(topic.slug)
    if subject not in project.topics and not found.has("topic", subject):
        reason = f"These are the words of the edition {edition} for the topic {subject}, which is not here."
        yield Problem(topic.path, reason, f"Name the file by a topic: {TEMPLATES}/{TOPICS}/<topic>.{edition}{SUFFIX}.")
    yield from check_therapy(project, topic, found)
    yield from check_contraindications(project, topic, found)
    yield from check_signs(project, topic)
    for statement in topic.statements:
        if statement.kind == "picture":
            yield from _check_picture(project, statement)
        for fact in statement.facts:
            if fact not in project.facts and not found.has("fact", fact):
                reason = f"No fact has the id “{fact}”."
                yield Problem(statement.path, reason, meant(fact, project.facts), statement.line, statement.id)
        for reference in statement.figures:
            if not found.has("fact", reference.partition(".")[0]):
                yield from _check_figure(project, statement, reference)


def _check_figure(project: Project, statement: StatementSource, reference: str) -> Iterable[Problem]:
    try:
        project.figure(reference)
    except KeyError:
        names = [f"{fact.id}.{name}" for fact in project.facts.values() for name in fact.figures]
        reason = f"No figure is called “{reference}”."
        yield Problem(statement.path, reason, meant(reference, names), statement.line, statement.id)


def _check_picture(project: Project, statement: StatementSource) -> Iterable[Problem]:
    name = f"{PICTURES}/{statement.id}{SUFFIX_OF_PICTURES}"
    if name not in project.environment.list_templates():
        pictures = (one for one in project.environment.list_templates() if one.startswith(f"{PICTURES}/"))
        known = [one.removeprefix(f"{PICTURES}/").removesuffix(SUFFIX_OF_PICTURES) for one in pictures]
        reason = f"The drawing {TEMPLATES}/{name} does not exist."
        yield Problem(statement.path, reason, meant(statement.id, known), statement.line, statement.id)


def check_folders(project: Project) -> Iterator[Problem]:
    """Find catalogues of the person's folder that no line of the register names: nothing would ever use them."""
    for path in sorted((project.root / LOCALES).glob(po_path(Path(), "*").as_posix())):
        code = path.relative_to(project.root / LOCALES).parts[0]
        if code not in project.languages:
            reason = f"{LOCALES}/{LANGUAGES_FILE} has no line for “{code}”, so nothing uses this catalogue."
            hint = f"leaflets catalogue add {code} adds the line and leaves the catalogue as it is."
            yield Problem(path.relative_to(project.root).as_posix(), reason, hint, severity="warning")
