"""The review of a topic in a language: who may sign, and the files that hold what they signed or took back."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit

from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import Approval, BackTranslation, Revocation, SignOff
from leaflets.model.approval import same_person
from leaflets.model.characters import ALIKE, script_of
from leaflets.project import LOCALES, Project
from leaflets.project.withdrawals import fallen_beneath
from leaflets.readers.catalogues import DOMAIN
from leaflets.readers.encoding import as_text
from leaflets.readers.files import TOML, read_bytes
from leaflets.readers.messages import PLACEHOLDER
from leaflets.readers.signoffs import SIGNED, SIGNOFFS_FILE
from leaflets.readers.tables import read_value
from leaflets.reviewing.readings import Line, Reading, read
from leaflets.reviewing.signoffs import NOTICE, approval_of, sign
from leaflets.rules.scripts import letters_of

CODE = 8
"""How many digits of a reading's digest a reviewer types to say that they came to its end."""


def read_whole(project: Project, topic: str, language: str) -> Reading:
    """Return what a reviewer reads; raise `ProjectError` when words are missing, for nobody can approve a gap."""
    reading = read(project, topic, language)
    if reading.problems:
        raise ProjectError(reading.problems)
    return reading


def code_of(reading: Reading) -> str:
    """Return what a reviewer types at the end of a reading."""
    return reading.digest[:CODE]


def back_translations(project: Project, reading: Reading, line: Line) -> tuple[BackTranslation, ...]:
    """Return what a line says, put back into English, as far as somebody wrote it down."""
    statements = project.topics[reading.topic].statements
    keys = dict.fromkeys(key for one in statements if one.id == line.place for key in one.messages)
    found = (project.back_translation(reading.language, key) for key in keys)
    return tuple(one for one in found if one and _is_said(one.translation, line.translation))


def _is_said(text: str, words: str) -> bool:
    """Tell whether a line says a text, whatever fills its placeholders."""
    return all(part in words for part in PLACEHOLDER.split(text)[::2])


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
        {
            (code, words)
            for clinic in project.clinics.values()
            for code in clinic.languages
            for words in project.words_of_topics(clinic.topics)
        }
    )
    sound = ((code, topic) for code, topic in pairs if not project.faults_of_reading(topic, code, shown=False))
    waiting = [_waiting(topic, code, approval_of(project, topic, code, today), today) for code, topic in sound]
    return [one for one in waiting if one is not None]


def _waiting(topic: str, code: str, approval: Approval, today: dt.date) -> Waiting | None:
    if approval.is_final:
        days = (approval.lapses - today).days if approval.lapses else NOTICE + 1
        return Waiting(topic, code, (), f"lapses on {approval.lapses}") if days <= NOTICE else None
    reasons = [f"{one.role} of {one.name}: {reason}" for one, reason in approval.void if one.role in approval.missing]
    return Waiting(topic, code, approval.missing, "; ".join(reasons) or "not signed yet")


def check_reviewer(project: Project, reading: Reading, entry: Mapping[str, Any], today: dt.date) -> Iterator[Problem]:
    """Find why somebody cannot sign. `entry` holds role, name, credential and date.

    Nobody signs for both roles, for their own translation, for a day to come, for what rests on something withdrawn, or
    with a name that cannot be printed.
    """
    place, name = f"{reading.language} · {reading.topic}", str(entry["name"])
    yield from _check_values(reading, entry)
    yield from _check_printing(project, entry)
    yield from (one.problem for one in fallen_beneath(project, reading.topic))
    if entry["date"] > today:
        yield Problem("--today", f"{entry['date']} lies in the future.", "Give the day on which it was read.")
    if any(same_person(name, one) for one in project.catalogue(reading.language).translators):
        yield Problem(place, f"{name} made this translation.", "Somebody else has to read it.")
    for held in approval_of(project, reading.topic, reading.language, entry["date"]).held:
        signoff = held.signoff
        if not same_person(signoff.name, name):
            continue
        if signoff.role != entry["role"]:
            reason = f"{signoff.name} gave the {signoff.role} sign-off, and {name} looks like the same person."
            yield Problem(place, reason, "Two people have to sign.")
        elif (held.until - entry["date"]).days > NOTICE:
            reason = f"{signoff.name} has signed exactly this already; it holds until {held.until}."
            yield Problem(place, reason, f"It can be renewed in its last {NOTICE} days.")


