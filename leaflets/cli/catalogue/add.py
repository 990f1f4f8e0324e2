"""`leaflets catalogue add`: a new language, ready to be translated."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from leaflets.translation.adding import Addition


def add(
    language: Annotated[str, typer.Argument(help="A language's code, such as uk, tl or zh-Hant.", metavar="LANGUAGE")],
) -> None:
    """Add a language: its line in locales/languages.toml, and a catalogue with every message to be translated."""
    from leaflets.delivery import write_whole
    from leaflets.project import LANGUAGES_FILE, LOCALES, find_root, open_project
    from leaflets.readers.catalogues import po_path
    from leaflets.translation import adding

    project = open_project(find_root(Path.cwd()))
    addition = adding.add(project, language)
    if addition.catalogue is not None:
        write_whole(po_path(project.root / LOCALES, addition.language.code), addition.catalogue)
    write_whole(project.root / LOCALES / LANGUAGES_FILE, addition.register)
    _show(addition)


def _show(addition: "Addition") -> None:
    """Say what was made, what is uncertain, and what comes next."""
    from leaflets.project import LANGUAGES_FILE, LOCALES
    from leaflets.readers.catalogues import po_path

    language, code = addition.language, addition.language.code
    forms = f"{language.plural_count} plural form{'' if language.plural_count == 1 else 's'}"
    own = f" ({language.endonym})" if language.endonym != language.name else ""
    typer.secho(f"{language.name}{own}: {language.script}, {forms}", bold=True)
    made = "every message to be translated" if addition.catalogue is not None else "was there; left as it is"
    typer.echo(f"  {LOCALES}/{LANGUAGES_FILE}: one line added")
    typer.echo(f"  {po_path(Path(LOCALES), code).as_posix()}: {made}")
    for doubt in addition.doubts:
        typer.secho(f"warning: {doubt.reason}", fg="yellow", err=True)
        if doubt.hint:
            typer.secho(f"  → {doubt.hint}", dim=True, err=True)
    typer.echo(f"""Next:
  leaflets catalogue status -l {code}                what is left to translate
  leaflets catalogue export {code} --format xlsx     for translators without PO
  leaflets catalogue preview {code}                  the words on the page
Its words count as “{language.provenance}” until you write "translated" into
{LOCALES}/{LANGUAGES_FILE}: do so when a person has translated all of them. No
clinic prints it before its clinic.toml names it under languages.""")
