"""`leaflets review`: who approves which words, and what waits for whom."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli import review_look
from leaflets.cli.options import Json, Language, one_of
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    import datetime as dt

    from leaflets.project import Project
    from leaflets.reviewing.readings import Line, Reading

app = typer.Typer(
    help="Sign-offs: a topic in a language is a draft until two people have approved exactly its words.",
    epilog="Example: leaflets review queue",
    no_args_is_help=True,
)
Topic = Annotated[str, typer.Argument(help="A topic, such as aftercare.", metavar="TOPIC")]


class Role(StrEnum):
    """What somebody answers for with their sign-off."""

    LINGUISTIC = "linguistic"
    CLINICAL = "clinical"


ROLE = "linguistic|clinical"
AsRole = Annotated[
    Role,
    typer.Option(
        "--role",
        parser=one_of("--role", Role),
        metavar=ROLE,
        help="What you answer for: the language, or the treatment.",
    ),
]


@app.command("queue", epilog="Example: leaflets review queue --role clinical")
def queue(
    role: Annotated[
        Role | None,
        typer.Option("--role", parser=one_of("--role", Role), metavar=ROLE, help="Only what waits for this role."),
    ] = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """List what waits for a reviewer, and why."""
    from leaflets.cli.show import show_json, show_left_out, show_table
    from leaflets.reviewing import signing

    project = _project()
    waiting = signing.queue(project, day(today))
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
    show_left_out(project)


@app.command("status", epilog="Example: leaflets review status --json")
def status(today: Today = None, json: Json = False) -> None:
    """Show who approved what, and until when it holds."""
    from leaflets.cli.show import show_json, show_left_out, show_table

    project = _project()
    sound = [
        (code, topic)
        for code in project.languages
        for topic in project.topics
        if not project.faults_of_reading(topic, code, shown=False)
    ]
    rows = [_state(project, code, topic, day(today)) for code, topic in sound]
    if json:
        show_json(rows)
    else:
        shown = [{**row, "why": "; ".join(row["void"])} for row in rows]
        columns = ("language", "topic", "state", "linguistic", "clinical", "holds until", "why")
        show_table(columns, [[str(row[name]) for name in columns] for row in shown])
        show_left_out(project)


def _state(project: "Project", code: str, topic: str, today: "dt.date") -> dict[str, Any]:
    """Return who approved a topic in a language, until when, and which sign-offs of roles that are missing are void."""
    from leaflets.reviewing.signoffs import approval_of

    approval = approval_of(project, topic, code, today)
    names = {one.role: f"{one.name}, {one.date}" for one in approval.signers}
    return {
        "language": code,
        "topic": topic,
        "state": "final" if approval.is_final else "draft",
        "linguistic": names.get("linguistic", "-"),
        "clinical": names.get("clinical", "-"),
        "holds until": str(approval.lapses or "-"),
        "void": [f"{one.name}: {why}" for one, why in approval.void if one.role in approval.missing],
    }


app.command("look", epilog="Example: leaflets review look --out look")(review_look.look)
app.command(
    "sign-look", epilog="Example: leaflets review sign-look --name 'D. Sato' --credential designer --read 1a2b3c4d"
)(review_look.sign_look)
app.command("revoke-look", epilog="Example: leaflets review revoke-look --reason 'The warning is too pale.'")(
    review_look.revoke_look
)


@app.command("show", epilog="Example: leaflets review show pa aftercare")
def show(language: Language, topic: Topic) -> None:
    """Show every statement as a reviewer reads it: English, the language, and what it says put back into English."""
    project = _project()
    _show(project, _reading(project, language, topic))


@app.command(
    "sign", epilog="Example: leaflets review sign pa aftercare --role clinical --name 'A. Lin' --credential PT"
)
def sign(
    language: Language,
    topic: Topic,
    role: AsRole,
    name: Annotated[str, typer.Option("--name", help="Your name, as it will stand in the imprint.")],
    credential: Annotated[str, typer.Option("--credential", help="Your profession or registration.")],
    read: Annotated[str | None, typer.Option("--read", help="The code at the end of what you read.")] = None,
    today: Today = None,
) -> None:
    """Approve a topic in a language: shows every statement, then asks for the code at its end."""
    from leaflets.delivery import write_whole
    from leaflets.errors import ProjectError
    from leaflets.reviewing import signing

    project = _project()
    reading = _reading(project, language, topic)
    entry = {"role": role.value, "name": name, "credential": credential, "date": day(today)}
    problems = list(signing.check_reviewer(project, reading, entry, day(None)))
    if problems:
        raise ProjectError(problems)
    _confirm(project, reading, read)
    for path, data in sorted(signing.signed(project, reading, entry).items(), reverse=True):
        write_whole(path, data)
    typer.secho(f"Signed: {reading.language} · {reading.topic}, {role}, {name}, {day(today)}.", fg="green")
    _show_state(reading.language, reading.topic, day(today))


@app.command("revoke", epilog="Example: leaflets review revoke pa aftercare --role clinical --reason 'Wrong advice.'")
def revoke(
    language: Language,
    topic: Topic,
    role: AsRole,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept with the sign-off.")],
    name: Annotated[str | None, typer.Option("--name", help="Whose sign-off, if several people signed.")] = None,
    today: Today = None,
) -> None:
    """Take a sign-off back. It stays in the file, with the reason."""
    from leaflets.delivery import write_whole
    from leaflets.reviewing import signing

    project = _project()
    language, topic = _meant(project, language, topic)
    signoff = signing.to_revoke(project, topic, language, role, name)
    for path, data in signing.revoked(project, signoff, language, day(today), reason).items():
        write_whole(path, data)
    typer.echo(f"Revoked: {language} · {topic}, {role}, {signoff.name}.")
    _show_state(language, topic, day(today))


def _show_state(language: str, topic: str, today: "dt.date") -> None:
    """Tell whether the topic is a draft or final now, and who is missing."""
    from leaflets.reviewing.signoffs import approval_of

    approval = approval_of(_project(), topic, language, today)
    if approval.is_final:
        typer.echo(f"It is final until {approval.lapses}.")
    else:
        typer.echo(f"It is a draft: the {' and the '.join(approval.missing)} sign-off is missing.")


def _project() -> "Project":
    from leaflets.project import find_root, open_project

    return open_project(find_root(Path.cwd()))


def _meant(project: "Project", language: str, topic: str) -> tuple[str, str]:
    """Return the language and the topic that are meant, if they have no faults, and say what was taken for them."""
    from leaflets.cli.show import show_taken
    from leaflets.errors import ProjectError
    from leaflets.selection import Selection, understand

    meant = understand(project, Selection(topics=[topic], languages=[language]))
    show_taken(meant.told)
    faults = project.faults_of_reading(meant.topics[0], meant.languages[0])
    if faults:
        raise ProjectError(faults)
    return meant.languages[0], meant.topics[0]


def _reading(project: "Project", language: str, topic: str) -> "Reading":
    from leaflets.reviewing.signing import read_whole

    language, topic = _meant(project, language, topic)
    return read_whole(project, topic, language)


def _show(project: "Project", reading: "Reading") -> None:
    """Print everything that a sign-off covers, and the code at its end."""
    from leaflets.reviewing.signing import code_of

    typer.secho(f"{reading.language} · {reading.topic}", bold=True)
    for line in reading.lines:
        _show_line(project, reading, line)
    typer.secho("\nWords around it, on the sheet", bold=True)
    for source, translation in reading.apart:
        typer.echo(f"  {source} → {translation}" if source != translation else f"  {source}")
    typer.secho(f"\nThe code of this reading: {code_of(reading)}", bold=True)


def _show_line(project: "Project", reading: "Reading", line: "Line") -> None:
    from leaflets.reviewing.signing import back_translations

    notes = ["critical" if line.critical else "", line.where]
    mark = f" ({', '.join(filter(None, notes))})" if any(notes) else ""
    typer.secho(f"\n{line.place}{mark} · {' '.join(line.facts) or line.kind}", bold=True)
    typer.echo(f"  en: {line.source}")
    if line.translation == line.source:
        return
    typer.echo(f"  {reading.language}: {line.translation}")
    found = back_translations(project, reading, line)
    for back in found:
        typer.echo(f"  says: {back.says} ({back.by})")
    if line.critical and not found:
        typer.secho("  says: nobody has put this back into English yet", dim=True)


def _confirm(project: "Project", reading: "Reading", read: str | None) -> None:
    """Make sure that exactly this was read: the code stands at its end, and changes with every word."""
    from leaflets.errors import MisuseError, Problem
    from leaflets.reviewing.signing import code_of

    if read is None:
        _show(project, reading)
        if not sys.stdin.isatty():
            hint = f"Read it to the end, then sign with --read {code_of(reading)}."
            raise MisuseError([Problem("--read", "Nobody can be asked here.", hint)])
        try:
            read = str(typer.prompt("Type the code to sign"))
        except typer.Abort:
            raise KeyboardInterrupt from None
    if read.strip().lower() != code_of(reading):
        hint = "Read it again with leaflets review show; the words may have changed since."
        raise MisuseError([Problem("--read", f"“{read}” is not the code of this reading.", hint)])
