"""Whatever stops a build in the middle, every file in the output folder is whole and nothing is left behind.

The trouble is real: real signals, a real full disk (a small tmpfs in a mount namespace of its own), a real read-only
disk, real permissions.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import psutil
import pytest
from conftest import ROOT, run_leaflets
from forking import HANGS

from leaflets.composition import Composer
from leaflets.delivery import prepare
from leaflets.ends import termination
from leaflets.model import Failed, Leaflet
from leaflets.printing.batch import typeset_all
from leaflets.printing.executors import InlineExecutor, make_pool, running
from leaflets.printing.pool import Pool
from leaflets.project import Project
from leaflets.typesetting import seal

TOPICS = ("aftercare", "preparation", "what-is-dry-needling", "your-session")
FEW = ("-c", "heron-mill", "-l", "en", *(part for topic in TOPICS for part in ("-t", topic)))
"""A small batch that is typeset in a pool of processes: one leaflet a topic."""
MANY = ("-l", "en")
"""A batch that is not at its end when two leaflets are there: all topics of all clinics."""
MOUNT = (
    'mount -t tmpfs -o "$1" tmpfs "$2" || exit 77\n'  # 77: the machine does not let us mount
    'cp -a "$3/." "$2" 2>/dev/null\n'
    'out=$2 kept=$4; shift 4; "$@"; code=$?\n'
    'cp -a "$out/." "$kept" && exit $code'
)
"""A shell script: mount a disk on a folder, fill it, run a command, keep what is on the disk afterwards."""

Build = subprocess.Popen[str]


@pytest.fixture(scope="session")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that knows what the checkout says, and no leaflet."""
    store = tmp_path_factory.mktemp("read") / "store"
    run_leaflets("list", "clinics", cwd=ROOT, check=True, env={"LEAFLETS_STORE": str(store)})
    return store


@pytest.fixture(autouse=True)
def nothing_made_before(read_before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test typeset all its leaflets itself: trouble in the middle needs a middle."""
    shutil.copytree(read_before, tmp_path / "store")
    monkeypatch.setenv("LEAFLETS_STORE", str(tmp_path / "store"))


@contextmanager
def _building(out: Path, *arguments: str) -> Iterator[Build]:
    """Start a build in a process group of its own; whatever is left of it is killed at the end."""
    before = {one: signal.signal(one, signal.default_int_handler) for one in (signal.SIGINT, signal.SIGHUP)}
    # a runner in the background ignores both, and so would all that it starts
    build = subprocess.Popen(
        [sys.executable, "-m", "leaflets", "build", "--out", str(out), *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        with build:
            yield build
            build.communicate(timeout=HANGS)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for process in _members(build):
            process.kill()


def _finish(build: Build) -> str:
    """Wait for the end of a build; return what it printed."""
    return build.communicate(timeout=HANGS)[0]


def _members(build: Build) -> list[psutil.Process]:
    """Return every living process of a build's group, itself included."""
    return [process for process in psutil.process_iter() if _group(process) == build.pid]


def _group(process: psutil.Process) -> int | None:
    try:
        return None if process.status() == psutil.STATUS_ZOMBIE else os.getpgid(process.pid)
    except (psutil.Error, ProcessLookupError):
        return None


def _workers(build: Build) -> dict[int, psutil.Process]:
    """Return the processes of a build's pool by their id."""
    return {process.pid: process for process in _members(build) if _is_worker(process)}


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "loky.backend.popen_loky_posix" in process.cmdline()
    except psutil.Error:
        return False


def _has_loaded(process: psutil.Process, library: str) -> bool:
    try:
        return any(library in mapped.path for mapped in process.memory_maps())
    except psutil.Error:
        return False


def _pdfs(out: Path) -> list[Path]:
    return sorted(out.rglob("*.pdf"))


def _wait_until(happened: Callable[[], object], build: Build | None = None) -> None:
    """Poll until something has happened; a build that ends before that is an error."""
    deadline = time.monotonic() + HANGS
    while not happened():
        assert build is None or build.poll() is None, f"The build ended too early: {_finish(build)}"
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.005)


