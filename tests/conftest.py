"""What tests share: the real program in real processes, and the sample leaflets built once."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from browser import CHROMIUM, Browser, chromium
from filelock import FileLock
from forking import Forks, collect_seldom, run_in_fork
from sampling import CLINICS, printed_together

from leaflets.composition import Composer
from leaflets.project import Project, open_project

ROOT = Path(__file__).parent.parent
TESTS = Path(__file__).parent

FORKS = "LEAFLETS_TEST_FORKS"
"""The variable that says where the warm process is asked."""
TYPEFACES = "LEAFLETS_TEST_TYPEFACES"
"""The variable that says where a copy of the typefaces is: a link to one of the checkout would change its state."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure(config: pytest.Config) -> None:
    """Let all processes of this run share one warm process, and one store of what was typeset, with its own secret."""
    if not hasattr(config, "workerinput"):
        place = tempfile.mkdtemp(prefix="leaflets-store-")
        config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))
        os.environ |= {"LEAFLETS_STORE": f"{place}/store", "XDG_STATE_HOME": f"{place}/state"}
        os.environ[TYPEFACES] = shutil.copytree(ROOT / "fonts", f"{place}/fonts")
        forks = Forks()
        config.add_cleanup(forks.close)
        os.environ[FORKS] = forks.address


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what looks at sample leaflets: printing them takes longest, and no process should do it at the end."""
    items.sort(key=lambda item: "built" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among the tests themselves: they live to the end, and there are thousands."""
    collect_seldom()


def run_leaflets(
    *arguments: str, cwd: Path, check: bool = False, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, with both streams as one text, at 80 columns, in a fork of a warm process.

    Where another copy of the program would be found than the one that is warm, or typefaces that it has not seen, it
    gets a process of its own. A build typesets in that one process unless it says where: those of a pool start cold,
    and all cores are busy with tests.
    """
    if arguments[:1] in {("build",), ("site",)} and not {"--jobs", "--scheduler"}.intersection(arguments):
        arguments = (*arguments, "--jobs", "1")
    if _finds_another_program(cwd, env) or _has_other_typefaces(cwd):
        return run_process(*arguments, cwd=cwd, check=check, env=env)
    with tempfile.TemporaryFile() as output:
        code = run_in_fork(os.environ[FORKS], arguments, cwd, _environment(env), output.fileno())
        output.seek(0)
        told = output.read().decode("utf-8")
    done = subprocess.CompletedProcess(["leaflets", *arguments], code, told)
    if check:
        done.check_returncode()
    return done


def run_process(
    *arguments: str, cwd: Path, check: bool = False, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Do the same in a process of its own, where starting, ending or the environment are what is tested."""
    return subprocess.run(
        [sys.executable, "-m", "leaflets", *arguments],
        cwd=cwd,
        env=_environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=check,
    )


def _finds_another_program(cwd: Path, env: dict[str, str] | None) -> bool:
    """Tell whether `python -m leaflets` would not run this checkout's program: by its folder or by PYTHONPATH."""
    path = _environment(env).get("PYTHONPATH", "")
    places = [cwd, *map(Path, filter(None, path.split(os.pathsep)))]
    found = next((one for one in places if (one / "leaflets" / "__init__.py").exists()), ROOT)
    return found.resolve() != ROOT.resolve()


def _has_other_typefaces(cwd: Path) -> bool:
    """Tell whether a project has a family that the program does not bring."""
    return any(not (ROOT / "fonts" / one.name).exists() for one in (cwd / "fonts").glob("*/"))


def _environment(more: dict[str, str] | None) -> dict[str, str]:
    return {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", **(more or {})}


def lay_fonts(place: Path) -> None:
    """Put the packaged fonts into a project, as files of its own; where the disk can, they take no room."""

    def lay(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    shutil.copytree(os.environ[TYPEFACES], place / "fonts", copy_function=lay)


def lay_locales(place: Path, *languages: str) -> None:
    """Put the registers and the words of these languages into a project; those of others lie below, in the package."""
    source = ROOT / "locales"

    def others(folder: str, names: list[str]) -> set[str]:
        return {one for one in names if (Path(folder) / one).is_dir()} - {*languages, "LC_MESSAGES", "signed"}

    shutil.copytree(source, place / "locales", ignore=others)


def keep_one_clinic(content: Path, *languages: str) -> None:
    """Leave one clinic in a copy of the content, which offers all topics in these languages: pages cost time."""
    for folder in (content / "clinics").iterdir():
        if folder.is_dir() and folder.name != "aspen-row":
            shutil.rmtree(folder)
    offer(content, *languages)


def offer(place: Path, *languages: str, topics: Sequence[str] = ()) -> None:
    """Let the clinics of a project offer these languages only, and these topics where some are named.

    What is offered is composed by each check; a test that is not about all languages pays for those it is about.
    """
    for file in place.glob("clinics/*/clinic.toml"):
        text = re.sub(r"(?ms)^languages = \[.*?\]$", f"languages = {json.dumps(languages)}", file.read_text("utf-8"))
        if topics:
            text = re.sub(r"(?ms)^topics = \[.*?\]$", f"topics = {json.dumps(topics)}", text)
        file.write_text(text, "utf-8")


def know_only(content: Path, *languages: str) -> None:
    """Take every other language out of a copy of the content that lies beside a copy of the program."""
    register = content / "locales" / "languages.toml"
    known = tomlkit.parse(register.read_text("utf-8"))
    for code in [code for code in known if code not in languages]:
        del known[code]
        shutil.rmtree(content / "locales" / code)
    register.write_text(tomlkit.dumps(known), "utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a real browser, once for the tests of a file."""
    if CHROMIUM is None:
        pytest.skip("This machine has no Chromium to open pages with: apt-get install chromium")
    with chromium(tmp_path_factory.mktemp("profile"), CHROMIUM) as started:
        yield started


@pytest.fixture(scope="session")
def project() -> Project:
    """Open the checkout as a project."""
    return open_project(ROOT)


@pytest.fixture(scope="session")
def composer(project: Project) -> Composer:
    """Return a composer for the checkout."""
    return Composer(project)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the sample leaflets that tests look at, once, as people do; `sampling` says which. Processes share them."""
    base = tmp_path_factory.getbasetemp()
    out = (base if worker_id == "master" else base.parent) / "built"
    with FileLock(f"{out}.lock"):
        if not (out / "reports.json").exists():
            reports = [report for clinic in CLINICS for report in _build(clinic, out)]
            (out / "reports.json").write_text(json.dumps(reports), "utf-8")
    return out


def _build(clinic: str, out: Path) -> Iterator[dict[str, Any]]:
    """Build the leaflets of a clinic that are looked at; yield the reports."""
    for languages, topics in printed_together(clinic):
        chosen = [*(f"-l{one}" for one in languages), *(f"-t{one}" for one in topics)]
        done = run_leaflets("build", "--everything", "-c", clinic, *chosen, "--out", str(out), cwd=ROOT)
        assert done.returncode == 0, done.stdout
        yield json.loads((out / "report.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def reports(built: Path) -> list[dict[str, Any]]:
    """Return the reports of these builds."""
    data: list[dict[str, Any]] = json.loads((built / "reports.json").read_text("utf-8"))
    return data


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    """Copy a project folder to a place that the test may change."""

    def copy(source: Path) -> Path:
        return Path(shutil.copytree(source, tmp_path / source.name))

    return copy
