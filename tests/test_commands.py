"""The commands as people type them: what they say, what they make, and their exit codes."""

import hashlib
import importlib.metadata
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typer.main
from conftest import ROOT, TESTS, offer, run_leaflets
from forking import HANGS

import leaflets
from leaflets.cli.app import app
from leaflets.model import Leaflet

SCRIPT = Path(sys.executable).with_name("leaflets")
"""The command that the package installs."""
SAMPLE = "aspen-row"
"""The clinic that `leaflets new` brings."""
RECORDS = {"report.json", "delivered.txt"}
"""What a build writes beside the leaflets."""
KINDS = ("clinics", "topics", "languages", "editions")
"""What can be listed."""
HEAVY = ("weasyprint", "babel", "jinja2", "fontTools", "PIL", "phonenumbers")
"""Libraries that take a while to load. (Typer itself loads pydantic.)"""


def _walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _walk(inner, (*path, name))


COMMANDS = dict(_walk(typer.main.get_command(app)))
EXAMPLES = sorted({found for one in COMMANDS.values() for found in re.findall(r"leaflets \S.*", one.epilog or "")})
BEFORE = {
    "leaflets catalogue import ar-aftercare.xlsx": ("leaflets catalogue export ar --format xlsx -t aftercare",),
    "leaflets clinic import clinics.csv --dry-run": ("leaflets clinic export clinics.csv",),
    "leaflets verify out/aspen-row/punjabi/aspen-row_aftercare_punjabi.pdf": (
        "leaflets build -c aspen-row -t aftercare -l pa",
    ),
}
"""What has to be typed before an example that reads what another command writes."""
DRAFTS = ("leaflets verify ",)
"""Examples that tell of a sheet which may not be handed out: in a new project each is a draft."""
REFUSED = ("leaflets review sign", "leaflets review revoke")
"""Examples that ask the person who types them, or take back what is not there in a new project."""

ENDLESS = ("leaflets serve ",)
"""Examples that go on until they are ended."""
UNNEEDED = ("leaflets review sign-look ",)
"""Examples of which a new project has no need: its look is that of the program."""

every_command = pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(("leaflets", *path)))


def _begun_and_ended(arguments: list[str], cwd: Path) -> int:
    """Run a command that goes on until it is ended; end it once it says where it is, and return its exit code."""
    command = [sys.executable, "-m", "leaflets", *arguments, "--port", "0"]
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as one:
        assert one.stdout
        assert one.stdout.readline().startswith("http://127.0.0.1:")
        one.terminate()
        return one.wait(HANGS)


def _run(*arguments: str, cwd: Path, code: int = 0) -> str:
    """Run the program, which has to end with this code and without a traceback; return what it printed."""
    done = run_leaflets(*arguments, cwd=cwd)
    assert code == done.returncode, done.stdout
    assert "Traceback" not in done.stdout
    return done.stdout


@cache
def _help(*path: str) -> str:
    """Return the help of a command outside any project, asked for once for all that is looked for in it."""
    with tempfile.TemporaryDirectory() as nowhere:
        return _run(*path, "--help", cwd=Path(nowhere))


def _plain(text: str) -> str:
    """Return a help page as running text, without its frames."""
    return " ".join(re.sub(r"[╭╮╰╯─│]", " ", text).split())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project as `leaflets new` makes it; tests only read it."""
    place = tmp_path_factory.mktemp("fresh")
    _run("new", "my-leaflets", cwd=place)
    return place / "my-leaflets"


@pytest.fixture
def project(fresh: Path, tmp_path: Path) -> Path:
    """Return a new project that a test may change."""
    return Path(shutil.copytree(fresh, tmp_path / "my-leaflets"))


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """Return an empty folder outside any project."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def chosen(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build two topics in two languages with two processes, from deep inside a project."""
    out = tmp_path_factory.mktemp("chosen") / "not" / "yet"
    place = Path(shutil.copytree(fresh, tmp_path_factory.mktemp("deep") / "project"))
    choice = f"-c {SAMPLE} -t aftercare -t preparation -l en -l ar -l en --jobs 2"
    shown = _run("build", *choice.split(), "--out", str(out), cwd=_deep(place))
    assert f"4 leaflets in {out}, all marked as draft" in shown.replace("\n", " ")
    assert not (place / "out").exists()
    return out


