"""Writes what an import changes: each folder and each file in one step, so that whatever stops it leaves them whole."""

from pathlib import Path

from leaflets.errors import DeliveryError, Problem, ProjectError
from leaflets.folders import CLINICS
from leaflets.halves import folder_aside, write_aside
from leaflets.project.project import Project
from leaflets.project.spreadsheet.changes import Change, Plan
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.files import TOML, read_bytes


def write_plan(project: Project, plan: Plan) -> None:
    """Make and change the clinics of a plan; raise ProjectError if a file was saved since it was read.

    Raises DeliveryError when the disk refuses; what was written until then is whole, and the import goes on from there
    when it is run again.
    """
    folder = project.root / CLINICS
    _refuse_saved(folder, plan)
    try:
        with folder_aside(folder) as aside:
            for change in plan.changes:
                _make(aside / change.slug, folder / change.slug, change)
    except OSError as error:
        hint = "Free some space or change its permissions, and run it again: it goes on where it stopped."
        place = Path(str(error.filename or folder)).name
        raise DeliveryError([Problem(place, f"This cannot be written: {error.strerror}.", hint)]) from error


def _refuse_saved(folder: Path, plan: Plan) -> None:
    saved = [one for one in plan.changes if _now(folder / one.slug) != one.before]
    if saved:
        hint = "It was left as it is. Run the command again: it begins with what stands there now."
        reason = "The file was saved by someone else while the command ran."
        raise ProjectError(Problem(f"{CLINICS}/{one.slug}/{CLINIC_FILE}", reason, hint) for one in saved)


def _now(folder: Path) -> bytes | None:
    path = folder / CLINIC_FILE
    return read_bytes(path, CLINIC_FILE, TOML) if path.exists() else None


def _make(aside: Path, folder: Path, change: Change) -> None:
    """Make a new clinic's folder aside and rename it; of one that is there, replace the logo and then the file."""
    place = aside if change.is_new else folder
    if change.logo is not None:
        write_aside(place / change.logo.name, change.logo.data)
    if change.after != change.before:
        write_aside(place / CLINIC_FILE, change.after)
    if change.is_new:
        aside.rename(folder)