def _check_values(reading: Reading, entry: Mapping[str, Any]) -> Iterator[Problem]:
    problems: list[Problem] = []
    read_value(
        SignOff, {**entry, "topic": reading.topic, "digest": reading.digest, "seal": reading.digest}, "", problems
    )
    yield from (replace(problem, path=f"--{problem.key}", key=None) for problem in problems)


def _check_printing(project: Project, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Find characters that no font can print, and words that mix scripts whose letters look alike."""
    for option in ("name", "credential"):
        text = str(entry[option])
        missing = project.uncovered(text)
        if missing:
            hint = "Write it with other letters; it will stand in the imprint."
            yield Problem(f"--{option}", f"No font here has “{missing}”.", hint)
        for word in text.split():
            if len(ALIKE & {script_of(one) for one in letters_of(word)}) > 1:
                reason = f"“{word}” mixes letters of several scripts that look alike."
                yield Problem(f"--{option}", reason, "Type it again in one script.")


def signed(project: Project, reading: Reading, entry: Mapping[str, Any]) -> dict[Path, bytes]:
    """Return the files that hold a new sign-off, by somebody who may sign: the list of sign-offs, and what was read.

    `entry` holds role, name, credential and date.
    """
    whole = {"topic": reading.topic, **entry, "again": _earlier(project, reading, entry)}
    signoff = sign(reading.language, reading.digest, whole)
    folder = project.root / LOCALES / reading.language
    document = _document(folder / SIGNOFFS_FILE)
    document.setdefault("signoff", tomlkit.aot()).append(_table(signoff))
    kept = json.dumps(reading.as_data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {
        folder / SIGNOFFS_FILE: tomlkit.dumps(document).encode(),
        folder / SIGNED / f"{reading.digest[:16]}.json": kept.encode(),
    }


def _earlier(project: Project, reading: Reading, entry: Mapping[str, Any]) -> int:
    """Return how many sign-offs, revoked ones included, this person gave for exactly this on exactly this day."""
    given = (*project.signoffs.get(reading.language, ()), *project.revocations.get(reading.language, ()))
    same = (reading.topic, reading.digest, entry["role"], entry["date"])
    return sum((one.topic, one.digest, one.role, one.date) == same for one in given)


def to_revoke(project: Project, topic: str, language: str, role: str, name: str | None) -> SignOff:
    """Return the sign-off that is meant; raise `MisuseError` when there is none, or more than one person's."""
    given = [one for one in project.signoffs.get(language, ()) if (one.topic, one.role) == (topic, role)]
    found = [one for one in given if name is None or same_person(one.name, name)]
    place = f"{language} · {topic}"
    if not found:
        reason = f"There is no {role} sign-off{f' of {name}' if name else ''}."
        raise MisuseError([Problem(place, reason, "leaflets review status shows which there are.")])
    names = dict.fromkeys(one.name for one in found)
    if len(names) > 1:
        reason = f"Several people gave the {role} sign-off: {', '.join(names)}."
        raise MisuseError([Problem(place, reason, "Say whose you take back, with --name.")])
    return found[-1]


def revoked(project: Project, signoff: SignOff, language: str, today: dt.date, reason: str) -> dict[Path, bytes]:
    """Return the list of sign-offs without one of them; it stays in the file as revoked, with the reason."""
    path = project.root / LOCALES / language / SIGNOFFS_FILE
    problems: list[Problem] = []
    gone = read_value(
        Revocation, {**signoff.model_dump(), "revoked": today, "reason": reason}, "the revocation", problems
    )
    if gone is None:
        raise MisuseError(problems)
    document = _document(path)
    entries = document.get("signoff", tomlkit.aot())
    left = [entry for entry in entries if entry.get("seal") != signoff.seal]
    if len(left) == len(entries):
        hint = "It came with the package; sign-offs of the package cannot be revoked here."
        raise MisuseError([Problem(f"{LOCALES}/{language}/{SIGNOFFS_FILE}", "This sign-off is not in the file.", hint)])
    document["signoff"] = tomlkit.aot()
    for entry in left:
        document["signoff"].append(entry)
    document.setdefault("revoked", tomlkit.aot()).append(_table(gone))
    return {path: tomlkit.dumps(document).encode()}


def _document(path: Path) -> Any:
    if path.exists():
        return tomlkit.parse(as_text(read_bytes(path, str(path), TOML)))
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Who approved which topic of {DOMAIN}. Written by: leaflets review sign."))
    document.add(tomlkit.comment("An entry holds for exactly what was read; an edit by hand voids it."))
    return document


def _table(entry: SignOff) -> Any:
    table = tomlkit.table()
    for key, value in entry.model_dump(exclude_defaults=True).items():
        table.add(key, value)
    return table