def _deep(project: Path) -> Path:
    folder = project / "clinics" / SAMPLE / "letters" / "2026"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class TestHelp:
    """Every command explains itself."""

    @every_command
    def test_says_what_it_does_and_shows_an_example(self, path: tuple[str, ...]) -> None:
        """The help of each command has a description and, at its end, a command line to copy."""
        shown = _plain(_help(*path))
        command = COMMANDS[path]
        description = " ".join((command.help or "").split())
        assert len(description.split()) >= 5
        assert description in shown
        assert re.search(rf"(Example|Start with): {' '.join(('leaflets', *path))}\b.*$", shown)

    @every_command
    def test_explains_every_option(self, path: tuple[str, ...]) -> None:
        """Each option and argument is explained, and its explanation is shown whole."""
        shown = _plain(_help(*path))
        for parameter in COMMANDS[path].params:
            assert getattr(parameter, "help", None), f"{parameter.name} is not explained"
            assert " ".join(parameter.help.split()) in shown

    def test_writes_out_what_can_be_listed(self, nowhere: Path) -> None:
        """The help of `list` names each kind as one word that can be copied."""
        arguments = _run("list", "--help", cwd=nowhere).partition("─ Arguments ─")[2]
        assert [] == [kind for kind in KINDS if kind not in arguments]

    @every_command
    def test_fits_eighty_columns(self, path: tuple[str, ...]) -> None:
        """No line of a help page is wider than 80 columns or cut off."""
        shown = _help(*path)
        assert [] == [line for line in shown.splitlines() if len(line) > 80 or "…" in line]

    @pytest.mark.parametrize("example", EXAMPLES)
    def test_examples_work(self, example: str, nowhere: Path, project: Path) -> None:
        """Each example of a help page does in a new project what it promises, whatever languages its clinic offers."""
        offer(project, "en", "ar", "pa")
        arguments = shlex.split(example)[1:]
        for before in BEFORE.get(example, ()):
            _run(*shlex.split(before)[1:], cwd=project)
        if example.startswith(ENDLESS):
            assert 143 == _begun_and_ended(arguments, project)
            return
        code = 1 if example.startswith((*DRAFTS, *UNNEEDED)) else 2 if example.startswith(REFUSED) else 0
        _run(*arguments, cwd=nowhere if arguments[0] == "new" else project, code=code)

    def test_without_arguments_it_is_shown(self, nowhere: Path) -> None:
        """The bare command shows the same help as --help, for people who do not know what to type."""
        done = run_leaflets(cwd=nowhere)
        assert _run("--help", cwd=nowhere).strip() == done.stdout.strip()

    def test_version(self, nowhere: Path) -> None:
        """`--version` prints name and version in one line, and works anywhere."""
        assert f"leaflets {leaflets.__version__}\n" == _run("--version", cwd=nowhere)
        assert importlib.metadata.version("leaflets") == leaflets.__version__


class TestSpeed:
    """What needs no engine does not load it."""

    @pytest.mark.parametrize(
        ("arguments", "unwanted"),
        [
            (["--help"], HEAVY),
            (["--version"], HEAVY),
            (["build", "--help"], HEAVY),
            (["list", "languages"], ("weasyprint",)),
        ],
        ids=" ".join,
    )
    def test_engine_is_not_loaded(self, arguments: list[str], unwanted: tuple[str, ...], fresh: Path) -> None:
        """Help loads no heavy library at all; listing loads no engine. Checking measures pages with it."""
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "leaflets", *arguments],
            cwd=fresh,
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=HANGS,
        )
        loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
        assert "leaflets" in loaded
        assert set() == loaded.intersection(unwanted)


