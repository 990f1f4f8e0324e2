"""`leaflets catalogue export` and `import`: for translators who do not use PO."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli.options import Language, Topics, one_of

if TYPE_CHECKING:
    from leaflets.translation.exchange.changes import Change, Import


class Format(StrEnum):
    """What a job can be written as."""

    XLIFF = "xliff"
    CSV = "csv"
    XLSX = "xlsx"


def export(
    language: Language,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            parser=one_of("--format", Format),
            metavar="xliff|csv|xlsx",
            help="What the translator works with.",
        ),
    ],
    topic: Topics = [],
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; else it is named here.")] = None,
) -> None:
    """Write a language's texts for a translator: XLIFF for translation tools, CSV or XLSX for spreadsheets."""
    from leaflets.cli.show import show_problems, show_taken, working
    from leaflets.delivery import write_whole
    from leaflets.project import SAID, find_root, open_project
    from leaflets.selection import Selection, understand
    from leaflets.translation.exchange.formats import write_job
    from leaflets.translation.exchange.lacking import lacking
    from leaflets.translation.exchange.making import make_job

    with working("Collecting the texts"):
        project = open_project(find_root(Path.cwd()))
        meant = understand(project, Selection(languages=[language], topics=topic), translators=True)
        language, topic = meant.languages[0], list(meant.topics)
        project.require((*SAID, "language"), [language])
        job = make_job(project, language, list(dict.fromkeys(topic)))
    show_taken(meant.told)
    path = out or Path("-".join([language, *job.topics]) + f".{form}")
    data = write_job(job, form)
    _keep_what_is_there(path, data)
    write_whole(path, data)
    messages = len({unit.key for unit in job.units})
    forms = "" if messages == len(job.units) else f" ({messages} messages, some in several plural forms)"
    again = f"leaflets catalogue import {path}"
    left = [slug for slug in project.topics if slug not in job.topics] if job.topics else []
    if left:
        told = "With the words of every sheet. Not in it: what only these topics say: "
        typer.echo(f"{told}{', '.join(left)}.")
    missing = list(lacking(project, language, job))
    if missing:
        typer.echo("Not in it either, and needed for these texts:")
        show_problems(missing)
    typer.secho(f"{_texts(len(job.units))}{forms} in {path}. Import it again with: {again}", fg="green")


def import_(
    file: Annotated[Path, typer.Argument(help="What came back from the translator.", metavar="FILE")],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    skip_stale: Annotated[
        bool, typer.Option("--skip-stale", help="Leave out texts whose source changed since the export.")
    ] = False,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="Leave out texts that a rule stops, with the reason.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON; writes only with --yes.")] = False,
) -> None:
    """Show what a file changes, text by text, and what the rules find; then ask and write it."""
    from leaflets.cli.show import show_json
    from leaflets.project import SAID, find_root, open_project
    from leaflets.translation.exchange.changes import Skipped, read_import

    project = open_project(find_root(Path.cwd())).require((*SAID, "language"))
    found = read_import(project, _read(file), file.as_posix(), Skipped(skip_stale, skip_faulty))
    if not json:
        _show(found)
    may_write = bool(found.changes) and (yes or (not json and _is_wanted(found)))
    if may_write:
        _write(project.root, project.catalogue_path(found.code), found)
    if json:
        show_json({"language": found.code, "written": may_write, **_as_json(found)})
    elif may_write:
        typer.secho(f"Written: {_texts(len(found.changes))} in {found.code}.", fg="green")
    raise typer.Exit(1 if found.changes and not may_write else 0)


def _keep_what_is_there(path: Path, data: bytes) -> None:
    """Refuse to write over a file with other content: it may be a translator's work."""
    from leaflets.errors import MisuseError, Problem

    if path.is_file() and path.read_bytes() != data:
        reason = "A file is already there, and may hold a translator's work."
        raise MisuseError([Problem(str(path), reason, "Import or move it first, or choose another name with --out.")])


