"""Files for a print shop, where a build is asked for them."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leaflets.delivery import Report
    from leaflets.prepress import Profile
    from leaflets.project import Project


def wanted_profile(press: bool, path: Path | None) -> "Profile | None":
    """Return the profile of the press that is asked for, None where there is to be no file for one."""
    from leaflets.errors import MisuseError, Problem

    if path is not None and not press:
        raise MisuseError([Problem("--profile", "A colour profile is for a print shop’s files.", "Add --press.")])
    if not press:
        return None
    from leaflets.prepress import press_profile

    return press_profile(path)


def print_for_press(project: "Project", report: "Report", profile: "Profile") -> int:
    """Make the files for a print shop of all that was printed; return the exit code."""
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_failures, show_pressed
    from leaflets.prepress import deliver_for_press

    with progress(len(report.printed), "made for the press") as bar:
        run = deliver_for_press(project, report, profile, bar.track(report.printed.in_order()))
    show_failures(run.failed)
    show_pressed(run)
    return 1 if run.failed else 0