class TestCompletion:
    """Shells can complete commands."""

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_script_is_given(self, shell: str, nowhere: Path) -> None:
        """The installed command hands out a completion script for each common shell."""
        shown = subprocess.run(
            [SCRIPT],
            cwd=nowhere,
            env={**os.environ, "_LEAFLETS_COMPLETE": f"source_{shell}"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
            timeout=HANGS,
        ).stdout
        assert f"_LEAFLETS_COMPLETE=complete_{shell}" in shown

    @pytest.mark.skipif(not shutil.which("bash"), reason="needs bash to be found as the shell that asks")
    def test_shown_for_the_shell_that_asks(self, nowhere: Path) -> None:
        """`--show-completion` finds out which shell it was called from."""
        shown = subprocess.run(
            [str(shutil.which("bash")), "-c", f"{shlex.quote(str(SCRIPT))} --show-completion; exit $?"],
            cwd=nowhere,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
            timeout=HANGS,
        ).stdout
        assert "complete -o default -F _leaflets_completion leaflets" in shown

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("leaflets bu", ["build"]),
            ("leaflets catalogue ex", ["extract", "export"]),
            ("leaflets list to", ["topics"]),
        ],
    )
    def test_completes(self, typed: str, wanted: list[str], nowhere: Path) -> None:
        """A command or a kind that was begun is completed."""
        shown = subprocess.run(
            [SCRIPT],
            cwd=nowhere,
            env={
                **os.environ,
                "_LEAFLETS_COMPLETE": "complete_bash",
                "COMP_WORDS": typed,
                "COMP_CWORD": str(len(typed.split()) - 1),
            },
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=HANGS,
        ).stdout
        assert wanted == shown.split()


def _names(kind: str) -> list[str]:
    """Return what a listing has to hold in a new project, from the content's files."""
    found: dict[str, Callable[[], list[str]]] = {
        "clinics": lambda: [SAMPLE],
        "topics": lambda: sorted(path.name.removesuffix(".html.j2") for path in (ROOT / "templates/topics").iterdir()),
        "languages": lambda: list(tomllib.loads((ROOT / "locales/languages.toml").read_text("utf-8"))),
        "editions": lambda: sorted(path.name.removesuffix(".html.j2") for path in ROOT.glob("templates/layouts/*.j2")),
    }
    return found[kind]()


every_kind = pytest.mark.parametrize("kind", KINDS)


class TestList:
    """`leaflets list` says what there is to choose from."""

    @every_kind
    def test_plain(self, kind: str, project: Path) -> None:
        """Piped, a listing is one tab-separated line for each thing, name first, without headings or spaces."""
        rows = [line.split("\t") for line in _run("list", kind, cwd=_deep(project)).splitlines()]
        assert _names(kind) == [row[0] for row in rows]
        assert 1 == len({len(row) for row in rows})
        assert [] == [cell for row in rows for cell in row if cell != cell.strip()]

    @every_kind
    def test_json(self, kind: str, project: Path) -> None:
        """With --json a listing is an array of objects with the same names."""
        rows = json.loads(_run("list", kind, "--json", cwd=_deep(project)))
        assert _names(kind) == [row[kind.removesuffix("s")] for row in rows]
        assert 1 == len({tuple(row) for row in rows})

    def test_languages_tell_script_and_share(self, project: Path) -> None:
        """A language is listed with its names, its script, where its words come from, how many, and its typeface."""
        rows = {row["language"]: row for row in json.loads(_run("list", "languages", "--json", cwd=project))}
        told = {"name": "Punjabi", "own name": "ਪੰਜਾਬੀ", "script": "Gurmukhi", "words": "machine draft"}
        assert {"language": "pa", **told, "over": "", "translated": "100 %", "typeface": "here"} == rows["pa"]

    def test_on_a_terminal(self, fresh: Path) -> None:
        """On a terminal a listing is a table with headings that fits its width."""
        master, terminal = os.openpty()
        subprocess.run(
            [sys.executable, "-m", "leaflets", "list", "topics"],
            cwd=fresh,
            env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"},
            stdout=terminal,
            check=True,
            timeout=HANGS,
        )
        os.close(terminal)
        shown = re.sub(r"\x1b\[[0-9;]*m", "", os.read(master, 65536).decode("utf-8"))
        os.close(master)
        lines = [line.rstrip() for line in shown.splitlines()]
        assert lines[0].startswith("topic ")
        assert _names("topics") == [line.split()[0] for line in lines[1:] if not line.startswith(" ")]
        assert [] == [line for line in lines if len(line) > 80 or "…" in line]

    def test_a_console_that_lacks_scripts(self, fresh: Path) -> None:
        """Names in every script are listed without a traceback, even where the console knows few letters."""
        done = subprocess.run(
            [sys.executable, "-m", "leaflets", "list", "languages"],
            cwd=fresh,
            env={**os.environ, "PYTHONIOENCODING": "cp1252"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=HANGS,
        )
        assert 0 == done.returncode, done.stdout
        assert b"Traceback" not in done.stdout


PRINTED = ("catalogue status -l fr_CA", "list clinics --json", "list topics", "--help", "--version")
"""A command of each kind of output: a table, JSON, lines, what Typer prints, and what an option prints."""


class TestUnreadOutput:
    """What nobody can take is no reason for a traceback."""

    @pytest.mark.parametrize(
        ("stream", "command"),
        [
            *(("stdout", one) for one in (*PRINTED, "build -c nobody")),
            ("stderr", "list topics"),
            ("stderr", "build -c nobody"),
        ],
    )
    def test_a_full_disk(self, stream: str, command: str, fresh: Path) -> None:
        """Output that cannot be written ends with code 1 and one line that says why; without output all is as usual."""
        with Path("/dev/full").open("wb") as full:
            pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: full}
            done = subprocess.run([sys.executable, "-m", "leaflets", *command.split()], cwd=fresh, check=False, **pipes)
        assert b"Traceback" not in (done.stderr or b"")
        if (stream == "stderr") == (command == "build -c nobody"):
            assert 1 == done.returncode
            told = b"What this command prints cannot be written: No space left on device.\n"
            assert done.stderr in {None, told}
        else:
            assert done.returncode == (2 if command == "build -c nobody" else 0)

    @pytest.mark.parametrize("command", PRINTED)
    def test_a_reader_that_has_gone(self, command: str, fresh: Path) -> None:
        """A pipe that nobody reads any more ends the program in silence, with the code that other programs have."""
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "leaflets", *command.split()],
            cwd=fresh,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert (141, b"") == (done.returncode, done.stderr)

    @pytest.mark.parametrize("command", ["list topics", "list clinics --json", "--help"])
    def test_a_closed_stream(self, command: str, fresh: Path) -> None:
        """With its output closed a command does its work and says nothing."""
        line = f'exec "{sys.executable}" -m leaflets {command} >&-'
        done = subprocess.run(["/bin/sh", "-c", line], cwd=fresh, stderr=subprocess.PIPE, check=False)
        assert (0, b"") == (done.returncode, done.stderr)


