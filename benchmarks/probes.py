"""What else counts in a contestant beside time: its memory, its files, and whether they say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contestants import Contestant
from copied import by_pdfium, folded
from costs import Peak
from sheets import Page


@dataclass(frozen=True)
class Probe:
    """The most MB of all processes together; and by a page's name kB of its file, and the share of its statements.

    A statement counts where pdfium reads it word for word, but for spaces.
    """

    megabytes: float
    kilobytes: dict[str, float]
    said: dict[str, float]


def probe(one: Contestant, pages: Sequence[Page], place: Path) -> Probe:
    """Let a contestant make leaflets while nothing else runs, and look at its memory and its files."""
    with Peak() as peak:
        one.run([page.name for page in pages])
    files = {page.name: next((place / one.folder).rglob(f"{page.name}.pdf")) for page in pages}
    sizes = {name: file.stat().st_size / 1000 for name, file in files.items()}
    return Probe(peak.megabytes, sizes, {page.name: _said(page, files[page.name]) for page in pages})


def _said(page: Page, file: Path) -> float:
    text = folded(by_pdfium(file))
    return sum(folded(words) in text for words in page.passages) / len(page.passages)
