"""The options and arguments that commands share, each with one name, one letter and one wording."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

Choice = TypeVar("Choice", bound=StrEnum)

Language = Annotated[str, typer.Argument(help="A language, such as pa.", metavar="LANGUAGE")]
Clinics = Annotated[list[str], typer.Option("--clinic", "-c", help="Only this clinic (repeat for more).")]
Topics = Annotated[list[str], typer.Option("--topic", "-t", help="Only this topic (repeat for more).")]
Languages = Annotated[list[str], typer.Option("--language", "-l", help="Only this language (repeat for more).")]
Editions = Annotated[list[str], typer.Option("--edition", "-e", help="The shape of the leaflet (repeat for more).")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, help="How many processes work at once.", show_default="one a core")
]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON, for programs.")]


def one_of(option: str, choices: type[Choice]) -> Callable[[str], Choice]:
    """Return what reads an option that is one of some words, in capitals or not."""

    def read(word: str) -> Choice:
        from leaflets.errors import MisuseError, Problem
        from leaflets.project import meant

        known = {choice.value: choice for choice in choices}
        if word.casefold() not in known:
            raise MisuseError([Problem(option, f"“{word}” is not known here.", meant(word.casefold(), known))])
        return known[word.casefold()]

    return read