class TestMisuse:
    """A command that cannot be meant is refused with code 2."""

    @pytest.mark.parametrize(
        "command",
        ["list topics", "list clinics --json", "check", "check --json", "build -l en", "catalogue extract",
         "catalogue update"],
    )  # fmt: skip
    def test_outside_a_project(self, command: str, nowhere: Path) -> None:
        """Outside any project a command says so, tells how to make one, and writes nothing."""
        shown = _run(*command.split(), cwd=nowhere, code=2)
        assert f"{nowhere}\n  This folder is not in a leaflets project.\n  → " in shown
        assert "leaflets new my-leaflets" in shown
        assert [] == list(nowhere.iterdir())

    @every_command
    def test_unknown_option(self, path: tuple[str, ...], fresh: Path) -> None:
        """An option that does not exist is named, and the help is pointed to."""
        shown = _plain(_run(*path, "--colour", cwd=fresh, code=2))
        assert "--colour" in shown
        assert "--help" in shown

    @pytest.mark.parametrize(
        "command",
        ["print", "catalogue print", "list", "list fonts", "new", "new one two", "build --jobs 0", "build --jobs many",
         "build --clinic", "catalogue extract more"],
    )  # fmt: skip
    def test_wrong_words(self, command: str, project: Path) -> None:
        """A command, a kind or a value that does not exist is refused, and nothing is made."""
        before = _files(project)
        _run(*command.split(), cwd=project, code=2)
        assert before == _files(project)

    @pytest.mark.parametrize(
        ("arguments", "meant"),
        [
            ("-c aspen-rwo", SAMPLE),
            ("-t afetrcare", "aftercare"),
            ("-e standrad", "standard"),
        ],
    )
    def test_misspelt_names(self, arguments: str, meant: str, project: Path) -> None:
        """A misspelt name is answered with the one that was meant, before anything is made."""
        before = _files(project)
        assert f"Did you mean “{meant}”?" in _run("build", *arguments.split(), cwd=project, code=2)
        assert before == _files(project)

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ("catalogue status -l it", "To add it: leaflets catalogue add it."),
            ("build -l it", "Offered are: Amharic (am), Arabic (ar), Bangla (bn), Chinese"),
            ("catalogue status -l Frensh", "Did you mean “fr_CA” (French (Canada))?"),
            ("catalogue status -l pn", "Offered are: Amharic (am)"),
            ("catalogue export ar --format xlif", "Did you mean “xliff”?"),
            ("catalogue glossary --format html", "Known are: json, table, tbx."),
            ("check --today tomorrow", "Write year, month and day, such as 2026-11-20."),
        ],
    )
    def test_other_words_than_the_known_ones(self, arguments: str, told: str, fresh: Path) -> None:
        """A language that could be added, a format and a day are each answered with what to type."""
        assert told in _run(*arguments.split(), cwd=fresh, code=2)

    def test_capitals_do_not_matter(self, project: Path) -> None:
        """A format may be written in capitals."""
        _run("catalogue", "export", "ar", "--format", "CSV", cwd=project)
        assert (project / "ar.csv").exists()

    def test_a_catalogue_without_its_line(self, project: Path) -> None:
        """A catalogue that no line of the register names is a warning, with the command that adds it."""
        path = project / "locales" / "it" / "LC_MESSAGES" / "leaflets.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
        offer(project, "en")
        for command in ("check", "catalogue status"):
            shown = _run(*command.split(), cwd=project)
            assert "locales/languages.toml has no line for “it”, so nothing uses this catalogue." in shown
            assert "leaflets catalogue add it" in shown


