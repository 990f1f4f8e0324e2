"""Tells whether the words of the topic are as large as the edition promises, beside what holds for all words."""

from collections.abc import Iterator, Sequence
from typing import Any

from leaflets.typesetting.drawn import Drawn
from leaflets.typesetting.findings import Finding, found
from leaflets.typesetting.reading import Run

BODY = ("main",)
"""The elements that hold what the topic says, in every layout."""


def find_small(root: Any, runs: Sequence[Run], drawn: Drawn, body: float) -> Iterator[Finding]:
    """Yield the words of the topic that are seen smaller than `body`, in points. Counters may be smaller."""
    inside = {below for element in root.iter(*BODY) for below in element.iter()}
    sizes = {id(text.box): text.size for text in drawn.texts}
    for run in runs:
        size = sizes.get(id(run.box), body)
        if run.is_text and not run.is_inserted and run.box.element in inside and size < body - 0.01:
            yield found(run, f"is set too small for the edition: less than {body:g} pt", f"{size:.1f} pt")