def _read(file: Path) -> bytes:
    from leaflets.errors import MisuseError, Problem
    from leaflets.readers.files import IMPORT, read_bytes

    try:
        return read_bytes(file, str(file), IMPORT)
    except OSError as error:
        raise MisuseError(
            [Problem(str(file), f"The file cannot be read: {error.strerror}.", "Check its name.")]
        ) from error


def _is_wanted(found: "Import") -> bool:
    """Ask on a terminal; elsewhere only `--yes` writes."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        typer.echo("Nothing was written. To write these changes, run it again with --yes.", err=True)
        return False
    wanted = typer.confirm(f"Write {_texts(len(found.changes))} into {found.code}?")
    if not wanted:
        typer.echo("Nothing was written.")
    return wanted


def _write(root: Path, source: Path, found: "Import") -> None:
    """Write the catalogue whole, into the person's project; refuse if somebody saved it in the meantime."""
    from leaflets.project import LOCALES
    from leaflets.readers.catalogues import po_path
    from leaflets.translation.saving import alone, save

    path = po_path(root / LOCALES, found.code)
    with alone(path):
        save(path, found.after, source=source, before=found.before)


def _show(found: "Import") -> None:
    from leaflets.cli.show import show_problems

    for change in found.changes:
        _show_change(change)
    show_problems(found.warnings)
    if found.emptied:
        typer.secho(
            f"{_texts(len(found.emptied))} left empty in the file: what the catalogue says stays.\n"
            f"  → To take a translation out, write “erase” as its state. {_rows([row.line for row in found.emptied])}",
            fg="yellow",
        )
    for row in found.stale:
        typer.secho(f"Left out, its source changed since the export: {row.sources[0]}", fg="yellow")
    if found.faulty:
        typer.secho("Left out, a rule stops them:", fg="yellow", err=True)
        show_problems(found.faulty)
    if not found.changes:
        typer.echo(f"The file changes nothing in {found.code}.")


def _show_change(change: "Change") -> None:
    """Print where a text stands, its source, and the old and the new words."""
    where, critical = _place(change.places)
    typer.secho(where + (f" ({change.unit.form_note})" if change.unit.form_note else ""), bold=True, nl=not critical)
    if critical:
        typer.secho(" · critical", fg="red", bold=True)
    _show_line("", change.unit.source, "dim")
    if change.text != change.unit.text:
        _show_line("- ", change.unit.text or "(not translated)", "red")
        _show_line("+ ", change.text or "(erased)", "green")
    else:
        _show_line("= ", change.text, "")
    if change.state != change.unit.state and (change.text == change.unit.text or change.state == "needs work"):
        _show_line("", f"state: {change.unit.state} → {change.state}", "yellow")


def _show_line(sign: str, text: str, style: str) -> None:
    """Print a text two columns in: wrapped and in colour on a terminal, and as one line elsewhere."""
    if not sys.stdout.isatty():
        typer.echo(f"  {sign}{text}")
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    Console(highlight=False).print(Padding(Text(f"{sign}{text}", style), (0, 0, 0, 2)))


def _place(places: Sequence[str]) -> tuple[str, bool]:
    """Return where a text stands in one line, and whether any of its places is critical."""
    if not places:
        return "in the layouts", False
    critical = " · critical"
    first = places[0].replace(critical, "")
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"{first}{more}", any(critical in place for place in places)


def _as_json(found: "Import") -> dict[str, Any]:
    from dataclasses import asdict

    changes = [
        {
            "id": change.unit.id,
            "places": list(change.places),
            "source": change.unit.source,
            "form": change.unit.form_note or None,
            "old": change.unit.text,
            "new": change.text,
            "old state": change.unit.state,
            "new state": change.state,
        }
        for change in found.changes
    ]
    told = {"warnings": found.warnings, "faulty": found.faulty}
    findings = {name: [asdict(one) for one in problems] for name, problems in told.items()}
    return {
        "changes": changes,
        **findings,
        "left empty": len(found.emptied),
        "stale": [row.sources[0] for row in found.stale],
    }


def _texts(count: int) -> str:
    return "1 text" if count == 1 else f"{count} texts"


def _rows(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:10]))
    return f"Rows: {shown}{' …' if len(lines) > 10 else ''}."