class TestNew:
    """`leaflets new` makes a folder to start from."""

    def test_one_sample_clinic(self, fresh: Path) -> None:
        """A new project holds one sample clinic and nothing else, exactly as the package has it."""
        assert [fresh / "clinics" / SAMPLE] == [path for path in fresh.rglob("*") if path.is_dir()][1:]
        sample = ROOT / "clinics" / SAMPLE
        assert {f"clinics/{SAMPLE}/{name}": data for name, data in _files(sample).items()} == _files(fresh)

    def test_tells_what_comes_next(self, nowhere: Path) -> None:
        """The command names the folder and the clinic that it made, and the next command to type."""
        shown = _run("new", "my-leaflets", cwd=nowhere)
        assert f"Made my-leaflets with the sample clinic {SAMPLE}." in shown
        assert "Next: cd my-leaflets && leaflets build" in shown

    def test_check_is_clean(self, fresh: Path) -> None:
        """A new project has no problems, in any of the languages that its clinic offers."""
        assert "No problems found.\n" == _run("check", cwd=fresh)
        assert [] == json.loads(_run("check", "--json", cwd=fresh))

    def test_an_empty_folder_is_fine(self, nowhere: Path) -> None:
        """A folder that exists but is empty can become a project."""
        _run("new", ".", cwd=nowhere)
        assert (nowhere / "clinics" / SAMPLE / "clinic.toml").is_file()

    @pytest.mark.parametrize("name", ["notes.txt", ".hidden", "clinics/mine/clinic.toml"])
    def test_a_folder_in_use_is_refused(self, name: str, nowhere: Path) -> None:
        """A folder that holds anything is refused and left as it was."""
        (nowhere / name).parent.mkdir(parents=True, exist_ok=True)
        (nowhere / name).write_text("mine", "utf-8")
        shown = _run("new", str(nowhere), cwd=nowhere, code=2)
        assert f"{nowhere}\n  This folder is not empty.\n  → Choose a folder that does not exist yet" in shown
        assert {name: b"mine"} == _files(nowhere)

    @pytest.mark.parametrize("name", ["file", "file/inside"])
    def test_a_file_in_the_way_is_refused(self, name: str, nowhere: Path) -> None:
        """A file where the folder has to be is refused and left as it was."""
        (nowhere / "file").write_text("mine", "utf-8")
        _run("new", name, cwd=nowhere, code=2)
        assert {"file": b"mine"} == _files(nowhere)


