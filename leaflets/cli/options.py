"""The options and arguments that commands share, each with one name, one letter and one wording."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

Choice = TypeVar("Choice", bound=StrEnum)

Language = Annotated[str, typer.Argument(help="A language, such as pa or Punjabi.", metavar="LANGUAGE")]
Clinics = Annotated[
    list[str], typer.Option("--clinic", "-c", help="Only this clinic, by its folder or name (repeat for more).")
]
Topics = Annotated[
    list[str], typer.Option("--topic", "-t", help="Only this topic, by name or title (repeat for more).")
]
Languages = Annotated[
    list[str], typer.Option("--language", "-l", help="Only this language, by code or name (repeat for more).")
]
Editions = Annotated[
    list[str],
    typer.Option("--edition", "-e", help="The shape of the leaflet, such as poster or trifold (repeat for more)."),
]
With = Annotated[
    str,
    typer.Option(
        "--with", help="The second language of a bilingual sheet.", metavar="LANGUAGE", show_default="the clinic's own"
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        help="How many processes work at once.",
        show_default="one a core, with 350 MB of free memory each",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Typeset on a Dask cluster, such as tcp://10.0.0.5:8786."),
]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON, for programs.")]


def one_of(option: str, choices: type[Choice]) -> Callable[[str], Choice]:
    """Return what reads an option that is one of some words, in capitals or not."""

    def read(word: str) -> Choice:
        from leaflets.errors import MisuseError, Problem
        from leaflets.names import Named, found, meant

        known = {choice.value: choice for choice in choices}
        same = found(word, [Named(one) for one in known], parts=False)
        if not same:
            raise MisuseError([Problem(option, f"“{word}” is not known here.", meant(word, known))])
        return known[same[0].name]

    return read
