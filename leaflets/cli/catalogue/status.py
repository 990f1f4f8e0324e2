"""`leaflets catalogue status`: what is translated, what is left, what is signed off."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Json, Languages, Topics
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.model import Approval
    from leaflets.translation.status import Count, LanguageStatus

COLUMNS = ("all", "done", "empty", "fuzzy", "faulty", "stale", "critical", "words")
EVERY_SHEET = "(every sheet)"
"""The name of the row for the words of layouts, where topics have theirs."""
LEGEND = """all, done: messages. empty: no words, or not every plural form.
fuzzy: to be checked. faulty: a check stops it. stale: only in one of catalogue
and templates.
critical, words: what is left, in messages and in English words.
{end}"""
ENDS = {
    False: "final: leaflets that every reviewer has signed off.",
    True: "sign-off: what reviewers have given; final, if every one has.",
}


def status(
    language: Languages = [],
    topic: Topics = [],
    topics: Annotated[bool, typer.Option("--topics", help="A line for each topic.")] = False,
    json: Json = False,
    badge: Annotated[bool, typer.Option("--badge", help="Print a shields.io endpoint for these languages.")] = False,
    today: Today = None,
) -> None:
    """Show how far each language is: what is translated, what is left, and what is signed off."""
    from leaflets.cli.show import show_json, show_problems, show_taken, working
    from leaflets.project import SAID, SOURCE_LANGUAGE, check_folders, find_root, open_project
    from leaflets.selection import Selection, understand
    from leaflets.translation.badge import badge_of
    from leaflets.translation.critical import critical_messages
    from leaflets.translation.status import status_of

    with working("Counting"):
        project = open_project(find_root(Path.cwd()))
        meant = understand(project, Selection(topics=topic, languages=language), translators=True)
        language, topic = list(meant.languages), list(meant.topics)
        project.require((*SAID, "language", "sign-offs"), language)
        counted = (code for code, one in project.languages.items() if code != SOURCE_LANGUAGE and one.parent is None)
        codes = language or list(counted if badge else project.languages)
        chosen, now, critical = topic or list(project.topics), day(today), critical_messages(project)
        found = [status_of(project, code, chosen, now, critical) for code in dict.fromkeys(codes)]
    show_taken(meant.told)
    if badge:
        show_json(badge_of(found))
    elif json:
        show_json([one.as_json() for one in found])
    else:
        _show(found, by_topic=topics or bool(topic))
    problems = [problem for one in found for problem in one.problems]
    problems += () if language else project.faults_in("language", "sign-offs")
    unwatched = [] if badge or json else [one for found_in in found for one in found_in.unwatched]
    show_problems([*unwatched, *problems, *(() if language else check_folders(project))])
    raise typer.Exit(1 if problems else 0)


def _show(found: Sequence["LanguageStatus"], *, by_topic: bool) -> None:
    """Print a line for each language, or for each of its topics; piped, each line begins with the language."""
    from leaflets.cli.show import show_table

    if not sys.stdout.isatty() and by_topic:
        rows = [[one.language.code, *row] for one in found for row in _topic_rows(one)]
        show_table(("language", "topic", *COLUMNS, "sign-off"), rows)
        return
    if not by_topic:
        show_table(("language", *COLUMNS, "final"), [_language_row(one) for one in found])
    for one in found if by_topic else ():
        over = f", {_over(one)}" if one.language.parent else ""
        typer.secho(f"\n{one.language.code}  {one.language.name}, {one.language.provenance}{over}", bold=True)
        show_table(("topic", *COLUMNS, "sign-off"), _topic_rows(one), gap=1)
    for one in (one for one in found if one.language.parent and not by_topic):
        typer.echo(f"{one.language.code}: {_over(one)}")
    if sys.stdout.isatty():
        typer.secho(f"\n{LEGEND.format(end=ENDS[by_topic])}", dim=True)


def _over(one: "LanguageStatus") -> str:
    """Return what a region's wording is: “over pt_BR, 14 messages of its own”."""
    count = "1 message" if one.own == 1 else f"{one.own} messages"
    overtaken = f"; {one.overtaken} of them over words that have changed" if one.overtaken else ""
    return f"over {one.language.parent}, {count} of its own{overtaken}"


def _language_row(one: "LanguageStatus") -> list[str]:
    return [one.language.code, *_cells(one.total), f"{one.final} of {len(one.approvals)}"]


def _topic_rows(one: "LanguageStatus") -> list[list[str]]:
    topics = [[slug, *_cells(count), _signed(one.approvals[slug])] for slug, count in one.topics.items()]
    return [*topics, [EVERY_SHEET, *_cells(one.layout), ""], ["total", *_cells(one.total), ""]]


def _cells(count: "Count") -> list[str]:
    return [
        str(number)
        for number in (count.messages, count.translated, count.untranslated, count.fuzzy, count.faulty, count.stale,
                       count.critical_left, count.words_left)
    ]  # fmt: skip


def _signed(approval: "Approval") -> str:
    """Return “final”, the role that was given, or “no”."""
    if approval.is_final:
        return "final"
    given = dict.fromkeys(one.role for one in approval.holding if one.role not in approval.missing)
    return ", ".join(given) or "no"
