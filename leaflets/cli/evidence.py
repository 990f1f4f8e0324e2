"""`leaflets evidence`: what clinicians ask of the register."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.model import Fact, Figure
    from leaflets.project import Project

app = typer.Typer(
    help="The evidence register: facts, their sources, and what rests on them.",
    epilog="Example: leaflets evidence impact F36",
    no_args_is_help=True,
)
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
FactId = Annotated[str, typer.Argument(help="A fact's id, such as F36.", metavar="FACT")]


@app.command("list", epilog="Example: leaflets evidence list")
def list_facts(json: Json = False) -> None:
    """List every fact: how sure it is, whether it was looked up, and when it is due."""
    from leaflets.cli.show import show_json, show_table

    rows = [_row(fact) for fact in _project().facts.values()]
    if json:
        show_json(rows)
    else:
        show_table(list(rows[0]), [[str(value) for value in row.values()] for row in rows])


@app.command("show", epilog="Example: leaflets evidence show F36")
def show(fact: FactId, json: Json = False) -> None:
    """Show one fact with its figures and sources."""
    from leaflets.cli.show import show_json
    from leaflets.tracing import find_fact

    project = _project()
    found = find_fact(project, fact)
    sources = [project.sources[source].model_dump(by_alias=True) for source in found.sources]
    if json:
        show_json({**found.model_dump(mode="json"), "sources": sources})
        return
    typer.secho(f"{found.id}  {found.summary}", bold=True)
    looked_up = "looked up in its source" if found.verified else "not verified"
    typer.echo(f"certainty {found.certainty}, {looked_up}, checked {found.checked}, due {found.due}")
    for name, figure in found.figures.items():
        typer.echo(f"  figure {found.id}.{name}: {_in_words(figure)}")
    for source in found.sources:
        publication = project.sources[source]
        typer.echo(f"  source {source}: {publication.short}. {publication.title}")


@app.command("impact", epilog="Example: leaflets evidence impact F36")
def impact(fact: FactId, json: Json = False) -> None:
    """Show every statement, language and leaflet that a change of a fact touches."""
    from leaflets.cli.show import show_json, show_table
    from leaflets.tracing import find_fact, impact_of

    project = _project()
    touched = impact_of(project, find_fact(project, fact))
    if json:
        statements = [
            {"topic": topic, "statement": one.id, "critical": one.critical, "path": one.path, "line": one.line}
            for topic, one in touched.statements
        ]
        paths = [str(leaflet.path) for leaflet in touched.leaflets]
        show_json({"statements": statements, "languages": touched.languages, "leaflets": paths})
        return
    show_table(
        ("topic", "statement", "critical", "place"),
        [
            (topic, one.id, "critical" if one.critical else "-", f"{one.path}:{one.line}")
            for topic, one in touched.statements
        ],
    )
    languages = ", ".join(touched.languages) or "no language"
    typer.echo(f"{len(touched.statements)} statements in {len(touched.leaflets)} leaflets; languages: {languages}.")


@app.command("due", epilog="Example: leaflets evidence due --today 2027-10-01")
def due(
    today: Today = None,
    json: Json = False,
) -> None:
    """List the facts that have to be checked again within 60 days, or are overdue (exit code 1)."""
    from leaflets.cli.show import show_json, show_table
    from leaflets.tracing import facts_due

    asked = day(today)
    rows = [{**_row(fact), "days left": days} for fact, days in facts_due(_project(), asked)]
    if json:
        show_json(rows)
    elif rows:
        show_table(list(rows[0]), [[str(value) for value in row.values()] for row in rows])
    else:
        typer.echo(f"Nothing is due in the 60 days from {asked}.")
    raise typer.Exit(1 if any(row["days left"] < 0 for row in rows) else 0)


def _project() -> "Project":
    from leaflets.project import find_root, open_project

    return open_project(find_root(Path.cwd()))


def _row(fact: "Fact") -> dict[str, Any]:
    return {
        "fact": fact.id,
        "certainty": fact.certainty,
        "verified": "verified" if fact.verified else "not verified",
        "due": fact.due.isoformat(),
        "summary": fact.summary,
    }


def _in_words(figure: "Figure") -> str:
    low, high = figure.ends
    number = f"{low:f}" if low == high else f"{low:f} to {high:f}"
    rate = (
        f"{number} of every {figure.per} {figure.unit}s"
        if figure.per
        else f"{number} {figure.unit}{'' if low == high == 1 else 's'}"
    )
    return f"{figure.bound} {rate}" if figure.bound else rate