def _assert_whole(out: Path) -> None:
    """Assert that each PDF opens and has pages, and that no file lies aside."""
    assert [] == list(out.rglob("*.part"))
    for path in _pdfs(out):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) > 0, path


def _assert_interrupted(build: Build, out: Path) -> None:
    """Assert that a build which got Ctrl-C ended as a person expects."""
    printed = _finish(build)
    _wait_until(lambda: not _members(build))
    _assert_whole(out)
    assert 130 == build.returncode
    assert "Traceback" not in printed
    assert "Interrupted. Every file that was written is whole." in printed


@pytest.mark.parametrize(
    "send", [os.killpg, os.kill], ids=["a terminal tells the whole group", "only the parent is told"]
)
def test_ctrl_c_leaves_whole_files(send: Callable[[int, int], None], tmp_path: Path) -> None:
    """Ctrl-C in mid-build ends every process with code 130, and leaves whole PDFs and a plain sentence."""
    with _building(tmp_path / "out", *MANY) as build:
        _wait_until(lambda: len(_pdfs(tmp_path / "out")) >= 2, build)
        send(build.pid, signal.SIGINT)
        _assert_interrupted(build, tmp_path / "out")
    assert 2 <= len(_pdfs(tmp_path / "out")) < 27


def test_ctrl_c_without_a_pool(tmp_path: Path) -> None:
    """Ctrl-C ends a build in a single process, too; each leaflet was written as soon as it was set."""
    with _building(tmp_path / "out", *FEW, "--jobs", "1") as build:
        _wait_until(lambda: _pdfs(tmp_path / "out"), build)
        os.killpg(build.pid, signal.SIGINT)
        _assert_interrupted(build, tmp_path / "out")
    assert 1 <= len(_pdfs(tmp_path / "out")) <= len(TOPICS)


def test_ctrl_c_while_workers_start(tmp_path: Path) -> None:
    """Ctrl-C that reaches the workers while they still load their libraries shows no traceback of theirs."""
    with _building(tmp_path / "out", *FEW, "--jobs", "2") as build:
        _wait_until(lambda: any(_has_loaded(one, "pydantic_core") for one in _workers(build).values()), build)
        os.killpg(build.pid, signal.SIGINT)
        _assert_interrupted(build, tmp_path / "out")
    assert [] == _pdfs(tmp_path / "out")


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_in_a_finaliser_ends_a_build() -> None:
    """Ctrl-C that comes where Python can raise nothing, such as in a finaliser, is raised as soon as it can be."""

    class Last:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def leaflets() -> Iterator[Failed]:
        Last()
        yield Failed(Leaflet("heron-mill", "en", "aftercare"), ())
        yield Failed(Leaflet("heron-mill", "en", "questions"), ())

    with termination(), pytest.raises(KeyboardInterrupt):
        list(typeset_all(leaflets(), InlineExecutor()))


