"""The status of translations in one line, for a badge in a README or on a page."""

from collections.abc import Sequence
from typing import Any

from leaflets.translation.status import LanguageStatus

COLOURS = ((50, "red"), (90, "orange"), (100, "yellow"))
"""The colour of a badge below so many percent. What is translated and not signed off is blue, never green."""


def badge_of(languages: Sequence[LanguageStatus]) -> dict[str, Any]:
    """Return the answer of a shields.io endpoint (schema version 1) for one language or several together."""
    messages, done = (sum(getattr(one.total, name) for one in languages) for name in ("messages", "translated"))
    percent = 100 * done // messages if messages else 100
    final, topics = (sum(found) for found in zip(*((one.final, len(one.topics)) for one in languages), strict=True))
    return {
        "schemaVersion": 1,
        "label": languages[0].language.name if len(languages) == 1 else f"{len(languages)} languages",
        "message": f"{percent} % {_kind(languages)}, {final} of {topics} signed off",
        "color": _colour(percent, is_final=final == topics),
    }


def _kind(languages: Sequence[LanguageStatus]) -> str:
    """Return what the words are: the least that any of the languages promises."""
    kinds = {one.language.provenance for one in languages}
    order = ("machine draft", "translated", "original")
    return next(kind for kind in order if kind in kinds)


def _colour(percent: int, *, is_final: bool) -> str:
    below = next((colour for limit, colour in COLOURS if percent < limit), None)
    return below or ("brightgreen" if is_final else "blue")
