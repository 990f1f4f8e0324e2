"""The review of a topic in a language: what a reviewer reads, and the sign-offs that they give or take back."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import BackTranslation, Content, Region, SignOff, Statement
from leaflets.model.signoff import ROLES
from leaflets.project import LOCALES, SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import DOMAIN
from leaflets.readers.signoffs import SIGNED, SIGNOFFS_FILE
from leaflets.signoffs import NOTICE, Approval, approval_of, digest_of_reading, reading_of, sign

CODE = 8
"""How many digits of a reading's digest a reviewer types to say that they came to its end."""


@dataclass(frozen=True)
class ReadStatement:
    """One statement as a reviewer reads it: in English, in the language, and put back into English."""

    id: str
    critical: bool
    facts: tuple[str, ...]
    source: str
    translation: str
    back_translations: tuple[BackTranslation, ...]


@dataclass(frozen=True)
class Reading:
    """A topic in a language as a reviewer reads it. `code` is what they type at its end."""

    topic: str
    language: str
    title: str
    statements: tuple[ReadStatement, ...]
    around: tuple[tuple[str, str], ...]
    read: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """The SHA-256 of what is read."""
        return digest_of_reading(self.read)

    @property
    def code(self) -> str:
        """The first digits of the digest."""
        return self.digest[:CODE]


def read_topic(project: Project, topic: str, language: str) -> Reading:
    """Return what a reviewer reads; raise `ProjectError` when words are missing, for nobody can approve a gap.

    Where the words depend on the place, each variant is there: a sign-off holds for all of them.
    """
    composer = Composer(project)
    variants = [_contents(composer, project, topic, language, region) for region in _places(project)]
    read = [one for contents in variants for one in _read_statements(project, topic, language, *contents)]
    return Reading(
        topic,
        language,
        plain(variants[0][1].title),
        tuple({(one.id, one.source, one.translation): one for one in read}.values()),
        tuple(_around(project, language)),
        reading_of(project, topic, language),
    )


def _places(project: Project) -> list[Region]:
    """Return a region with a nurse line and one without, those of clinics first: texts differ between the two."""
    regions = [*map(project.region_of, project.clinics.values()), *project.regions.values()]
    found = {region.nurse_line is None: region for region in reversed(regions)}
    found.setdefault(True, regions[0].model_copy(update={"nurse_line": None}))
    return [found[kind] for kind in sorted(found)]


def _contents(
    composer: Composer, project: Project, topic: str, language: str, region: Region
) -> tuple[Content, Content]:
    """Return what a topic says in English and in a language, in one place."""
    languages = [project.languages[code] for code in (SOURCE_LANGUAGE, language)]
    source, translated = (composer.content(topic, one, region) for one in languages)
    if source is None or translated is None:
        problems = [problem for one in languages for problem in composer.problems_of(topic, one, region)]
        raise ProjectError(dict.fromkeys(problems))
    return source, translated


def _read_statements(
    project: Project, topic: str, language: str, source: Content, translated: Content
) -> Iterator[ReadStatement]:
    known = {one.id: one for one in project.topics[topic].statements}
    for original, statement in zip(source.statements, translated.statements, strict=True):
        keys = known[statement.id].messages
        back = tuple(one for key in keys if (one := project.back_translation(language, key)))
        yield ReadStatement(
            statement.id, statement.critical, statement.facts, _words(original), _words(statement), back
        )


def _around(project: Project, language: str) -> Iterator[tuple[str, str]]:
    """Return the words of the layout, which stand on every sheet: source and translation."""
    translations = project.catalogue(language).translations
    for key in sorted(project.layout_messages, key=str):
        if key in translations:
            yield key.id, " / ".join(translations[key].texts)


def _words(statement: Statement) -> str:
    return plain(" ".join(filter(None, (statement.heading, statement.text, statement.staff))))


@dataclass(frozen=True)
class Waiting:
    """A topic in a language that somebody has to look at, and why."""

    topic: str
    language: str
    missing: tuple[str, ...]
    reason: str


