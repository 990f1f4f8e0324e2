"""`leaflets evidence`: what clinicians ask of the register."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Json
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.model import Fact, Figure, SignOff
    from leaflets.project import Project

app = typer.Typer(
    help="The evidence register: facts, their sources, and what rests on them.",
    epilog="Example: leaflets evidence impact F36",
    no_args_is_help=True,
)
FactId = Annotated[str, typer.Argument(help="A fact's id, such as F36.", metavar="FACT")]


@app.command("list", epilog="Example: leaflets evidence list --unverified")
def list_facts(
    unverified: Annotated[bool, typer.Option("--unverified", help="Only facts with something left to read.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Only facts due within 60 days, or overdue.")] = False,
    source: Annotated[str | None, typer.Option("--source", help="Only facts that rest on this source.")] = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """List facts: how sure each is, whether it was looked up, what was not read, and when it is due.

    Options narrow it down together.
    """
    from leaflets.cli.show import show_json, show_table
    from leaflets.evidence.choosing import Wanted
    from leaflets.evidence.tracing import find_source

    project = _project()
    wanted = Wanted(unverified, day(today) if due else None, find_source(project, source) if source else None)
    rows = [_row(fact) for fact in wanted.facts_of(project)]
    if json:
        show_json(rows)
    elif rows:
        show_table(list(rows[0]), [_cells(row) for row in rows])
    else:
        typer.echo(wanted.nothing)


@app.command("show", epilog="Example: leaflets evidence show F36")
def show(fact: FactId, json: Json = False) -> None:
    """Show one fact with its figures and sources, and where and when each source was read."""
    from leaflets.cli.show import show_json
    from leaflets.composition.citations import Citations
    from leaflets.composition.direction import plain
    from leaflets.evidence.tracing import find_fact
    from leaflets.project.withdrawals import fallen_of

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
        typer.echo(f"  source {source} ({_reading(found, source)}): {plain(citations.full(source))}")
    for fallen in fallen_of(project, [found]):
        typer.secho(f"{fallen.problem.reason}", fg="red")
        typer.echo(f"  → {fallen.problem.hint}")


@app.command("impact", epilog="Example: leaflets evidence impact boyce-2020")
def impact(
    thing: Annotated[str, typer.Argument(help="A fact's or a source's id, such as F36.", metavar="FACT|SOURCE")],
    today: Today = None,
    json: Json = False,
) -> None:
    """Show every fact, statement, language, leaflet and sign-off that a change of a fact or a source touches."""
    from leaflets.cli.show import show_json
    from leaflets.evidence.tracing import find_cited, impact_of
    from leaflets.project.withdrawals import fallen_of

    project = _project()
    touched = impact_of(project, find_cited(project, thing), day(today))
    signed, lost = ([_signoff(language, one) for language, one in ones] for ones in (touched.signoffs, touched.lost))
    if json:
        statements = [
            {"topic": one.topic, "statement": one.source.id, "critical": one.source.critical,
             "path": one.source.path, "line": one.source.line, "words": one.words}
            for one in touched.statements
        ]  # fmt: skip
        paths = [str(leaflet.path) for leaflet in touched.leaflets]
        facts = [fact.id for fact in touched.facts]
        named = {"facts": facts, "statements": statements, "languages": touched.languages, "leaflets": paths}
        show_json({**named, "signoffs": signed, "lost": lost})
        return
    for fact in touched.facts:
        typer.echo(f"{fact.id}  {fact.summary} [{', '.join(fact.sources)}]")
    for fallen in fallen_of(project, touched.facts):
        typer.secho(f"{fallen.problem.reason}", fg="red")
    for one in touched.statements:
        critical = ", critical" if one.source.critical else ""
        typer.secho(f"{one.topic} › {one.source.id} ({one.source.path}:{one.source.line}{critical})", bold=True)
        for language, words in sorted(one.words.items()):
            typer.echo(f"  {language}: {words}")
    languages = ", ".join(touched.languages) or "no language"
    counts = f"{len(touched.facts)} facts, {len(touched.statements)} statements, {len(touched.leaflets)} leaflets"
    typer.echo(f"{counts}; languages: {languages}.")
    for entry in (*signed, *lost):
        typer.echo("sign-off: {language} · {topic}, {role}, {name}, {date}".format(**entry))
    if lost:
        typer.echo(f"What was withdrawn voids {len(lost)} sign-offs.")
    if signed or not lost:
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
        show_table(list(rows[0]), [_cells(row) for row in rows])
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


@app.command("coverage", epilog="Example: leaflets evidence coverage")
def coverage(json: Json = False) -> None:
    """Show what patients ask and which statements answer it, in English, or which claim is refused, as Markdown."""
    from leaflets.cli.show import show_json
    from leaflets.evidence.coverage import as_markdown, coverage_of

    found = coverage_of(_project())
    if json:
        show_json([{**one.subject.model_dump(mode="json"), "statements": one.words, "gone": one.gone} for one in found])
    else:
        typer.echo(as_markdown(found), nl=False)


def _project() -> "Project":
    from leaflets.project import find_root, open_project

    return open_project(find_root(Path.cwd())).require(("fact", "source", "topic"))


def _signoff(language: str, signoff: "SignOff") -> dict[str, str]:
    named = {"role": signoff.role, "name": signoff.name, "date": signoff.date.isoformat()}
    return {"language": language, "topic": signoff.topic, **named}


def _row(fact: "Fact") -> dict[str, Any]:
    return {
        "fact": fact.id,
        "certainty": fact.certainty,
        "verified": "verified" if fact.verified else "not verified",
        "not read": list(fact.unread),
        "due": fact.due.isoformat(),
        "summary": fact.summary,
    }


def _cells(row: dict[str, Any]) -> list[str]:
    return [", ".join(value) if isinstance(value, list) else str(value) for value in row.values()]


def _reading(fact: "Fact", source: str) -> str:
    """Return where and when a source was read for a fact."""
    found = fact.read.get(source)
    return f"{found.where}, {found.on}" if found else "not read"


def _in_words(figure: "Figure") -> str:
    low, high = figure.ends
    number = f"{low:f}" if low == high else f"{low:f} to {high:f}"
    rate = (
        f"{number} of every {figure.per} {figure.unit}s"
        if figure.per
        else f"{number} {figure.unit}{'' if low == high == 1 or figure.unit == 'percent' else 's'}"
    )
    return f"{figure.bound} {rate}" if figure.bound else rate
