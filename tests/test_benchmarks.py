"""What benchmarks compare is the same for all, what they count is whole, and what they tell is what they found."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

sys.path.insert(0, str(ROOT / "benchmarks"))

import report
from contestants import Contestant
from copied import by_pdfium, folded
from costs import Cost, cost_of
from devtools import Browser, chromium
from engines import ENGINES
from fleet import write_fleet
from peers import has_typst
from record import moved, recorded
from rounds import Ratios, compete
from runs import runs_of
from sheets import read_pages
from workplace import Workplace

from leaflets.model import Leaflet
from leaflets.project import Project, open_project

BENCHMARKS = ROOT / "benchmarks"
ORPHAN = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", '''
import time
while time.process_time() < 0.5: pass
'''])
"""
"""A program that ends before one that it started."""
COUNTED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from costs import adopt_orphans, cost_of
adopt_orphans()
print(cost_of([sys.executable, "-c", sys.argv[2]], Path()).cpu)
"""


def texts_in(data: object) -> str:
    """Return all texts in what JSON holds, in its order."""
    if isinstance(data, dict):
        return "".join(map(texts_in, data.values()))
    if isinstance(data, list):
        return "".join(map(texts_in, data))
    return data if isinstance(data, str) else ""


@pytest.fixture(scope="module")
def workplace(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of one clinic, each topic in another language."""
    place = tmp_path_factory.mktemp("workplace") / "pages"
    languages = list(project.languages)
    leaflets = [
        Leaflet("aspen-row", languages[number % len(languages)], topic) for number, topic in enumerate(project.subjects)
    ]
    Workplace(project, place).write(leaflets)
    return place


def test_typst_gets_every_statement(workplace: Path) -> None:
    """Whatever has to be read on a leaflet stands in what Typst is given for it."""
    for page in read_pages(workplace).values():
        files = [part for part in page.typst.split('"') if part.endswith(".json")]
        given = folded("".join(texts_in(json.loads((workplace / "typst" / file).read_text("utf-8"))) for file in files))
        assert [] == [words for words in page.passages if folded(words) not in given], page.name


def test_every_picture_that_typst_is_given_is_there(workplace: Path) -> None:
    """Logo, code and opening drawing of a leaflet are files of its workplace."""
    for page in read_pages(workplace).values():
        parts = page.typst.split('"')
        pictures = [part for part in parts if part.startswith("art/")]
        missing = [one for one in pictures if not (workplace / "typst" / one).exists()]
        assert [] == missing
        assert any((workplace / "typst" / one / "opening.svg").exists() for one in pictures if one.endswith("/"))


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "pikepdf"])
def test_every_engine_prints_every_statement(engine: str, workplace: Path) -> None:
    """An English leaflet by each engine that is installed says all that it has to."""
    if engine == "typst" and not has_typst():
        pytest.skip("Typst is not installed")
    if engine == "browser" and chromium() is None:
        pytest.skip("Chromium is not installed")
    page = next(page for page in read_pages(workplace).values() if page.name.endswith("_english"))
    with ENGINES[engine](workplace) as run:
        file = workplace / f"{engine}.pdf"
        file.write_bytes(run(page))
    text = folded(by_pdfium(file))
    assert [] == [words for words in page.passages if folded(words) not in text]


def test_a_browser_ends_with_its_block() -> None:
    """Nothing of Chromium is left when it is closed."""
    program = chromium()
    if program is None:
        pytest.skip("Chromium is not installed")
    with Browser(program) as browser:
        process = browser.process
        assert process.is_running()
    assert not process.is_running()


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("plain & simple", "plain & simple"),
        ("1&nbsp;to&nbsp;3", "1\xa0to\xa03"),
        ('<span class="ltr" dir="ltr">911</span>!', [{"text": "911", "together": True, "dir": "ltr"}, {"text": "!"}]),
        ('<a href="tel:911"><b>911</b></a>', [{"text": "911", "bold": True, "link": "tel:911"}]),
        ("<span>a@<wbr>b</span>", [{"runs": [{"text": "a@"}, {"runs": [{"text": "\u200b"}, {"text": "b"}]}]}]),
    ],
)
def test_marks_of_words_become_runs(words: str, runs: object) -> None:
    """Links, bold words, directions and places to break are kept; what has none is a plain text."""
    assert runs == runs_of(words)


