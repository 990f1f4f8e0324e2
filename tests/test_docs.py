"""The documents tell the truth: their commands run, their links lead somewhere, their lists are complete.

A fenced `sh` block is typed as it stands, block after block, in a copy of the checkout; a line that has to fail says
`# exit code 1`. A fenced block with a path after its language is written at the end of that file first.
"""

import re
import shlex
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from conftest import ROOT, offer, run_leaflets

from leaflets.cli.app import app
from leaflets.readers.languages import read_languages

GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("for-*.md"))]
DOCUMENTS = sorted({*GUIDES, *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")})
LANGUAGES = read_languages(ROOT / "locales" / "languages.toml", "languages.toml", []).values()
CONTENT = ("clinics", "templates", "locales", "evidence")


class Block(NamedTuple):
    """A fenced block: its language, the file that it belongs to, its lines."""

    language: str
    path: str
    text: str

    @property
    def typed(self) -> bool:
        """Whether it is typed here; what sets a machine up is not."""
        return self.language == "sh" and re.search(r"^(leaflets|cp) ", self.text, re.MULTILINE) is not None


def _blocks(document: Path) -> Iterator[Block]:
    fences = re.finditer(r"^( *)```(\w+) ?(\S*)\n(.*?)^\1```$", document.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    for fence in fences:
        yield Block(fence[2], fence[3], textwrap.dedent(fence[4]))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _follow(guide: Path, checkout: Path) -> None:
    for folder in CONTENT:  # fonts come from the package
        shutil.copytree(ROOT / folder, checkout / folder)
    _leave_out_clinics(guide.read_text("utf-8"), checkout / "clinics")
    _leave_out_languages("".join(block.text for block in _blocks(guide)), checkout)
    for block in _blocks(guide):
        if block.path:
            _write_down(block, checkout / block.path)
        elif block.typed:
            _type_in(block, checkout)


def _leave_out_clinics(text: str, clinics: Path) -> None:
    """Leave out of a copy the sample clinics that a guide does not name: their pages only cost time."""
    for clinic in (one for one in clinics.iterdir() if one.is_dir()):
        if clinic.name not in text:
            shutil.rmtree(clinic)


def _leave_out_languages(typed: str, checkout: Path) -> None:
    """Let the sample clinics offer only the languages that stand in what is typed, by code or by name, and English."""
    names = {one.code: "|".join(map(re.escape, (one.code, one.name.partition(" ")[0]))) for one in LANGUAGES}
    others = [code for code, known in names.items() if code != "en" and re.search(rf"(?i)\b({known})\b", typed)]
    offer(checkout, "en", *others)


def _write_down(block: Block, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(before + block.text, "utf-8")


def _type_in(block: Block, folder: Path) -> None:
    """Type each line of a block as a person would."""
    for line in block.text.splitlines():
        program, *arguments = shlex.split(line, comments=True) or ["cd", "."]
        if program == "cd":
            folder = folder / arguments[0]
        elif program == "leaflets":
            done = run_leaflets(*arguments, *_day_of(arguments), cwd=folder)
            assert (int("# exit code 1" in line), line) == (done.returncode, line), done.stdout
        else:
            subprocess.run([program, *arguments], cwd=folder, check=True)


def _day_of(arguments: list[str]) -> list[str]:
    """Return the day that a command is asked for: the guides are read on the day of the first version."""
    asks = {
        ("build",),
        ("check",),
        ("clinic", "sheet"),
        ("evidence", "due"),
        ("evidence", "impact"),
        ("evidence", "list"),
        ("review", "queue"),
        ("review", "status"),
        ("site",),
        ("verify",),
    }
    named = any(tuple(arguments[: len(one)]) == one for one in asks) and "--today" not in arguments
    return ["--today", "2026-11-20"] if named and "--help" not in arguments else []


@pytest.mark.parametrize("guide", GUIDES, ids=_name)
def test_every_command_in_the_guides_works(guide: Path, tmp_path: Path) -> None:
    """A reader who types the commands of a guide in their order gets what it promises."""
    assert any(block.typed for block in _blocks(guide)), "a guide without a command"
    _follow(guide, tmp_path / "checkout")


def test_make_targets_in_the_documents_exist() -> None:
    """Each `make …` that a document shows is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:`|^)make ([a-z]+)(?:`|$)", document.read_text("utf-8"), re.MULTILINE)
    }
    assert {"leaflets", "test"} <= shown <= targets


def test_the_guides_name_every_command() -> None:
    """Each command of the program is found in the README or a guide."""
    guides = "\n".join(guide.read_text("utf-8") for guide in GUIDES)
    missing = [name for name in _commands() if f"leaflets {name}" not in guides]
    assert [] == missing


def _commands() -> Iterator[str]:
    for command in typer.main.get_group(app).commands.values():
        inner = getattr(command, "commands", None)
        yield from (f"{command.name} {name}" for name in inner) if inner else (str(command.name),)


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_link_leads_somewhere(document: Path) -> None:
    """A relative link or picture of a document is there, and so is the heading that it points at."""
    text = document.read_text("utf-8")
    for target in [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'src="([^"]+)"', text)]:
        if not target.startswith("https://"):
            file, _, heading = target.partition("#")
            found = document.parent / file if file else document
            assert found.exists(), target
            assert not heading or heading in _headings(found), target


def _headings(document: Path) -> set[str]:
    lines = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line).lower().replace(" ", "-") for line in lines}


def test_the_architecture_page_names_every_room() -> None:
    """The page fits a sheet; its table of rooms is the list of the package's packages; what it points at is there."""
    package = ROOT / "leaflets"
    rooms = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = page.partition("## Rooms")[2].partition("## Where")[0]
    assert sorted(rooms - {"__init__", "__main__"}) == sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    assert len(page.splitlines()) <= 90
    for place in re.findall(r"`((?:templates|fonts|\w+)/[\w./-]*)`", page):
        assert (ROOT / place).exists() or (package / place).exists() or (package / f"{place}.py").exists(), place


def test_decisions_are_numbered_without_gaps() -> None:
    """Decisions count 0001, 0002, …, and each gives question, choice, reason and what would change it."""
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [f"{number:04d}" for number in range(1, len(decisions) + 1)] == [path.name[:4] for path in decisions]
    for path in decisions:
        parts = re.findall(r"^\*\*(.+?)\.\*\*", path.read_text("utf-8"), re.MULTILINE)
        assert ["Question", "Choice", "Reason", "What would change our mind"] == parts, path.name
