"""`leaflets review`: who approves which words, and what waits for whom."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Json, Language
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.project import Project
    from leaflets.reviewing import Reading

app = typer.Typer(
    help="Sign-offs: a topic in a language is a draft until two people have approved exactly its words.",
    epilog="Example: leaflets review queue",
    no_args_is_help=True,
)
Topic = Annotated[str, typer.Argument(help="A topic, such as aftercare.", metavar="TOPIC")]
Role = Annotated[str, typer.Option("--role", help="linguistic or clinical.")]


@app.command("queue", epilog="Example: leaflets review queue --role clinical")
def queue(
    role: Annotated[str | None, typer.Option("--role", help="Only what waits for this role.")] = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """List what waits for a reviewer, and why."""
    from leaflets import reviewing
    from leaflets.cli.show import show_json, show_table

    waiting = reviewing.queue(_project(), day(today))
    rows = [
        {"language": one.language, "topic": one.topic, "missing": list(one.missing), "why": one.reason}
        for one in waiting
        if role is None or role in one.missing
    ]
    if json:
        show_json(rows)
        return
    show_table(
        ("language", "topic", "waits for", "why"),
        [(str(one["language"]), str(one["topic"]), ", ".join(one["missing"]), str(one["why"])) for one in rows],
    )
    typer.echo(f"{len(rows)} waiting." if rows else "Nothing waits.")


@app.command("status", epilog="Example: leaflets review status --json")
def status(today: Today = None, json: Json = False) -> None:
    """Show who approved what, and until when it holds."""
    from leaflets.cli.show import show_json, show_table
    from leaflets.signoffs import approval_of

    project = _project()
    rows = []
    for code in project.languages:
        for topic in project.topics:
            approval = approval_of(project, topic, code, day(today))
            names = {one.role: f"{one.name}, {one.date}" for one in approval.holding}
            rows.append({
                "language": code, "topic": topic, "state": "final" if approval.is_final else "draft",
                "linguistic": names.get("linguistic", "-"), "clinical": names.get("clinical", "-"),
                "holds until": str(approval.lapses or "-"), "void": [reason for _, reason in approval.void],
            })  # fmt: skip
    if json:
        show_json(rows)
    else:
        columns = [name for name in rows[0] if name != "void"] if rows else []
        show_table(columns, [[str(row[name]) for name in columns] for row in rows])


@app.command("show", epilog="Example: leaflets review show pa aftercare")
def show(language: Language, topic: Topic) -> None:
    """Show every statement as a reviewer reads it: English, the language, and what it says put back into English."""
    _show(_reading(_project(), language, topic))


@app.command(
    "sign", epilog="Example: leaflets review sign pa aftercare --role clinical --name 'A. Lin' --credential PT"
)
def sign(
    language: Language,
    topic: Topic,
    role: Role,
    name: Annotated[str, typer.Option("--name", help="Your name, as it will stand in the imprint.")],
    credential: Annotated[str, typer.Option("--credential", help="Your profession or registration.")],
    read: Annotated[str | None, typer.Option("--read", help="The code at the end of what you read.")] = None,
    today: Today = None,
) -> None:
    """Approve a topic in a language: shows every statement, then asks for the code at its end."""
    from leaflets import reviewing
    from leaflets.delivery import write_whole
    from leaflets.errors import ProjectError

    project = _project()
    reading = _reading(project, language, topic)
    problems = list(reviewing.check_reviewer(project, reading, role, name, day(today)))
    if problems:
        raise ProjectError(problems)
    _confirm(reading, read)
    entry = {"role": role, "name": name, "credential": credential, "date": day(today)}
    for path, data in sorted(reviewing.signed(project, reading, entry).items(), reverse=True):
        write_whole(path, data)
    typer.secho(f"Signed: {language} · {topic}, {role}, {name}, {day(today)}.", fg="green")


@app.command("revoke", epilog="Example: leaflets review revoke pa aftercare --role clinical --reason 'Wrong advice.'")
def revoke(
    language: Language,
    topic: Topic,
    role: Role,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept with the sign-off.")],
    today: Today = None,
) -> None:
    """Take a sign-off back. It stays in the file, with the reason."""
    from leaflets import reviewing
    from leaflets.delivery import write_whole
    from leaflets.errors import MisuseError, Problem

    project = _project()
    _check_names(project, language, topic)
    found = [one for one in project.signoffs.get(language, ()) if (one.topic, one.role) == (topic, role)]
    if not found:
        hint = "leaflets review status shows which there are."
        raise MisuseError([Problem(f"{language} · {topic}", f"There is no {role} sign-off.", hint)])
    for path, data in reviewing.revoked(project, found[-1], language, day(today), reason).items():
        write_whole(path, data)
    typer.echo(f"Revoked: {language} · {topic}, {role}, {found[-1].name}.")


def _project() -> "Project":
    from leaflets.project import find_root, open_project

    return open_project(find_root(Path.cwd()))


def _check_names(project: "Project", language: str, topic: str) -> None:
    from leaflets.selection import Selection, check_selection

    check_selection(project, Selection(topics=[topic], languages=[language]))


def _reading(project: "Project", language: str, topic: str) -> "Reading":
    from leaflets.reviewing import read_topic

    _check_names(project, language, topic)
    return read_topic(project, topic, language)


def _show(reading: "Reading") -> None:
    typer.secho(f"{reading.language} · {reading.topic} · {reading.title}", bold=True)
    for one in reading.statements:
        mark = " (critical)" if one.critical else ""
        typer.secho(f"\n{one.id}{mark} · {' '.join(one.facts)}", bold=True)
        typer.echo(f"  en: {one.source}")
        if one.translation != one.source:
            typer.echo(f"  {reading.language}: {one.translation}")
        for back in one.back_translations:
            typer.echo(f"  says: {back.says} ({back.by})")
        if one.critical and one.translation != one.source and not one.back_translations:
            typer.secho("  says: nobody has put this back into English yet", dim=True)
    typer.secho("\nWords around it, on every sheet", bold=True)
    for source, translation in reading.around:
        typer.echo(f"  {source} → {translation}" if source != translation else f"  {source}")
    typer.secho(f"\nThe code of this reading: {reading.code}", bold=True)


def _confirm(reading: "Reading", read: str | None) -> None:
    """Make sure that exactly this was read: the code stands at its end, and changes with every word."""
    from leaflets.errors import MisuseError, Problem

    if read is None:
        _show(reading)
        if not sys.stdin.isatty():
            hint = f"Read it to the end, then sign with --read {reading.code}."
            raise MisuseError([Problem("--read", "Nobody can be asked here.", hint)])
        read = typer.prompt("Type the code to sign")
    if read != reading.code:
        hint = "Read it again with leaflets review show; the words may have changed since."
        raise MisuseError([Problem("--read", f"“{read}” is not the code of this reading.", hint)])
