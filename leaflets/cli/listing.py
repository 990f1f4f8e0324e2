"""`leaflets list`: what there is to choose from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Json

if TYPE_CHECKING:
    from leaflets.model import Language
    from leaflets.project import Project
    from leaflets.readers.fonts import Fonts

FAULTY = "(has faults, see: leaflets check)"
KINDS = ("clinics", "topics", "languages", "editions")


def list_names(
    kind: Annotated[
        str,
        typer.Argument(help="clinics, topics, languages or editions.", metavar="KIND", autocompletion=lambda: KINDS),
    ],
    json: Json = False,
) -> None:
    """List clinics, topics, languages or editions."""
    from leaflets.cli.show import show_json, show_note, show_table
    from leaflets.errors import MisuseError, Problem
    from leaflets.names import Named, found, meant
    from leaflets.project import find_root, open_project
    from leaflets.project.typefaces import command_for_all

    same = found(kind, [Named(one, (one.removesuffix("s"),)) for one in KINDS], parts=False)
    if not same:
        raise MisuseError([Problem("leaflets list", f"“{kind}” cannot be listed.", meant(kind, KINDS))])
    kind = same[0].name
    project = open_project(find_root(Path.cwd()))
    rows = [*_rows(project, kind), *_faulty_rows(project, kind)]
    if json:
        show_json(rows)
        return
    names = list(rows[0]) if rows else []
    show_table(names, [[_cell(value) for value in row.values()] for row in rows], named=False)
    if kind == "languages" and (command := command_for_all(project)):
        show_note(f"What is not installed comes with: {command}")


def _rows(project: "Project", kind: str) -> list[dict[str, Any]]:
    match kind:
        case "clinics":
            return [
                {"clinic": one.slug, "name": one.name, "group": one.group or "", "region": one.region,
                 "languages": list(one.languages), "topics": list(one.topics)}
                for one in project.clinics.values()
            ]  # fmt: skip
        case "topics":
            return [
                {"topic": one.slug, "title": one.title.id, "statements": len(one.statements),
                 "critical": sum(statement.critical for statement in one.statements)}
                for one in project.topics.values()
            ]  # fmt: skip
        case "languages":
            return [_language_row(project, code) for code in project.languages]
    return [{"edition": name} for name in project.editions]


def _language_row(project: "Project", code: str) -> dict[str, Any]:
    """Return what is told of a language: its names, its script, where its words come from, and how many there are."""
    from babel import Locale

    language = project.languages[code]
    return {
        "language": code,
        "name": language.name,
        "own name": language.endonym,
        "script": str(Locale("en").scripts.get(language.script, language.script)),
        "words": language.provenance,
        "over": language.parent or "",
        "translated": f"{_share_translated(project, code)} %",
        "typeface": _state_of_typeface(project.fonts, language),
    }


def _state_of_typeface(fonts: "Fonts", language: "Language") -> str:
    """Return whether leaflets in a language can be set here."""
    if fonts.family_of(language) in fonts.lacking:
        return "not installed"
    return "here" if fonts.covers(language.script) else "none"


def _share_translated(project: "Project", code: str) -> int:
    """Return how many of 100 messages have words in a language; what is wrong with them, `catalogue status` counts."""
    known = project.layout_messages.union(*(topic.messages for topic in project.topics.values()))
    found = (project.catalogue(code).translations.get(key) for key in known)
    done = sum(one is not None and all(map(str.strip, one.texts)) for one in found)
    return 100 * done // len(known) if known else 100


def _faulty_rows(project: "Project", kind: str) -> list[dict[str, Any]]:
    """Return what has faults, marked: it is there, and prints nothing until they are mended."""
    match kind:
        case "clinics":
            known = {name: project.offers.get(name) for name in sorted(project.faults.names("clinic"))}
            return [
                {"clinic": name, "name": FAULTY, "group": "", "region": "",
                 "languages": list(offer.languages if offer else ()), "topics": list(offer.topics if offer else ())}
                for name, offer in known.items()
            ]  # fmt: skip
        case "topics":
            names = sorted(project.faults.names("topic"))
            return [{"topic": name, "title": FAULTY, "statements": 0, "critical": 0} for name in names]
        case "languages":
            names = sorted(project.faults.names("language"))
            nothing = {"own name": "", "script": "", "words": "", "over": "", "translated": "", "typeface": ""}
            return [{"language": name, "name": FAULTY, **nothing} for name in names]
    return []


def _cell(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
