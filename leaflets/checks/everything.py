"""All checks of a project that has been opened, in one list."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from leaflets.checks.approval import check_signoffs
from leaflets.checks.claims import check_claims
from leaflets.checks.clinics import check_clinics
from leaflets.checks.coverage import check_coverage
from leaflets.checks.evidence import check_evidence
from leaflets.checks.fit import check_fit, unmeasured
from leaflets.checks.language import check_language
from leaflets.checks.overrides import check_overrides
from leaflets.checks.withdrawals import check_withdrawals
from leaflets.composition import Composer
from leaflets.composition.spacing import going_on
from leaflets.errors import Problem
from leaflets.logos import check_logos
from leaflets.model import Content, Failed
from leaflets.model.work import BILINGUAL, RESHAPED
from leaflets.project import LOCALES, SOURCE_LANGUAGE, Project, check_folders, check_scripts
from leaflets.project.faults import SAID
from leaflets.project.look import look_of
from leaflets.project.openings import check_openings
from leaflets.readers.files import CATALOGUE, read_bytes
from leaflets.readers.signoffs import BACK_TRANSLATIONS_FILE
from leaflets.selection import Selection, choose
from leaflets.translation.extraction import extract, render

_COMMENT = re.compile(rb"^#\..*\n", re.MULTILINE)
"""A line of a catalogue that tells translators about a message."""


def check_all(project: Project, today: dt.date) -> list[Problem]:
    """Return every problem: leaflets are composed, and what is a clinic's own is typeset. Warnings stop nothing.

    A project is not warned of what stands in the package; its owner could not mend it.
    """
    composer = Composer(project, spacings=going_on)
    source = _source_contents(project, composer)
    found = [
        *project.faults.all,
        *project.faults.warnings,
        *_put_back(project),
        *_composed(project, composer),
        *check_fit(project),
        *_stale(project),
        *(replace(problem, severity="warning") for problem in check_scripts(project)),
        *check_folders(project),
        *check_openings(project),
        *check_logos(project, project.clinics),
        *check_evidence(project, today),
        *check_withdrawals(project),
        *check_claims(project),
        *check_coverage(project),
        *check_language(project, source),
        *check_signoffs(project, today),
        *check_overrides(project, today),
        *check_clinics(project),
    ]
    if all(one.severity == "warning" for one in found):
        found += unmeasured(project)
    mine = [one for one in found if one.severity == "error" or (project.root / one.path).exists()]
    return sorted(dict.fromkeys(mine), key=lambda one: (one.path, one.line or 0, one.key or "", one.reason))


def _put_back(project: Project) -> Iterator[Problem]:
    """Find what is wrong with the folder's own back-translations."""
    for code in project.languages:
        if (project.root / LOCALES / code / BACK_TRANSLATIONS_FILE).exists():
            yield from project.back_translations(code).problems


def _composed(project: Project, composer: Composer) -> Iterator[Problem]:
    """Find what is missing for any leaflet that clinics offer, in every edition.

    What languages say is looked at in the standard edition; in another shape, a topic's sheet is looked at in one
    language, and in two at once in one pair.
    """
    seen: set[tuple[str, str, str]] = set()
    packaged = RESHAPED if look_of(project).has_own_words else frozenset[str]()  # they say more than its own layouts
    for leaflet in choose(project, Selection(editions=[one for one in project.editions if one not in packaged])):
        if leaflet.edition in RESHAPED | {BILINGUAL}:
            sheet = (leaflet.clinic, leaflet.topic, leaflet.edition)
            if sheet in seen:
                continue
            seen.add(sheet)
        composed = composer.compose(leaflet)
        if isinstance(composed, Failed):
            yield from composed.problems


def _source_contents(project: Project, composer: Composer) -> dict[str, Content]:
    """Return what each topic with words of the project's own says in English, in the first clinic's region."""
    clinic = next(iter(project.clinics.values()), None)
    if clinic is None or SOURCE_LANGUAGE not in project.languages:
        return {}
    language, region = project.languages[SOURCE_LANGUAGE], project.region_of(clinic)
    topics = [topic for topic in project.topics.values() if any((project.root / path).exists() for path in topic.paths)]
    contents = {topic.slug: composer.content(topic.slug, language, region) for topic in topics}
    return {topic: content for topic, content in contents.items() if content is not None}


def _stale(project: Project) -> Iterator[Problem]:
    """Find a catalogue template, in the project's own folder, that is not what extraction makes now."""
    if any(project.faults.names(kind) for kind in SAID):
        return  # what has faults cannot be extracted
    path = project.root / LOCALES / "leaflets.pot"
    old, new = _bytes_of(path), render(extract(project))
    if old and old != new:
        hint = "Run: leaflets catalogue extract, then catalogue update."
        if _COMMENT.sub(b"", old) != _COMMENT.sub(b"", new):
            yield Problem(f"{LOCALES}/{path.name}", "The catalogue template is older than the templates.", hint)
        else:
            reason = "What translators are told about the messages is older than the templates, figures or terms."
            yield Problem(f"{LOCALES}/{path.name}", reason, hint, severity="warning")


def _bytes_of(path: Path) -> bytes:
    """Return what a file holds; nothing if it cannot be read, since nobody has to keep one."""
    try:
        return read_bytes(path, str(path), CATALOGUE)
    except OSError:
        return b""
