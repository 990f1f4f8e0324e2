"""`leaflets evidence`: what clinicians ask of the register."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Json
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.model import Fact, Figure
    from leaflets.project import Project

app = typer.Typer(
    help="The evidence register: facts, their sources, and what rests on them.",
    epilog="Example: leaflets evidence impact F36",
    no_args_is_help=True,
)
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
    from leaflets.composition.citations import Citations
    from leaflets.composition.direction import plain
    from leaflets.evidence.tracing import find_fact

    project = _project()
    found = find_fact(project, fact)
    sources = [project.sources[source].csl for source in found.sources]
    if json:
        show_json({**found.model_dump(mode="json"), "sources": sources})
        return
    citations = Citations(project.citation_style, project.sources)
    typer.secho(f"{found.id}  {found.summary}", bold=True)
    looked_up = "looked up in its source" if found.verified else "not verified"
    typer.echo(f"certainty {found.certainty}, {looked_up}, checked {found.checked}, due {found.due}")
    for name, figure in found.figures.items():
        typer.echo(f"  figure {found.id}.{name}: {_in_words(figure)}")
    for source in found.sources:
        typer.echo(f"  source {source}: {plain(citations.full(source))}")


@app.command("impact", epilog="Example: leaflets evidence impact F36")
def impact(fact: FactId, today: Today = None, json: Json = False) -> None:
    """Show every statement, language, leaflet and sign-off that a change of a fact touches."""
    from leaflets.cli.show import show_json
    from leaflets.evidence.tracing import find_fact, impact_of

    project = _project()
    touched = impact_of(project, find_fact(project, fact), day(today))
    signed = [
        {"language": language, "topic": one.topic, "role": one.role, "name": one.name, "date": one.date.isoformat()}
        for language, one in touched.signoffs
    ]
    if json:
        statements = [
            {"topic": one.topic, "statement": one.source.id, "critical": one.source.critical,
             "path": one.source.path, "line": one.source.line, "words": one.words}
            for one in touched.statements
        ]  # fmt: skip
        paths = [str(leaflet.path) for leaflet in touched.leaflets]
        show_json({"statements": statements, "languages": touched.languages, "leaflets": paths, "signoffs": signed})
        return
    for one in touched.statements:
        critical = ", critical" if one.source.critical else ""
        typer.secho(f"{one.topic} › {one.source.id} ({one.source.path}:{one.source.line}{critical})", bold=True)
        for language, words in sorted(one.words.items()):
            typer.echo(f"  {language}: {words}")
    languages = ", ".join(touched.languages) or "no language"
    typer.echo(f"{len(touched.statements)} statements in {len(touched.leaflets)} leaflets; languages: {languages}.")
    for entry in signed:
        typer.echo("sign-off: {language} · {topic}, {role}, {name}, {date}".format(**entry))
    typer.echo("No sign-off rests on it." if not signed else f"A change voids {len(signed)} sign-offs.")


@app.command("due", epilog="Example: leaflets evidence due --today 2027-10-01")
def due(
    today: Today = None,
    json: Json = False,
) -> None:
    """List the facts that have to be checked again within 60 days, or are overdue (exit code 1)."""
    from leaflets.cli.show import show_json, show_table
    from leaflets.evidence.tracing import facts_due

    asked = day(today)
    rows = [{**_row(fact), "days left": days} for fact, days in facts_due(_project(), asked)]
    if json:
        show_json(rows)
    elif rows:
        show_table(list(rows[0]), [[str(value) for value in row.values()] for row in rows])
    else:
        typer.echo(f"Nothing is due in the 60 days from {asked}.")
    raise typer.Exit(1 if any(row["days left"] < 0 for row in rows) else 0)


@app.command("criteria", epilog="Example: leaflets evidence criteria")
def criteria(json: Json = False) -> None:
    """Show what published instruments ask of a leaflet, and what can be answered, as Markdown."""
    from leaflets.cli.show import show_json
    from leaflets.evidence.criteria import as_markdown, criteria_of

    found = criteria_of(_project())
    if json:
        show_json([criterion.model_dump(mode="json") for criterion in found])
    else:
        typer.echo(as_markdown(found), nl=False)


def _project() -> "Project":
    from leaflets.project import find_root, open_project

    return open_project(find_root(Path.cwd())).require(("fact", "source", "topic"))


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
        else f"{number} {figure.unit}{'' if low == high == 1 or figure.unit == 'percent' else 's'}"
    )
    return f"{figure.bound} {rate}" if figure.bound else rate
