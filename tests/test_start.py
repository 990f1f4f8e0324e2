"""What the program starts before it prints: nothing but itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WATCHED = """
import sys
started, others = [], sys.argv[2:]
def watch(event, arguments):
    if event in {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.system", *others}:
        started.append(str(arguments[0]) if arguments else event)
sys.addaudithook(watch)
from leaflets.cli.app import main
fresh = [] if others else ["--fresh"]
sys.argv = ["leaflets", "build", "-c", "aspen-row", "-l", "en", "-t", "aftercare", *fresh, "--out", sys.argv[1]]
try:
    main()
finally:
    print("STARTED", started)
    watched = ("weasyprint", "pypdfium2", "dask", "distributed", "loky")
    print("LOADED", [name for name in watched if name in sys.modules])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine's libraries are looked for in other ways")
def test_one_leaflet_starts_no_other_program(tmp_path: Path) -> None:
    """The libraries that set text are found without asking ldconfig or a compiler where they are."""
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert 0 == done.returncode, done.stderr
    loaded = "LOADED ['weasyprint', 'pypdfium2']"  # no pool and no cluster
    assert ["STARTED []", loaded] == done.stdout.splitlines()[-2:]
    assert 1 == len(list(tmp_path.rglob("*.pdf")))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine is asked for the versions of its libraries")
def test_a_leaflet_that_is_kept_needs_no_engine(tmp_path: Path) -> None:
    """What was printed before is delivered again without the engine, and its logo without drawing it anew."""
    environment = {**os.environ, "LEAFLETS_STORE": str(tmp_path / "store")}
    told = []
    for _ in range(2):
        command = [sys.executable, "-c", WATCHED, str(tmp_path / "out"), "os.fork"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
        told.append([line for line in done.stdout.splitlines() if line.startswith(("STARTED", "LOADED"))])
    assert ["STARTED ['os.fork']"] == told[0][:1]
    assert "weasyprint" in told[0][1]
    assert ["STARTED []", "LOADED []"] == told[1]