def test_what_outlives_a_program_is_counted() -> None:
    """The computing of a process whose parent has ended belongs to the program that started both."""
    if sys.platform != "linux":
        pytest.skip("only Linux hands orphans over")
    command = [sys.executable, "-c", COUNTED, str(BENCHMARKS), ORPHAN]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert float(told) >= 0.5


def test_a_program_that_fails_ends_the_run() -> None:
    """A failure is no fast run: what the program said is told."""
    with pytest.raises(SystemExit, match="no luck"):
        cost_of([sys.executable, "-c", "raise SystemExit('no luck')"], ROOT)


def at(cpu: float, told: list[str], label: str) -> Contestant:
    """Return a contestant that always costs the same, and says when it runs."""

    def run(names: Sequence[str]) -> Cost:
        told.append(label)
        return Cost(cpu, 2 * cpu) * len(names)

    return Contestant(label, run, "")


def test_contestants_take_turns() -> None:
    """Each round is the bare loop and then each of the others; ratios are of the same round, for one leaflet."""
    told: list[str] = []
    found = compete(at(2, told, "A"), [at(1, told, "B"), at(6, told, "C")], [["x"], ["y", "z"], ["u"]])
    assert ["A", "B", "C"] * 3 == told
    assert [("B", 4, (0.5, 0.5, 0.5)), ("C", 4, (3, 3, 3))] == [(one.label, one.leaflets, one.cpu) for one in found]
    assert [0.5, 3] == [one.middle for one in found]


def test_what_moved_is_told() -> None:
    """A ratio more than a fifth above or below the recorded one is named, a smaller change is not."""
    before = [Ratios(label, 1, (1.0,), (1.0,), 1.0) for label in "abc"]
    now = [Ratios(label, 1, (cpu,), (1.0,), 1.0) for label, cpu in (("a", 1.3), ("b", 1.1), ("c", 0.5), ("d", 1))]
    told = [line.rpartition("  ")[2].strip() for line in moved(before, now)]
    assert ["SLOWER by 30%", "recorded 1.000 ×", "faster by 50%", "not recorded yet"] == told


def test_the_readme_tells_the_last_run() -> None:
    """Table and plot in the README are made of what the last run recorded."""
    record = recorded()
    block = "\n".join([report.BEGIN, *report.lines(record), report.END])
    assert block in (BENCHMARKS / "README.md").read_text("utf-8")
    assert report.plot(record) == report.PLOT.read_text("utf-8")


def test_a_fleet_can_be_printed(tmp_path: Path) -> None:
    """The clinics of a fleet have no faults, offer everything, and print."""
    write_fleet(4, tmp_path)
    project = open_project(tmp_path)
    offered = [(set(one.languages), set(one.topics)) for one in project.clinics.values()]
    assert [(set(project.languages), set(project.subjects))] * 4 == offered
    done = run_leaflets("build", "--topic", "aftercare", "--language", "ar", cwd=tmp_path)
    assert (0, 4) == (done.returncode, len(list((tmp_path / "out").rglob("*.pdf"))))


def test_a_larger_fleet_begins_with_the_smaller(tmp_path: Path) -> None:
    """The same seed makes the same clinic, however many there are."""

    def written(place: Path) -> dict[str, bytes]:
        return {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}

    write_fleet(2, tmp_path / "small")
    write_fleet(5, tmp_path / "large")
    assert written(tmp_path / "small").items() <= written(tmp_path / "large").items()
