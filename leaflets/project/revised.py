"""Figures that a person's folder changes: somebody has to have read where the new one comes from."""

from collections.abc import Iterator, Mapping

from leaflets.errors import Problem
from leaflets.model import Fact, Figure
from leaflets.project.project import FACTS_PATH


def check_revised(own: Mapping[str, Fact], packaged: Mapping[str, Fact]) -> Iterator[Problem]:
    """Find facts of a folder that change a verified figure of the package, and say of no later day that it was read."""
    for fact in own.values():
        before = packaged.get(fact.id)
        changed = _changed(fact, before) if before and before.verified else []
        if before and changed and fact.checked <= before.checked:
            told = f"Figures of the program were changed here ({', '.join(changed)})"
            reason = (
                f"{told}, but the fact says that it was last read on {fact.checked}, and theirs on {before.checked}."
            )
            hint = (
                "Read the new figure in its source, name it in sources, and set checked to that day, due to the next."
            )
            yield Problem(FACTS_PATH, reason, hint, key=f"{fact.id}.checked")


def _changed(fact: Fact, before: Fact) -> list[str]:
    names = dict.fromkeys((*before.figures, *fact.figures))
    return [name for name in names if _printed(fact.figures.get(name)) != _printed(before.figures.get(name))]


def _printed(figure: Figure | None) -> Figure | None:
    """Return a figure without the note that is never printed."""
    return figure and figure.model_copy(update={"period": None})
