"""What the program starts before it prints: nothing but itself."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WATCHED = """
import sys
started = []
def watch(event, arguments):
    if event in {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.system"}:
        started.append(str(arguments[0]))
sys.addaudithook(watch)
from leaflets.cli.app import main
sys.argv = ["leaflets", "build", "-c", "aspen-row", "-l", "en", "-t", "aftercare", "--fresh", "--out", sys.argv[1]]
try:
    main()
finally:
    print("STARTED", started)
    print("LOADED", [name for name in ("dask", "distributed", "loky") if name in sys.modules])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine's libraries are looked for in other ways")
def test_one_leaflet_starts_no_other_program(tmp_path: Path) -> None:
    """The libraries that set text are found without asking ldconfig or a compiler where they are."""
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert 0 == done.returncode, done.stderr
    assert ["STARTED []", "LOADED []"] == done.stdout.splitlines()[-2:]  # nor is a pool or a cluster loaded for it
    assert 1 == len(list(tmp_path.rglob("*.pdf")))