def test_ctrl_c_in_the_middle_of_a_fork_is_raised() -> None:
    """Ctrl-C that comes while a process of its own starts for a stranger's file is raised when it has started."""
    program = (
        "import os, signal\n"
        "from leaflets.cell import apart\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "os.register_at_fork(before=lambda: signal.raise_signal(signal.SIGINT))\n"
        "try:\n    apart(len, 'four')\n"
        "except KeyboardInterrupt:\n    print('raised')\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ("raised\n", "") == (ended.stdout, ended.stderr)


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C means what it means on a terminal; a runner in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


KILLS = 60 if os.environ.get("LEAFLETS_FUZZ") else 6
"""How many builds are killed: each at another moment, which its number says."""


def test_a_pool_ends_whose_thread_had_no_time_to_start() -> None:
    """Ctrl-C may come between the moment when loky makes the thread that it waits for at the end, and its start."""
    pool = Pool(1)
    pool._executor_manager_thread = threading.Thread(target=list)
    pool.stop()
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(list)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_leaves_nothing_behind(number: int, tmp_path: Path) -> None:
    """However a build or a worker is killed, and when, no process, semaphore or half file stays, and no traceback."""
    chance = random.Random(number)  # noqa: S311 - a seed that can be repeated, no secret
    sent = (signal.SIGTERM, signal.SIGKILL, signal.SIGINT)[number % 3]
    is_worker, printed = number % 6 >= 4, chance.randrange(3)
    out = tmp_path / "out"
    with _building(out, *FEW, "--jobs", "2") as build:
        _wait_until(lambda: len(_pdfs(out)) >= printed and len(_workers(build)) > chance.randrange(2), build)
        workers = list(_workers(build).values())
        chance.choice(workers).send_signal(sent) if is_worker else build.send_signal(sent)
        shown = _finish(build)
        _gone, left = psutil.wait_procs(workers, timeout=HANGS)
        _wait_until(lambda: not _members(build))
    assert [] == left
    assert "Traceback" not in shown
    assert "Warning" not in shown
    assert [] == [one.name for one in Path("/dev/shm").glob(f"*loky-{build.pid}-*")]  # noqa: S108 - looked at only
    if sent == signal.SIGKILL and not is_worker:
        assert -signal.SIGKILL == build.returncode
        prepare(out)  # the next build takes away what a killed one could not
    else:
        assert (0 if is_worker else 128 + sent) == build.returncode, shown
    _assert_whole(out)


def test_a_closed_terminal_ends_a_build(tmp_path: Path) -> None:
    """When its terminal is closed, a build ends with code 129 and a plain sentence; `nohup` keeps it alive."""
    with _building(tmp_path / "out", *FEW, "--jobs", "1") as build:
        _wait_until(lambda: _pdfs(tmp_path / "out"), build)
        build.send_signal(signal.SIGHUP)
        shown = _finish(build)
    assert 129 == build.returncode
    assert shown.endswith("\nEnded, as another program asked. Every file that was written is whole.\n")
    assert "Traceback" not in shown
    _assert_whole(tmp_path / "out")


def test_a_worker_that_stands_still_is_ended(composer: Composer, project: Project) -> None:
    """A worker that neither works nor ends is ended, and each leaflet has an outcome: nothing waits for ever."""
    seal(project.fonts.all_folders)
    some = [composer.compose(Leaflet("heron-mill", "en", topic)) for topic in ("aftercare", "preparation")]

    def renew(_workers: int | None = None) -> Executor:
        pool = make_pool(1)
        pool.submit(os.getpid).result()  # it has started
        return pool

    with running(renew()) as pool:
        worker = next(one for one in psutil.Process().children() if _is_worker(one))
        worker.suspend()
        outcomes = list(typeset_all(some, pool, renew, patience=5))
    assert {one.leaflet for one in some} == {outcome.leaflet for outcome in outcomes}
    assert not worker.is_running()


def _outcomes(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the leaflets of a report by state: draft or failed."""
    found: dict[str, list[dict[str, Any]]] = {"draft": [], "failed": []}
    for entry in json.loads((out / "report.json").read_text("utf-8"))["leaflets"]:
        found[entry["state"]].append(entry)
    return found


@pytest.mark.parametrize("printed", [0, 1], ids=["while it starts", "in mid-build"])
def test_a_killed_worker_costs_nothing(printed: int, tmp_path: Path) -> None:
    """When a worker is killed once, its leaflets are typeset again and the build ends well."""
    with _building(tmp_path, *FEW, "--jobs", "2") as build:
        _wait_until(lambda: len(_pdfs(tmp_path)) >= printed and _workers(build), build)
        next(iter(_workers(build).values())).kill()
        shown = _finish(build)
    assert 0 == build.returncode, shown
    assert "Traceback" not in shown
    assert [] == _outcomes(tmp_path)["failed"]
    assert [tmp_path / entry["path"] for entry in _outcomes(tmp_path)["draft"]] == _pdfs(tmp_path)
    _assert_whole(tmp_path)


def test_a_leaflet_that_kills_twice_is_lost_alone(tmp_path: Path) -> None:
    """When the worker that tries again is killed too, its one leaflet fails and every other leaflet is there."""
    with _building(tmp_path, *FEW, "--jobs", "2") as build:
        _wait_until(lambda: len(_workers(build)) == 2, build)
        first = _workers(build)
        next(iter(first.values())).kill()
        _wait_until(lambda: _workers(build).keys() - first.keys(), build)
        next(one for pid, one in _workers(build).items() if pid not in first).kill()
        shown = _finish(build)
    outcomes = _outcomes(tmp_path)
    assert 1 == build.returncode
    assert 1 == len(outcomes["failed"])
    assert "was killed, twice" in outcomes["failed"][0]["problems"][0]["reason"]
    assert outcomes["failed"][0]["path"] in shown
    assert "1 leaflet failed" in shown
    assert "Traceback" not in shown
    assert [tmp_path / entry["path"] for entry in outcomes["draft"]] == _pdfs(tmp_path)
    assert len(TOPICS) - 1 == len(_pdfs(tmp_path))
    _assert_whole(tmp_path)


def _build_on_disk(options: str, tmp_path: Path, old: Path) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Build onto a small disk that is mounted for this build only; return the end, and a copy of what is on it."""
    unshare, out, kept = shutil.which("unshare"), tmp_path / "out", tmp_path / "kept"
    if unshare is None:
        pytest.skip("This machine has no unshare(1) to mount a disk with.")
    for folder in (out, kept, old):
        folder.mkdir(exist_ok=True)
    alone = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--user", "--map-root-user", "--mount"]
    build = [sys.executable, "-m", "leaflets", "build", "--out", str(out), *FEW]
    done = subprocess.run(
        [*alone, "sh", "-c", MOUNT, "sh", options, str(out), str(old), str(kept), *build],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=HANGS,
    )
    if done.returncode == 77 or "unshare: " in done.stdout:
        pytest.skip(f"This machine forbids mounting a disk: {done.stdout.strip()}")
    return done, kept


def test_a_full_disk_stops_the_build_cleanly(tmp_path: Path) -> None:
    """When the disk fills up, the build says so; each file is a whole new leaflet or the whole old one."""
    topics = sorted({path.name.partition(".")[0] for path in (ROOT / "templates/topics").iterdir()})
    names = [Leaflet("heron-mill", "en", topic).path for topic in topics]
    for name in names:
        (tmp_path / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / name).write_text("old", "utf-8")
    done, kept = _build_on_disk("size=160k", tmp_path, tmp_path / "old")
    replaced = [path for path in _pdfs(kept) if path.read_bytes() != b"old"]
    assert 1 == done.returncode, done.stdout
    assert "The disk is full." in done.stdout
    assert "Traceback" not in done.stdout
    assert [] == list(kept.rglob("*.part"))
    assert [name.name for name in names] == [path.name for path in _pdfs(kept)]
    assert 1 <= len(replaced) < len(topics)
    for path in replaced:
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) > 0, path


def test_a_read_only_disk_is_refused_at_once(tmp_path: Path) -> None:
    """A disk that cannot be written is reported before any leaflet is typeset."""
    done, kept = _build_on_disk("ro", tmp_path, tmp_path / "old")
    assert 1 == done.returncode, done.stdout
    assert f"{tmp_path / 'out'}\n  This disk is read-only.\n  → Choose another folder with --out" in done.stdout
    assert "typeset" not in done.stdout
    assert "Traceback" not in done.stdout
    assert [] == list(kept.iterdir())


def test_a_folder_without_permission_is_refused_at_once(tmp_path: Path) -> None:
    """An output folder that this person may not write is reported before any leaflet is typeset."""
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    setpriv = shutil.which("setpriv")
    if os.geteuid() == 0 and setpriv is None:
        pytest.skip("root may write everywhere, and this machine has no setpriv(1) to give that up.")
    humble = [str(setpriv), "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*humble, sys.executable, "-m", "leaflets", "build", "--out", str(out), *FEW],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=HANGS,
    )
    assert 1 == done.returncode, done.stdout
    assert f"{out}\n  This place may not be written.\n  → Choose another folder with --out" in done.stdout
    assert "typeset" not in done.stdout
    assert "Traceback" not in done.stdout
    assert [] == list(out.iterdir())
