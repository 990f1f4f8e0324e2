"""`leaflets list`: what there is to choose from."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Kind(StrEnum):
    """What can be listed."""

    clinics = "clinics"
    topics = "topics"
    languages = "languages"
    editions = "editions"


def list_names(
    kind: Annotated[Kind, typer.Argument(help="What to list.")],
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List clinics, topics, languages or editions."""
    from leaflets.cli.show import show_json, show_table
    from leaflets.project import find_root, open_project

    project = open_project(find_root(Path.cwd()))
    tables = {
        Kind.clinics: [
            {"clinic": one.slug, "name": one.name, "region": one.region,
             "languages": " ".join(one.languages), "topics": str(len(one.topics))}
            for one in project.clinics.values()
        ],
        Kind.topics: [
            {"topic": one.slug, "title": one.title.id, "statements": str(len(one.statements)),
             "critical": str(sum(statement.critical for statement in one.statements))}
            for one in project.topics.values()
        ],
        Kind.languages: [
            {"language": one.code, "name": one.name, "own name": one.endonym, "words": one.provenance}
            for one in project.languages.values()
        ],
        Kind.editions: [{"edition": name} for name in project.editions],
    }  # fmt: skip
    rows = tables[kind]
    if json:
        show_json(rows)
    else:
        show_table(list(rows[0]) if rows else [], [list(row.values()) for row in rows])
