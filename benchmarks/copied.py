"""How many statements come out of printed leaflets word for word, by each program that reads PDFs.

`python benchmarks/copied.py FOLDER` prints every topic of one clinic in its languages, for patients and for staff, into
the folder, and reads all of it with pdfium, and with pdftotext, PyMuPDF and pdf.js if they are there (see the README).
Spaces and signs that nobody sees do not count in statements. In words they do, for they spoil a search; where a
script has no spaces, what counts as a word may be broken by the end of a line.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, Printed
from leaflets.project import open_project
from leaflets.typesetting import seal, typeset

PLACE = Path(__file__).parent
CLINIC = "aspen-row"
READERS = PLACE / "readers"
Read = Callable[[Path], str]


class Sheet(NamedTuple):
    """A printed leaflet, and its statements."""

    leaflet: Leaflet
    file: Path
    statements: list[str]


def printed(out: Path) -> Iterator[Sheet]:
    """Print the leaflets of a clinic."""
    project = open_project(PLACE.parent)
    composer = Composer(project)
    seal(project.fonts.all_folders)
    for language in project.clinics[CLINIC].languages:
        for topic in project.topics:
            for edition in ("standard", "staff"):
                leaflet = Leaflet(CLINIC, language, topic, edition)
                composition = composer.compose(leaflet)
                outcome = typeset(composition) if isinstance(composition, Composition) else composition
                if not isinstance(composition, Composition) or not isinstance(outcome, Printed):
                    raise SystemExit(str(outcome))
                file = out / f"{language}_{topic}_{edition}.pdf"
                file.write_bytes(outcome.pdf)
                yield Sheet(leaflet, file, [one.words for one in composition.passages])


def readers() -> Iterator[tuple[str, Read]]:
    """Yield the programs that are there."""
    yield "pdfium", by_pdfium
    if shutil.which("pdftotext"):
        yield "Poppler", by_poppler
    if importlib.util.find_spec("pymupdf"):
        yield "MuPDF", by_mupdf
    if (READERS / "node_modules").exists():
        yield "pdf.js", by_pdfjs


def by_pdfium(file: Path) -> str:
    """Return the text of a PDF."""
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_poppler(file: Path) -> str:
    """Return the text of a PDF."""
    return subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, encoding="utf-8").stdout


def by_mupdf(file: Path) -> str:
    """Return the text of a PDF."""
    with importlib.import_module("pymupdf").open(file) as document:
        return "\n".join(page.get_text() for page in document)


def by_pdfjs(file: Path) -> str:
    """Return the text of a PDF."""
    run = ["node", str(READERS / "pdfjs.mjs"), "read", str(file.resolve())]
    told = subprocess.run(run, check=True, capture_output=True, encoding="utf-8", cwd=READERS).stdout
    return str(json.loads(told))


def folded(text: str) -> str:
    """Return a text without spaces and signs that nobody sees."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(one for one in whole if not one.isspace() and unicodedata.category(one) not in {"Cf", "Cc"})


def words(text: str) -> set[str]:
    """Return the words of a text, for which somebody may search."""
    return {one for one in text.split() if any(letter.isalpha() for letter in one)}


def digits(text: str) -> Counter[str]:
    """Count the digits of a text."""
    return Counter(one for one in unicodedata.normalize("NFKC", text) if one.isdigit())


def main(out: Path) -> None:
    """Print a table: the share of statements that come out, and the digits that stand on no page."""
    out.mkdir(parents=True, exist_ok=True)
    programs = dict(readers())
    figures: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for sheet in printed(out):
        row = figures[sheet.leaflet.edition, sheet.leaflet.language]
        known = digits(by_pdfium(sheet.file))  # the press has compared them with what it set
        for name, read in programs.items():
            text = read(sheet.file)
            missing = [one for one in sheet.statements if folded(one) not in folded(text)]
            sought = set().union(*map(words, sheet.statements))
            torn = [one for one in sought if one not in text]
            false = digits(text) - known
            row[name].update(
                all=len(sheet.statements), missing=len(missing), false=false.total(), words=len(sought), torn=len(torn)
            )
            for one in missing:
                sys.stderr.write(f"{name}: {sheet.file.name}: {one}\n")
    for (edition, language), row in sorted(figures.items()):
        shares = [
            f"{name} {1 - one['missing'] / one['all']:.2%}; {1 - one['torn'] / one['words']:.1%}, false {one['false']}"
            for name, one in row.items()
        ]
        sys.stdout.write(f"{edition} {language}: {'; '.join(shares)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
