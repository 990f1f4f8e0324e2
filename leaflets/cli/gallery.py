"""Pictures for websites, and a whole build at a glance, where a build is asked for them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from leaflets.delivery import Report
    from leaflets.project import Project


def draw_images(project: "Project", report: "Report") -> int:
    """Make the pictures of all that was printed; return the exit code."""
    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_failures, show_pictured
    from leaflets.gallery.delivering import deliver_images

    with progress(len(report.printed), "pictured") as bar:
        run = deliver_images(project, report, bar.track(report.printed.in_order()))
    show_failures(run.failed)
    show_pictured(run)
    return 1 if run.failed else 0


def draw_contact_sheet(project: "Project", report: "Report", today: "dt.date") -> int:
    """Make the contact sheet of all that was printed; return the exit code."""
    import typer

    from leaflets.cli.progress import progress
    from leaflets.cli.show import show_failures, shown
    from leaflets.gallery.contact_sheet import deliver_contact_sheet

    with progress(len(report.printed), "pictured") as bar:
        path, failed = deliver_contact_sheet(project, report, today, bar.track(report.printed.in_order()))
    show_failures(failed)
    typer.echo(shown(path))
    return 1 if failed else 0