def queue(project: Project, today: dt.date) -> list[Waiting]:
    """Return what waits for reviewers among the topics and languages that clinics offer."""
    pairs = sorted(
        {(code, topic) for clinic in project.clinics.values() for code in clinic.languages for topic in clinic.topics}
    )
    waiting = [_waiting(topic, code, approval_of(project, topic, code, today), today) for code, topic in pairs]
    return [one for one in waiting if one is not None]


def _waiting(topic: str, code: str, approval: Approval, today: dt.date) -> Waiting | None:
    if approval.is_final:
        days = (approval.lapses - today).days if approval.lapses else NOTICE + 1
        return Waiting(topic, code, (), f"lapses on {approval.lapses}") if days <= NOTICE else None
    reasons = [f"{one.role} of {one.name}: {reason}" for one, reason in approval.void]
    return Waiting(topic, code, approval.missing, "; ".join(reasons) or "not signed yet")


def check_reviewer(project: Project, reading: Reading, role: str, name: str, today: dt.date) -> Iterator[Problem]:
    """Find why somebody cannot sign: nobody signs for both roles, or for their own translation."""
    place = f"{reading.language} · {reading.topic}"
    if role not in ROLES:
        yield Problem("--role", f"“{role}” is not a role.", f"Use {' or '.join(ROLES)}.")
    if name.casefold() == project.translator_of(reading.language).casefold():
        yield Problem(place, f"{name} made this translation.", "Somebody else has to read it.")
    for signoff in approval_of(project, reading.topic, reading.language, today).holding:
        same = signoff.name.casefold() == name.casefold()
        if same and signoff.role != role:
            yield Problem(place, f"{name} gave the {signoff.role} sign-off.", "Two people have to sign.")
        elif same:
            yield Problem(place, f"{name} has signed exactly this already.", "Nothing is left to do.")


def signed(project: Project, reading: Reading, entry: Mapping[str, Any]) -> dict[Path, bytes]:
    """Return the files that hold a new sign-off: the list of sign-offs, and what was read.

    `entry` holds role, name, credential and date; raises `MisuseError` when a value cannot be.
    """
    try:
        signoff = sign(reading.language, reading.digest, {"topic": reading.topic, **entry})
    except ValidationError as error:
        raise MisuseError(
            [Problem(f"--{one['loc'][0]}", f"{one['msg']}.", "Correct the value.") for one in error.errors()]
        ) from error
    folder = project.root / LOCALES / reading.language
    document = _document(folder / SIGNOFFS_FILE)
    document.setdefault("signoff", tomlkit.aot()).append(_table(signoff.model_dump()))
    kept = json.dumps(reading.read, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {
        folder / SIGNOFFS_FILE: tomlkit.dumps(document).encode(),
        folder / SIGNED / f"{reading.digest[:16]}.json": kept.encode(),
    }


def revoked(project: Project, signoff: SignOff, language: str, today: dt.date, reason: str) -> dict[Path, bytes]:
    """Return the list of sign-offs without one of them; it stays in the file as revoked, with the reason."""
    path = project.root / LOCALES / language / SIGNOFFS_FILE
    document = _document(path)
    entries = document.get("signoff", tomlkit.aot())
    left = [entry for entry in entries if entry.get("seal") != signoff.seal]
    if len(left) == len(entries):
        hint = "It came with the package; sign-offs of the package cannot be revoked here."
        raise MisuseError([Problem(f"{LOCALES}/{language}/{SIGNOFFS_FILE}", "This sign-off is not in the file.", hint)])
    document["signoff"] = tomlkit.aot()
    for entry in left:
        document["signoff"].append(entry)
    gone = {**signoff.model_dump(), "revoked": today, "reason": reason}
    document.setdefault("revoked", tomlkit.aot()).append(_table(gone))
    return {path: tomlkit.dumps(document).encode()}


def _document(path: Path) -> Any:
    if path.exists():
        return tomlkit.parse(path.read_text("utf-8"))
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Who approved which topic of {DOMAIN}. Written by: leaflets review sign."))
    document.add(tomlkit.comment("An entry holds for exactly what was read; an edit by hand voids it."))
    return document


def _table(values: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, value)
    return table
