"""`leaflets catalogue extract` and `update`: templates → POT → catalogues."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leaflets.cli.options import Languages

if TYPE_CHECKING:
    from collections.abc import Mapping


def extract() -> None:
    """Write locales/leaflets.pot: every source text, with a note where it stands."""
    from leaflets.delivery import write_whole
    from leaflets.project import LOCALES, SAID, find_root, open_project
    from leaflets.translation import extraction
    from leaflets.translation.claims import refuse_claims

    project = open_project(find_root(Path.cwd())).require(SAID, ())
    refuse_claims(project)
    template = extraction.extract(project)
    write_whole(project.root / LOCALES / "leaflets.pot", extraction.render(template))
    typer.echo(f"{len(template)} messages in {LOCALES}/leaflets.pot.")


def update(
    language: Languages = [],
) -> None:
    """Bring catalogues up to date with the templates. Nothing that was translated is lost."""
    from leaflets.cli.show import show_problems, show_taken, working
    from leaflets.errors import Problem, ProjectError
    from leaflets.project import LOCALES, SAID, find_root, open_project
    from leaflets.readers.catalogues import po_path
    from leaflets.selection import Selection, understand
    from leaflets.translation import extraction
    from leaflets.translation.claims import refuse_claims
    from leaflets.translation.overriding import over_of
    from leaflets.translation.saving import alone, content_of, save

    with working("Comparing with the templates"):
        project = open_project(find_root(Path.cwd()))
        meant = understand(project, Selection(languages=language), translators=True)
        language = list(meant.languages)
        project.require((*SAID, "language"), language)
        refuse_claims(project)
        paths = {code: project.catalogue_path(code) for code in dict.fromkeys(language or project.languages)}
        before = {code: content_of(path) for code, path in paths.items()}
        template = extraction.extract(project)
        made = {
            code: extraction.update(template, path, project.languages[code], over_of(project, code))
            for code, path in paths.items()
        }
    show_taken(meant.told)
    kept: list[Problem] = []
    for code, (text, counts) in made.items():
        path = po_path(project.root / LOCALES, code)
        try:
            with alone(path):
                save(path, text, source=project.catalogue_path(code), before=before[code])
        except ProjectError as trouble:
            kept += trouble.problems
        else:
            typer.echo(f"{code}: {_told(counts)}")
    kept += () if language else project.faults_in("language")
    show_problems(kept)
    raise typer.Exit(1 if kept else 0)


def _told(counts: "Mapping[str, int]") -> str:
    """Return what an update changed in one line."""
    back = (
        f", {counts['back']} back with {'its' if counts['back'] == 1 else 'their'} old words" if counts["back"] else ""
    )
    return f"{counts['messages']} messages, {counts['new']} new{back}, {counts['gone']} gone"
