"""The pages that contestants set, as they lie in a workplace."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

LIST = "pages.json"


@dataclass(frozen=True)
class Page:
    """A composed leaflet: its HTML file, Typst's main file as text, and the words that have to be read on it."""

    name: str
    html: str
    typst: str
    passages: list[str]


def read_pages(place: Path) -> dict[str, Page]:
    """Return the pages of a workplace by their names."""
    return {one["name"]: Page(**one) for one in json.loads((place / LIST).read_text("utf-8"))}


def write_pages(place: Path, pages: Iterable[Page]) -> None:
    """Write the list of a workplace's pages."""
    (place / LIST).write_text(json.dumps([asdict(page) for page in pages]), "utf-8")