class TestBuild:
    """`leaflets build` makes what was asked for, and a report of it."""

    def test_repeated_choices_multiply(self, chosen: Path) -> None:
        """Each chosen topic is printed in each chosen language, once, into the folder of --out, and nothing else."""
        wanted = {
            str(Leaflet(SAMPLE, code, topic).path) for code in ("ar", "en") for topic in ("aftercare", "preparation")
        }
        assert {*wanted, *RECORDS} == set(_files(chosen))

    def test_report_matches_the_files(self, chosen: Path) -> None:
        """The report tells of each PDF its names, digest, size, pages and fonts, as they are in the file."""
        report = json.loads((chosen / "report.json").read_text("utf-8"))
        paths = [entry["path"] for entry in report["leaflets"]]
        assert (4, 0) == (report["printed"], report["failed"])
        assert sorted(set(_files(chosen)) - RECORDS) == paths
        for entry in report["leaflets"]:
            data = (chosen / entry["path"]).read_bytes()
            assert str(Leaflet(entry["clinic"], entry["language"], entry["topic"]).path) == entry["path"]
            assert hashlib.sha256(data).hexdigest() == entry["sha256"]
            assert len(data) == entry["bytes"]
            with pikepdf.open(chosen / entry["path"]) as pdf:
                assert len(pdf.pages) == entry["pages"]
                assert sorted(_families(pdf)) == entry["fonts"]
            assert ("standard", "draft", []) == (entry["edition"], entry["state"], entry["problems"])
            assert re.fullmatch(r"[0-9a-f]{4}-[0-9a-f]{4}", entry["content_id"])
            assert 0 < entry["seconds"] < 60

    def test_report_names_versions(self, chosen: Path) -> None:
        """The report names the versions of the program and of what sets its type."""
        versions = json.loads((chosen / "report.json").read_text("utf-8"))["versions"]
        assert leaflets.__version__ == versions["leaflets"]
        assert importlib.metadata.version("weasyprint") == versions["weasyprint"]
        assert re.fullmatch(r"1\.\d+\.\d+", versions["pango"])

    def test_report_tells_what_each_step_took(self, chosen: Path) -> None:
        """The report gives each step's seconds by the clock and of computing, in the order of the steps."""
        stages = json.loads((chosen / "report.json").read_text("utf-8"))["stages"]
        assert ["open", "choose", "prepare", "compose", "typeset", "deliver"] == list(stages)
        for spent in stages.values():
            assert {"wall", "cpu"} == spent.keys()
            assert min(spent.values()) >= 0
        assert stages["compose"]["cpu"] > 0

    def test_default_folder_and_one_process(self, project: Path) -> None:
        """Without --out, PDFs go to out/ in the project, wherever in it the command is typed."""
        shown = _run("build", "-t", "aftercare", "-l", "en", "--jobs", "1", cwd=_deep(project))
        assert f"1 leaflet in {project / 'out'}, all marked as draft" in shown
        assert {str(Leaflet(SAMPLE, "en", "aftercare").path), *RECORDS} == set(_files(project / "out"))

    def test_an_edition_twice_is_one_edition(self, project: Path) -> None:
        """An edition that is named twice is printed once, like a topic or a language."""
        _run("build", "-t", "aftercare", "-l", "en", "-e", "standard", "-e", "standard", cwd=project)
        report = json.loads((project / "out" / "report.json").read_text("utf-8"))
        assert [str(Leaflet(SAMPLE, "en", "aftercare").path)] == [entry["path"] for entry in report["leaflets"]]

    def test_report_tells_what_failed(self, copy_of: Callable[[Path], Path]) -> None:
        """A leaflet that failed stands in the report with the place, reason and hint of each problem."""
        project = copy_of(TESTS / "projects" / "catalogue-empty-message")
        shown = _run("build", cwd=project, code=1)
        report = json.loads((project / "out" / "report.json").read_text("utf-8"))
        failed = [entry for entry in report["leaflets"] if entry["state"] == "failed"]
        assert report["failed"] == len(failed) >= 1
        assert report["printed"] == len(report["leaflets"]) - len(failed) == len(list(project.rglob("*.pdf")))
        for entry in failed:
            assert not (project / "out" / entry["path"]).exists()
            for problem in entry["problems"]:
                assert {"path", "line", "key", "reason", "hint"} == set(problem)
                assert problem["reason"] in shown
                assert problem["hint"] in shown


def _families(pdf: pikepdf.Pdf) -> set[str]:
    """Return the families of every font in a PDF, as their descriptors name them."""
    found = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFamily" in one)
    return {bytes(one.FontFamily).decode("utf-8") for one in found}
