"""`leaflets catalogue diff`: what changed in a language since its last sign-off."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Json, Language, Topics

if TYPE_CHECKING:
    from leaflets.translation.difference import Change, Difference


def diff(
    language: Language,
    topic: Topics = [],
    page: Annotated[Path | None, typer.Option("--page", help="Also write a page to print or send.")] = None,
    json: Json = False,
) -> None:
    """Show what changed since the last sign-off: old and new, source and translation, critical statements first."""
    from dataclasses import asdict

    from leaflets.cli.show import show_json
    from leaflets.delivery import write_whole
    from leaflets.project import find_root, open_project
    from leaflets.selection import Selection, check_selection
    from leaflets.translation.difference import differences

    project = open_project(find_root(Path.cwd()))
    check_selection(project, Selection(topics=topic, languages=[language]))
    found = differences(project, language, topic or list(project.topics))
    changes = sorted((change for one in found for change in one.changes), key=lambda change: not change.critical)
    if json:
        show_json([asdict(change) for change in changes])
    else:
        _show(language, found, changes)
    if page is not None:
        template = project.environment.get_template("pages/diff.html.j2")
        html = template.render(language=project.languages[language], changes=changes)
        write_whole(page, html.encode())
        typer.echo(f"Page: {page}", err=True)


def _show(language: str, found: "list[Difference]", changes: "list[Change]") -> None:
    for change in changes:
        mark = " (critical)" if change.critical else ""
        typer.secho(f"{change.topic} › {change.place}{mark}: {change.kind}", bold=True)
        for name, old, new in (
            ("en", change.old_source, change.new_source),
            (language, change.old_translation, change.new_translation),
        ):
            if old == new and old:
                typer.echo(f"    {name}  {old}")
            elif old or new:
                typer.secho(f"  - {name}  {old or '(nothing)'}", fg="red")
                typer.secho(f"  + {name}  {new or '(nothing)'}", fg="green")
    voided = [one for one in found if one.changes]
    unsigned = [one.topic for one in found if not one.signoffs]
    for one in voided:
        names = ", ".join(f"{signoff.name} ({signoff.role}, {signoff.date})" for signoff in one.signoffs)
        typer.echo(f"{one.topic}: {len(one.changes)} changes since {names}")
    for one in found:
        if not one.is_readable:
            typer.echo(f"{one.topic}: what was signed is not kept here, so it cannot be compared.")
    if unsigned:
        typer.echo(f"Not signed yet, so there is nothing to compare: {', '.join(unsigned)}")
    if not voided and len(unsigned) < len(found):
        typer.echo("Nothing changed since the last sign-off.")
