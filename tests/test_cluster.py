"""On a Dask cluster the same pages are printed as here, whoever is lost on the way. Its processes are real ones."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clusters import Dask, wait_until
from conftest import ROOT, run_leaflets, run_process
from forking import HANGS

from leaflets.printing.machine import EACH, fitting
from leaflets.printing.matter import PROGRAM, Matter

FEW = ("-c", "heron-mill", "-l", "en", "-t", "aftercare", "-t", "preparation", "-t", "side-effects")
JOINS_AS_ANOTHER = """
import sys
from leaflets.errors import MachineError
from leaflets.printing.cluster import join_cluster
from leaflets.printing.matter import Matter
try:
    join_cluster(sys.argv[1], Matter(("noto-sans",), (), {}, {"weasyprint": "69.0"}))
except MachineError as error:
    print(error)
"""
"""A program that joins a cluster as a machine would that has another version of what sets pages."""
KILLS_TWICE = """
import os, sys
from pathlib import Path
from leaflets.printing.executors import KilledError
from leaflets.printing.matter import Matter
from leaflets.printing.presses import Presses
presses = Presses(Matter(("noto-sans",), (), {}, {}), Path(sys.argv[1]))
try:
    presses.call(os._exit, 1)
except KilledError:
    print("killed twice, then", presses.call(len, "four"))
presses.close()
"""
"""A program that does in a worker's presses what kills them, then something else."""


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """Start a scheduler."""
    (tmp_path / "dask").mkdir()
    cluster = Dask(tmp_path / "dask")
    yield cluster
    cluster.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a folder with one clinic, and with the typeface of its headings as a font of its own."""
    place = tmp_path / "project"
    shutil.copytree(ROOT / "clinics" / "heron-mill", place / "clinics" / "heron-mill")
    shutil.copytree(ROOT / "fonts" / "source-serif-4", place / "fonts" / "serif-of-our-own")
    register = (ROOT / "fonts" / "fonts.toml").read_text("utf-8")
    entry = next(one for one in re.findall(r"(?s)\[\[family\]\]\n.*?\n\n", register) if "Source Serif 4" in one)
    (place / "fonts" / "fonts.toml").write_text(entry.replace("source-serif-4", "serif-of-our-own"), "utf-8")
    return place


@contextmanager
def building(project: Path, dask: Dask, out: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a build on a cluster."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background ignores it
    build = subprocess.Popen(
        [sys.executable, "-m", "leaflets", "build", *FEW, "--fresh", "--scheduler", dask.address, "--out", str(out)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    with build:
        yield build
        build.kill()


def _wait_for_pdfs(build: subprocess.Popen[str], out: Path, count: int) -> None:
    """Wait until so many leaflets are delivered, in a build that goes on."""
    wait_until(lambda: len(_pdfs(out)) >= count or build.poll() is not None)
    assert build.poll() is None, build.communicate()[0]


def _pdfs(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.rglob("*.pdf")}


def test_a_cluster_prints_the_same_whoever_is_lost(dask: Dask, project: Path, tmp_path: Path) -> None:
    """A press and a worker that are killed cost nothing; Ctrl-C ends a build; without its scheduler it says so."""
    assert "No worker is there." in _refused(project, dask.address)
    for _ in range(2):
        dask.add_worker()
    dask.wait_for_workers()
    with building(project, dask, tmp_path / "there") as build:
        _wait_for_pdfs(build, tmp_path / "there", 1)
        dask.presses(dask.workers[0])[0].kill()
        dask.workers[1].kill()
        shown = build.communicate(timeout=HANGS)[0]
    assert 0 == build.returncode, shown
    assert "3 leaflets in" in shown
    assert not re.search("Traceback|distributed|Warning", shown)
    run_leaflets("build", *FEW, "--jobs", "1", "--out", str(tmp_path / "here"), cwd=project, check=True)
    assert _pdfs(tmp_path / "here") == _pdfs(tmp_path / "there")

    with building(project, dask, tmp_path / "interrupted") as build:
        _wait_for_pdfs(build, tmp_path / "interrupted", 1)
        build.send_signal(signal.SIGINT)
        shown = build.communicate(timeout=HANGS)[0]
    assert (130, "Interrupted. Every file that was written is whole.") == (build.returncode, shown.splitlines()[-1])
    assert "Traceback" not in shown
    wait_until(lambda: not dask.presses(dask.workers[0]))

    assert "weasyprint is 70.0 there and 69.0 here" in _told(JOINS_AS_ANOTHER, dask.address)

    with building(project, dask, tmp_path / "lost") as build:
        _wait_for_pdfs(build, tmp_path / "lost", 1)
        dask.scheduler.kill()
        shown = build.communicate(timeout=HANGS)[0]
    assert 1 == build.returncode, shown
    assert f"--scheduler {dask.address}\n  The scheduler went away.\n" in shown
    assert shown.endswith("Stopped. What was finished is delivered; every file is whole.\n")
    assert "Traceback" not in shown
    assert _pdfs(tmp_path / "lost").items() <= _pdfs(tmp_path / "here").items()
    assert [] == list((tmp_path / "lost").rglob("*.part"))


def _refused(project: Path, address: str) -> str:
    """Return what a build says that cannot use a cluster."""
    done = run_leaflets("build", *FEW, "--scheduler", address, "--fresh", cwd=project)
    assert 1 == done.returncode, done.stdout
    assert "Traceback" not in done.stdout
    assert "Nothing was done." in done.stdout
    return done.stdout


def _told(program: str, *arguments: str) -> str:
    """Return what a program in Python prints, which is all on one stream."""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "" == done.stderr
    return done.stdout


def test_what_kills_its_press_twice_is_given_up_alone(tmp_path: Path) -> None:
    """A worker tries it in a fresh press once more, and goes on with others."""
    assert "killed twice, then 4\n" == _told(KILLS_TWICE, str(tmp_path / "place"))


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("10.0.0.5", 2, "“10.0.0.5” is no address of a scheduler."),
        ("tcp://127.0.0.1:99999", 2, "is no address of a scheduler."),
        ("tcp://127.0.0.1:{free}", 1, "Nobody answers there: Connection refused."),
        ("tls://127.0.0.1:{taken}", 1, "No Dask scheduler answers there"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(address: str, code: int, told: str, project: Path) -> None:
    """What is no address, nobody there, or something else there: each in words, and at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound, but it does not listen
        ports = {"taken": taken.getsockname()[1], "free": free.getsockname()[1]}
        done = run_leaflets("build", *FEW, "--fresh", "--scheduler", address.format(**ports), cwd=project)
    assert (code, True) == (done.returncode, told in done.stdout), done.stdout
    assert not (project / "out" / "report.json").exists()
    assert "Traceback" not in done.stdout


