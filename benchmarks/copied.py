"""How many statements come out of printed leaflets word for word, by each program that reads PDFs.

`python benchmarks/copied.py FOLDER` prints every topic of every clinic in its languages, for patients and for staff,
into the folder, and reads all of it with pdfium, and with pdftotext, PyMuPDF and pdf.js if they are there (see the
README). `--clinic`, `--topic`, `--language` and `--edition` choose among them; each repeats. What is missing is told
on standard error, statement by statement.
Spaces and signs that nobody sees do not count in statements. In words they do, for they spoil a search; where a
script has no spaces, what counts as a word may be broken by the end of a line.
"""

import argparse
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
from leaflets.project import Project, open_project
from leaflets.typesetting import seal, typeset

PLACE = Path(__file__).parent
READERS = PLACE / "readers"
EDITIONS = ("standard", "staff")
Read = Callable[[Path], str]
Figures = dict[str, Counter[str]]


class Sheet(NamedTuple):
    """A printed leaflet, and its statements."""

    leaflet: Leaflet
    file: Path
    statements: list[str]


class Choice(NamedTuple):
    """What is printed: where a list is empty, all."""

    out: Path
    clinic: list[str]
    topic: list[str]
    language: list[str]
    edition: list[str]

    def leaflets(self, project: Project) -> Iterator[Leaflet]:
        """Yield the leaflets."""
        for clinic in self.clinic or project.clinics:
            for language in (one for one in project.clinics[clinic].languages if one in (self.language or [one])):
                for topic in self.topic or project.subjects:
                    for edition in self.edition or EDITIONS:
                        yield Leaflet(clinic, language, topic, edition)


def printed(choice: Choice) -> Iterator[Sheet]:
    """Print leaflets."""
    project = open_project(PLACE.parent)
    composer = Composer(project)
    seal(project.fonts.all_folders)
    for leaflet in choice.leaflets(project):
        composition = composer.compose(leaflet)
        outcome = typeset(composition) if isinstance(composition, Composition) else composition
        if not isinstance(composition, Composition) or not isinstance(outcome, Printed):
            raise SystemExit(str(outcome))
        file = choice.out / f"{leaflet.clinic}_{leaflet.language}_{leaflet.topic}_{leaflet.edition}.pdf"
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


def figures_of(sheet: Sheet, program: str, read: Read) -> Counter[str]:
    """Count what a program finds in a leaflet, and what it does not."""
    text, known = read(sheet.file), digits(by_pdfium(sheet.file))  # the press has compared these with what it set
    missing = [one for one in sheet.statements if folded(one) not in folded(text)]
    sought = set().union(*map(words, sheet.statements))
    torn = [one for one in sought if one not in text]
    for one in missing:
        sys.stderr.write(f"{program}: {sheet.file.name}: {one}\n")
    return Counter(
        leaflets=1,
        statements=len(sheet.statements),
        missing=len(missing),
        words=len(sought),
        torn=len(torn),
        false=(digits(text) - known).total(),
    )


def table(title: str, figures: dict[tuple[str, str], Figures], cell: Callable[[Counter[str]], str]) -> Iterator[str]:
    """Yield the lines of a table: a row for each edition and language, a column for each program."""
    programs = list(next(iter(figures.values())))
    yield f"\n| {title} | leaflets | statements | {' | '.join(programs)} |"
    yield f"|---|{'--:|' * (len(programs) + 2)}"
    for (edition, language), row in figures.items():
        all_of = next(iter(row.values()))
        cells = " | ".join(cell(row[name]) for name in programs)
        yield f"| {edition}, {language} | {all_of['leaflets']} | {all_of['statements']} | {cells} |"


def main(choice: Choice) -> None:
    """Print tables: the share of statements that come out, digits that stand on no page, words that can be found."""
    choice.out.mkdir(parents=True, exist_ok=True)
    programs = dict(readers())
    figures: dict[tuple[str, str], Figures] = defaultdict(lambda: defaultdict(Counter))
    for sheet in printed(choice):
        for name, read in programs.items():
            figures[sheet.leaflet.edition, sheet.leaflet.language][name] += figures_of(sheet, name, read)
    shown = dict(sorted(figures.items(), key=lambda one: (EDITIONS.index(one[0][0]), one[0][1])))
    for title, cell in (
        ("statements word for word", lambda one: f"{1 - one['missing'] / one['statements']:.2%}"),
        ("digits that stand on no page", lambda one: str(one["false"])),
        ("words that can be searched for", lambda one: f"{1 - one['torn'] / one['words']:.1%}"),
    ):
        sys.stdout.write("\n".join(table(title, shown, cell)) + "\n")


def chosen() -> Choice:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    for name in ("clinic", "topic", "language", "edition"):
        parser.add_argument(f"--{name}", action="append", default=[])
    return Choice(**vars(parser.parse_args()))


if __name__ == "__main__":
    main(chosen())
