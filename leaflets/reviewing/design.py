"""Who has looked at the pages: the sign-off that a look of the folder's own needs before anything is final."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomlkit

from leaflets.composition.identity import digest_of
from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import Clinic, DesignRevocation, DesignSignOff, Leaflet
from leaflets.model.approval import same_person
from leaflets.model.reworded import REWORDED
from leaflets.model.work import BILINGUAL, BOOKLET, CHOOSER, STANDARD
from leaflets.project import TEMPLATES, Project
from leaflets.project.look import DESIGN_FILE, Look, look_of
from leaflets.readers.encoding import as_text
from leaflets.readers.files import TOML, read_bytes
from leaflets.readers.signoffs import read_design_revocations, read_design_signoffs
from leaflets.readers.tables import read_value

PLACE = f"{TEMPLATES}/{DESIGN_FILE}"
MONTHS = 12
"""How long a design sign-off holds."""
CODE = 8
"""How many digits of the look's digest are typed to say that the pages were looked at."""
HINT = "Look at the pages: leaflets review look. Then sign: leaflets review sign-look."


@dataclass(frozen=True)
class Standing:
    """Whether the look of a project is the package's or signed. `void` pairs what no longer holds with the reason.

    `problems` are those of the file; while there are any, nothing in it counts.
    """

    look: Look
    held: tuple[DesignSignOff, ...] = ()
    void: tuple[tuple[DesignSignOff, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_covered(self) -> bool:
        """Whether somebody answers for how the pages look."""
        return not self.look.own or bool(self.held)

    @property
    def until(self) -> dt.date | None:
        """The last day on which the longest sign-off holds; None where none is needed or there."""
        return max(map(last_day, self.held), default=None) if self.look.own else None

    @property
    def why_not(self) -> str:
        """Why the look is not covered, in whole sentences."""
        gone = [f"The design sign-off of {one.name} from {one.date} no longer holds: {why}." for one, why in self.void]
        nobody = "Nobody has signed this project’s own look, so nobody answers for what its pages show."
        return " ".join(gone) or nobody


def standing_of(project: Project, today: dt.date) -> Standing:
    """Return whether the look of a project is signed, as of a day."""
    look = look_of(project)
    if not look.own:
        return Standing(look)
    given, revoked, problems = _read(project)
    reasons = [(one, _void_reason(one, revoked, look, today)) for one in given]
    return Standing(
        look,
        tuple(one for one, reason in reasons if reason is None),
        tuple((one, reason) for one, reason in reasons if reason is not None),
        problems,
    )


def given_for_look(project: Project) -> tuple[DesignSignOff, ...]:
    """Return every sign-off of a project's own look, whether or not it holds; none where it needs none."""
    return _read(project)[0] if look_of(project).own else ()


def code_of(look: Look) -> str:
    """Return what somebody types who has looked at the pages."""
    return look.digest[:CODE]


def pages_to_see(project: Project) -> list[Leaflet]:
    """Return the leaflets to look at: each clinic in each language and edition, and the first clinic in each topic."""
    clinics = tuple(project.clinics.values())
    wanted = {
        leaflet: None
        for clinic in clinics
        for number, language in enumerate(clinic.languages)
        for edition in project.editions
        for topics in [_topics_in(project, clinic, edition)]
        if topics
        for leaflet in _in_edition(clinic, language, topics[number % len(topics)], edition)
    }
    for clinic in clinics[:1]:
        wanted |= {Leaflet(clinic.slug, clinic.languages[0], topic, STANDARD): None for topic in clinic.topics}
    return list(wanted)


def _topics_in(project: Project, clinic: Clinic, edition: str) -> list[str]:
    """Return the topics of a clinic that an edition has words for."""
    there = project.reworded_in(edition)
    return [one for one in clinic.topics if one in there or edition not in REWORDED]


def _in_edition(clinic: Clinic, language: str, topic: str, edition: str) -> Iterator[Leaflet]:
    """Yield the leaflet of a clinic in an edition: none beside itself, and its chooser once."""
    own = clinic.own_language
    if edition == CHOOSER:
        if language == clinic.languages[0]:
            yield Leaflet(clinic.slug, language, "", edition, clinic.languages[1:])
    elif edition == BOOKLET:
        yield Leaflet(clinic.slug, language, "", edition)
    elif edition != BILINGUAL:
        yield Leaflet(clinic.slug, language, topic, edition)
    elif language != own:
        yield Leaflet(clinic.slug, language, topic, edition, (own,))


def last_day(signoff: DesignSignOff) -> dt.date:
    """Return the last day on which a design sign-off holds."""
    days = round(MONTHS * 365 / 12)
    return dt.date.fromordinal(min(signoff.date.toordinal() + days, dt.date.max.toordinal()))


def seal_of(signoff: DesignSignOff) -> str:
    """Return the SHA-256 over a sign-off's own entry."""
    return digest_of({"look": DESIGN_FILE, **signoff.model_dump(mode="json", include=set(_SEALED))})


_SEALED = ("name", "credential", "date", "digest", "again")


def check_designer(project: Project, entry: Mapping[str, Any], today: dt.date) -> Iterator[Problem]:
    """Find why somebody cannot sign the look. `entry` holds name, credential and date."""
    look, problems = look_of(project), list[Problem]()
    read_value(DesignSignOff, {**entry, "digest": look.digest, "seal": look.digest}, "--name", problems)
    yield from (*problems, *_read(project)[2])
    if not look.own:
        reason = "The look of this project is that of the program, so it needs no sign-off."
        yield Problem(TEMPLATES, reason, "Change a layout, a style, a drawing or a font first.")
    if entry["date"] > today:
        yield Problem("--today", f"{entry['date']} lies in the future.", "Give the day on which you looked at it.")
    for signoff in standing_of(project, entry["date"]).held:
        if same_person(signoff.name, str(entry["name"])) and signoff.date == entry["date"]:
            yield Problem(PLACE, f"{signoff.name} has signed exactly this today.", "Nothing is left to sign.")


def signed_look(project: Project, entry: Mapping[str, Any]) -> dict[Path, bytes]:
    """Return the file that holds a new design sign-off. `entry` holds name, credential and date."""
    digest = look_of(project).digest
    given, revoked, _ = _read(project)
    again = sum((one.digest, one.date) == (digest, entry["date"]) for one in (*given, *revoked))
    unsealed = DesignSignOff.model_validate({**entry, "again": again, "digest": digest, "seal": digest})
    signoff = unsealed.model_copy(update={"seal": seal_of(unsealed)})
    document = _document(project)
    document.setdefault("signoff", tomlkit.aot()).append(_table(signoff))
    return {_path(project): tomlkit.dumps(document).encode()}


def revoked_look(project: Project, name: str | None, today: dt.date, reason: str) -> dict[Path, bytes]:
    """Return the file without the sign-offs of a person, or of all; they stay in it as revoked, with the reason."""
    given, _, faults = _read(project)
    if faults:
        raise ProjectError(faults)
    gone = [one for one in given if name is None or same_person(one.name, name)]
    problems: list[Problem] = []
    entries = [
        read_value(DesignRevocation, {**one.model_dump(), "revoked": today, "reason": reason}, "--reason", problems)
        for one in gone
    ]
    if not gone:
        why = f"There is no design sign-off{f' of {name}' if name else ''}."
        problems.append(Problem(PLACE, why, "leaflets review look shows which there are."))
    if problems:
        raise MisuseError(problems)
    document, seals = _document(project), {one.seal for one in gone}
    left = [entry for entry in document.get("signoff", tomlkit.aot()) if entry.get("seal") not in seals]
    document["signoff"] = tomlkit.aot()
    for entry in left:
        document["signoff"].append(entry)
    for revocation in entries:
        if revocation is not None:
            document.setdefault("revoked", tomlkit.aot()).append(_table(revocation))
    return {_path(project): tomlkit.dumps(document).encode()}


def _void_reason(
    signoff: DesignSignOff, revoked: tuple[DesignRevocation, ...], look: Look, today: dt.date
) -> str | None:
    if signoff.seal != seal_of(signoff):
        return "it was edited or copied by hand"
    taken_back = next((one for one in revoked if one.seal == signoff.seal), None)
    if taken_back:
        return f"it was revoked on {taken_back.revoked}: {taken_back.reason.rstrip('.')}"
    if signoff.digest != look.digest:
        return "the look has changed since"
    if signoff.date > today:
        return "its date lies in the future"
    if today > last_day(signoff):
        return f"it lapsed after {MONTHS} months"
    return None


@lru_cache(maxsize=4)
def _read(project: Project) -> tuple[tuple[DesignSignOff, ...], tuple[DesignRevocation, ...], tuple[Problem, ...]]:
    """Return what the folder's own file holds, and all that is wrong in it; then nothing in it counts."""
    problems: list[Problem] = []
    path = _path(project)
    given, revoked = read_design_signoffs(path, PLACE, problems), read_design_revocations(path, PLACE, problems)
    return ((), (), tuple(dict.fromkeys(problems))) if problems else (given, revoked, ())


def _path(project: Project) -> Path:
    return project.root / TEMPLATES / DESIGN_FILE


def _document(project: Project) -> Any:
    path = _path(project)
    if path.exists():
        return tomlkit.parse(as_text(read_bytes(path, PLACE, TOML)))
    document = tomlkit.document()
    document.add(tomlkit.comment("Who has looked at the pages in this look. Written by: leaflets review sign-look."))
    return document


def _table(entry: DesignSignOff) -> Any:
    table = tomlkit.table()
    for key, value in entry.model_dump(exclude_defaults=True).items():
        table.add(key, value)
    return table
