"""`leaflets clinic import` and `export`: clinics as a table that spreadsheet programs open."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from leaflets.project.spreadsheet.changes import Change, Plan

ENDINGS = (".csv", ".xlsx")
"""What a table may be written as."""
LONGEST_SHOWN = 70
"""Letters of a value that are shown."""


def import_(
    file: Annotated[Path, typer.Argument(help="A table: one row a clinic, CSV or XLSX.", metavar="FILE")],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON; writes only with --yes.")] = False,
) -> None:
    """Make clinics from a table, and change those that are there. It shows what it does, then asks."""
    from leaflets.cli.show import show_json
    from leaflets.folders import CLINICS
    from leaflets.project import find_root, open_project
    from leaflets.project.spreadsheet.planning import plan_import
    from leaflets.project.spreadsheet.rows import read_table
    from leaflets.project.spreadsheet.writing import write_plan
    from leaflets.translation.saving import alone

    project = open_project(find_root(Path.cwd()))
    plan = plan_import(project, read_table(_read(file), file.name), file.resolve().parent)
    if not json:
        _show(plan)
    may_write = bool(plan.changes) and not dry_run and (yes or (not json and _is_wanted(plan)))
    if may_write:
        with alone(project.root / CLINICS):
            write_plan(project, plan)
    if json:
        show_json({"written": may_write, **_as_json(plan)})
    elif may_write:
        typer.secho(f"Written: {_told(plan)}.", fg="green")
        typer.echo("Next: leaflets check")
    raise typer.Exit(1 if plan.changes and not may_write and not dry_run else 0)


def export(
    file: Annotated[Path, typer.Argument(help="The table to write, such as clinics.xlsx or .csv.", metavar="FILE")],
) -> None:
    """Write all clinics as a table, to change there and import again. What a clinic has from its group stays out."""
    from leaflets.cli.show import show_note
    from leaflets.delivery import write_whole
    from leaflets.errors import MisuseError, Problem
    from leaflets.project import find_root
    from leaflets.project.spreadsheet.exporting import as_file, written_table

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        hint = "Give it a name such as clinics.csv or clinics.xlsx."
        raise MisuseError([Problem(str(file), "A table is written as CSV or XLSX.", hint)])
    table = written_table(find_root(Path.cwd()))
    data = as_file(table, ending)
    if file.exists() and not (file.is_file() and file.read_bytes() == data):
        hint = "Move it away, or give another name."
        raise MisuseError([Problem(str(file), "A file is already there, and may hold somebody's changes.", hint)])
    write_whole(file, data)
    for one in table.left_out:
        show_note(f"Not in the table, as a cell cannot hold it: {one}")
    typer.secho(f"{_clinics(len(table.rows) - 1)} in {file}. After changes: leaflets clinic import {file}", fg="green")


def _read(file: Path) -> bytes:
    from leaflets.errors import MisuseError, Problem
    from leaflets.readers.files import CLINICS_TABLE, read_bytes

    try:
        return read_bytes(file, str(file), CLINICS_TABLE)
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror}."
        raise MisuseError([Problem(str(file), reason, "Check its name.")]) from error


def _is_wanted(plan: "Plan") -> bool:
    """Ask on a terminal; elsewhere only `--yes` writes."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        typer.echo("Nothing was written. To write this, run it again with --yes.", err=True)
        return False
    wanted = typer.confirm(f"Write this: {_told(plan)}?")
    if not wanted:
        typer.echo("Nothing was written.")
    return wanted


def _show(plan: "Plan") -> None:
    for change in plan.changes:
        typer.secho(change.slug, bold=True, nl=False)
        typer.echo(f"  new, from row {change.row.number}" if change.is_new else f"  row {change.row.number}")
        for key, old, new in _lines(change):
            if change.is_new:
                typer.echo(f"  {key}: {new}")
            else:
                typer.echo(f"  {key}: {old or '(nothing)'} → {new or '(as its group says)'}")
    if plan.unchanged:
        typer.echo(
            f"{_clinics(len(plan.unchanged))} {'stays as it is' if len(plan.unchanged) == 1 else 'stay as they are'}."
        )


def _lines(change: "Change") -> list[tuple[str, str, str]]:
    """Return each key that changes, with the old and the new value as people read them."""
    lines = [(one.key, _shown(one.old), _shown(one.new)) for one in change.altered]
    if change.logo is not None and all(key != "brand.logo" for key, _, _ in lines):
        lines.append(("brand.logo", change.logo.name, f"{change.logo.name}, another picture"))
    return lines


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _told(plan: "Plan") -> str:
    """Return how many clinics are new, and how many change."""
    new = sum(one.is_new for one in plan.changes)
    changed = len(plan.changes) - new
    parts = ([f"{new} new {'clinic' if new == 1 else 'clinics'}"] if new else []) + (
        [f"changes in {_clinics(changed)}"] if changed else []
    )
    return " and ".join(parts)


def _clinics(count: int) -> str:
    return "1 clinic" if count == 1 else f"{count} clinics"


def _as_json(plan: "Plan") -> dict[str, Any]:
    changes = [
        {
            "clinic": one.slug,
            "row": one.row.number,
            "new": one.is_new,
            "changes": [{"key": each.key, "old": each.old, "new": each.new} for each in one.altered],
            "logo": one.logo.name if one.logo else None,
        }
        for one in plan.changes
    ]
    return {"clinics": changes, "unchanged": list(plan.unchanged)}
