"""`leaflets catalogue add`: a new language, ready to be translated."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from leaflets.model import Language
    from leaflets.translation.adding import Addition

TO_TRANSLATE = "every message to be translated"
NEXT = {
    "leaflets catalogue status -l {}": "what is left to translate",
    "leaflets catalogue export {} --format xlsx": "for translators without PO",
    "leaflets catalogue preview {}": "the words on the page",
}
"""What to type next for a language, and what for."""


def add(
    language: Annotated[
        str, typer.Argument(help="A language's code or name, such as lt, sw or zh-Hant.", metavar="LANGUAGE")
    ],
) -> None:
    """Add a language: its line in locales/languages.toml, an empty catalogue, and lists of words for the rules.

    For a language that is there already, add the lists of words that it lacks.
    """
    from leaflets.project import LANGUAGES_FILE, LOCALES, SAID, find_root, open_project
    from leaflets.project.watching import words_file
    from leaflets.readers.catalogues import po_path
    from leaflets.translation import adding
    from leaflets.translation.saving import alone, content_of, save

    root = find_root(Path.cwd())
    register = root / LOCALES / LANGUAGES_FILE
    with alone(register):
        before = content_of(register)
        addition = adding.add(open_project(root).require((*SAID, "language")), language)
        code = addition.language.code
        if addition.catalogue is not None:
            catalogue = po_path(root / LOCALES, code)
            save(catalogue, addition.catalogue, source=catalogue, before=None)
        if addition.words is not None:
            words = root / words_file(code)
            save(words, addition.words, source=words, before=content_of(words))
        if addition.register is not None:
            save(register, addition.register, source=register, before=before)
    _show(addition)


def _show_next_of_region(language: "Language") -> None:
    """Say how the wording of a region is written, and what it takes to have a language of its own instead."""
    code, parent = language.code, language.parent
    typer.echo(f"""Next:
  leaflets catalogue export {code} --format xlsx  every text, with the words of {parent} beside it:
                                                  fill in only what readers there would say otherwise
  leaflets catalogue status -l {code}             how many messages it has of its own
Or copy a message from the catalogue of {parent} and change it. What it leaves out stands as in {parent}.
To translate all of it instead, take parent out of its line and run leaflets catalogue update -l {code}.
Its words count as “{language.provenance}” until you write "translated" there. No
clinic prints it before its clinic.toml names it under languages.""")


def _show(addition: "Addition") -> None:
    """Say what was made, what is uncertain, and what comes next."""
    from leaflets.project import LANGUAGES_FILE, LOCALES
    from leaflets.project.watching import words_file
    from leaflets.readers.catalogues import po_path

    language, code = addition.language, addition.language.code
    forms = f"{language.plural_count} plural form{'' if language.plural_count == 1 else 's'}"
    own = f" ({language.endonym})" if language.endonym != language.name else ""
    over = f", over {language.parent}" if language.parent else ""
    typer.secho(f"{language.name}{own}: {language.script}, {forms}{over}", bold=True)
    if addition.register is not None:
        new = f"no message yet: the words are those of {language.parent}" if language.parent else TO_TRANSLATE
        made = new if addition.catalogue is not None else "was there; left as it is"
        typer.echo(f"  {LOCALES}/{LANGUAGES_FILE}: one line added")
        typer.echo(f"  {po_path(Path(LOCALES), code).as_posix()}: {made}")
    if addition.words is not None:
        typer.echo(f"  {words_file(code)}: lists of words for the rules, to be filled in")
    width = max(len(command.format(code)) for command in NEXT)
    for doubt in addition.doubts:
        typer.secho(f"warning: {doubt.reason}", fg="yellow", err=True)
        if doubt.hint:
            typer.secho(f"  → {doubt.hint}", dim=True, err=True)
    if language.parent:
        _show_next_of_region(language)
        return
    steps = "\n".join(f"  {command.format(code):<{width}}  {use}" for command, use in NEXT.items())
    typer.echo(f"""Next:
{steps}
Its words count as “{language.provenance}” until you write "translated" into
{LOCALES}/{LANGUAGES_FILE}: do so when a person has translated all of them. No
clinic prints it before its clinic.toml names it under languages.""")
