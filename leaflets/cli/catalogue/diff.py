"""`leaflets catalogue diff`: what changed in a language since its last sign-off."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Json, Language, Topics

if TYPE_CHECKING:
    from leaflets.errors import Problem
    from leaflets.reviewing.difference import Change, Difference


def diff(
    language: Language,
    topic: Topics = [],
    page: Annotated[Path | None, typer.Option("--page", help="Also write a page to print or send.")] = None,
    json: Json = False,
) -> None:
    """Show what changed since the last sign-off: old and new, source and translation, critical statements first.

    Words that a rule stops are shown as they are written, with the rule and the reason.
    """
    from dataclasses import asdict

    from leaflets.cli.show import show_json, show_taken
    from leaflets.composition.rendering import render
    from leaflets.delivery import write_whole
    from leaflets.errors import Problem, ProjectError
    from leaflets.project import SAID, find_root, open_project
    from leaflets.reviewing.difference import differences
    from leaflets.reviewing.side_by_side import comparison
    from leaflets.selection import Selection, understand

    project = open_project(find_root(Path.cwd()))
    meant = understand(project, Selection(topics=topic, languages=[language]), translators=True)
    show_taken(meant.told)
    language, topic = meant.languages[0], list(meant.topics)
    project.require((*SAID, "language", "sign-offs"), [language])
    found = differences(project, language, list(dict.fromkeys(topic)) or list(project.topics))
    changes = sorted((change for one in found for change in one.changes), key=lambda change: not change.critical)
    if json:
        topics = [{"topic": one.topic, "state": one.state, "signed": _names(one)} for one in found]
        show_json({"language": language, "topics": topics, "changes": [asdict(change) for change in changes]})
    else:
        _show(language, found, changes)
    if page is not None:
        context = {"language": project.languages[language], "found": found, "changes": changes}
        problems: list[Problem] = []
        html = render(project.environment, "pages/diff.html.j2", {**context, "comparison": comparison}, problems)
        if html is None:
            raise ProjectError(problems)
        write_whole(page, html.encode())
        typer.echo(f"Page: {page}", err=True)


def _show(language: str, found: "list[Difference]", changes: "list[Change]") -> None:
    for change in changes:
        _show_change(language, change)
    for one in found:
        if one.state == "changed":
            count = "1 change" if len(one.changes) == 1 else f"{len(one.changes)} changes"
            typer.echo(f"{one.topic}: {count} since {_names(one)}")
        elif one.state == "not kept":
            typer.echo(f"{one.topic}: changed, but what was signed is not kept here, so not all of it can be compared.")
    for state, told in (("unsigned", "Not signed yet, so there is nothing to compare"), ("unchanged", "Unchanged")):
        topics = [one.topic for one in found if one.state == state]
        if topics:
            typer.echo(f"{told}: {', '.join(topics)}")


def _show_change(language: str, change: "Change") -> None:
    mark = " (critical)" if change.critical else ""
    typer.secho(f"{change.topic} › {change.place}{mark}: {change.kind}", bold=True)
    texts = {("en", change.old_source, change.new_source), (language, change.old_translation, change.new_translation)}
    for name, old, new in sorted(texts, key=lambda one: one[0] != "en"):
        if old == new and old:
            typer.echo(f"    {name}  {old}")
        elif old or new:
            typer.secho(f"  - {name}  {old or '(nothing)'}", fg="red")
            typer.secho(f"  + {name}  {new or ('(missing)' if change.faults else '(nothing)')}", fg="green")
    for fault in change.faults:
        _show_fault(fault)


def _show_fault(fault: "Problem") -> None:
    """Print why words cannot be printed: the rule, the reason, the place and what to do."""
    typer.secho(f"  ! {' '.join(filter(None, (fault.rule, fault.reason)))}", fg="red", bold=True)
    typer.secho(f"    {fault.place} → {fault.hint}", dim=True)


def _names(difference: "Difference") -> str:
    return ", ".join(f"{one.name} ({one.role}, {one.date})" for one in difference.signoffs)
