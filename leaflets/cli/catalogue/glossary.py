"""`leaflets catalogue glossary`: the words that translations keep to, for people and for their tools."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Languages, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leaflets.project import Project


class Format(StrEnum):
    """How the glossary is written."""

    TABLE = "table"
    TBX = "tbx"
    JSON = "json"


COLUMNS = ("Term", "Language", "Say", "Never", "Note")


def glossary(
    language: Languages = [],
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            parser=one_of("--format", Format),
            metavar="table|tbx|json",
            help="A table for people, TBX for translation editors, or JSON.",
        ),
    ] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.", show_default="shown")] = None,
) -> None:
    """Show the glossary: which words to use for a term in each language, and which never."""
    from leaflets.cli.show import show_table
    from leaflets.delivery import write_whole
    from leaflets.project import find_root, open_project
    from leaflets.translation import termbase

    project = open_project(find_root(Path.cwd())).require(["term"])
    chosen = _chosen(project, language)
    terms = list(project.glossary.terms.values())
    if form is Format.TABLE and out is None:
        show_table(COLUMNS, termbase.as_rows(terms, chosen))
        return
    data = _written(project, form, chosen)
    if out is None:
        typer.echo(data, nl=False)
        return
    write_whole(out, data)
    typer.echo(f"{len(terms)} terms in {out}.")


def _chosen(project: "Project", asked: "Sequence[str]") -> list[str]:
    """Return the languages that were asked for, or every language of the glossary."""
    from leaflets.cli.show import show_taken
    from leaflets.errors import MisuseError, Problem
    from leaflets.project.naming import Meant, meant_language
    from leaflets.translation import termbase

    there = termbase.languages_of(project.glossary.terms.values())
    known = list(dict.fromkeys((*there, *project.languages)))
    meant = [meant_language(project, one, "--language", known) for one in asked]
    unknown = [one for one in meant if isinstance(one, Problem)]
    if unknown:
        raise MisuseError(unknown)
    found = [one for one in meant if isinstance(one, Meant)]
    show_taken(one.told for one in found if one.told)
    return list(dict.fromkeys(one.name for one in found)) or there


def _written(project: "Project", form: Format, languages: "Sequence[str]") -> bytes:
    """Return the glossary as the bytes of a file."""
    import json

    from leaflets.translation import termbase

    terms = project.glossary.terms.values()
    if form is Format.TBX:
        return termbase.as_tbx(terms, languages)
    if form is Format.JSON:
        text = json.dumps(termbase.as_data(terms, languages), ensure_ascii=False, indent=2)
        return f"{text}\n".encode()
    rows = [COLUMNS, *termbase.as_rows(terms, languages)]
    return "".join("\t".join(row) + "\n" for row in rows).encode()