def test_without_dask_the_extra_is_named(project: Path, tmp_path: Path) -> None:
    """A plain install says what is missing; nothing but `--scheduler` asks for it."""
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "distributed.py").write_text("raise ImportError\n", "utf-8")
    path = os.pathsep.join([str(tmp_path / "without"), str(ROOT)])
    options = ("--scheduler", "tcp://127.0.0.1:1", "--fresh")
    done = run_process("build", *FEW, *options, cwd=project, env={"PYTHONPATH": path})
    assert 1 == done.returncode
    assert "What reaches a cluster is not installed here.\n  → Install it with: pip install 'leaflets[cluster]'" in (
        done.stdout
    )


def test_what_differs_is_named_on_both_sides() -> None:
    """Versions of a library are told as they are there and here; what is the same is not told."""
    here = Matter((), (), {}, {"weasyprint": "70.0", "pango": "1.50.12", PROGRAM: "a"})
    assert "" == here.differences(here.made_by)
    there = {"weasyprint": "69.0", "pango": "1.50.12", PROGRAM: "b"}
    assert f"weasyprint is 69.0 there and 70.0 here; {PROGRAM} differ" == here.differences(there)


@pytest.mark.parametrize(
    ("cores", "memory", "processes"), [(8, 64 * EACH, 8), (8, 3 * EACH + 1, 3), (2, EACH - 1, 1), (1, 9 * EACH, 1)]
)
def test_processes_fit_cores_and_memory(cores: int, memory: int, processes: int) -> None:
    """One process a core, as long as there is memory for each; one at least."""
    assert processes == fitting(cores, memory)
