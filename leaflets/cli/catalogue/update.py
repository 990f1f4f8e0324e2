"""`leaflets catalogue extract` and `update`: templates → POT → catalogues."""

from pathlib import Path

import typer

from leaflets.cli.options import Languages


def extract() -> None:
    """Write locales/leaflets.pot: every source text, with a note where it stands."""
    from leaflets.delivery import write_whole
    from leaflets.project import LOCALES, find_root, open_project
    from leaflets.translation import extraction

    project = open_project(find_root(Path.cwd()))
    template = extraction.extract(project)
    write_whole(project.root / LOCALES / "leaflets.pot", extraction.render(template))
    typer.echo(f"{len(template)} messages in {LOCALES}/leaflets.pot.")


def update(
    language: Languages = [],
) -> None:
    """Bring catalogues up to date with the templates. Nothing that was translated is lost."""
    from leaflets.delivery import write_whole
    from leaflets.project import LOCALES, find_root, open_project
    from leaflets.readers.catalogues import po_path
    from leaflets.selection import Selection, check_selection
    from leaflets.translation import extraction

    project = open_project(find_root(Path.cwd()))
    check_selection(project, Selection(languages=language))
    template = extraction.extract(project)
    for code in language or project.languages:
        path = po_path(project.root / LOCALES, code)
        start = path if path.exists() else project.catalogue_path(code)
        text, counts = extraction.update(template, start, project.languages[code])
        write_whole(path, text)
        typer.echo(f"{code}: {counts['messages']} messages, {counts['new']} new, {counts['gone']} gone")
